"""What the steps of a booking speak of."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from storage import booking_details
from storage.keystore import Keys

HOLD_MS = 10 * 60 * 1000
"""So long a seat is kept for who has chosen a time and not yet said yes."""

Why = Literal[
    "full",
    "closed",
    "too-soon",
    "too-late",
    "too-far",
    "limit",
    "gone",
    "stale",
    "past",
    "kind",
    "persons",
    "not-here",
]
"""Why a step is refused.

full: somebody was quicker. closed: there is no such slot (any more). too-soon: within the lead time. too-late: within the change limit.
too-far: beyond the horizon. limit: this resident has as many there as one may. gone: there is no such booking. stale: it has changed
meanwhile, or is in a state that knows no such step. past: that moment is over. kind, persons: not taken there, or not so many.
not-here: the place takes no wishes, or nobody who waits.
"""


class Opening(NamedTuple):
    """A slot with free seats (ms, UTC)."""

    place: str
    starts_at: int
    ends_at: int
    free: int


class FreeDay(NamedTuple):
    """A local day of a place on which seats are free."""

    day: dt.date
    free: int


class Refused(Exception):
    """Ends a step, and whatever transaction it is in. `openings` are what could be had instead, the nearest first, at most six."""

    def __init__(self, why: Why, openings: tuple[Opening, ...] = ()) -> None:
        super().__init__(why)
        self.why: Why = why
        self.openings = openings


class Who(NamedTuple):
    """A resident: `pseudonym` among bookings (None at the telephone), `address` the LINE user id if words may go there."""

    pseudonym: bytes | None
    address: str | None
    language: str


Details = booking_details.Details


class Wanted(NamedTuple):
    """What is chosen beside place and time. `reminder_hour`: the hour of the eve, 8 to 21, or None."""

    kind: str
    persons: int = 1
    private_room: bool = True
    reminder_hour: int | None = None
    notices: bool = False


@dataclass(frozen=True)
class Ground:
    """What every step stands on. `kept` (ms): so long a booking is kept after its visit."""

    keys: Keys
    kept: int
