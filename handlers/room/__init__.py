"""The room's doors: the page that is the same for everybody, and what its browser asks for. One file per noun.

Who shows a room's access token is its resident; there is no session and no cookie, and no id or token in any address.
"""

from flask import Blueprint, Flask, Response
from werkzeug.exceptions import HTTPException

from handlers.context import context
from handlers.room import (
    attachments,
    capsules,
    choices,
    claims,
    closures,
    consultations,
    deletions,
    entries,
    facts,
    page,
    rosters,
    surveys,
    uploads,
)
from handlers.room.guard import Refused, refused
from handlers.security import refusal
from storage.contexts import Rejected
from storage.shred import Erased

WORDS = "いま、このページは使われていません。LINEのトークか、お電話でお話しください。"


def attach(app: Flask) -> None:
    doors = Blueprint("room", __name__, url_prefix="/room")
    doors.before_request(_shut)
    doors.register_error_handler(Refused, refused)
    doors.register_error_handler(Rejected, _rejected)
    doors.register_error_handler(Erased, _erased)
    doors.register_error_handler(HTTPException, _unreadable)
    for door in (
        page.door,
        rosters.door,
        facts.door,
        claims.door,
        consultations.door,
        capsules.door,
        entries.door,
        uploads.door,
        attachments.door,
        choices.door,
        closures.door,
        deletions.door,
        surveys.door,
    ):
        doors.register_blueprint(door)
    app.register_blueprint(doors)


def _shut() -> Response | None:
    """Where there is no room, every door says so alike."""
    if "room" in context().settings.lanes:
        return None
    return page.explained(WORDS) if page.is_asked_for() else refusal("lane-off", 404, WORDS)


def _rejected(error: Rejected) -> Response:
    return refused(Refused(error.code, 422))


def _erased(error: Erased) -> Response:
    return refused(Refused("room", 404))


def _unreadable(error: HTTPException) -> Response:
    """As elsewhere, but in JSON whatever was asked for: it is a script that reads it."""
    status = error.code or 500
    return refusal(error.name.lower().replace(" ", "-"), status)
