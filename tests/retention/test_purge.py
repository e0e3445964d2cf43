"""The purge: what is due and nothing else, once, to the end, whoever kills it on the way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, select

from retention import rehearsal
from retention.batches import PAUSE_SECONDS, Bound
from retention.purge import PIECE, Busy, Outcome
from storage import attachments, sessions, shred
from storage.receipts import receipts
from storage.shred import Erased, ShredTable, tombstones
from storage.single import only_one
from tests.cast import DAY, Town, colleague
from tests.retention.house import run, talk, unfinished

FIVE = Bound(5, 1_000)
"""What goes in one transaction here."""


class PowerCut(Exception):
    """The process ends here."""


def test_what_is_due_is_destroyed_and_nothing_else(town: Town) -> None:
    closed, closed_later, still_open = (talk(town, text) for text in ("もう大丈夫", "あとで", "まだ"))
    due_at = town.close(closed)
    town.clock.pass_(days=1)
    town.close(closed_later)

    town.clock.at = due_at - 1
    assert rehearsal.count_due(town.database, now=town.clock()) == 0
    assert run(town)[:2] == (0, 0)
    assert set(town.keys.kek.live()) == {1}
    town.clock.at = due_at
    assert rehearsal.count_due(town.database, now=town.clock()) == 1
    assert run(town)[:2] == (1, 2)
    assert rehearsal.count_due(town.database, now=town.clock()) == 0
    assert set(town.keys.kek.live()) == {2}

    assert set(town.consultations()) == {closed_later, still_open}
    assert town.texts(closed_later) == ["あとで", "あとで、と言ったのですね"]
    assert town.texts(still_open) == ["まだ", "まだ、と言ったのですね"]
    with pytest.raises(Erased):
        town.texts(closed)
    rows = town.count()
    assert (rows["consultations"], rows["case_keys"], rows["transcript_entries"], rows["staff_heads"]) == (
        2,
        2,
        4,
        2,
    )
    assert (rows["shred_keys"], rows["outbox"], rows["tombstones"]) == (3, 4, 1)


def test_an_open_consultation_is_never_due(town: Town) -> None:
    talk(town, "ずっと")
    town.clock.pass_(days=3650)
    assert run(town)[:2] == (0, 0)
    assert len(town.consultations()) == 1


def test_a_second_run_finds_nothing_and_turns_no_key(town: Town) -> None:
    town.clock.at = town.close(talk(town, "ひとつ"))
    assert run(town).consultations == 1
    before, epochs = town.count(), set(town.keys.kek.live())
    assert run(town) == Outcome(0, 0, 0, started_at=town.clock(), final_at=None)
    assert town.count() == before | {"purge_runs": 2}
    assert set(town.keys.kek.live()) == epochs


def test_many_go_in_small_batches_and_the_progress_is_told(town: Town) -> None:
    due = [talk(town, str(number)) for number in range(11)]
    for case in due:
        last = town.close(case)
    town.clock.at = last
    told: list[int] = []
    assert run(town, bound=FIVE, progress=told.append)[:2] == (11, 22)
    assert told == [5, 10, 11]
    assert town.consultations() == []
    rows = town.count()
    assert (rows["shred_keys"], rows["tombstones"]) == (1, 11)


def test_no_transaction_erases_more_entries_than_its_bound_but_for_one_that_is_longer_by_itself(
    town: Town,
) -> None:
    for words in (3, 1, 1, 1, 4, 1, 1):
        case = talk(town, *map(str, range(words)))
        town.clock.at += 1
        last = town.close(case)
    town.clock.at = last
    erased: list[int] = []

    @event.listens_for(town.database.engine, "after_cursor_execute")
    def count(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("DELETE FROM transcript_entries"):
            erased.append(cursor.rowcount)

    assert run(town, bound=Bound(10, 5))[:2] == (7, 24)
    assert erased == [6, 4, 2, 8, 4]


def test_a_picture_weighs_as_much_as_many_entries(town: Town) -> None:
    first, second, third = (talk(town, str(number)) for number in range(3))
    for case in (first, second, third):
        town.clock.at += 1
        last = town.close(case)
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, second)
        attachments.put(connection, key, 1, [b"sealed", b"sealed"])
    town.clock.at, told = last, list[int]()
    assert run(town, bound=Bound(10, 4 + 2 * PIECE), progress=told.append).consultations == 3
    assert told == [2, 3]


def test_between_two_transactions_who_wants_to_write_gets_in(town: Town) -> None:
    for case in [talk(town, str(number)) for number in range(11)]:
        last = town.close(case)
    town.clock.at, hanako, paused = last, town.resident(), list[float]()

    def pause(seconds: float) -> None:
        paused.append(seconds)
        assert town.receive(hanako.says(f"{len(paused)}つめ")) == "stored"

    assert run(town, bound=FIVE, pause=pause).consultations == 11
    assert paused == [PAUSE_SECONDS] * 2
    (case,) = town.consultations()
    assert town.texts(case) == ["1つめ", "2つめ"]


def test_receipts_and_sessions_go_with_their_time(town: Town) -> None:
    with town.database.transaction() as connection:
        sessions.start(connection, colleague("sato").kid, now=town.clock())
    talk(town, "ひとつ")
    kept = town.settings.retention_policy.webhook_receipt
    town.clock.at += kept
    assert run(town).receipts == 0
    talk(town, "ふたつ")
    town.clock.at += 1
    assert run(town).receipts == 1
    with town.database.reading() as connection:
        assert connection.execute(select(sessions.sessions)).all() == []
        (left,) = connection.execute(select(receipts)).all()
    assert left.received_at == town.clock() - 1


def test_an_event_delivered_again_after_the_purge_brings_no_record_back(town: Town) -> None:
    hanako = town.resident()
    said = hanako.says("むかしのこと")
    town.receive(said)
    (case,) = town.consultations()
    town.close(case)
    town.clock.pass_(days=1)
    town.receive(hanako.says("あたらしいこと"))
    (new,) = set(town.consultations()) - {case}
    town.clock.pass_(days=14)
    run(town)
    assert town.receive(hanako.unsends(said)) == "unsend"
    assert town.consultations() == [new]
    assert town.texts(new) == ["あたらしいこと"]


@pytest.mark.parametrize("times", [1, 3])
def test_a_run_killed_before_the_key_was_destroyed_is_finished_by_the_next(town: Town, times: int) -> None:
    def cut(table: ShredTable) -> None:
        raise PowerCut

    kept = talk(town, "まだ")
    town.clock.at = town.close(talk(town, "もう大丈夫"))
    assert not unfinished(town)
    for _ in range(times):
        with pytest.raises(PowerCut):
            run(town, ship=cut)
        assert unfinished(town)
        assert town.consultations() == [kept]
    assert run(town)[:2] == (0, 0)
    assert not unfinished(town)
    assert set(town.keys.kek.live()) == {2}
    assert town.texts(kept)[0] == "まだ"


def test_a_run_killed_between_two_batches_is_finished_by_the_next(town: Town) -> None:
    def cut(erased: int) -> None:
        raise PowerCut

    for case in [talk(town, str(number)) for number in range(7)]:
        last = town.close(case)
    town.clock.at = last
    with pytest.raises(PowerCut):
        run(town, bound=FIVE, progress=cut)
    assert (len(town.consultations()), unfinished(town)) == (2, True)
    assert run(town).consultations == 2
    assert not unfinished(town)


def test_beside_a_running_purge_there_is_no_second(town: Town) -> None:
    town.clock.at = town.close(talk(town, "ひとつ"))
    with only_one(town.database, "purge") as mine:
        assert mine
        with pytest.raises(Busy):
            run(town)
        assert len(town.consultations()) == 1
    assert run(town).consultations == 1


def test_of_two_that_begin_at_once_one_does_the_work(town: Town) -> None:
    town.clock.at = town.close(talk(town, "ひとつ"))
    shipping, other_refused = Event(), Event()

    def ship(table: ShredTable) -> None:
        shipping.set()
        assert other_refused.wait(30)

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(run, town, ship=ship)
        assert shipping.wait(30)
        with pytest.raises(Busy):
            run(town)
        other_refused.set()
        assert first.result().consultations == 1
    with town.database.reading() as connection:
        assert len(connection.execute(select(tombstones)).all()) == 1


def test_residents_write_while_the_purge_runs(town: Town) -> None:
    for case in [talk(town, str(number)) for number in range(15)]:
        last = town.close(case)
    town.clock.at = last + DAY
    hanako, over = town.resident(), Event()

    def write() -> int:
        said = 0
        while not over.is_set():
            assert town.receive(hanako.says(str(said))) == "stored"
            said += 1
        return said

    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(write)
        try:
            assert run(town, bound=FIVE).consultations == 15
        finally:
            over.set()
        said = writing.result()
    (case,) = town.consultations()
    assert town.texts(case) == [str(number) for number in range(said)]
