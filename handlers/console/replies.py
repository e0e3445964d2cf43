"""A counselor's reply: the sealed copy for the transcript, and the words that LINE is to carry, in one transaction.

Into a room goes the sealed record alone. Whoever hands in words for one is refused, so that none come by mistake.
"""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from bot import knocking, outgoing
from bot.messages import Message, split, text_message
from bot.outgoing import Delivery
from bot.practice import pupils
from handlers.console import appending, checks
from handlers.console.assignments import answers_for
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, consultations, rooms, totals
from storage.contexts import Rejected, b64
from storage.desks import PRACTICE
from storage.records import Record

door = Blueprint("replies", __name__)

_UNSENDABLE = (
    "この文は送れません。空でないこと、長すぎないこと(5000字の吹き出し5つまで)をたしかめてください。"
)


@door.post("/console/consultations/<consultation>/replies")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """{"record", "text"}, or {"record"} and perhaps "refers" for a room: 201 when record and delivery are stored together; 409
    "head" when the transcript moved on; 422 for a bad record; 409 "check" when a colleague has to look first (`checks.missing`).

    A text that is too long for one message goes as several, up to five, in one push.
    """
    here = context()
    try:
        record, messages = _read(body := json_body())
    except (Rejected, ValueError):
        return refusal("reply", 422, _UNSENDABLE)
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if row.state != consultations.OPEN or not answers_for(visitor, row):
            return refusal("unassigned", 409, "担当している、受付中の記録にだけ返事ができます。")
        if (row.lane in rooms.LANES) != (messages is None):
            return refusal("reply", 422, _UNSENDABLE)
        if (missing := checks.missing(here, connection, row, visitor, body)) is not None:
            return missing
        try:
            delivery = _store(here, connection, row, visitor, record, messages)
        except (appending.Behind, Rejected) as error:
            return appending.refused(error)
        checks.settle(here, connection, row, visitor, body)
        if row.desk == PRACTICE:
            pupils.answer(connection, here.office, bytes(row.id), now=here.now())
        elif not row.replies:
            waited = totals.answered_within(here.now() - (row.waiting_since or row.opened_at))
            totals.count(connection, "answered", waited, now=here.now(), timezone=here.settings.timezone)
        owner, kid = bytes(row.id), visitor.account.kid
        audit.note(connection, here.office.keys, "reply", now=here.now(), actor=kid, consultation=owner)
    return _created(record.id(here.office.keys.fingerprint), delivery)


def _created(record_id: bytes, delivery: Delivery | None) -> Response:
    response = jsonify({"id": b64(record_id), "delivery": delivery._asdict() if delivery else None})
    response.status_code = 201
    return response


def _read(body: dict[str, Any]) -> tuple[Record, list[Message] | None]:
    """No messages for a room, where nothing else may be handed in than a record, and whether it names a place of the list."""
    if body.keys() <= {"record", "refers"}:
        body = {"refers": False} | body
    match body:
        case {"record": dict(record), "refers": bool(), **others} if not others:
            return Record.from_json(record), None
        case {"record": dict(record), "text": str(words)}:
            return Record.from_json(record), [text_message(part) for part in split(words)]
    raise ValueError("a reply is a record and a text")


def _store(
    here: Context,
    connection: Connection,
    row: Row[Any],
    visitor: Visitor,
    record: Record,
    messages: list[Message] | None,
) -> Delivery | None:
    keys, owner, now = here.office.keys, bytes(row.id), here.now()
    position = appending.store(here, connection, row, visitor, record, inside=False)
    consultations.note_replied(connection, owner, record.id(keys.fingerprint), now=now)
    timezone = here.settings.timezone
    if messages is None:
        rooms.stop_typing(connection, owner)
        knocking.queue(connection, keys, row, now=now, timezone=timezone)
        return None
    if row.desk == PRACTICE:
        return None
    return outgoing.queue(connection, keys, row, messages, position=position, now=now, timezone=timezone)
