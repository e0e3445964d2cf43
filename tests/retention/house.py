"""What the purge's tests do to a town."""

from collections.abc import Callable

from retention import purge
from retention.purge import Outcome
from storage.shred import ShredTable
from tests.cast import Town


def shipped_nowhere(table: ShredTable) -> None:
    """The table of shred keys goes to no backup."""


def run(
    town: Town,
    *,
    ship: Callable[[ShredTable], None] = shipped_nowhere,
    progress: Callable[[int], None] = lambda erased: None,
) -> Outcome:
    policy = town.settings.retention_policy
    return purge.run(town.database, town.keys.kek, policy, now=town.clock(), ship=ship, progress=progress)


def talk(town: Town, *texts: str) -> bytes:
    """A new resident says these, and Sato answers each."""
    hanako, before = town.resident(), set(town.consultations())
    for text in texts:
        town.receive(hanako.says(text))
        (case,) = set(town.consultations()) - before
        town.answer(case, f"{text}、と言ったのですね")
    return case


def unfinished(town: Town) -> bool:
    return purge.unfinished(town.database, town.keys.kek)
