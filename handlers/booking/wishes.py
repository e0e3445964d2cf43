"""Wishes: up to three times that somebody would like, where none is open. People at the place propose one."""

from flask import Blueprint, Response

from bot.visits import rules, steps
from handlers.booking import answer, asked
from handlers.booking.guard import ground, json_body, slow, unreadable, visitor
from handlers.context import Context, context
from storage import booking_wishes, visit_places

door = Blueprint("wishes", __name__)

_DAY_MINUTES = 24 * 60


@door.post("/wishes")
def create() -> Response:
    """{"id", "place", "times": [{"day", "minutes"}], …} with the rest as for a confirmation: 201. Times are those on the place's clocks."""
    here, body = context(), json_body()
    who, booking = visitor(here), asked.booking(body.get("id"))
    wanted, details, place = asked.wanted(body), asked.details(body), asked.word(body, "place")
    times = _times(here, place, body.get("times"))
    wait = slow(here, who)
    if wait is not None:
        return wait
    with here.database.transaction() as connection:
        made = steps.wish(
            connection, ground(here), who, place, times, wanted, details, now=here.now(), booking=booking
        )
        return answer.told(here, connection, made)


def _times(here: Context, place: str, told: object) -> list[int]:
    """Moments (ms), the dearest first."""
    if not isinstance(told, list) or not 1 <= len(told) <= booking_wishes.MOST:
        unreadable()
    with here.database.reading() as connection:
        found = visit_places.find(connection, place)
    timezone = found.timezone if found else here.settings.timezone.key
    return [_moment(one, timezone) for one in told]


def _moment(told: object, timezone: str) -> int:
    if not isinstance(told, dict):
        unreadable()
    minutes = asked.whole(told.get("minutes"), range(_DAY_MINUTES))
    return rules.moment(asked.day(told.get("day")), minutes, timezone)
