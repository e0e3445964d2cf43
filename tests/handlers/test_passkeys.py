"""Passkeys at the doors: who may add one, what a genuine answer is, and that it is good once."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from storage import passkeys, staff
from storage.audit import audit_log
from storage.contexts import Rejected, b64
from storage.passkeys import CHALLENGE_MS
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.harness.authenticator import Authenticator

ORIGIN = "http://localhost"


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    """At a name: browsers give no passkeys to addresses in numbers."""
    with opened(town.but(PUBLIC_ORIGIN=ORIGIN)) as app:
        yield app


def unlocker_of(key: Authenticator) -> Json:
    """As a browser would make it of the passkey's secret; the server can't look into it."""
    sizes = {"salt": 16, "commit": 32, "blob": 60}
    return {"kind": "prf", "iters": 0, "credential": b64(key.id)} | {
        n: b64(bytes(s)) for n, s in sizes.items()
    }


def added(desk: Desk, key: Authenticator, **changes: Any) -> TestResponse:
    """Registered by the desk's person with their passphrase; `changes` are what an honest page would not send."""
    asked = desk.post("passkeys/challenge", {"purpose": "create"}).json or {}
    honest: Json = {"label": "窓口のパソコン", "unlocker": None, "proof": {"secret": b64(desk.person.secret)}}
    return desk.post("passkeys", honest | {"attestation": key.create(asked)} | changes)


def signed_in(web: Flask, key: Authenticator, **client: Any) -> TestResponse:
    browser = web.test_client()
    asked = browser.post("/console/sessions/challenge", json={}).json or {}
    return browser.post("/console/sessions/passkey", json={"assertion": key.answer(asked, **client)})


def unlockers(town: Town, name: str) -> list[str]:
    with town.database.reading() as connection:
        capsule = staff.capsule(connection, town.keys, colleague(name).kid)
    return [one["kind"] for one in capsule["unlockers"]]


def test_a_passkey_is_added_signs_in_and_is_removed(web: Flask, sato: Desk, town: Town) -> None:
    key = Authenticator(ORIGIN)
    answer = added(sato, key, unlocker=unlocker_of(key))
    assert (answer.status_code, answer.json) == (201, {"id": b64(key.id)})
    assert unlockers(town, "sato") == ["pass", "prf"]
    (listed,) = (sato.get("passkeys").json or {})["passkeys"]
    assert (listed["label"], listed["prf"], listed["used_at"]) == ("窓口のパソコン", True, None)

    welcome = signed_in(web, key)
    told = welcome.json or {}
    assert welcome.status_code == 201
    assert set(told) == {
        *("kid", "name", "display_name", "role", "capsule", "fingerprint", "csrf", "second_way"),
        *("second_factor", "ended"),
    }
    assert told["second_way"] is True
    assert sato.session["second_way"] is False
    assert (told["name"], told["kid"]) == ("sato", b64(sato.person.kid))
    assert told["capsule"]["unlockers"][1] == unlocker_of(key)
    assert (sato.get("passkeys").json or {})["passkeys"][0]["used_at"] is not None
    with town.database.reading() as connection:
        assert passkeys.counts(connection) == {sato.person.kid: (1, 1)}
        acts = connection.execute(select(audit_log.c.action, audit_log.c.actor).order_by(audit_log.c.number))
        assert [tuple(act) for act in acts][-2:] == [
            ("passkey", sato.person.kid),
            ("sign-in", sato.person.kid),
        ]

    assert sato.client.delete(f"/console/passkeys/{b64(key.id)}", headers=sato.headers).status_code == 204
    assert unlockers(town, "sato") == ["pass"]
    assert signed_in(web, key).status_code == 401
    with town.database.reading() as connection:
        assert staff.sign_in(connection, town.keys, "sato", sato.person.secret)


def test_a_passkey_without_a_secret_signs_in_and_opens_nothing(web: Flask, sato: Desk, town: Town) -> None:
    key = Authenticator(ORIGIN)
    assert added(sato, key).status_code == 201
    assert unlockers(town, "sato") == ["pass"]
    told = signed_in(web, key).json or {}
    assert [one["kind"] for one in told["capsule"]["unlockers"]] == ["pass"]


