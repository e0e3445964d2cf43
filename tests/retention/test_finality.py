"""The moment from which a deletion can't be undone: noted once, never too early, whoever kills the run on the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from retention import rotation
from storage import purge_runs
from storage.keystore import KekFile, Keys
from storage.ledger import erasure, receipt_hash, receipt_number
from storage.shred import ShredTable
from tests.cast import Town
from tests.retention.house import certificates, run, talk, unfinished


class PowerCut(Exception):
    """The process ends here."""


class CutBeforeDestroying(KekFile):
    def destroy(self, epoch: int) -> None:
        raise PowerCut


class CutAfterDestroying(KekFile):
    def destroy(self, epoch: int) -> None:
        super().destroy(epoch)
        raise PowerCut


class CutAfterAdding(KekFile):
    def add(self) -> int:
        super().add()
        raise PowerCut


def with_kek(kek: type[KekFile]) -> Callable[[Town], Keys]:
    return lambda town: replace(town.keys, kek=kek(town.keys.kek.path))


def as_they_are(town: Town) -> Keys:
    return town.keys


def cut(table: ShredTable) -> None:
    raise PowerCut


def ship(table: ShredTable) -> None:
    """Shipped to nowhere."""


def rotations(town: Town) -> list[tuple[Any, ...]]:
    """(epoch, started, shipped, final) of every rotation."""
    with town.database.reading() as connection:
        found = connection.execute(select(purge_runs.rotations).order_by(purge_runs.rotations.c.epoch))
        return [tuple(row) for row in found]


def due(town: Town, text: str = "もう大丈夫") -> bytes:
    case = talk(town, text)
    town.clock.at = town.close(case)
    return case


def final_at(town: Town, case: bytes) -> int | None:
    with town.database.reading() as connection:
        found = erasure(connection, receipt_hash(receipt_number(case)))
    assert found is not None
    return found.final_at


def test_each_consultation_leaves_a_certificate_that_names_nobody(town: Town) -> None:
    case, at = due(town), town.clock()
    run(town)
    assert certificates(town) == [
        {
            "t": "purged",
            "at": at,
            "kind": "consultation",
            "policy": town.settings.retention_policy.version,
            "why": "due",
            "receipt": receipt_hash(receipt_number(case)).hex(),
            "epoch": 1,
        },
        {"t": "final", "at": at, "epoch": 2},
    ]


def test_a_run_and_its_rotation_are_noted_with_their_times(town: Town) -> None:
    """Each step takes a second: the time of finality is that of the key's destruction, not of the run's beginning."""
    due(town)
    began = town.clock()

    def slow(table: ShredTable) -> None:
        town.clock.pass_(seconds=2)

    outcome = run(town, ship=slow)
    assert (outcome.started_at, outcome.final_at) == (began, began + 2000)
    assert rotations(town) == [(2, began, began + 2000, began + 2000)]
    # It ends after the second shipping, which carries the certificate of finality.
    with town.database.reading() as connection:
        (noted,) = connection.execute(select(purge_runs.purge_runs))
        assert purge_runs.ended(connection) == (began + 4000, began + 2000)
    assert tuple(noted)[1:] == (began, began + 4000, 1, 2)


def test_a_hindered_run_is_noted_without_an_end(town: Town) -> None:
    due(town)
    with pytest.raises(PowerCut):
        run(town, ship=cut)
    with town.database.reading() as connection:
        (noted,) = connection.execute(select(purge_runs.purge_runs))
        assert purge_runs.ended(connection) == (None, None)
    assert (noted.finished_at, noted.consultations, noted.entries) == (None, 1, 2)
    assert [row[2:] for row in rotations(town)] == [(None, None)]


KILLED: dict[str, tuple[Callable[[Town], Keys], Callable[[ShredTable], None]]] = {
    "after the new key was added": (with_kek(CutAfterAdding), ship),
    "while shipping": (as_they_are, cut),
    "before the old key was destroyed": (with_kek(CutBeforeDestroying), ship),
    "after the old key was destroyed": (with_kek(CutAfterDestroying), ship),
}


@pytest.mark.parametrize("killed", KILLED)
def test_finality_is_noted_once_whenever_the_run_was_killed(town: Town, killed: str) -> None:
    kept, case = talk(town, "まだ"), due(town)
    keys, shipping = KILLED[killed]
    with pytest.raises(PowerCut):
        run(town, keys=keys(town), ship=shipping)
    assert final_at(town, case) is None
    assert unfinished(town)
    town.clock.pass_(minutes=1)
    assert run(town).final_at == town.clock()
    assert not unfinished(town)
    assert final_at(town, case) == town.clock()
    town.clock.pass_(minutes=1)
    assert run(town).final_at is None
    assert [one["epoch"] for one in certificates(town, "final")] == [2]
    assert [(row[0], row[3]) for row in rotations(town)] == [(2, town.clock() - 60_000)]
    assert set(town.keys.kek.live()) == {2}
    assert town.texts(kept)[0] == "まだ"


def test_what_is_erased_after_a_killed_rotation_is_final_only_after_another(town: Town) -> None:
    """Its backup may have been made under the key that the killed rotation had already added."""
    first = due(town)
    with pytest.raises(PowerCut):
        run(town, ship=cut)
    second = due(town, "わたしも")
    run(town)
    assert not unfinished(town)
    assert set(town.keys.kek.live()) == {3}
    assert [(one["why"], one["epoch"]) for one in certificates(town, "purged")] == [("due", 1), ("due", 2)]
    assert [one["epoch"] for one in certificates(town, "final")] == [2, 3]
    assert final_at(town, first) == final_at(town, second) == town.clock()


def test_the_nightly_run_turns_the_key_also_when_nothing_is_due(town: Town) -> None:
    case = talk(town, "まだ")
    for epoch in (2, 3):
        outcome = run(town, rotate=True)
        assert (outcome.consultations, outcome.final_at) == (0, town.clock())
        assert set(town.keys.kek.live()) == {epoch}
        town.clock.pass_(days=1)
    assert town.texts(case)[0] == "まだ"


def test_a_key_that_was_never_added_is_not_called_destroyed(town: Town) -> None:
    """Killed between the note that a rotation starts and the key itself."""
    with town.database.transaction() as connection:
        purge_runs.rotation_started(connection, 2, now=town.clock())
    assert rotation.settle(town.database, town.keys, now=town.clock()) is None
    assert certificates(town, "final") == []
    run(town, rotate=True)
    assert len(certificates(town, "final")) == 1
