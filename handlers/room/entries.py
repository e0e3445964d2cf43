"""What the resident says in the room: sealed records, each stored once however often they come, and taken back one by one."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from handlers.context import Context, context
from handlers.room.consultations import records_of
from handlers.room.guard import Guest, Refused, binary, flag, json_body, require_unblocked, unreadable
from handlers.room.uploads import REF
from storage import (
    attachments,
    audit,
    consultations,
    endings,
    room_entries,
    room_uploads,
    shred,
    totals,
    transcripts,
)
from storage.contexts import b64
from storage.record import Record
from storage.room_entries import Behind, Outdated, Stored

door = Blueprint("entries", __name__)


@door.post("/entries")
def create() -> Response:
    """{"records", "attachments"?, "flagged"?}: 201 {"positions", "revision"}; 200 when all were there already. `attachments` names,
    for a ref whose pieces were uploaded, the record (by its place in the list) that opens them.

    409 "head" with what the next record must name, "generation" (a newer key), "closed", "upload" (a piece is missing); 403
    "blocked"; 422 with the code of what the desk's browsers would refuse.
    """
    here, guest, body = context(), Guest.of_request(), json_body()
    records, flagged = records_of(body), flag(body, "flagged")
    refs = _refs(body, records)
    with here.database.transaction() as connection:
        row = guest.hold(connection)
        require_unblocked(connection, bytes(row.pseudonym))
        stored = _store(here, connection, row, records, flagged)
        if stored.new:
            _settle(here, connection, row, refs, stored)
            _note(here, connection, row, stored.new - len(refs))
    response = jsonify({"positions": stored.positions, "revision": row.revision + bool(stored.new)})
    response.status_code = 201 if stored.new else 200
    return response


@door.delete("/entries/<int:position>")
def delete(position: int) -> Response:
    """204: what it said is destroyed, here and in the desk's browsers; that it was there stays. Only the resident's own, also after
    the end. 404 for anything else.
    """
    here, guest = context(), Guest.of_request()
    with here.database.transaction() as connection:
        row = guest.hold(connection)
        owner = bytes(row.id)
        if not room_entries.own_position(connection, here.office, row, position):
            raise Refused("entry", 404)
        case = shred.open_key(connection, here.office.keys.kek, owner)
        transcripts.erase_content(connection, case, position)
        attachments.erase_position(connection, owner, position)
        consultations.note_changed(connection, owner)
    return Response(status=204)


def _store(
    here: Context, connection: Connection, row: Row[Any], records: list[Record], flagged: bool
) -> Stored:
    try:
        stored = room_entries.append(connection, here.office, row, records, now=here.now(), flagged=flagged)
    except Behind:
        head = room_entries.head_of(row)
        told = {"seq": head.seq, "prev": b64(head.prev), "ack": b64(head.ack)}
        raise Refused("head", 409, head=told) from None
    except Outdated:
        raise Refused("generation", 409) from None
    if stored.new and row.state != consultations.OPEN:
        _open_again(here, connection, row)
    return stored


def _open_again(here: Context, connection: Connection, row: Row[Any]) -> None:
    """Who writes after the end goes on, while that is possible; otherwise nothing is stored."""
    now, owner = here.now(), bytes(row.id)
    seated = here.office.trust(connection, now=now).current.desks[row.desk]
    if consultations.another_is_open(connection, row):
        raise Refused("closed", 409)
    if not endings.reopen(connection, owner, seated=seated, now=now):
        raise Refused("closed", 409)
    audit.note(connection, here.office.keys, "reopen", now=now, consultation=owner, resident=True)


def _settle(
    here: Context, connection: Connection, row: Row[Any], refs: dict[bytes, int], stored: Stored
) -> None:
    case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
    there = len(stored.positions) - stored.new
    for ref, place in refs.items():
        if place < there:
            continue
        try:
            room_uploads.settle(connection, case, ref, stored.positions[place])
        except room_uploads.Incomplete:
            raise Refused("upload", 409, ref=b64(ref)) from None


def _note(here: Context, connection: Connection, row: Row[Any], said: int) -> None:
    now, timezone = here.now(), here.settings.timezone
    pause = here.settings.retention_policy.pause
    endings.pause(connection, bytes(row.pseudonym), now=now, period=pause)
    if said > 0:
        totals.count(connection, "message", "sealed", now=now, timezone=timezone, number=said)


def _refs(body: dict[str, Any], records: list[Record]) -> dict[bytes, int]:
    """Where the record of each ref stands in the list; 400 for one that is not in it, or two of one."""
    listed = body.get("attachments", {})
    if not isinstance(listed, dict):
        unreadable()
    refs = {binary(ref, REF): place for ref, place in listed.items()}
    for place in refs.values():
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(records):
            unreadable()
    if len(set(refs.values())) < len(refs):
        unreadable()
    return refs
