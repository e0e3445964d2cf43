"""Keeping a record from being destroyed takes two people; and what a supervisor sees of what is kept until when."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from retention import purge
from storage import audit, consultations, endings, holds, ledger
from storage.contexts import b64, unb64
from storage.shred import ShredTable
from tests.cast import DAY, Json, Town
from tests.handlers.desk import Desk
from tests.harness.until import until
from tests.harness.waiting import somebody_waits

SignIn = Callable[[str], Desk]


def shipped_nowhere(table: ShredTable) -> None:
    """To no backup."""


def run(town: Town, *, now: int) -> int:
    policy = town.settings.retention_policy
    return purge.run(town.database, town.keys, policy, now=now, ship=shipped_nowhere).consultations


def ends(days: int = 30) -> int:
    """So many days from now on, by the clock of the doors."""
    return time.time_ns() // 1_000_000 + days * DAY


def asks(desk: Desk, consultation: str, *, reason: Any = "court", until: Any = None) -> Any:
    body = {"reason": reason, "until": ends() if until is None else until}
    return desk.post(f"consultations/{consultation}/holds", body)


def asked(desk: Desk, consultation: str, **body: Any) -> str:
    answer = asks(desk, consultation, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def agrees(desk: Desk, hold: str) -> int:
    return desk.post(f"holds/{hold}/agreement").status_code


def lifts(desk: Desk, hold: str) -> int:
    return desk.client.delete(f"/console/holds/{hold}", headers=desk.headers).status_code


def seen(desk: Desk) -> list[Json]:
    found: list[Json] = desk.get("holds").json or []
    return found


def events(town: Town) -> list[str]:
    """What the audit log says of holds, oldest first."""
    with town.database.reading() as connection:
        return [one.action for one in reversed(audit.events(connection)) if one.action.startswith("hold")]


def certified(town: Town) -> list[str]:
    with town.database.reading() as connection:
        found = [entry.certificate["t"] for entry in ledger.entries(connection)]
    return [kind for kind in found if kind.startswith("hold")]


@pytest.fixture
def mine(sato: Desk, case: bytes) -> str:
    """Hanako's consultation, which Sato has taken."""
    assert sato.claim(b64(case)) == 201
    return b64(case)


def test_one_asks_another_agrees_and_from_then_on_it_is_kept(
    town: Town, sato: Desk, sign_in: SignIn, mine: str
) -> None:
    kudo, until = sign_in("kudo"), ends(30)
    sato.close(mine)
    hold = asked(sato, mine, until=until)
    assert sato.whole(mine)["consultation"]["held_until"] is None
    seen_before = sato.get("consultations").headers["ETag"]
    assert agrees(kudo, hold) == 201
    assert sato.get("consultations", **{"If-None-Match": seen_before}).status_code == 200
    assert sato.whole(mine)["consultation"]["held_until"] == until
    assert run(town, now=until - 1) == 0
    assert (events(town), certified(town)) == (["hold", "hold-agreed"], ["hold"])
    sato, kudo = sign_in("sato"), sign_in("kudo")
    assert lifts(kudo, hold) == 204
    assert sato.whole(mine)["consultation"]["held_until"] is None
    assert (events(town)[-1], certified(town)) == ("hold-lifted", ["hold", "hold-lifted"])
    assert seen(kudo) == []
    assert run(town, now=until - 1) == 1


def test_nobody_agrees_to_their_own(town: Town, sign_in: SignIn, case: bytes) -> None:
    kudo = sign_in("kudo")
    hold = asked(kudo, b64(case))
    answer = kudo.post(f"holds/{hold}/agreement")
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "own")
    assert seen(kudo)[0]["agreed"] is False
    assert certified(town) == []


def test_only_a_supervisor_agrees_and_lifts(town: Town, sato: Desk, sign_in: SignIn, mine: str) -> None:
    hold, kudo = asked(sato, mine), sign_in("kudo")
    for desk in (sato, sign_in("mori")):
        assert (agrees(desk, hold), lifts(desk, hold)) == (403, 403)
    assert events(town) == ["hold"]
    assert agrees(kudo, hold) == agrees(kudo, hold) == 201
    assert events(town) == ["hold", "hold-agreed"]
    assert [lifts(kudo, hold), lifts(kudo, hold), agrees(kudo, hold)] == [204, 404, 404]


