"""Guessing becomes slow, in every process and on both databases, and nobody is locked out by somebody else's guesses."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from retention import purge
from storage import attempts, totp
from storage.attempts import DECAY_MS
from storage.contexts import b64
from tests.cast import Json, Town, colleague
from tests.handlers.doors import opened

WRONG = bytes(32)
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.23"


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    with opened(town.settings, town.clock) as app:
        yield app


def tries(
    client: FlaskClient, name: str, secret: bytes = WRONG, *, address: str = OFFICE, **more: str
) -> TestResponse:
    body = {"name": name, "secret": b64(secret)} | more
    return client.post("/console/sessions", json=body, environ_base={"REMOTE_ADDR": address})


def statuses(client: FlaskClient, name: str, times: int, *, address: str = OFFICE) -> list[int]:
    return [tries(client, name, address=address).status_code for _ in range(times)]


def test_after_five_wrong_tries_an_account_waits_longer_each_time_and_in_every_process(
    web: Flask, town: Town
) -> None:
    sato = colleague("sato").secret
    with opened(town.settings, town.clock) as other:
        client, elsewhere = web.test_client(), other.test_client()
        assert statuses(client, "sato", 5) == [401] * 5
        for process in (client, elsewhere):
            answer = tries(process, "sato", sato, address=ELSEWHERE)
            assert (answer.status_code, (answer.json or {})["error"]) == (429, "slow-down")
            assert (answer.headers["Retry-After"], (answer.json or {})["retry_after"]) == ("30", 30)
        assert tries(elsewhere, "mori", colleague("mori").secret).status_code == 201
        for seconds in (30, 60, 120, 240, 480, 900, 900):
            town.clock.pass_(seconds=seconds - 1)
            assert tries(elsewhere, "sato").status_code == 429
            town.clock.pass_(seconds=1)
            assert tries(elsewhere, "sato").status_code == 401
        town.clock.pass_(seconds=900)
        assert tries(client, "sato", sato).status_code == 201
        assert statuses(client, "sato", 5) == [401] * 5


def test_a_name_that_nobody_has_is_slowed_alike(web: Flask) -> None:
    client = web.test_client()
    told = {}
    for number, name in enumerate(("sato", "suzuki", "すずき", "\ud800\0")):
        address = f"203.0.113.{number}"
        assert statuses(client, name, 5, address=address) == [401] * 5
        answer = tries(client, name, address=address)
        told[name] = (answer.status_code, answer.data, answer.headers["Retry-After"])
    assert len(set(told.values())) == 1


def test_whoever_guesses_in_her_name_does_not_keep_sato_out_of_the_pc_that_knows_her(
    web: Flask, town: Town
) -> None:
    pc, stranger = web.test_client(), web.test_client()
    secret = colleague("sato").secret
    assert tries(pc, "sato", secret).status_code == 201
    assert tries(pc, "kudo", colleague("kudo").secret).status_code == 201
    assert statuses(stranger, "sato", 6, address=ELSEWHERE) == [401] * 5 + [429]
    assert tries(stranger, "sato", secret).status_code == 429
    assert tries(pc, "sato", WRONG).status_code == 401
    assert tries(pc, "sato", secret).status_code == 201
    # The mark of one person says nothing for another, and none is kept for ever.
    assert statuses(stranger, "mori", 6, address=ELSEWHERE) == [401] * 5 + [429]
    assert tries(pc, "mori", colleague("mori").secret).status_code == 429
    town.clock.pass_(days=181)
    assert statuses(stranger, "sato", 6, address=ELSEWHERE) == [401] * 5 + [429]
    assert tries(pc, "sato", secret).status_code == 429


def test_the_mark_is_for_this_host_and_names_nobody(town: Town) -> None:
    origin = "https://hidamari.example.jp"
    with opened(town.but(PUBLIC_ORIGIN=origin)) as app:
        body = {"name": "sato", "secret": b64(colleague("sato").secret)}
        answer = app.test_client().post("/console/sessions", json=body, base_url=origin)
    (mark,) = [one for one in answer.headers.getlist("set-cookie") if "known" in one]
    name, _, rest = mark.partition("=")
    parts = {part.strip().partition("=")[0] for part in rest.split(";")[1:]}
    assert name == "__Host-hidamari-known"
    assert parts == {"Expires", "Max-Age", "Secure", "HttpOnly", "Path", "SameSite"}
    assert "SameSite=Strict" in rest
    assert "sato" not in rest
    assert b64(colleague("sato").kid) not in rest


def test_an_office_that_mistypes_a_lot_waits_two_minutes_at_most_and_known_people_not_at_all(
    web: Flask, town: Town
) -> None:
    pc, new_pc = web.test_client(), web.test_client()
    assert tries(pc, "sato", colleague("sato").secret).status_code == 201
    for number in range(40):
        tries(new_pc, f"nobody{number}")
        town.clock.pass_(seconds=1)
    answer = tries(new_pc, "kudo", colleague("kudo").secret)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 120
    assert tries(pc, "sato", colleague("sato").secret).status_code == 201
    assert tries(web.test_client(), "mori", colleague("mori").secret, address=ELSEWHERE).status_code == 201
    town.clock.pass_(seconds=120)
    assert tries(new_pc, "kudo", colleague("kudo").secret).status_code == 201


def test_failures_are_forgotten_bit_by_bit_and_at_last_erased(web: Flask, town: Town) -> None:
    client = web.test_client()
    assert statuses(client, "sato", 4) == [401] * 4
    town.clock.pass_(seconds=2 * DECAY_MS / 1000)
    assert statuses(client, "sato", 4) == [401, 401, 401, 429]
    assert purged(town, now=town.clock() + attempts.KEPT_MS) == 2
    assert purged(town, now=town.clock() + attempts.KEPT_MS + 1) == 0


def purged(town: Town, *, now: int) -> int:
    """How many rows the nightly cleaning leaves."""
    purge.run(town.database, town.keys, town.settings.retention_policy, now=now, ship=lambda table: None)
    return town.count()["attempts"]


def test_of_many_guesses_at_once_only_five_are_looked_at(web: Flask) -> None:
    clients = [web.test_client() for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda client: tries(client, "sato").status_code, clients))
    assert sorted(answers) == [401] * 5 + [429] * 7


def test_six_digits_are_not_guessed_even_with_the_passphrase_on_a_known_pc(web: Flask, town: Town) -> None:
    client, sato = web.test_client(), colleague("sato")
    assert tries(client, "sato", sato.secret).status_code == 201
    with town.database.transaction() as connection:
        secret = totp.offer(connection, town.keys, sato.kid) or b""
        assert totp.accept(
            connection, town.keys, sato.kid, totp.code_at(secret, town.clock() // 30_000), now=town.clock()
        )
    town.clock.pass_(seconds=60)
    right = totp.code_at(secret, town.clock() // 30_000)
    wrong = "000000" if right != "000000" else "000001"
    answers = [tries(client, "sato", sato.secret, totp=wrong).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    assert tries(client, "sato", sato.secret, totp=right).status_code == 429
    # Who lacks the passphrase never comes so far: they can't make Sato wait for her digits.
    town.clock.pass_(seconds=30)
    right = totp.code_at(secret, town.clock() // 30_000)
    assert statuses(web.test_client(), "sato", 5, address=ELSEWHERE) == [401] * 5
    assert tries(client, "sato", sato.secret, totp=right).status_code == 201


def test_codes_of_invitations_passkeys_and_receipts_are_not_guessed_from_one_address(web: Flask) -> None:
    client = web.test_client()
    doors = {
        "/console/enrolments/lookup": {"code": "AAAA-AAAA"},
        "/console/enrolments": {"code": "AAAA-AAAA"},
        "/console/enrolments/sheets": {"code": "AAAA-AAAA"},
        "/console/sessions/passkey": {"assertion": {}},
        "/receipt": {"number": "AAAA"},
    }
    for number, (door, body) in enumerate(doors.items()):
        base = {"REMOTE_ADDR": f"203.0.113.{number}"}
        found = [client.post(door, json=body, environ_base=base).status_code for _ in range(21)]
        assert found[-1] == 429, door
        assert 429 not in found[:20], door
        assert client.post(door, json=body, environ_base={"REMOTE_ADDR": ELSEWHERE}).status_code != 429
    page = client.post(
        "/receipt",
        data={"number": "A"},
        headers={"Accept": "text/html"},
        environ_base={"REMOTE_ADDR": "203.0.113.4"},
    )
    assert (page.status_code, page.mimetype) == (429, "text/html")


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "alike"),
    [
        ("none", "127.0.0.1", ("198.51.100.1", "198.51.100.2"), None),
        ("none", "203.0.113.7", ("198.51.100.1", "198.51.100.2"), True),
        ("127.0.0.1", "127.0.0.1", ("198.51.100.1", "198.51.100.2"), False),
        ("127.0.0.1", "127.0.0.1", ("198.51.100.1", "6.6.6.6, 198.51.100.1"), True),
        ("127.0.0.1", "203.0.113.7", ("198.51.100.1", "198.51.100.2"), True),
        ("127.0.0.1,10.0.0.0/8", "127.0.0.1", ("198.51.100.1, 10.0.0.4", "198.51.100.1"), True),
        ("127.0.0.1", "127.0.0.1", ("2001:db8::1", "2001:db8::9999"), True),
        ("127.0.0.1", "127.0.0.1", ("2001:db8::1", "2001:db8:1::1"), False),
        ("127.0.0.1", "127.0.0.1", ("nobody", ""), None),
    ],
)
@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_an_address_is_believed_only_of_a_proxy_that_was_named(
    town: Town, trusted: str, peer: str, forwarded: tuple[str, str], alike: bool | None
) -> None:
    """`alike`: whether both count as one address; None when neither counts."""
    with opened(town.but(TRUSTED_PROXIES=trusted), town.clock) as app:
        client = app.test_client()
        for one in forwarded:
            body: Json = {"assertion": {}}
            headers, base = {"X-Forwarded-For": one}, {"REMOTE_ADDR": peer}
            client.post("/console/sessions/passkey", json=body, headers=headers, environ_base=base)
    with town.database.reading() as connection:
        counted = len(connection.scalars(select(attempts.attempts.c.bucket)).all())
    assert counted == {None: 0, True: 1, False: 2}[alike]


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_neither_name_nor_address_is_stored_or_logged(
    web: Flask, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    statuses(web.test_client(), "sato", 6)
    with town.database.reading() as connection:
        stored = str([tuple(row) for row in connection.execute(select(attempts.attempts))])
    for told in (OFFICE, "sato"):
        assert told not in stored
        assert told not in caplog.text
