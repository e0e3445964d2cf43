"""Whose calendar this is: a clerk has the places they work for, a supervisor all of them. Fetching is authorising."""

from flask import abort
from sqlalchemy import Connection

from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, raw_id
from storage import bookings, visit_clerks, visit_places
from storage.bookings import ANYWHERE, Booking
from storage.visit_places import Place


def places(connection: Connection, visitor: Visitor) -> list[str]:
    """Ids of the places that are theirs, in their order, also of those that take no bookings now."""
    return [place.id for place in places_of(connection, visitor)]


def places_of(connection: Connection, visitor: Visitor) -> list[Place]:
    """The places that are theirs, in their order, also those that take no bookings now."""
    known = visit_places.all_of(connection, active=False)
    if visitor.account.role in LEADERS:
        return known
    theirs = set(visit_clerks.places_of(connection, visitor.account.kid))
    return [place for place in known if place.id in theirs]


def require_place(connection: Connection, visitor: Visitor, place: object) -> Place:
    """The place if it is theirs; otherwise 404, as if there were none."""
    found = next((theirs for theirs in places_of(connection, visitor) if theirs.id == place), None)
    if found is None:
        abort(404)
    return found


def find(connection: Connection, visitor: Visitor, booking: str) -> Booking:
    """The booking of this id (as in an address) if its place is theirs; otherwise 404, as if it did not exist.

    Who doesn't mind where is everybody's who has a place at all.
    """
    found = bookings.find(connection, raw_id(booking))
    if found is None or not sees(places(connection, visitor), found):
        abort(404)
    return found


def sees(theirs: list[str], booking: Booking) -> bool:
    """Whether who has these places finds it in their calendar. What is only held has not been said yet."""
    return booking.state != "held" and bool(theirs) and booking.place in (ANYWHERE, *theirs)
