"""One booking: found by its code, opened, and entered for somebody at the telephone."""

import re
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify, request

from bot.visits import codes, desk
from bot.visits.model import Details, Refused, Wanted
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.visits import guard, opened, times
from handlers.console.visits.acting import ground_of, integer, note, refused_with, unread
from handlers.context import context
from handlers.security import refusal
from storage import audit
from storage import bookings as stored
from storage.contexts import b64

door = Blueprint("visit_bookings", __name__)

HALF = re.compile("[\ud800-\udfff]")
"""Half a sign, which no encoding has."""
OPENED_AGAIN_MS = 10 * 60 * 1000
"""An open card asks again whenever something changed; within this time that is one reading for the audit log."""
_UNKNOWN = "この番号の予約は、担当する場所にはありません。番号を、もう一度たしかめてください。"


@door.get("/console/visits/bookings")
@signed_in
def find(visitor: Visitor) -> Response:
    """{"id", "place"} of the booking with `?code=`, however it was typed; 404 "code" when none is at a place of theirs."""
    code = codes.normalise(request.args.get("code", ""))
    with context().database.reading() as connection:
        found = stored.by_code(connection, code) if len(code) == codes.LENGTH else None
        theirs = guard.places(connection, visitor)
    if found is None or not guard.sees(theirs, found):
        return refusal("code", HTTPStatus.NOT_FOUND, _UNKNOWN)
    return jsonify({"id": b64(found.id), "place": found.place})


@door.get("/console/visits/bookings/<booking>")
@signed_in
def show(visitor: Visitor, booking: str) -> Response:
    """The booking with what its resident said; noted in the audit log. 404 for another place's."""
    here = context()
    now, kid = here.now(), visitor.account.kid
    with here.database.reading() as connection:
        found = guard.find(connection, visitor, booking)
        shown = opened.whole(here, connection, found, now=now)
        recently = now - OPENED_AGAIN_MS
        noted = audit.noted_since(connection, "visit-read", actor=kid, consultation=found.id, since=recently)
    if not noted:
        with here.database.transaction() as connection:
            note(here, connection, visitor, "visit-read", found, now=now)
    return jsonify(shown)


@door.post("/console/visits/bookings")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with a booking made at the telephone, whose code is then said to who called.

    Also within the lead time, and where there is no slot yet (`times.read`), never beyond the capacity: 409 "full" with the
    nearest free times. 422 for what can't be read, 404 for another's place.
    """
    here, body = context(), json_body()
    now, entry = here.now(), _read(body)
    if entry is None:
        return unread("entry", "入れた内容をたしかめてください。")
    try:
        with here.database.transaction() as connection:
            place = guard.require_place(connection, visitor, body.get("place"))
            known = stored.find(connection, entry.id)
            at = entry.asked.slot(connection, place) if known is None else entry.asked.at(place)
            made = desk.enter(
                connection, ground_of(here), place.id, at, entry.wanted, entry.details,
                now=now, language=entry.language, booking=entry.id,
            )  # fmt: skip
            if made.place != place.id or made.origin != "desk":
                raise Refused("gone")
            shown = opened.whole(here, connection, made, now=now)
            if known is None:
                note(here, connection, visitor, "visit-enter", made, now=now)
    except Refused as refused:
        return refused_with(here, refused)
    answer = jsonify(shown)
    answer.status_code = HTTPStatus.CREATED
    return answer


class Entry(NamedTuple):
    """What was written down at the telephone. `id` is made by the page, so that the same press sent twice is one booking."""

    id: bytes
    asked: times.Asked
    wanted: Wanted
    details: Details
    language: str


def _read(body: dict[str, Any]) -> Entry | None:
    asked = times.read(body)
    match body:
        case {
            "id": str(identifier),
            "kind": str(kind),
            "persons": persons,
            "private_room": bool(private_room),
            "call_name": str(call_name),
            "note": str(said),
            "language": "ja" | "easy" | "en" as language,
        } if (
            asked is not None
            and len(call_name) <= 40
            and len(said) <= 200
            and integer(persons, 1, 9)
            and len(identifier) == 22
            and not HALF.search(call_name + said)
        ):
            wanted = Wanted(kind, persons, private_room)
            booking = raw_id(identifier)
            return Entry(booking, asked, wanted, Details(call_name.strip(), said.strip()), str(language))
    return None