def test_an_answer_is_good_once_for_two_minutes_and_for_one_purpose(
    web: Flask, sato: Desk, town: Town
) -> None:
    key, browser = Authenticator(ORIGIN), web.test_client()
    assert added(sato, key).status_code == 201

    def ask() -> Json:
        return browser.post("/console/sessions/challenge", json={}).json or {}

    def tell(answer: Json) -> int:
        return browser.post("/console/sessions/passkey", json={"assertion": answer}).status_code

    answer = key.answer(ask())
    assert [tell(answer), tell(answer)] == [201, 401]
    late = key.answer(ask())
    with town.database.transaction() as connection:
        past = passkeys.challenges.c.expires_at - CHALLENGE_MS - 1
        connection.execute(update(passkeys.challenges).values(expires_at=past))
    assert tell(late) == 401
    # Challenges that are over go when the next is made.
    ask()
    assert town.count()["challenges"] == 1
    assert tell(key.answer({"challenge": b64(bytes(32))})) == 401
    confirm = sato.post("passkeys/challenge", {"purpose": "confirm"}).json or {}
    assert confirm["allow"] == [b64(key.id)]
    assert tell(key.answer(confirm)) == 401
    create = sato.post("passkeys/challenge", {"purpose": "create"}).json or {}
    for other in (ask(), create):
        refused = added(sato, Authenticator(ORIGIN), proof={"assertion": key.answer(other)})
        assert refused.status_code == 403
    # A failed answer uses the challenge up, too.
    asked = ask()
    key.flags = 0
    assert tell(key.answer(asked)) == 401
    key.flags = 5
    assert tell(key.answer(asked)) == 401
    assert tell(key.answer(ask())) == 201


