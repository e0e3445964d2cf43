"""Six digits beside the passphrase: the codes of the standard, each taken once, and a secret that is shown to its person only."""

import base64
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from storage import staff, totp
from storage.contexts import Rejected, b64
from storage.totp import STEP_MS, code_at
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk

SignIn = Callable[[str], Desk]


@pytest.fixture
def now(web: Flask) -> int:
    """The server's step, as its clock has it."""
    return int(web.extensions["hidamari"].now()) // STEP_MS


def offered(desk: Desk) -> bytes:
    answer = desk.post("totp/offer", {"proof": {"secret": b64(desk.person.secret)}})
    assert answer.status_code == 201, answer.text
    return base64.b32decode((answer.json or {})["secret"])


def again(web: Flask, name: str, **more: str) -> TestResponse:
    body = {"name": name, "secret": b64(colleague(name).secret)}
    return web.test_client().post("/console/sessions", json=body | more)


def told(answer: TestResponse) -> tuple[int, str | None]:
    return answer.status_code, (answer.json or {}).get("error")


def as_before(town: Town, steps: int) -> None:
    """As if the last code had been taken that many steps earlier."""
    with town.database.transaction() as connection:
        connection.execute(update(staff.staff).values(totp_step=staff.staff.c.totp_step - steps))


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the last six of its eight digits."""
    secret = b"12345678901234567890"
    published = {
        59: "287082", 1111111109: "081804", 1111111111: "050471",
        1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
    }  # fmt: skip
    assert {at: code_at(secret, at // 30) for at in published} == published


def test_once_in_use_the_digits_are_asked_for(web: Flask, sato: Desk, now: int, town: Town) -> None:
    assert sato.get("totp").json == {"enabled": False}
    secret = offered(sato)
    assert again(web, "sato").status_code == 201
    assert sato.get("totp").json == {"enabled": False}
    assert told(sato.post("totp", {"code": code_at(secret, now + 7)})) == (422, "totp-wrong")
    assert again(web, "sato").status_code == 201
    assert sato.post("totp", {"code": code_at(secret, now)}).status_code == 201
    assert sato.get("totp").json == {"enabled": True}

    assert told(again(web, "sato")) == (401, "totp")
    assert told(again(web, "sato", totp="")) == (401, "totp")
    assert told(again(web, "sato", totp="abc")) == (401, "totp")
    assert told(again(web, "sato", totp="１２３４５６")) == (401, "totp")
    assert again(web, "sato", totp=code_at(secret, now + 1)).status_code == 201
    assert again(web, "kudo").status_code == 201
    with town.database.reading() as connection:
        assert totp.users(connection) == {sato.person.kid}


def test_a_code_is_taken_once_and_none_before_it(web: Flask, sato: Desk, now: int, town: Town) -> None:
    secret = offered(sato)
    # Used where it was set up, it does not sign in.
    assert sato.post("totp", {"code": code_at(secret, now)}).status_code == 201
    assert told(again(web, "sato", totp=code_at(secret, now))) == (401, "totp")
    assert again(web, "sato", totp=code_at(secret, now + 1)).status_code == 201
    for step in (now + 1, now, now - 1):
        assert told(again(web, "sato", totp=code_at(secret, step))) == (401, "totp")
    as_before(town, 10)
    # The right one, so that the wrong ones after it don't have to wait.
    assert again(web, "sato", totp=code_at(secret, now)).status_code == 201
    as_before(town, 10)
    for step in (now - 3, now - 2, now + 3, now + 4):
        assert told(again(web, "sato", totp=code_at(secret, step))) == (401, "totp")
    assert again(web, "sato", totp=code_at(secret, now)).status_code == 201


def test_a_wrong_passphrase_tells_nothing_of_the_digits(web: Flask, sato: Desk, now: int) -> None:
    secret = offered(sato)
    assert sato.post("totp", {"code": code_at(secret, now)}).status_code == 201
    wrong = {"name": "sato", "secret": b64(bytes(32))}
    client = web.test_client()
    assert told(client.post("/console/sessions", json=wrong)) == (401, "sign-in")
    body = wrong | {"totp": code_at(secret, now + 1)}
    assert told(client.post("/console/sessions", json=body)) == (401, "sign-in")
    assert again(web, "sato", totp=code_at(secret, now + 1)).status_code == 201


def test_taking_it_off_needs_a_fresh_code(web: Flask, sato: Desk, now: int) -> None:
    def remove(code: str) -> tuple[int, str | None]:
        return told(sato.client.delete("/console/totp", json={"code": code}, headers=sato.headers))

    assert remove("123456") == (422, "totp-wrong")
    secret = offered(sato)
    assert remove(code_at(secret, now)) == (422, "totp-wrong")
    assert sato.post("totp", {"code": code_at(secret, now)}).status_code == 201
    assert remove(code_at(secret, now)) == (422, "totp-wrong")
    assert remove("") == (422, "totp-wrong")
    assert remove(code_at(secret, now + 1)) == (204, None)
    assert again(web, "sato").status_code == 201


def test_a_secret_is_offered_to_its_person_only_and_not_shown_again(sato: Desk, web: Flask, now: int) -> None:
    for proof in (None, {"secret": b64(bytes(32))}, {"secret": b64(colleague("kudo").secret)}):
        assert told(sato.post("totp/offer", {"proof": proof})) == (403, "proof")
    assert sato.get("totp/offer.png").status_code == 404
    first, secret = offered(sato), offered(sato)
    assert first != secret
    picture = sato.get("totp/offer.png")
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert picture.headers["cache-control"] == "no-store"
    assert "img-src 'self'" in picture.headers["content-security-policy"]
    assert web.test_client().get("/console/totp/offer.png").status_code == 401
    assert Desk(web, "kudo").get("totp/offer.png").status_code == 404
    assert told(sato.post("totp", {"code": code_at(first, now)})) == (422, "totp-wrong")
    assert sato.post("totp", {"code": code_at(secret, now)}).status_code == 201
    assert sato.get("totp/offer.png").status_code == 404
    proof = {"secret": b64(sato.person.secret)}
    assert told(sato.post("totp/offer", {"proof": proof})) == (409, "totp-in-use")
    assert told(sato.post("totp", {"code": code_at(secret, now + 1)})) == (422, "totp-wrong")


def test_the_address_for_the_app_is_neutral(sato: Desk) -> None:
    answer = sato.post("totp/offer", {"proof": {"secret": b64(sato.person.secret)}}).json or {}
    address = urlsplit(answer["uri"])
    assert (address.scheme, address.netloc, unquote(address.path)) == ("otpauth", "totp", "/ひだまり:sato")
    assert parse_qs(address.query) == {"secret": [answer["secret"]], "issuer": ["ひだまり"]}
    assert len(base64.b32decode(answer["secret"])) == 20


def test_a_stolen_database_has_no_secret_and_rows_cannot_change_places(sign_in: SignIn, town: Town) -> None:
    sato, kudo = sign_in("sato"), sign_in("kudo")
    secret = offered(sato)
    offered(kudo)
    table = staff.staff
    with town.database.transaction() as connection:
        rows: Json = {row.name: row for row in connection.execute(select(table))}
        assert secret not in bytes(rows["sato"].sealed_totp)
        swapped = table.update().where(table.c.name == "kudo").values(sealed_totp=rows["sato"].sealed_totp)
        connection.execute(swapped)
        with pytest.raises(Rejected, match="outer"):
            totp.offered(connection, town.keys, kudo.person.kid)
