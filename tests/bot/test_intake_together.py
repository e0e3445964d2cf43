"""What comes at the same moment is asked about in one journey, and each is taken in as if it had come alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from unittest.mock import patch

import pytest
from sqlalchemy import Connection

from bot import events
from storage import prepared
from storage.group_commit import GroupCommit
from tests.cast import Json, Town
from tests.harness.until import until


def together(town: Town, said: list[Json]) -> list[str]:
    """These in one transaction, in this order: what became of each."""
    group, intake, now = GroupCommit(town.database), town.intake(), town.clock()
    entered, free = threading.Event(), threading.Event()

    def first(_: Connection) -> str:
        entered.set()
        free.wait(20)
        return ""

    with ThreadPoolExecutor(len(said) + 1) as threads:
        threads.submit(group.run, first)
        entered.wait(20)
        taken = []
        for event in map(events.parse_event, said):
            work, asks = (
                partial(intake.receive, event=event, now=now),
                partial(intake.asks, event=event, now=now),
            )
            taken.append(threads.submit(group.run, work, asks))
            until(lambda: group.waiting == len(taken))
        free.set()
        return [one.result() for one in taken]


def test_each_is_taken_in_as_if_it_had_come_alone(town: Town) -> None:
    """Hanako writes twice, one of hers is delivered twice, and one is taken back before it comes; somebody else writes in between."""
    hanako, other = town.resident(), town.resident()
    one, two, gone = (hanako.says(text) for text in ("ひとつ", "ふたつ", "やっぱりいいです"))
    said = [one, other.says("べつの人"), two, one, hanako.unsends(gone), gone, hanako.says("さいご")]
    assert together(town, said) == [
        "stored", "stored", "stored", "duplicate", "unsend", "unsent-before", "stored",
    ]  # fmt: skip
    assert sorted(town.texts(case) for case in town.consultations()) == [
        ["ひとつ", "ふたつ", "さいご"],
        ["べつの人"],
    ]


def test_of_many_residents_one_journey_asks_and_one_writes(town: Town) -> None:
    people = [town.resident() for _ in range(8)]
    # Whom a talk is sealed to is verified at its second message, and known from then on.
    assert {town.receive(one.says(text)) for text in ("まえ", "また") for one in people} == {"stored"}
    with patch.object(prepared, "_sent", side_effect=prepared._sent) as journeys:
        assert together(town, [one.says("あと") for one in people]) == ["stored"] * 8
    if not town.database.sqlite:
        assert journeys.call_count == 2
    assert [town.texts(case) for case in town.consultations()] == [["まえ", "また", "あと"]] * 8


def test_what_fails_in_the_middle_is_asked_anew(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The group is rolled back with what was asked for it, and each is taken in alone."""
    people = [town.resident() for _ in range(3)]
    said = [one.says("まえ") for one in people]
    tried = []
    count = prepared.Prepared.rows

    def failing(self: prepared.Prepared, connection: Connection, values: dict[str, object]) -> object:
        tried.append(self)
        if len(tried) == 4:
            raise RuntimeError("once")
        return count(self, connection, values)

    monkeypatch.setattr(prepared.Prepared, "rows", failing)
    assert together(town, said) == ["stored"] * 3
    assert [town.texts(case) for case in town.consultations()] == [["まえ"]] * 3
