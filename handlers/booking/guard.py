"""Who is asking: whoever shows the secret of a browser that opened a link from the talk. What else it sends is read here, or refused."""

from typing import Any, NoReturn

from flask import Response, request
from sqlalchemy import Connection

from bot.visits import model
from bot.visits.model import Ground, Who
from handlers import slowing
from handlers.booking import shown
from handlers.booking.sentences import SENTENCES
from handlers.context import Context, context
from handlers.security import refusal
from storage import booking_links, bookings, visit_places
from storage.booking_links import Opened
from storage.bookings import Booking
from storage.contexts import unb64

ACCESS = 32
_BEARER = "Bearer "
_TAGS = {"ja": "ja", "ja-x-easy": "easy", "en": "en"}


class Refused(Exception):
    """Ends the request, and whatever transaction it is in, with this refusal."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def refused(error: Refused) -> Response:
    return refusal(error.code, error.status, sentence(error.code))


def refused_step(error: model.Refused) -> Response:
    """409 with what could be had instead: {"error", "message", "openings"}; 404 for a booking that is not there (for this resident)."""
    here = context()
    with here.database.reading() as connection:
        places = {place.id: place for place in visit_places.all_of(connection, active=False)}
    openings = [shown.opening(one, places[one.place]) for one in error.openings]
    status = 404 if error.why == "gone" else 409
    return refusal(error.why, status, sentence(error.why), openings=openings)


def language() -> str | None:
    """What the page is read in, as it says itself: ja | easy (`ja-x-easy`) | en; None for a stranger."""
    return _TAGS.get(request.headers.get("accept-language", ""))


def access() -> bytes:
    """The secret of the browser; 401 "over" without one, as for one that was silent for too long."""
    said = request.headers.get("authorization", "")
    try:
        secret = unb64(said.removeprefix(_BEARER)) if said.startswith(_BEARER) else b""
    except ValueError:
        secret = b""
    if len(secret) != ACCESS:
        raise Refused("over", 401)
    return secret


def visitor(here: Context) -> Who:
    """The resident who asks; 401 "over" for a browser that is not known or was silent for half an hour. It was heard just now."""
    secret, now = access(), here.now()
    with here.database.reading() as connection:
        found = booking_links.find(connection, secret, now=now)
    if found is None:
        raise Refused("over", 401)
    opened, to_be_noted = found
    if to_be_noted:
        with here.database.transaction() as connection:
            booking_links.touch(connection, secret, now=now)
    return _who(here, opened)


def ground(here: Context) -> Ground:
    return here.intake.house.ground


def slow(here: Context, who: Who) -> Response | None:
    """429 for who makes or moves one booking after the other; counted on its own, whatever becomes of the step."""
    with here.database.transaction() as connection:
        wait = slowing.for_bookings(here, connection, who.pseudonym or b"")
    return slowing.too_soon(wait, sentence("slow-down")) if wait else None


def raw_id(text: str) -> bytes:
    """A booking's id from an address; 404 "gone" for what can be none."""
    try:
        found = unb64(text)
    except ValueError:
        found = b""
    if len(found) != 16:
        raise Refused("gone", 404)
    return found


def _who(here: Context, opened: Opened) -> Who:
    address = booking_links.open_address(here.office.keys.courier, opened)
    return Who(opened.pseudonym, address, language() or opened.language)


def sentence(code: str) -> str:
    """Why, in the language that is read."""
    said = SENTENCES[language() or "ja"]
    return said.get(code, said["bad-request"])


def unreadable() -> NoReturn:
    raise Refused("bad-request", 400)


def json_body() -> dict[str, Any]:
    """The request's JSON object; 400 when it is none."""
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else unreadable()


def own(connection: Connection, who: Who, booking: bytes) -> Booking:
    """That booking if it is this resident's; otherwise 404 "gone", as if it did not exist."""
    found = bookings.find(connection, booking)
    if found is None or bookings.owner(connection, booking) != who.pseudonym:
        raise Refused("gone", 404)
    return found
