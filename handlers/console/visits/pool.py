"""Who has no time yet: wished, waiting, or offered one; the oldest first."""

from flask import Blueprint, Response, request

from handlers.console.guard import Visitor, signed_in
from handlers.console.visits import guard, opened, shown
from handlers.console.visits.days import awaiting, marked
from handlers.context import context
from storage import bookings

door = Blueprint("visit_pool", __name__)


@door.get("/console/visits/pool")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"now", "bookings", "awaiting"} of all their places, and of who doesn't mind where, with the open one as the timetable does; 304 while nothing changed."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        theirs = guard.places(connection, visitor)
        pool = bookings.pool(connection, theirs) if theirs else []
        found = [bookings.standing(one, now) for one in pool]
        listed = [shown.booking(one, opened.zone_of(connection, one.place, here)) for one in found]
        open_one = opened.beside(here, connection, visitor, request.args.get("beside"), now=now)
    return marked({"bookings": listed, "awaiting": awaiting(found)} | open_one, now)
