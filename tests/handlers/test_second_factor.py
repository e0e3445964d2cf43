"""Where the office demands a second factor: nothing opens before it is there, everybody can set one up, and none is lost by mistake."""

import base64
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from handlers.console.access import ACCESS, BEFORE_SECOND_FACTOR
from storage import second_factor, sessions, staff
from storage.audit import events
from storage.contexts import b64
from storage.totp import STEP_MS, code_at
from tests.cast import Json, Town, colleague
from tests.handlers.access_table import knock, routes
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.supervising import Newcomer, Supervisor, refused
from tests.handlers.test_passkeys import ORIGIN, added, signed_in
from tests.harness.authenticator import Authenticator
from tests.joining import newcomer

SignIn = Callable[[str], Desk]
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    """At a name: browsers give no passkeys to addresses in numbers."""
    with opened(town.but(PUBLIC_ORIGIN=ORIGIN)) as app:
        yield app


@pytest.fixture
def step(web: Flask) -> int:
    return int(web.extensions["hidamari"].now()) // STEP_MS


def use_digits(desk: Desk, step: int) -> bytes:
    """Six digits are set up with this session's passphrase; the secret, for the next sign-in."""
    offer = desk.post("totp/offer", {"proof": {"secret": b64(desk.person.secret)}})
    assert offer.status_code == 201, offer.text
    secret = base64.b32decode((offer.json or {})["secret"])
    assert desk.post("totp", {"code": code_at(secret, step)}).status_code == 201
    return secret


def again(web: Flask, name: str, **more: str) -> TestResponse:
    body = {"name": name, "secret": b64(colleague(name).secret)} | more
    return web.test_client().post("/console/sessions", json=body)


def demand(desk: Desk, demanded: object) -> TestResponse:
    return desk.client.put("/console/second-factor", json={"demanded": demanded}, headers=desk.headers)


def demanded(town: Town) -> None:
    with town.database.transaction() as connection:
        second_factor.demand(connection, True, by=colleague("kudo").kid, now=town.clock())


def test_kudo_demands_it_and_everybody_comes_in_with_one(
    web: Flask, town: Town, sign_in: SignIn, case: bytes, step: int
) -> None:
    kudo, sato, elsewhere = Supervisor(web), sign_in("sato"), sign_in("sato")
    assert kudo.people()["second_factor"] == {
        "demanded": False,
        "changed_at": None,
        "changed_by_name": None,
    }
    assert sato.session["second_factor"] == "enough"
    # Who has none themselves doesn't know whether it can be done here, and would be out themselves.
    assert refused(demand(kudo, True)) == (409, "own-first")
    use_digits(kudo, step)
    with town.database.transaction() as connection:
        connection.execute(update(sessions.sessions).values(proved_at=0))
    assert refused(demand(kudo, True)) == (403, "proof-needed")
    assert kudo.post("proof", {"proof": {"secret": b64(kudo.person.secret)}}).status_code == 201
    assert refused(demand(kudo, "yes")) == (422, "second-factor")
    told = demand(kudo, True).json or {}
    assert (told["demanded"], told["changed_by_name"]) == (True, kudo.session["display_name"])
    assert demand(kudo, True).status_code == 200

    # Her open page: not a word any more, until she has set one up; her other page not even then.
    for path in ("consultations", f"consultations/{b64(case)}", "news", "roster", "keys", "sessions"):
        assert refused(sato.get(path)) == (403, "second-factor"), path
    secret = use_digits(sato, step)
    assert sato.get(f"consultations/{b64(case)}").status_code == 200
    assert refused(elsewhere.get("consultations")) == (401, "session")
    assert refused(elsewhere.post("totp/offer")) == (401, "session")

    assert refused(again(web, "sato")) == (401, "totp")
    welcome = again(web, "sato", totp=code_at(secret, step + 1)).json or {}
    assert welcome["second_factor"] == "enough"
    # Kudo's own session has shown his digits and goes on.
    assert kudo.get("people").status_code == 200
    assert demand(kudo, False).status_code == 200
    assert elsewhere.get("consultations").status_code == 200
    with town.database.reading() as connection:
        noted = [one.facts["demanded"] for one in events(connection, action="second-factor")]
    assert noted == [False, True]