def test_what_is_not_genuine_does_not_sign_in(web: Flask, sato: Desk) -> None:
    key, stranger = Authenticator(ORIGIN), Authenticator(ORIGIN)
    assert added(sato, key).status_code == 201
    false_pages: list[Json] = [
        {"origin": "https://localhost"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://localhost.example.jp"},
        {"crossOrigin": True},
        {"type": "webauthn.create"},
        {"origin": None},
        {"type": None},
    ]
    assert {signed_in(web, key, **client).status_code for client in false_pages} == {401}
    assert signed_in(web, stranger).status_code == 401
    stranger.id, stranger.user = key.id, key.user
    assert signed_in(web, stranger).status_code == 401
    for flags in (0, 1, 4):
        key.flags = flags
        assert signed_in(web, key).status_code == 401
    key.flags = 5
    key.rp_id = "example.jp"
    assert signed_in(web, key).status_code == 401
    key.rp_id, key.user = "localhost", b64(colleague("kudo").kid)
    assert signed_in(web, key).status_code == 401
    key.user = None
    assert signed_in(web, key).status_code == 201


def test_a_copied_stick_is_noticed(web: Flask, sato: Desk) -> None:
    key = Authenticator(ORIGIN, counts=True)
    assert added(sato, key).status_code == 201
    assert signed_in(web, key).status_code == 201
    key.count -= 1
    assert signed_in(web, key).status_code == 401
    assert signed_in(web, key).status_code == 201
    key.count = -1
    assert signed_in(web, key).status_code == 401


def test_only_who_proves_to_be_the_same_person_adds_a_passkey(web: Flask, sato: Desk, town: Town) -> None:
    first = Authenticator(ORIGIN)
    false_proofs: list[Any] = [
        None,
        {},
        {"secret": b64(bytes(32))},
        {"secret": b64(colleague("kudo").secret)},
        {"assertion": {}},
    ]
    for proof in false_proofs:
        answer = added(sato, first, proof=proof)
        assert (answer.status_code, (answer.json or {})["error"]) == (403, "proof")
    assert added(sato, first).status_code == 201
    confirm = sato.post("passkeys/challenge", {"purpose": "confirm"}).json or {}
    second = Authenticator(ORIGIN)
    assert added(sato, second, proof={"assertion": first.answer(confirm)}).status_code == 201
    assert added(sato, Authenticator(ORIGIN), proof={"assertion": first.answer(confirm)}).status_code == 403
    kudo = Desk(web, "kudo")
    asked = kudo.post("passkeys/challenge", {"purpose": "confirm"}).json or {}
    assert added(kudo, Authenticator(ORIGIN), proof={"assertion": first.answer(asked)}).status_code == 403
    theirs = kudo.post("passkeys/challenge", {"purpose": "create"}).json or {}
    third = Authenticator(ORIGIN)
    assert added(sato, third, attestation=third.create(theirs)).status_code == 422
    # Somebody else's is not seen, not taken away and not taken over.
    assert (kudo.get("passkeys").json or {})["passkeys"] == []
    gone = kudo.client.delete(f"/console/passkeys/{b64(first.id)}", headers=kudo.headers)
    assert gone.status_code == 404
    assert added(kudo, first).status_code == 409
    assert signed_in(web, second).status_code == 201


def test_what_no_browser_sends_is_not_stored(web: Flask, sato: Desk, town: Town) -> None:
    before = {name: n for name, n in town.count().items() if name != "challenges"}

    def wrong(key: Authenticator, **changes: Any) -> int:
        return added(sato, key, **changes).status_code

    key = Authenticator(ORIGIN)
    asked = sato.post("passkeys/challenge", {"purpose": "create"}).json or {}
    elsewhere = Authenticator("https://example.jp").create(asked)
    assert wrong(key, attestation=elsewhere) == 422
    assert wrong(key, attestation=key.create(asked, origin="https://localhost")) == 422
    assert wrong(key, attestation={}) == 422
    assert wrong(key, attestation=key.create({**asked, "challenge": b64(bytes(32))})) == 422
    key.flags = 1
    assert wrong(key) == 422
    key.flags = 5
    for length in (15, 1024):
        odd = Authenticator(ORIGIN)
        odd.id = bytes(length)
        assert wrong(odd) == 422
    for algorithm in (-35, -65535, 5, 0):
        odd = Authenticator(ORIGIN)
        odd.algorithm = algorithm
        assert wrong(odd) == 422
    for unlocker in (
        "no",
        {},
        unlocker_of(Authenticator(ORIGIN)),
        unlocker_of(key) | {"kind": "pass"},
        unlocker_of(key) | {"iters": 1},
        unlocker_of(key) | {"blob": b64(bytes(61))},
        unlocker_of(key) | {"more": 1},
    ):
        assert wrong(key, unlocker=unlocker) == 422
    for label in ("", " ", "あ" * 33, "a\x00b"):
        assert wrong(key, label=label) == 422
    assert sato.post("passkeys/challenge", {"purpose": "sign-in"}).status_code == 422
    assert {name: n for name, n in town.count().items() if name != "challenges"} == before
    assert unlockers(town, "sato") == ["pass"]


def test_ten_are_enough(sato: Desk, web: Flask) -> None:
    codes = [added(sato, Authenticator(ORIGIN)).status_code for _ in range(11)]
    assert codes == [201] * 10 + [409]


def test_a_stored_passkey_belongs_to_its_person_and_its_row(web: Flask, sato: Desk, town: Town) -> None:
    """Somebody writes into the database: Kudo's account is not opened with Sato's passkey."""
    key, another, kudo = Authenticator(ORIGIN), Authenticator(ORIGIN), colleague("kudo")
    assert added(sato, key).status_code == 201
    assert added(Desk(web, "kudo"), another).status_code == 201
    table = passkeys.passkeys
    with town.database.transaction() as connection:
        rows = {bytes(row.credential_id): row for row in connection.execute(select(table))}
        assert key.id not in bytes(rows[key.id].sealed)
        moved = update(table).where(table.c.credential_id == key.id)
        connection.execute(moved.values(kid=kudo.kid))
    key.user = None
    assert signed_in(web, key).status_code == 401
    with town.database.transaction() as connection:
        connection.execute(moved.values(kid=sato.person.kid, sealed=rows[another.id].sealed))
        with pytest.raises(Rejected, match="outer"):
            passkeys._unseal(connection, town.keys, key.id, rows[another.id].sealed)


def test_who_leaves_takes_their_passkeys_along(web: Flask, sato: Desk, town: Town) -> None:
    key = Authenticator(ORIGIN)
    assert added(sato, key).status_code == 201
    with town.database.transaction() as connection:
        passkeys.forget(connection, sato.person.kid)
    assert signed_in(web, key).status_code == 401
    assert sato.post("passkeys/challenge", {"purpose": "confirm"}).status_code == 200
    with town.database.transaction() as connection:
        passkeys.forget(connection, sato.person.kid)
        owners = connection.scalars(select(passkeys.challenges.c.kid)).all()
    assert set(owners) <= {None}


def test_an_address_in_numbers_has_no_passkeys(town: Town) -> None:
    with opened(town.but(PUBLIC_ORIGIN="http://127.0.0.1:8000")) as app:
        answer = Desk(app, "sato").post("passkeys/challenge", {"purpose": "create"})
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "passkeys")
