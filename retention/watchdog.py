"""The watchdog: whether deletion happens, is final, and leaves nothing over. Each trouble is an alarm with a code.

Cheap enough to be asked every few seconds (tests/retention/test_watchdog.py measures it); it changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from storage import audit, audit_chain, chronicle, ledger, orphans, purge_runs, shipping, shred, volume
from storage.certificates import Broken
from storage.contexts import Rejected
from storage.database import Database, StorageError
from storage.holder import HolderAway, KeystoreError
from storage.keystore import KekFile, Keys
from storage.linefile import Damaged
from storage.shipping import Head

Code = Literal[
    "missed-run",
    "orphan-rows",
    "consultation-without-key",
    "key-without-consultation",
    "booking-without-key",
    "booking-without-seat",
    "seat-without-booking",
    "order-without-key",
    "order-overdue",
    "unshipped-table",
    "unfinished-rotation",
    "kek-volume",
    "kek-away",
    "ledger-broken",
    "audit-broken",
]
CODES: tuple[Code, ...] = get_args(Code)

MISSED_MS = 26 * 3600 * 1000
"""The purge runs once a day; two hours are for a machine that was restarted at the wrong moment."""

PATIENCE_MS = 3600 * 1000
"""A rotation takes seconds, or minutes while something reads; after this long nobody is at it any more."""


class Alarm(NamedTuple):
    """One trouble, and since when (ms) where that can be told."""

    code: Code
    since: int | None


@dataclass(frozen=True)
class _Place:
    """Where to look."""

    database: Database
    keys: Keys
    now: int
    shipped: Path
    kek_path: Path
    mountinfo: Path


class _Raised(Exception):
    """The check found what it looks for."""

    def __init__(self, since: int | None = None) -> None:
        super().__init__()
        self.since = since


def alarms(
    database: Database,
    keys: Keys,
    *,
    now: int,
    shipped: Path,
    kek_path: Path,
    mountinfo: Path = volume.MOUNTINFO,
) -> list[Alarm]:
    """Every alarm that stands at `now` (ms), in the order of `CODES`. What can't be looked at is an alarm too."""
    place = _Place(database, keys, now, shipped, kek_path, mountinfo)
    found = []
    for code in CODES:
        try:
            _CHECKS[code](place)
        except _Raised as raised:
            found.append(Alarm(code, raised.since))
        except HolderAway:
            # Said once, by the check below, and not as a rotation that nobody has looked at.
            continue
        except (StorageError, KeystoreError, Rejected, Broken, Damaged, LookupError, OSError):
            found.append(Alarm(code, None))
    return found


def _missed_run(place: _Place) -> None:
    with place.database.reading() as connection:
        last = purge_runs.ended(connection, now=place.now).last_run or chronicle.founded_at(connection)
    if last is not None and place.now - last > MISSED_MS:
        raise _Raised(last + MISSED_MS)


def _orphans(look: Callable[..., bool], place: _Place) -> None:
    with place.database.reading() as connection:
        if look(connection):
            raise _Raised


def _seats(look: Callable[..., bool], place: _Place) -> None:
    with place.database.reading() as connection:
        if look(connection, now=place.now):
            raise _Raised


def _overdue(place: _Place) -> None:
    with place.database.reading() as connection:
        if orphans.any_order_due(connection, before=place.now - MISSED_MS):
            raise _Raised


def _unshipped(place: _Place) -> None:
    with place.database.reading() as connection:
        newest = chronicle.newest_rotation(connection)
    if newest is None:
        return
    if newest.shipped_at is None:
        if place.now - newest.started_at > PATIENCE_MS:
            raise _Raised(newest.started_at)
    elif not place.shipped.exists() or shipping.read_head(place.shipped).epoch < newest.epoch:
        raise _Raised(newest.shipped_at)


def _unfinished(place: _Place) -> None:
    epochs = place.keys.kek.epochs()
    with place.database.reading() as connection:
        newest = chronicle.newest_rotation(connection)
        if shred.awaits_rotation_since(connection, place.keys.kek, before=place.now - PATIENCE_MS):
            raise _Raised
    if len(epochs) > 1 and (newest is None or place.now - newest.started_at > PATIENCE_MS):
        raise _Raised(newest.started_at if newest else None)


def _volume(place: _Place) -> None:
    in_a_file = isinstance(place.keys.kek, KekFile)
    if in_a_file and not volume.overwrites_in_place(place.kek_path, place.mountinfo):
        raise _Raised


def _away(place: _Place) -> None:
    if isinstance(place.keys.kek, KekFile):
        return
    try:
        place.keys.kek.epochs()
    except KeystoreError:
        raise _Raised from None


def _ledger(place: _Place) -> None:
    with place.database.reading() as connection:
        ledger.check_newest(connection, place.keys)
        shipped = _shipped(place).ledger
        if shipped and not ledger.holds(connection, *shipped):
            raise _Raised


def _audit(place: _Place) -> None:
    with place.database.reading() as connection:
        audit_chain.verify_newest(connection, place.keys)
        shipped = _shipped(place).audit
        if shipped and not audit.holds(connection, *shipped):
            raise _Raised


def _shipped(place: _Place) -> Head:
    """What both logs held at the last rotation: at least that must be in them.

    A disk that is away, or has damaged it, tells nothing of them: "unshipped-table" stands for that.
    """
    try:
        return shipping.read_head(place.shipped) if place.shipped.exists() else Head(0, None, None)
    except (OSError, Damaged):
        return Head(0, None, None)


_CHECKS: dict[Code, Callable[[_Place], None]] = {
    "missed-run": _missed_run,
    "orphan-rows": partial(_orphans, orphans.any_orphan_row),
    "consultation-without-key": partial(_orphans, orphans.any_consultation_without_key),
    "key-without-consultation": partial(_orphans, orphans.any_key_without_consultation),
    "booking-without-key": partial(_orphans, orphans.any_booking_without_key),
    "booking-without-seat": partial(_seats, orphans.any_booking_without_seat),
    "seat-without-booking": partial(_seats, orphans.any_seat_without_booking),
    "order-without-key": partial(_orphans, orphans.any_order_without_key),
    "order-overdue": _overdue,
    "unshipped-table": _unshipped,
    "unfinished-rotation": _unfinished,
    "kek-volume": _volume,
    "kek-away": _away,
    "ledger-broken": _ledger,
    "audit-broken": _audit,
}