@SQLITE
def test_without_one_every_door_but_those_that_set_one_up_is_shut(
    web: Flask, town: Town, case: bytes
) -> None:
    """For everybody, whatever is asked for: the office's words, and names of those who work here, too."""
    kudo = Supervisor(web)
    people = [kudo.join(newcomer("clerk", "abe"), "clerk"), kudo.join(newcomer("auditor", "hara"), "auditor")]
    people += [Desk(web, "sato"), kudo]
    demanded(town)
    doors = [route for route in routes(web) if ACCESS[route.endpoint]]
    shut = [route for route in doors if route.endpoint not in BEFORE_SECOND_FACTOR]
    assert len(shut) == len(doors) - 7
    assert {route.endpoint for route in doors} > BEFORE_SECOND_FACTOR
    before = town.count()
    for desk in people:
        for route in shut:
            answer = knock(desk, route, b64(case))
            # A newcomer's roster comes without a session, and looks after itself.
            assert refused(answer) == (403, "second-factor"), route.shown
        assert desk.get("capsule").status_code == 200
    assert town.count() == before


@SQLITE
def test_a_passkey_is_enough_by_itself_and_then_the_card_alone_opens_nothing(
    web: Flask, town: Town, sign_in: SignIn
) -> None:
    key, sato, lost = Authenticator(ORIGIN), sign_in("sato"), sign_in("sato")
    demanded(town)
    assert (again(web, "sato").json or {})["second_factor"] == "none-yet"
    assert added(sato, key).status_code == 201
    assert sato.get("consultations").status_code == 200
    # Whoever found the card can neither go on nor add a factor of their own.
    assert refused(again(web, "sato")) == (401, "passkey-wanted")
    assert refused(lost.get("consultations")) == (401, "session")
    assert refused(lost.post("passkeys/challenge", {"purpose": "create"})) == (401, "session")
    assert refused(again(web, "mori", secret=b64(bytes(32)))) == (401, "sign-in")
    welcome = signed_in(web, key)
    assert (welcome.json or {})["second_factor"] == "enough"


@SQLITE
def test_the_last_one_stays_and_another_may_go(web: Flask, town: Town, sign_in: SignIn, step: int) -> None:
    sato, key, other = sign_in("sato"), Authenticator(ORIGIN), Authenticator(ORIGIN)

    def take_off(one: Authenticator) -> TestResponse:
        return sato.client.delete(f"/console/passkeys/{b64(one.id)}", headers=sato.headers)

    def stop(code: str) -> TestResponse:
        return sato.client.delete("/console/totp", json={"code": code}, headers=sato.headers)

    secret = use_digits(sato, step)
    demanded(town)
    assert refused(stop("000000")) == (422, "totp-wrong")
    assert refused(stop(code_at(secret, step + 1))) == (409, "last")
    assert refused(again(web, "sato")) == (401, "totp")
    assert added(sato, key).status_code == 201
    assert added(sato, other).status_code == 201
    assert take_off(other).status_code == 204
    with town.database.transaction() as connection:
        connection.execute(update(staff.staff).values(totp_step=step - 1))
    assert stop(code_at(secret, step)).status_code == 204
    assert take_off(other).status_code == 404
    assert refused(take_off(key)) == (409, "last")
    assert signed_in(web, key).status_code == 201


@SQLITE
def test_somebody_new_is_led_to_it_at_the_first_sign_in(web: Flask, town: Town, step: int) -> None:
    kudo = Supervisor(web)
    use_digits(kudo, step)
    assert demand(kudo, True).status_code == 200
    joined = kudo.join(newcomer("counselor", "tani"))
    assert joined.session["second_factor"] == "none-yet"
    assert refused(joined.get("consultations")) == (403, "second-factor")
    use_digits(joined, step)
    assert joined.get("consultations").status_code == 200


@SQLITE
def test_who_lost_the_phone_begins_anew_with_a_new_card(
    web: Flask, town: Town, sign_in: SignIn, step: int
) -> None:
    """The way back that the house has for a lost passphrase: in person, with a supervisor."""
    kudo, sato = Supervisor(web), sign_in("sato")
    use_digits(kudo, step)
    use_digits(sato, step)
    assert demand(kudo, True).status_code == 200
    kid = b64(sato.person.kid)
    guest = kudo.guest(newcomer("counselor", "sato"), "counselor", "kurashi", replaces=kid)
    assert kudo.approve(guest, replaced=[kid]).status_code == 201
    back = Newcomer(web, guest.person)
    assert back.session["second_factor"] == "none-yet"
    use_digits(back, step)
    assert back.get("consultations").status_code == 200


@SQLITE
def test_only_supervisors_and_only_with_their_token(web: Flask, town: Town, sign_in: SignIn) -> None:
    sato, key, kudo = sign_in("sato"), Authenticator(ORIGIN), sign_in("kudo")
    assert refused(demand(sato, True)) == (403, "role")
    assert added(kudo, key).status_code == 201
    bare: Json = {"demanded": True}
    assert refused(kudo.client.put("/console/second-factor", json=bare)) == (403, "csrf")
    with town.database.reading() as connection:
        assert not second_factor.rule(connection).demanded
