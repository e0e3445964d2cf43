"""One's own sessions and passphrase: seen, ended and changed by oneself, and by nobody else."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from storage import sessions, staff, unlockers
from storage.audit import audit_log
from storage.contexts import b64
from storage.sessions import IDLE_MS
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer

SignIn = Callable[[str], Desk]


def listed(desk: Desk) -> list[Json]:
    found: list[Json] = (desk.get("sessions").json or {})["sessions"]
    return found


def end(desk: Desk, session: str = "") -> int:
    return desk.client.delete(f"/console/sessions{session}", headers=desk.headers).status_code


def test_sessions_are_listed_and_ended_one_by_one_or_all_but_this(sign_in: SignIn, town: Town) -> None:
    here, there, elsewhere, kudo = sign_in("sato"), sign_in("sato"), sign_in("sato"), sign_in("kudo")
    found = listed(here)
    assert [set(one) for one in found] == [{"id", "started_at", "seen_at", "current"}] * 3
    assert [one["started_at"] for one in found] == sorted((o["started_at"] for o in found), reverse=True)
    assert [one["current"] for one in found].count(True) == 1
    (mine,) = [one["id"] for one in listed(there) if one["current"]]
    assert mine in [one["id"] for one in found]
    assert end(kudo, f"/{mine}") == 404
    assert end(here, "/AAAA") == 404
    assert end(here, "/no!") == 404
    assert end(here, f"/{mine}") == 204
    assert [desk.get("sessions").status_code for desk in (here, there, elsewhere)] == [200, 401, 200]
    assert end(here) == 204
    assert [desk.get("sessions").status_code for desk in (here, elsewhere, kudo)] == [200, 401, 200]
    assert [one["current"] for one in listed(here)] == [True]
    with town.database.reading() as connection:
        said = connection.scalars(select(audit_log.c.action).order_by(audit_log.c.number)).all()
    assert said == ["sign-in"] * 4 + ["sign-out"] * 2


def test_a_session_that_is_over_is_not_listed_and_its_name_lets_nobody_in(
    sign_in: SignIn, town: Town
) -> None:
    old, new = sign_in("sato"), sign_in("sato")
    (name,) = [one["id"] for one in listed(old) if one["current"]]
    with town.database.transaction() as connection:
        table = sessions.sessions
        aged = {"seen_at": table.c.seen_at - IDLE_MS - 1}
        connection.execute(table.update().where(table.c.csrf == old.session["csrf"]).values(aged))
    assert [one["current"] for one in listed(new)] == [True]
    new.client.set_cookie("hidamari", name)
    assert new.get("sessions").status_code == 401


def new_passphrase(secret: bytes, **changes: Any) -> Json:
    sizes = {"salt": 16, "commit": 32, "blob": 60}
    unlocker = {"kind": "pass", "iters": 1_000_000} | {n: b64(bytes([7]) * s) for n, s in sizes.items()}
    return {"unlocker": unlocker, "secret": b64(secret)} | changes


def test_a_new_passphrase_takes_the_place_of_the_old_and_ends_other_sessions(
    sign_in: SignIn, web: Flask, town: Town
) -> None:
    sato, elsewhere, kudo = sign_in("sato"), sign_in("sato"), sign_in("kudo")
    old, new = sato.person.secret, bytes(range(32))
    passkey = {"kind": "prf", "iters": 0, "salt": "x", "commit": "x", "blob": "x", "credential": "x"}
    with town.database.transaction() as connection:
        unlockers.add_passkey(connection, town.keys, sato.person.kid, passkey)
    before = (sato.get("capsule").json or {})["capsule"]
    answer = sato.post("capsule", new_passphrase(new, proof={"secret": b64(old)}))
    assert answer.status_code == 201, answer.text
    assert [desk.get("sessions").status_code for desk in (sato, elsewhere, kudo)] == [200, 401, 200]
    client = web.test_client()
    assert (client.get("/console/sign-in?name=sato").json or {})["salt"] == b64(bytes([7]) * 16)
    for secret, status in ((old, 401), (new, 201)):
        body = {"name": "sato", "secret": b64(secret)}
        assert client.post("/console/sessions", json=body).status_code == status
    after = (sato.get("capsule").json or {})["capsule"]
    assert after == before | {"unlockers": [new_passphrase(new)["unlocker"], passkey]}
    with town.database.reading() as connection:
        actions = connection.scalars(select(audit_log.c.action).where(audit_log.c.actor == sato.person.kid))
        assert "passphrase" in list(actions)


def test_a_passphrase_is_not_changed_without_proof_or_into_something_weak(sato: Desk, web: Flask) -> None:
    good = {"secret": b64(sato.person.secret)}
    others = [None, {}, {"secret": b64(colleague("kudo").secret)}, {"secret": ""}, {"assertion": {"id": "x"}}]
    for proof in others:
        answer = sato.post("capsule", new_passphrase(bytes(32), proof=proof))
        assert (answer.status_code, (answer.json or {})["error"]) == (403, "proof")
    whole = new_passphrase(bytes(32))["unlocker"]
    for unlocker in (
        None,
        whole | {"iters": 999_999},
        whole | {"iters": 20_000_001},
        whole | {"kind": "prf"},
        whole | {"salt": b64(bytes(8))},
        whole | {"credential": "AAAA"},
    ):
        answer = sato.post("capsule", new_passphrase(bytes(32), proof=good, unlocker=unlocker))
        assert answer.status_code == 422
    assert sato.post("capsule", new_passphrase(bytes(31), proof=good)).status_code == 422
    assert (sato.get("capsule").json or {})["capsule"] == sato.session["capsule"]
    body = {"name": "sato", "secret": good["secret"]}
    assert web.test_client().post("/console/sessions", json=body).status_code == 201


def test_the_passphrase_unlocker_is_found_behind_others(sato: Desk, town: Town, web: Flask) -> None:
    """A passkey's unlocker has no salt for a passphrase; the door gives out that of the passphrase."""
    with town.database.transaction() as connection:
        kept = staff.capsule(connection, town.keys, sato.person.kid)
        passkey = {"kind": "prf", "iters": 0, "salt": "x", "commit": "x", "blob": "x", "credential": "x"}
        turned = kept | {"unlockers": [passkey, *kept["unlockers"]]}
        staff.keep_capsule(connection, town.keys, sato.person.kid, turned)
    asked = web.test_client().get("/console/sign-in?name=sato").json or {}
    assert asked == {key: kept["unlockers"][0][key] for key in ("salt", "iters")}