def test_a_hold_that_is_lifted_while_somebody_agrees_to_it_is_certified_as_lifted(
    town: Town, sato: Desk, sign_in: SignIn, mine: str
) -> None:
    """Otherwise the ledger, which says that it holds, would make its later destruction look like a breach."""
    hold, kudo = asked(sato, mine), sign_in("kudo")

    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            assert consultations.note_changed(connection, unb64(mine))
            lifting = threads.submit(lifts, kudo, hold)
            until(lambda: lifting.done() or somebody_waits(town.database))
            assert holds.agree(connection, unb64(hold), by=b"another supervis", now=ends(0))
        assert lifting.result() == 204
    assert certified(town) == ["hold-lifted"]


def test_a_hold_on_what_one_may_not_see_cannot_be_asked_for_or_seen(
    sato: Desk, sign_in: SignIn, mine: str
) -> None:
    mori, kudo = sign_in("mori"), sign_in("kudo")
    assert asks(mori, mine).status_code == 404
    until = ends(10)
    hold = asked(sato, mine, reason="safety", until=until)
    assert seen(mori) == []
    (line,) = seen(sato)
    asked_at = line.pop("asked_at")
    assert line == {
        "id": hold,
        "consultation": mine,
        "reason": "safety",
        "until": until,
        "asked_by_name": "佐藤",
        "agreed": False,
        "mine": True,
    }
    assert abs(asked_at - ends(0)) < DAY
    assert [(one["id"], one["mine"]) for one in seen(kudo)] == [(hold, False)]


def test_a_hold_needs_a_known_reason_and_an_end_within_the_policy(town: Town, sato: Desk, mine: str) -> None:
    reasons: list[Any] = ["because", "", None]
    moments: list[Any] = [0, -1, 10**15, 1e15, True, "2026-12-24", [], ends(366)]
    for body in [{"reason": reason} for reason in reasons] + [{"until": moment} for moment in moments]:
        answer = sato.post(f"consultations/{mine}/holds", {"reason": "court", "until": ends()} | body)
        assert (answer.status_code, (answer.json or {})["error"]) == (422, "hold"), body
    assert town.count()["holds"] == 0
    assert asks(sato, mine, until=ends(364)).status_code == 201


def test_what_was_destroyed_meanwhile_is_held_by_nobody(
    town: Town, sato: Desk, sign_in: SignIn, mine: str
) -> None:
    hold = asked(sato, mine)
    due_at = (sato.close(mine).json or {})["due_at"]
    run(town, now=due_at)
    assert agrees(sign_in("kudo"), hold) == 404
    assert certified(town) == []


def test_what_the_resident_wanted_gone_at_the_end_is_due_when_it_is_closed(
    town: Town, sato: Desk, mine: str, case: bytes
) -> None:
    with town.database.transaction() as connection:
        endings.wish_at_closure(connection, bytes(town.row(case).pseudonym))
    assert sato.whole(mine)["consultation"]["erase_on_close"] is True
    due_at = (sato.close(mine).json or {})["due_at"]
    assert due_at == town.row(case).closed_at
    assert run(town, now=due_at) == 1
    with town.database.reading() as connection:
        assert [
            e.certificate["why"] for e in ledger.entries(connection) if e.certificate["t"] == "purged"
        ] == ["closure"]
        closed = [one for one in audit.events(connection) if one.action == "close"]
    assert [(one.actor, one.subject) for one in closed] == [(sato.person.kid, audit.subject_of(case))]


def test_a_supervisor_sees_what_falls_due_and_what_was_proved(
    town: Town, sato: Desk, sign_in: SignIn, mine: str
) -> None:
    kudo = sign_in("kudo")
    due_at = (sato.close(mine).json or {})["due_at"]
    seen = kudo.get("retention").json or {}
    assert seen["policy"] == town.settings.retention_policy.terms()
    assert [day["count"] for day in seen["days"]].count(1) == 1
    assert len(seen["days"]) == 30
    assert (seen["held"], seen["paused"], seen["last_run"], seen["final_at"]) == (0, 0, None, None)
    assert seen["ledger_head"]["number"] == 1, "the policy was certified when the doors opened"
    assert agrees(kudo, asked(sato, mine)) == 201
    run(town, now=due_at + 30 * DAY)
    seen = sign_in("kudo").get("retention").json or {}
    assert (seen["held"], seen["last_run"], seen["final_at"]) == (0, due_at + 30 * DAY, due_at + 30 * DAY)
    assert len(bytes.fromhex(seen["ledger_head"]["hash"])) == 32
    assert seen["ledger_head"]["at"] == due_at + 30 * DAY


def test_a_counselor_does_not(sato: Desk) -> None:
    assert sato.get("retention").status_code == 403
