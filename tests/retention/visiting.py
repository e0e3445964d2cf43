"""Visits for whoever looks at what is kept of them: a place with times on every day, and residents who book there."""

import datetime as dt

from sqlalchemy import Connection, func, select

from bot.visits import openings, rules, steps
from bot.visits.laying import wanted_slots
from bot.visits.model import Details, Opening, Wanted, Who
from handlers.context import house
from storage import booking_wishes, bookings, slot_patterns, slots, visit_kinds, visit_places
from storage.bookings import Booking
from storage.slot_patterns import Pattern
from storage.visit_kinds import Kind
from storage.visit_places import Place
from tests.cast import DAY, Resident, Town

PLACE = Place(
    "asatsuyu", 0, "あさつゆ町", "あさつゆ町(ちょう)", "Asatsuyu", "役場1階", "0166-00-0000", "Asia/Tokyo",
    1, 1, 60, 2, True, True, True, True,
)  # fmt: skip
KIND = Kind(
    "oath", 0, "宣誓(届け出)", "せんせい(とどけで)", "Oath", "届け出", "とどけで", "Papers", 2, True, True
)
DAYS_LAID = 120
TABLES = (bookings.bookings, booking_wishes.booking_wishes, slots.seats)


def open_place(town: Town) -> None:
    """One place that takes two visits an hour, 10 to 16 o'clock, on every day."""
    today = rules.local_day(town.clock(), PLACE)
    last = today + dt.timedelta(days=DAYS_LAID)
    patterns = [
        Pattern(slot_patterns.new_id(), weekday, None, 600, 960, 60, 2, None, today.isoformat(), last.isoformat(), True)
        for weekday in range(7)
    ]  # fmt: skip
    first_at, last_at = rules.moment(today, 0, PLACE.timezone), rules.moment(last, 0, PLACE.timezone)
    with town.database.transaction() as connection:
        visit_places.add(connection, PLACE)
        visit_kinds.replace(connection, [KIND])
        slot_patterns.replace_patterns(connection, PLACE.id, patterns)
        laid = wanted_slots(patterns, [], PLACE.timezone, today, last)
        slots.lay(connection, PLACE.id, laid, first=first_at, last=last_at, now=town.clock())


def who(town: Town, resident: Resident) -> Who:
    here = house(town.settings, town.office)
    return Who(here.booking_pseudonym(resident.id), resident.id, "ja")


def opening(connection: Connection, town: Town, days: int = 0) -> Opening:
    """The next time that can be booked, or the first one so many days later."""
    now = town.clock()
    (first, *_) = openings.nearest(connection, [PLACE], KIND.id, now, now)
    (later, *_) = openings.nearest(connection, [PLACE], KIND.id, first.starts_at + days * DAY, now)
    return later


def chosen(town: Town, resident: Resident, *, days: int = 0) -> Booking:
    """They have chosen a time, and not said yes."""
    here, now = house(town.settings, town.office), town.clock()
    with town.database.transaction() as connection:
        at = opening(connection, town, days).starts_at
        return steps.hold(
            connection, here.ground, who(town, resident), PLACE.id, at, Wanted(KIND.id), now=now
        )


def book(
    town: Town,
    resident: Resident,
    *,
    call_name: str = "",
    note: str = "",
    notices: bool = False,
    days: int = 0,
) -> Booking:
    """They book the next time that is free, or the first one so many days later."""
    held, here, now = chosen(town, resident, days=days), house(town.settings, town.office), town.clock()
    wanted = Wanted(KIND.id, notices=notices, reminder_hour=18 if notices else None)
    with town.database.transaction() as connection:
        return steps.confirm(
            connection, here.ground, who(town, resident), held.id, wanted, Details(call_name, note), now=now
        )


def wish(town: Town, resident: Resident, *, note: str = "") -> Booking:
    """They name three times at which they could come."""
    here, now, shut = house(town.settings, town.office), town.clock(), rules.closed_of([])
    days = [rules.local_day(now, PLACE) + dt.timedelta(days=ahead) for ahead in range(3, 20)]
    times = [rules.moment(day, 780, PLACE.timezone) for day in days if rules.business_day(day, shut)][:3]
    with town.database.transaction() as connection:
        return steps.wish(
            connection, here.ground, who(town, resident), PLACE.id, times, Wanted(KIND.id), Details("", note), now=now
        )  # fmt: skip


def give_up(town: Town, resident: Resident, booking: bytes, *, forget: bool = False) -> Booking:
    here, now = house(town.settings, town.office), town.clock()
    with town.database.transaction() as connection:
        return steps.cancel(connection, here.ground, who(town, resident), booking, now=now, forget=forget)


def rows(town: Town) -> dict[str, int]:
    """How many rows there are of bookings, wishes and seats."""
    with town.database.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
        }
