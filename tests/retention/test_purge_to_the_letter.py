"""What the purge's other tests leave open: what it is told by default, what it hands on, what it says."""

from itertools import accumulate

import pytest
from sqlalchemy import select

from retention import orders, purge, visits
from retention.batches import PAUSE_SECONDS
from retention.purge import Busy, Outcome
from storage import audit, residents, room_uploads, shred
from storage.shred import ShredTable
from storage.single import only_one
from tests.cast import Town, colleague
from tests.retention.house import run, shipped_nowhere, talk, unfinished
from tests.retention.ordering import order
from tests.retention.visiting import book, open_place


class PowerCut(Exception):
    """The process ends here."""


def run_by_default(town: Town) -> Outcome:
    """With nothing said about rotation and clock."""
    policy = town.settings.retention_policy
    return purge.run(town.database, town.keys, policy, now=town.clock(), ship=shipped_nowhere)


def test_by_default_the_key_is_turned_for_what_was_erased_and_for_nothing_else(town: Town) -> None:
    case = talk(town, "もう大丈夫")
    assert run_by_default(town).final_at is None
    assert set(town.keys.kek.live()) == {1}
    town.clock.at = town.close(case)
    outcome = run_by_default(town)
    assert (outcome.consultations, outcome.started_at, outcome.final_at) == (1, town.clock(), town.clock())
    assert set(town.keys.kek.live()) == {2}


def test_a_run_killed_when_all_rows_were_gone_is_made_final_by_the_next(town: Town) -> None:
    """Nothing is due any more, and no rotation had begun: only the tombstone says that there is something to do."""

    def cut(erased: int) -> None:
        raise PowerCut

    town.clock.at = town.close(talk(town, "もう大丈夫"))
    with pytest.raises(PowerCut):
        run(town, progress=cut)
    assert (town.consultations(), set(town.keys.kek.live())) == ([], {1})
    outcome = run(town)
    assert (outcome.consultations, outcome.final_at) == (0, town.clock())
    assert (set(town.keys.kek.live()), unfinished(town)) == ({2}, False)


def test_the_table_that_is_shipped_holds_who_is_still_there_under_the_new_key(town: Town) -> None:
    shipped: list[ShredTable] = []
    kept = talk(town, "まだ")
    town.clock.at = town.close(talk(town, "もう大丈夫"))
    run(town, ship=shipped.append)
    table, again = shipped
    assert table == again
    assert {(owner, epoch) for owner, epoch, _ in table} == {(kept, 2), (shred.STAFF, 2)}


def test_a_second_purge_is_told_why_it_may_not_run(town: Town) -> None:
    with only_one(town.database, "purge"), pytest.raises(Busy, match=r"^another purge is running$") as told:
        run(town)
    assert told.value.ja == "別の消去が、いま動いています。"


def test_what_went_is_counted_over_all_kinds_and_others_are_let_in_between(town: Town) -> None:
    """Bookings and orders take two transactions each."""
    open_place(town)
    case = talk(town, "もう大丈夫")
    booked = [book(town, town.resident(), note=f"{number}番目") for number in range(visits.BATCH + 1)]
    ordered = [order(town) for _ in range(orders.BATCH + 1)]
    town.clock.at = max(town.close(case), *(one.due_at for one in booked), *(one.due_at for one in ordered))
    told, paused = list[int](), list[float]()
    outcome = run(town, progress=told.append, pause=paused.append)
    assert (outcome.consultations, outcome.bookings, outcome.orders) == (1, len(booked), len(ordered))
    steps = [1, visits.BATCH, 1, orders.BATCH, 1]
    assert told == list(accumulate(steps))
    assert paused == [PAUSE_SECONDS] * 2


def test_only_orders_or_only_bookings_turn_the_key_too(town: Town) -> None:
    open_place(town)
    for made in (book(town, town.resident(), note="ひとつ").due_at, order(town).due_at):
        town.clock.at = max(made, town.clock())
        assert run_by_default(town).final_at == town.clock()


def test_who_was_here_lately_is_known_and_a_piece_waits_for_its_record(town: Town) -> None:
    """Choices of thirty days without a talk, and pieces of a file of one day: kept until then, and no longer."""
    pseudonym, now = b"h" * 32, town.clock()
    with town.database.transaction() as connection:
        residents.keep(connection, residents.Resident(pseudonym), now=now, language="easy")
        piece = {
            "consultation_id": b"r" * 16,
            "ref": b"f" * 16,
            "number": 0,
            "sealed": b"x",
            "stored_at": now,
        }
        connection.execute(room_uploads.room_uploads.insert(), piece)

    def left() -> tuple[int, int]:
        with town.database.reading() as connection:
            tables = residents.residents, room_uploads.room_uploads
            people, pieces = (len(connection.execute(select(table)).all()) for table in tables)
            return people, pieces

    for kept, then in (
        (room_uploads.KEPT_MS, (1, 1)),
        (room_uploads.KEPT_MS + 1, (1, 0)),
        (residents.KEPT_MS, (1, 0)),
        (residents.KEPT_MS + 1, (0, 0)),
    ):
        town.clock.at = now + kept
        run(town)
        assert left() == then


def test_the_audit_log_goes_with_its_time_and_begins_with_an_anchor(town: Town) -> None:
    sato, kept = colleague("sato").kid, town.settings.retention_policy.audit_log

    def noted() -> list[tuple[str, int]]:
        with town.database.reading() as connection:
            return [(event.action, event.at) for event in audit.events(connection)]

    with town.database.transaction() as connection:
        audit.note(connection, town.keys, "sign-in", now=town.clock(), actor=sato)
        audit.note(connection, town.keys, "open", now=town.clock() + 1, actor=sato)
    town.clock.at += kept
    before = noted()
    run(town)
    assert noted() == before
    town.clock.at += 1
    run(town)
    assert noted() == [(audit.ANCHOR, town.clock()), ("open", town.clock() - kept)]
