"""Rotations that are killed at each of their steps, rotations that are hindered, and consultations that open meanwhile."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, select

from storage import shred
from storage.keystore import KekFile
from storage.shred import BlockedCheckpoint, ShredTable, shred_keys
from tests.cast import Town
from tests.harness.until import until
from tests.harness.waiting import somebody_waits


class PowerCut(Exception):
    """The process ends here."""


class CutBeforeDestroying(KekFile):
    def destroy(self, epoch: int) -> None:
        raise PowerCut


def ship(table: ShredTable) -> None:
    """Shipped to nowhere."""


def cut_while_shipping(table: ShredTable) -> None:
    raise PowerCut


def after_adding(town: Town) -> None:
    """Killed when the new key was in its slot and no row had been moved."""
    town.keys.kek.add()


def while_shipping(town: Town) -> None:
    with pytest.raises(PowerCut):
        shred.rotate(town.database, town.keys.kek, ship=cut_while_shipping)


def before_destroying(town: Town) -> None:
    with pytest.raises(PowerCut):
        shred.rotate(town.database, CutBeforeDestroying(town.keys.kek.path), ship=ship)


def twice(town: Town) -> None:
    while_shipping(town)
    before_destroying(town)


def sealed_words(town: Town, owners: list[bytes]) -> dict[bytes, bytes]:
    with town.database.transaction() as connection:
        return {o: shred.create(connection, town.keys.kek, o).wrap("word", 1, o) for o in owners}


def all_open(town: Town, sealed: dict[bytes, bytes]) -> bool:
    with town.database.reading() as connection:
        keys = {owner: shred.open_key(connection, town.keys.kek, owner) for owner in sealed}
    return all(keys[owner].unwrap("word", 1, stored) == owner for owner, stored in sealed.items())


@pytest.mark.parametrize("killed", [after_adding, while_shipping, before_destroying, twice])
def test_a_killed_rotation_loses_nothing_and_the_next_one_finishes_it(town: Town, killed: Any) -> None:
    owners = [os.urandom(16) for _ in range(5)]
    sealed = sealed_words(town, owners)
    old = town.keys.kek.newest()[1]
    with town.database.transaction() as connection:
        shred.erase(connection, town.keys.kek, [owners[0]], now=town.clock())
    del sealed[owners[0]]

    killed(town)
    assert old in town.keys.kek.path.read_bytes()
    assert set(town.keys.kek.live()) == {1, 2}
    assert all_open(town, sealed)
    sealed |= sealed_words(town, [os.urandom(16)])
    with town.database.reading() as connection:
        assert shred.awaits_rotation(connection, town.keys.kek)

    shipped: list[ShredTable] = []
    shred.rotate(town.database, town.keys.kek, ship=shipped.append)
    assert set(town.keys.kek.live()) == {2}
    assert old not in town.keys.kek.path.read_bytes()
    assert all_open(town, sealed)
    assert {owner for owner, _, _ in shipped[0]} == {*sealed, shred.STAFF}
    with town.database.reading() as connection:
        assert not shred.awaits_rotation(connection, town.keys.kek)


def test_the_table_is_shipped_before_the_old_key_is_destroyed(town: Town) -> None:
    """Otherwise a crash between the two would leave every backup unreadable."""
    alive_then: list[set[int]] = []
    shred.rotate(
        town.database, town.keys.kek, ship=lambda table: alive_then.append(set(town.keys.kek.live()))
    )
    assert alive_then == [{1, 2}]


def test_consultations_that_open_during_rotations_lose_no_key(town: Town) -> None:
    over = Event()

    def opens() -> dict[bytes, bytes]:
        sealed: dict[bytes, bytes] = {}
        while not over.is_set() or len(sealed) < 5:
            sealed |= sealed_words(town, [os.urandom(16)])
            assert all_open(town, dict(list(sealed.items())[-3:]))
        return sealed

    with ThreadPoolExecutor(4) as threads:
        opening = [threads.submit(opens) for _ in range(4)]
        try:
            for _ in range(6):
                shred.rotate(town.database, town.keys.kek, ship=ship)
        finally:
            over.set()
        sealed = {owner: word for opened in opening for owner, word in opened.result().items()}
    assert set(town.keys.kek.live()) == {7}
    assert all_open(town, sealed)
    with town.database.reading() as connection:
        assert len(connection.execute(select(shred_keys.c.id)).all()) == len(sealed) + 1


def test_a_rotation_waits_for_a_consultation_that_is_being_opened(town: Town) -> None:
    """Its key was sealed under the old KEK and is not committed yet: were it passed over, it would be lost."""
    owner, database, kek = os.urandom(16), town.database, town.keys.kek

    def waits() -> bool:
        """The rotation has written its new key, and the database makes it wait."""
        return len(kek.live()) == 2 if database.sqlite else somebody_waits(database)

    with ThreadPoolExecutor(1) as threads:
        with database.transaction() as connection:
            sealed = shred.create(connection, kek, owner).wrap("word", 1, owner)
            rotation = threads.submit(shred.rotate, database, kek, ship=ship)
            until(lambda: rotation.done() or waits())
        rotation.result()
    assert set(kek.live()) == {2}
    assert all_open(town, {owner: sealed})


@contextmanager
def a_long_read(town: Town) -> Iterator[None]:
    with town.database.reading() as connection:
        connection.execute(select(shred_keys.c.id)).all()
        yield


def test_a_long_read_keeps_a_deletion_from_being_called_final(town: Town) -> None:
    """On SQLite erased rows stand in the write-ahead log for as long as somebody reads; PostgreSQL has no such reader."""
    sealed = sealed_words(town, [os.urandom(16)])
    if town.database.sqlite:
        town.database.engine.dispose()
        event.listen(town.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=1"))
        with a_long_read(town), pytest.raises(BlockedCheckpoint):
            shred.rotate(town.database, town.keys.kek, ship=ship)
        assert set(town.keys.kek.live()) == {1, 2}
    shred.rotate(town.database, town.keys.kek, ship=ship)
    assert set(town.keys.kek.live()) == {2}
    assert all_open(town, sealed)
