"""The doors of the page for visits, and the page itself, which is the same for everybody. One file per noun.

Who shows the secret of a browser that opened a link from the talk is its resident; there is no session and no cookie. Addresses
hold no name, no time and no kind of visit: only the random ids of bookings.
"""

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from bot.visits import model
from handlers.booking import (
    answers,
    bookings,
    calendars,
    cancellations,
    changes,
    claims,
    confirmations,
    facts,
    holds,
    moves,
    page,
    searches,
    waits,
    wishes,
)
from handlers.booking.guard import Refused, refused, refused_step
from handlers.security import refusal

LARGEST_BODY = 8 * 1024
"""Bytes: a note of 200 characters, spelt as long as JSON can, and a few choices."""


def attach(app: Flask) -> None:
    doors = Blueprint("booking", __name__, url_prefix="/booking")
    doors.before_request(_small)
    doors.register_error_handler(Refused, refused)
    doors.register_error_handler(model.Refused, refused_step)
    doors.register_error_handler(HTTPException, _unreadable)
    for door in (
        page.door,
        facts.door,
        claims.door,
        searches.door,
        bookings.door,
        holds.door,
        confirmations.door,
        moves.door,
        changes.door,
        cancellations.door,
        wishes.door,
        waits.door,
        answers.door,
        calendars.door,
    ):
        doors.register_blueprint(door)
    app.register_blueprint(doors)


def _small() -> None:
    request.max_content_length = LARGEST_BODY


def _unreadable(error: HTTPException) -> Response:
    """As elsewhere, but in JSON whatever was asked for: it is a script that reads it."""
    status = error.code or 500
    return refusal(error.name.lower().replace(" ", "-"), status)
