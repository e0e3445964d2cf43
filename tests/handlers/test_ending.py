"""The end taken back, and the end at once: a consultation opened again while it is kept, and one destroyed by the desk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from retention import purge, wishes
from storage import audit, checks, co_readings, endings, holds, ledger, residents, sessions
from storage.consultations import consultations
from storage.contexts import b64
from storage.outbox import outbox
from storage.shred import ShredTable
from tests.cast import DAY, Resident, Town, colleague
from tests.handlers import inside
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import refused
from tests.harness.until import until
from tests.harness.waiting import somebody_waits

SignIn = Callable[[str], Desk]


def shipped_nowhere(table: ShredTable) -> None:
    """To no backup."""


def purged(town: Town, *, days: int = 0) -> int:
    """How many go in a purge at least a day from now: the doors go by the real clock, the town by its own."""
    policy, now = town.settings.retention_policy, town.clock() + DAY + days * DAY
    return purge.run(town.database, town.keys, policy, now=now, ship=shipped_nowhere).consultations


def certificates(town: Town) -> list[str]:
    with town.database.reading() as connection:
        found = [entry.certificate for entry in ledger.entries(connection)]
    return [str(one["why"]) for one in found if one["t"] == "purged"]


@pytest.fixture
def mine(sato: Desk, case: bytes) -> str:
    """Sato has claimed Hanako's consultation."""
    assert sato.claim(b64(case)) == 201
    return b64(case)


def test_what_was_closed_too_early_goes_on(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    sato.close(mine)
    assert inside.do(sato, mine, "reopening").status_code == 201
    assert inside.do(sato, mine, "reopening").status_code == 201
    row = town.row(case)
    assert (row.state, row.due_at, row.closed_at, row.ended_by) == ("open", None, None, None)
    assert row.last_activity_at >= row.opened_at
    assert sato.reply(mine, "もう一度お話ししましょう").status_code == 201
    callback.events(hanako.says("はい"))
    assert town.consultations() == [case]
    assert town.texts(case)[-1] == "はい"
    with town.database.reading() as connection:
        assert [one.action for one in audit.events(connection)].count("reopen") == 1


@pytest.mark.parametrize(
    ("arrival", "answered", "left"),
    [("plain", True, ["push"]), ("knock", True, ["knock", "push"]), ("knock", False, [])],
)
def test_an_end_that_was_taken_back_before_it_was_told_is_not_told(
    sato: Desk, town: Town, case: bytes, mine: str, arrival: str, answered: bool, left: list[str]
) -> None:
    """At night, say, when it waits for the hours that Hanako has chosen: it would say that what goes on is over and will be gone."""
    with town.database.transaction() as connection:
        resident = residents.of(connection, bytes(town.row(case).pseudonym))
        residents.keep(connection, resident, now=town.clock(), arrival=arrival)
    if answered:
        assert sato.reply(mine, "まだ届いていない返事").status_code == 201
    before = told(town)
    sato.close(mine)
    assert len(told(town)) > len(before)
    assert inside.do(sato, mine, "reopening").status_code == 201
    assert told(town) == left


def told(town: Town) -> list[str]:
    """What is on its way to her of the desk's own accord."""
    with town.database.reading() as connection:
        rows = connection.execute(select(outbox.c.kind).where(outbox.c.kind != "reply").order_by(outbox.c.id))
        return [row.kind for row in rows]


def test_a_new_talk_of_the_same_resident_goes_before_the_old_one(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    sato.close(mine)
    callback.events(hanako.says("べつの話です"))
    assert len(town.consultations()) == 2
    assert refused(inside.do(sato, mine, "reopening")) == (409, "another")
    assert town.row(case).state == "closed"


@pytest.mark.parametrize(
    ("column", "why"), [("erase_on_close", "wished"), ("wish_at", "wished"), ("due_at", "late")]
)
def test_what_is_to_be_destroyed_is_not_opened_again(
    sato: Desk, town: Town, case: bytes, mine: str, column: str, why: str
) -> None:
    sato.close(mine)
    value = True if column == "erase_on_close" else 1
    with town.database.transaction() as connection:
        connection.execute(update(consultations).values({column: value}))
    assert refused(inside.do(sato, mine, "reopening")) == (409, why)
    assert town.row(case).state == "closed"


def test_destroyed_now_it_goes_as_a_wish_does_with_all_that_hangs_on_it(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    sato.reply(mine, "まだ届いていない返事")
    inside.note(sato, mine, "ノート")
    kudo = colleague("kudo").kid
    with town.database.transaction() as connection:
        co_readings.begin(connection, case, kid=kudo, reason="quality", now=town.clock())
        row = {"id": bytes(16), "consultation_id": case, "commitment": bytes(32), "record": bytes(32)}
        asked = {"state": "asked", "asked_by": sato.person.kid, "asked_at": 1}
        connection.execute(checks.checks.insert(), row | asked)
    number = (sato.get(f"consultations/{mine}/deletion").json or {})["number"]
    assert number == ledger.receipt_number(case)
    assert refused(inside.do(sato, mine, "deletion", {"reason": "quarrel"})) == (422, "reason")
    assert inside.do(sato, mine, "deletion", {"reason": "asked"}).status_code == 201
    assert town.row(case).ended_by == "desk"
    assert wishes.due(town.database, now=town.clock() + DAY)
    assert refused(inside.do(sato, mine, "reopening")) == (409, "wished")
    assert purged(town) == 1
    assert certificates(town) == ["wish"]
    left = town.count()
    assert [left[table] for table in ("consultations", "transcript_entries", "co_readings", "checks")] == [
        0
    ] * 4
    with town.database.reading() as connection:
        (event,) = [one for one in audit.events(connection) if one.action == "delete"]
    assert event.facts["reason"] == "asked"
    assert town.consultations() == []


def test_what_somebody_wants_kept_is_not_destroyed_by_hand(
    sato: Desk, town: Town, case: bytes, mine: str
) -> None:
    end = town.clock() + 30 * DAY
    with town.database.transaction() as connection:
        asked = holds.ask(connection, case, reason="court", until=end, by=sato.person.kid, now=town.clock())
    assert refused(inside.do(sato, mine, "deletion", {"reason": "test"})) == (409, "held")
    with town.database.transaction() as connection:
        assert holds.agree(connection, asked, by=colleague("kudo").kid, now=town.clock())
    assert refused(inside.do(sato, mine, "deletion", {"reason": "test"})) == (409, "held")
    assert town.row(case).wish_at is None


def test_who_came_in_long_ago_shows_once_more_that_it_is_them(
    sato: Desk, town: Town, case: bytes, mine: str
) -> None:
    with town.database.transaction() as connection:
        connection.execute(update(sessions.sessions).values(proved_at=1))
    assert refused(inside.do(sato, mine, "deletion", {"reason": "test"})) == (403, "proof-needed")
    assert town.row(case).state == "open"
    proof = {"proof": {"secret": b64(sato.person.secret)}}
    assert sato.post("proof", proof).status_code == 201
    assert inside.do(sato, mine, "deletion", {"reason": "test"}).status_code == 201


def test_opened_again_while_the_purge_chooses_it_is_kept_whole(
    sato: Desk, town: Town, case: bytes, mine: str
) -> None:
    """On PostgreSQL both may be at it at once; on SQLite one writer waits for the other."""
    sato.close(mine)

    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            assert endings.reopen(connection, case, seated=[sato.person.kid], now=town.clock())
            purging = threads.submit(purged, town, days=20)
            until(lambda: purging.done() or somebody_waits(town.database))
        assert purging.result() == 0
    assert town.texts(case) == ["きいてください"]
