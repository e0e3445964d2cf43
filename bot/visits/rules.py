"""Pure: from when until when a place can be booked, and a booking changed. Counted in days on which the place is open.

"Five business days before" is counted as towns count it: of the days before the visit, five are Monday to Friday and not closed,
the day of the booking among them. What is booked on a Sunday reaches the place on the next day that is not closed.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Sequence

from bot.calendar import LOOK_AHEAD_DAYS, business_days_after, is_day_off
from storage.visit_places import Place

Closed = Callable[[dt.date], bool]


def closed_of(closed_days: Sequence[tuple[str, str]]) -> Closed:
    """Says of a day whether a place is shut on it: public holidays, the year's end, and from first to last day (YYYY-MM-DD) of each."""
    own = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in closed_days]

    def closed(day: dt.date) -> bool:
        return is_day_off(day) or any(first <= day <= last for first, last in own)

    return closed


def business_day(day: dt.date, closed: Closed) -> bool:
    """Monday to Friday, and not closed."""
    return day.weekday() < 5 and not closed(day)


def earliest(now: int, place: Place, closed: Closed) -> dt.date:
    """The first local day that can still be booked. The place may be shut on it. The 400th from now where business days are so rare."""
    return _first_with(place.lead_days, local_day(now, place), closed)


def latest(now: int, place: Place, closed: Closed) -> dt.date:
    """The last local day that can already be booked; the 400th from now at the most."""
    today = local_day(now, place)
    return _after(today, place.horizon_days, closed)


def changeable(now: int, place: Place, starts_at: int, closed: Closed) -> bool:
    """Whether its resident may still move a visit or give it up."""
    if starts_at <= now:
        return False
    return local_day(starts_at, place) >= _first_with(place.change_days, local_day(now, place), closed)


def local_day(at: int, place: Place) -> dt.date:
    """The day that it is at the place at this moment."""
    return dt.datetime.fromtimestamp(at / 1000, zoneinfo.ZoneInfo(place.timezone)).date()


def moment(day: dt.date, minutes: int, timezone: str) -> int:
    """When the clocks of a timezone (IANA) show so many minutes after midnight of a day.

    Ten o'clock is ten o'clock on every day. Of a time that comes twice it is the first; one that the clocks leave out is moved on
    by as much as they are.
    """
    midnight = dt.datetime.combine(day, dt.time.min, zoneinfo.ZoneInfo(timezone))
    return round((midnight + dt.timedelta(minutes=minutes)).timestamp()) * 1000


def day_bounds(day: dt.date, timezone: str) -> tuple[int, int]:
    """When a local day begins, and when the next one does."""
    return moment(day, 0, timezone), moment(day + dt.timedelta(days=1), 0, timezone)


def _first_with(count: int, today: dt.date, closed: Closed) -> dt.date:
    """The first day before which `count` business days lie, today among them if it is one."""
    if count == 0:
        return today
    return _after(today - dt.timedelta(days=1), count, closed) + dt.timedelta(days=1)


def _after(day: dt.date, count: int, closed: Closed) -> dt.date:
    try:
        return business_days_after(day, count, closed)
    except ValueError:
        return day + dt.timedelta(days=LOOK_AHEAD_DAYS)