def test_a_cookie_that_was_brought_along_is_worth_nothing_after_signing_in(
    web: Flask, sign_in: SignIn
) -> None:
    """Neither one that somebody planted nor the one that this browser had before."""
    client, planted = web.test_client(), "A" * 43
    client.set_cookie("hidamari", planted)
    worth = [planted]
    for name in ("sato", "kudo"):
        body = {"name": name, "secret": b64(colleague(name).secret)}
        assert client.post("/console/sessions", json=body).status_code == 201
        cookie = client.get_cookie("hidamari")
        assert cookie is not None
        assert cookie.value not in worth
        worth.append(cookie.value)
    other = web.test_client()
    statuses = []
    for token in worth:
        other.set_cookie("hidamari", token)
        statuses.append(other.get("/console/sessions").status_code)
    assert statuses == [401, 401, 200]


def test_a_role_written_into_the_database_shuts_the_door(sign_in: SignIn, town: Town) -> None:
    sato, kudo = sign_in("sato"), sign_in("kudo")
    with town.database.transaction() as connection:
        table = staff.staff
        connection.execute(table.update().where(table.c.name == "sato").values(role="supervisor"))
    assert sato.get("people").status_code == 401
    assert sato.get("consultations").status_code == 401
    body = {"name": "sato", "secret": b64(sato.person.secret)}
    assert sato.client.post("/console/sessions", json=body).status_code == 401
    assert kudo.get("people").status_code == 200


def test_who_gets_another_role_is_signed_out_of_everything_that_was_open(web: Flask, sign_in: SignIn) -> None:
    """A role belongs to its keys: Sato leaves the list, and comes back as an auditor with new ones."""
    kudo, open_page, forgotten = Supervisor(web), sign_in("sato"), sign_in("sato")
    left = kudo.dismiss(colleague("sato").kid)
    assert left.status_code == 201, left.text
    assert [desk.get("consultations").status_code for desk in (open_page, forgotten)] == [401, 401]
    auditor = kudo.join(newcomer("auditor", "sato"), "auditor")
    assert auditor.get("consultations").status_code == 403
    assert [desk.get("sessions").status_code for desk in (open_page, forgotten)] == [401, 401]
    assert [one["current"] for one in listed(auditor)] == [True]
