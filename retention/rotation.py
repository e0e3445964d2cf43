"""Turning the key-encryption key, with a note of each step, and of the moment from which a deletion can't be undone."""

from collections.abc import Callable

from storage import ledger, purge_runs, shred
from storage.database import Database
from storage.keystore import Keys
from storage.shred import ShredTable


def turn(
    database: Database, keys: Keys, *, ship: Callable[[ShredTable], None], clock: Callable[[], int]
) -> int | None:
    """Begins a rotation, or goes on with one that was stopped; returns when the old key was destroyed (ms).

    Raises whatever `ship` raises, `BlockedCheckpoint`, and `NoOffice` before anything is touched; the old key then stays, and nothing is lost but finality.
    """
    epochs = keys.kek.epochs()
    epoch = epochs[-1] if len(epochs) > 1 else epochs[-1] + 1
    with database.transaction() as connection:
        shred.require_office(connection)
        purge_runs.rotation_started(connection, epoch, now=clock())

    def ship_and_note(table: ShredTable) -> None:
        ship(table)
        with database.transaction() as connection:
            purge_runs.rotation_shipped(connection, epoch, now=clock())

    shred.rotate(database, keys.kek, ship=ship_and_note)
    final_at = settle(database, keys, now=clock())
    # Once more, for the certificate of finality that the ledger has gained: a head printed today is found after a restore.
    with database.reading() as connection:
        newest = shred.table(connection)
    ship(newest)
    return final_at


def settle(database: Database, keys: Keys, *, now: int) -> int | None:
    """Certifies each rotation whose old key is gone, once; `now` when there was one.

    Who was killed between destroying a key and noting it is caught up with here: later than it was, never earlier.
    """
    oldest = keys.kek.epochs()[0]
    with database.reading() as connection:
        if not purge_runs.rotations_not_final(connection, oldest=oldest):
            return None
    with database.transaction() as connection:
        for epoch in purge_runs.rotations_not_final(connection, oldest=oldest):
            if purge_runs.rotation_final(connection, epoch, now=now):
                ledger.append(connection, keys, "final", now=now, epoch=epoch)
    return now
