"""Many webhooks at the same moment, on real databases: each event counts once, each resident has one consultation."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import func, select

from storage.outbox import outbox
from tests.cast import Json, Town, colleague

T = TypeVar("T")


def at_once(work: Callable[[Json], T], items: list[Json], threads: int = 10) -> list[T]:
    """Every item in a thread; the first `threads` of them begin together."""
    together = Barrier(threads)

    def begin(numbered: tuple[int, Json]) -> T:
        if numbered[0] < threads:
            together.wait(timeout=30)
        return work(numbered[1])

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, enumerate(items)))


def answers(town: Town) -> int:
    with town.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(outbox)) or 0


def test_one_event_delivered_fifty_times_counts_once(town: Town) -> None:
    said = town.resident().says("ひとことだけ")
    outcomes = at_once(town.receive, [said] * 50)
    assert sorted(outcomes) == ["duplicate"] * 49 + ["stored"]
    (case,) = town.consultations()
    assert town.texts(case) == ["ひとことだけ"]
    assert answers(town) == 1


def test_first_messages_of_one_resident_open_one_consultation_with_one_chain(town: Town) -> None:
    hanako = town.resident()
    said = [hanako.says(f"{number}つめ") for number in range(12)]
    assert set(at_once(town.receive, said)) == {"stored"}
    (case,) = town.consultations()
    entries = town.read(case, colleague("sato"))
    assert [entry.record.seq for entry in entries] == list(range(1, 13))
    assert sorted(str((e.payload or {})["text"]) for e in entries) == sorted(f"{n}つめ" for n in range(12))
    assert answers(town) == 1


def test_residents_at_once_do_not_wait_for_each_other_and_do_not_mix(town: Town) -> None:
    residents = [town.resident() for _ in range(10)]
    said = [resident.says(resident.id) for _ in range(3) for resident in residents]
    assert set(at_once(town.receive, said)) == {"stored"}
    found = [town.texts(case) for case in town.consultations()]
    assert sorted(found, key=str) == sorted(([resident.id] * 3 for resident in residents), key=str)
    assert answers(town) == 10


def test_a_message_and_its_taking_back_at_once_leave_no_word(town: Town) -> None:
    hanako = town.resident()
    town.receive(hanako.says("のこることば"))
    said = [hanako.says(f"消すことば{number}") for number in range(5)]
    at_once(town.receive, [event for one in said for event in (one, hanako.unsends(one))])
    (case,) = town.consultations()
    assert [text for text in town.texts(case) if text is not None] == ["のこることば"]
