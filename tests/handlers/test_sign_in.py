"""Signing in and out: the server sees no passphrase, tells no names, and forgets a session when it is over."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from storage import rosters, sessions
from storage.audit import audit_log
from storage.capsules import derive_unlock, open_capsule
from storage.contexts import b64, digest, parse_fingerprint, unb64
from storage.roster import sign_roster
from storage.sessions import IDLE_MS, LONGEST_MS
from tests.cast import Json, Town, colleague, founded
from tests.handlers.desk import Desk
from tests.handlers.doors import opened

SignIn = Callable[[str], Desk]


def test_a_passphrase_opens_what_the_door_hands_out(web: Flask) -> None:
    client, passphrase = web.test_client(), founded().passphrases["kudo"]
    asked: Json = client.get("/console/sign-in?name=kudo").json or {}
    assert set(asked) == {"salt", "iters"}
    unlock = derive_unlock(passphrase, unb64(asked["salt"]), asked["iters"])
    answer = client.post("/console/sessions", json={"name": " KUDO ", "secret": b64(unlock.secret)})
    signed_in: Json = answer.json or {}
    assert answer.status_code == 201
    assert set(signed_in) == {
        "kid",
        "name",
        "display_name",
        "role",
        "capsule",
        "fingerprint",
        "csrf",
        "second_way",
        "second_factor",
        "ended",
    }
    assert (signed_in["name"], signed_in["display_name"], signed_in["role"]) == ("kudo", "工藤", "supervisor")
    fingerprint = parse_fingerprint(signed_in["fingerprint"])
    keys = open_capsule(fingerprint, signed_in["capsule"], passphrase)
    assert keys["sign"] == colleague("kudo").signer.to_pkcs8()
    assert client.get("/console/consultations").status_code == 200


def test_a_name_that_nobody_has_is_answered_alike_each_time(web: Flask) -> None:
    client = web.test_client()
    asked = {
        name: client.get(f"/console/sign-in?name={name}")
        for name in ("sato", "SATO%20", "suzuki", "Suzuki", "")
    }
    assert {answer.status_code for answer in asked.values()} == {200}
    told = {name: answer.json or {} for name, answer in asked.items()}
    assert {frozenset(one) for one in told.values()} == {frozenset({"salt", "iters"})}
    assert told["sato"] == told["SATO%20"]
    assert told["suzuki"] == told["Suzuki"]
    assert len({one["salt"] for one in told.values()}) == 3
    assert {(len(unb64(one["salt"])), one["iters"]) for one in told.values()} == {(16, 1_000_000)}


def test_a_wrong_name_and_a_wrong_secret_are_one_refusal(web: Flask, town: Town) -> None:
    before, client = town.count(), web.test_client()
    wrong = b64(bytes(32))
    bodies: list[Json] = [
        {},
        {"name": "sato", "secret": wrong},
        {"name": "suzuki", "secret": wrong},
        {"name": "sato", "secret": ""},
        {"name": "sato", "secret": "not base64!"},
        {"name": "sato"},
        {"name": 7, "secret": []},
    ]
    answers = [client.post("/console/sessions", json=body) for body in bodies]
    assert [(answer.status_code, (answer.json or {})["error"]) for answer in answers] == [
        (401, "sign-in")
    ] * 7
    assert [answer.json for answer in answers] == [answers[0].json] * 7
    assert not any("set-cookie" in answer.headers for answer in answers)
    # Noted in the log, and there without the name, which may be a passphrase in the wrong field.
    # Counted too, by a keyed hash of the name.
    assert {name: n for name, n in town.count().items() if n != before[name]} == {"attempts": 4}
    with town.database.reading() as connection:
        noted = connection.execute(select(audit_log.c.action, audit_log.c.actor, audit_log.c.event)).all()
    assert [(row.action, row.actor) for row in noted] == [("sign-in-refused", None)] * 7
    assert not any(b"sato" in row.event or b"suzuki" in row.event for row in noted)


def test_mori_cannot_sign_in_as_sato(web: Flask) -> None:
    body = {"name": "sato", "secret": b64(colleague("mori").secret)}
    assert web.test_client().post("/console/sessions", json=body).status_code == 401


def test_what_is_no_json_object_is_refused(web: Flask) -> None:
    client = web.test_client()
    for content in (b"", b"{", b"[]", b'"sato"'):
        answer = client.post("/console/sessions", data=content, content_type="application/json")
        assert answer.status_code == 400
    assert client.post("/console/sessions", data={"name": "sato"}).status_code == 400


def test_the_cookie_is_for_this_host_and_no_script(sign_in: SignIn, town: Town) -> None:
    plain = sign_in("sato").client.get_cookie("hidamari")
    assert plain is not None
    assert (plain.secure, plain.http_only, plain.same_site, plain.path) == (False, True, "Strict", "/")
    origin, body = "https://hidamari.example.jp", {"name": "sato", "secret": b64(colleague("sato").secret)}
    with opened(town.but(PUBLIC_ORIGIN=origin)) as app:
        client = app.test_client()
        answer = client.post("/console/sessions", json=body, base_url=origin)
        assert client.get("/console/consultations", base_url=origin).status_code == 200
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert name == "__Host-hidamari"
    assert {part.strip() for part in attributes.split(";")[1:]} == {
        "Secure",
        "HttpOnly",
        "Path=/",
        "SameSite=Strict",
    }


def test_each_sign_in_is_fresh_and_ends_alone(sign_in: SignIn) -> None:
    first, second = sign_in("sato"), sign_in("sato")
    assert first.session["csrf"] != second.session["csrf"]
    cookies = [desk.client.get_cookie("hidamari") for desk in (first, second)]
    assert cookies[0] is not None
    assert cookies[1] is not None
    assert cookies[0].value != cookies[1].value
    assert first.client.delete("/console/session", headers=first.headers).status_code == 204
    assert first.client.get_cookie("hidamari") is None
    first.client.set_cookie("hidamari", cookies[0].value)
    assert first.get("consultations").status_code == 401
    assert second.get("consultations").status_code == 200


def test_a_session_lives_while_it_is_used_and_for_one_working_day(sign_in: SignIn, town: Town) -> None:
    def later(column: str, ms: int) -> None:
        """As if that much more time had passed since."""
        with town.database.transaction() as connection:
            moved = {column: sessions.sessions.c[column] - ms}
            connection.execute(sessions.sessions.update().values(moved))

    desk = sign_in("sato")
    for _ in range(3):
        later("seen_at", IDLE_MS - 60_000)
        assert desk.get("consultations").status_code == 200
    later("started_at", LONGEST_MS - 60_000)
    assert desk.get("consultations").status_code == 200
    later("started_at", 60_001)
    assert desk.get("consultations").status_code == 401

    unused = sign_in("kudo")
    later("seen_at", IDLE_MS + 1)
    answer = unused.get("consultations")
    assert (answer.status_code, (answer.json or {})["error"]) == (401, "session")


def test_who_has_left_the_roster_is_out_at_once(sign_in: SignIn, town: Town) -> None:
    """Their account still stands in the database; the signed roster decides."""
    sato, kudo, office = sign_in("sato"), sign_in("kudo"), founded().office_key
    assert sato.get("consultations").status_code == 200
    with town.database.transaction() as connection:
        (first,) = rosters.chain(connection)
        known = first.parsed()
        rest = [member for member in known.members.values() if member.kid != sato.person.kid]
        desks = {desk: [kid for kid in kids if kid != sato.person.kid] for desk, kids in known.desks.items()}
        signed = sign_roster(
            office.roster, office.root.public, office.delegation, fp=town.keys.fingerprint, epoch=2,
            prev=digest(first.roster), not_before=known.not_before, not_after=known.not_after, members=rest, desks=desks,
        )  # fmt: skip
        rosters.add(connection, 2, signed)
    assert sato.get("consultations").status_code == 401
    assert kudo.get("consultations").status_code == 200
    body = {"name": "sato", "secret": b64(sato.person.secret)}
    assert sato.client.post("/console/sessions", json=body).status_code == 401
