"""A counselor's reply: the sealed copy for the transcript, and the words that LINE is to carry, in one transaction."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from bot import outgoing
from bot.messages import Message, split, text_message
from bot.outgoing import Delivery
from handlers.console.consultations import head_of
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, consultations, generations, records, shred, transcripts
from storage.casekeys import current_key
from storage.contexts import Rejected, b64
from storage.records import Record

door = Blueprint("replies", __name__)

_UNSENDABLE = (
    "この文は送れません。空でないこと、長すぎないこと(5000字の吹き出し5つまで)をたしかめてください。"
)


@door.post("/console/consultations/<consultation>/replies")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 when record and delivery are stored together; 409 "head" when the transcript moved on; 422 for a bad record.

    A text that is too long for one message goes as several, up to five, in one push.
    """
    here = context()
    try:
        record, messages = _read(json_body())
    except (Rejected, ValueError):
        return refusal("reply", 422, _UNSENDABLE)
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if row.state != consultations.OPEN or row.assignee is None:
            return refusal("unassigned", 409, "担当している、受付中の記録にだけ返事ができます。")
        head = head_of(connection, row, visitor)
        if _names(record) != head:
            return refusal("head", 409, "新しい文が届いています。", head=head)
        try:
            delivery = _store(here, connection, row, visitor, record, messages)
        except Rejected as rejected:
            return refusal(rejected.code, 422, "封のされ方が正しくありません。画面を読み直してください。")
        owner, kid = bytes(row.id), visitor.account.kid
        audit.note(connection, here.office.keys, "reply", now=here.now(), actor=kid, consultation=owner)
    return _created(record.id(here.office.keys.fingerprint), delivery)


def _created(record_id: bytes, delivery: Delivery) -> Response:
    response = jsonify({"id": b64(record_id), "delivery": delivery._asdict()})
    response.status_code = 201
    return response


def _read(body: dict[str, Any]) -> tuple[Record, list[Message]]:
    match body:
        case {"record": dict(record), "text": str(words)}:
            return Record.from_json(record), [text_message(part) for part in split(words)]
    raise ValueError("a reply is a record and a text")


def _names(record: Record) -> dict[str, Any]:
    return {"seq": record.seq, "prev": b64(record.prev), "ack": b64(record.ack)}


def _store(
    here: Context,
    connection: Connection,
    row: Row[Any],
    visitor: Visitor,
    record: Record,
    messages: list[Message],
) -> Delivery:
    keys, owner, now = here.office.keys, bytes(row.id), here.now()
    case = shred.open_key(connection, keys.kek, owner)
    generation, sealed = generations.wrapsets(connection, owner)[-1]
    key = current_key(connection, here.office, case, generation, sealed, now=now)
    _check(visitor, record, owner, key.key_id, keys.fingerprint)
    record_id, position = record.id(keys.fingerprint), row.entries + 1
    transcripts.append(connection, case, position, record)
    transcripts.set_staff_head(
        connection, owner, visitor.account.kid, transcripts.Head(record.seq, record_id)
    )
    consultations.note_replied(connection, owner, record_id, now=now)
    timezone = here.settings.timezone
    return outgoing.queue(connection, keys, row, messages, position=position, now=now, timezone=timezone)


def _check(visitor: Visitor, record: Record, owner: bytes, key_id: bytes, fingerprint: bytes) -> None:
    """What the counselors' browsers will check too: a record that they would refuse is not stored. Raises `Rejected`."""
    if record.case != owner:
        raise Rejected("transplant")
    if record.key_id != key_id:
        raise Rejected("generation")
    if record.dir != 1 or record.sender != visitor.account.kid:
        raise Rejected("sender")
    if record.epoch != visitor.trust.current.epoch or record.blob is None:
        raise Rejected("header")
    member = visitor.trust.member(record.epoch, record.sender, ("counselor", "supervisor"))
    records.verify_record(fingerprint, record, member.spk)
