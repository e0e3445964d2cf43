"""Blocking somebody takes two people, one of them a supervisor, a reason and a last day; ending it takes one."""

from typing import Any

import pytest
from sqlalchemy import update

from storage import audit, blocks
from storage.contexts import b64
from storage.sessions import sessions
from tests.cast import DAY, Json, Resident, Town
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Supervisor


def asks(desk: Desk, case: bytes, **change: Any) -> Any:
    return desk.post(f"consultations/{b64(case)}/block", {"reason": "threats", "days": 7} | change)


def asked(desk: Desk, case: bytes) -> str:
    answer = asks(desk, case)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def agrees(desk: Desk, block: str) -> int:
    return desk.post(f"blocks/{block}/agreement").status_code


def lifts(desk: Desk, block: str) -> int:
    return desk.client.delete(f"/console/blocks/{block}", headers=desk.headers).status_code


def seen(desk: Desk) -> list[Json]:
    found: list[Json] = desk.get("blocks").json or []
    return found


@pytest.fixture
def kudo(sato: Desk) -> Supervisor:
    return Supervisor(sato.client.application)


def test_sato_asks_kudo_agrees_and_kudo_ends_it(
    town: Town, case: bytes, sato: Desk, kudo: Desk, callback: Callback, hanako: Resident
) -> None:
    sato.claim(b64(case))
    block = asked(sato, case)
    (wish,) = seen(kudo)
    assert (sato.get(f"consultations/{b64(case)}/block").json or {})["block"]["id"] == block
    assert [(desk.get("capacity").json or {})["blocks"] for desk in (sato, kudo)] == [0, 1]
    assert (wish["reason"], wish["agreed"], wish["may_agree"]) == ("threats", False, True)
    assert wish["asked_by_name"] == "佐藤"
    assert not sato.inbox()[0]["blocked"]
    before = sato.inbox()[0]["revision"]

    assert agrees(kudo, block) == 201
    assert agrees(kudo, block) == 201
    (line,) = sato.inbox()
    assert line["blocked"]
    assert line["revision"] > before
    assert callback.events(hanako.says("きこえますか")) == 200
    assert len(sato.whole(b64(case))["records"]) == 1

    assert lifts(kudo, block) == 204
    assert lifts(kudo, block) == 404
    assert seen(kudo) == []
    assert (sato.get(f"consultations/{b64(case)}/block").json or {})["block"] is None
    assert callback.events(hanako.says("きこえますか")) == 200
    assert len(sato.whole(b64(case))["records"]) == 2
    with town.database.reading() as connection:
        noted = [one.action for one in reversed(audit.events(connection)) if one.action.startswith("block")]
    assert noted == ["block", "block-agreed", "block-lifted"]


def test_nobody_agrees_to_their_own_wish_and_no_counselor_agrees_at_all(
    case: bytes, sato: Desk, kudo: Desk
) -> None:
    sato.claim(b64(case))
    block = asked(sato, case)
    assert agrees(sato, block) == 403
    assert lifts(sato, block) == 204
    assert agrees(kudo, block) == 404
    kudos = asks(kudo, case)
    assert kudos.status_code == 404, "Kudo does not read along: it is not hers to see"


def test_a_supervisors_own_wish_waits_for_another_supervisor(case: bytes, kudo: Desk, sato: Desk) -> None:
    block = asked(kudo, case)
    assert agrees(kudo, block) == 409
    (wish,) = seen(kudo)
    assert (wish["mine"], wish["may_agree"]) == (True, False)
    assert lifts(sato, block) == 404


def test_another_reason_or_a_day_out_of_bounds_is_refused(town: Town, case: bytes, sato: Desk) -> None:
    for change in (
        {"reason": "rude"}, {"reason": None}, {"days": 0}, {"days": 91}, {"days": True}, {"days": "7"},
    ):  # fmt: skip
        assert asks(sato, case, **change).status_code == 422
    with town.database.reading() as connection:
        assert blocks.standing(connection, now=town.clock()) == []


def test_one_block_at_a_time_and_another_desk_learns_of_none(case: bytes, sato: Desk, kudo: Desk) -> None:
    sato.claim(b64(case))
    block = asked(sato, case)
    assert asks(sato, case).status_code == 409
    mori = Desk(sato.client.application, "mori")
    assert seen(mori) == []
    assert asks(mori, case).status_code == 404
    assert lifts(mori, block) == 404


def test_after_ten_minutes_a_proof_is_asked_for_but_not_to_end_it(
    town: Town, case: bytes, sato: Desk, kudo: Desk
) -> None:
    sato.claim(b64(case))
    block = asked(sato, case)
    forget_proofs(town)
    assert (asks(sato, case).json or {})["error"] == "proof-needed"
    assert agrees(kudo, block) == 403
    assert lifts(kudo, block) == 204


def test_when_the_consultation_goes_the_block_stays_until_its_day(
    town: Town, case: bytes, sato: Desk, kudo: Desk
) -> None:
    block = asked(sato, case)
    agrees(kudo, block)
    with town.database.reading() as connection:
        pseudonym = bytes(town.row(case).pseudonym)
        assert blocks.in_force(connection, pseudonym, now=town.clock() + 6 * DAY) is not None
        assert blocks.in_force(connection, pseudonym, now=town.clock() + 8 * DAY) is None


def forget_proofs(town: Town) -> None:
    """As if everybody had signed in an hour ago."""
    with town.database.transaction() as connection:
        connection.execute(update(sessions).values(proved_at=sessions.c.proved_at - 3_600_000))
