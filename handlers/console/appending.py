"""Records that the desk adds to a transcript. What every door asks of them before one is stored stands here, once.

Most of them stay inside (a note, a hand-over, a check): nobody is answered by them, and they keep no record alive. In a room
they are sealed to a key of the desk alone, for its resident holds the other: a record under the wrong one is not stored.
"""

from typing import Any

from flask import Response, jsonify
from sqlalchemy import Connection, Row

from handlers.console.consultations import head_of
from handlers.console.guard import Visitor
from handlers.context import Context
from handlers.security import refusal
from storage import chores, consultations, generations, records, rooms, shred, transcripts
from storage.casekeys import CaseKey, current_key
from storage.contexts import Rejected, b64
from storage.records import Record
from storage.shred import ShredKey

Head = dict[str, Any]


class Behind(Exception):
    """The transcript has grown since the record was made; `head` is what the next one must name."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head


def append(here: Context, connection: Connection, row: Row[Any], visitor: Visitor, record: Record) -> int:
    """Stores a record that stays inside, and returns its position. Raises `Rejected` or `Behind`, and then changed nothing.

    `row` comes from `visitor.find(..., hold=True)`; whether they may add this kind of record is for the door to say.
    """
    position = store(here, connection, row, visitor, record, inside=True)
    consultations.note_appended(connection, bytes(row.id), record.id(here.office.keys.fingerprint))
    return position


def store(
    here: Context, connection: Connection, row: Row[Any], visitor: Visitor, record: Record, *, inside: bool
) -> int:
    """The record and its sender's new head, as `append`; the summary of the consultation is the caller's to bring up to date."""
    keys, owner = here.office.keys, bytes(row.id)
    head = head_of(connection, row, visitor)
    if _names(record) != head:
        raise Behind(head)
    case = shred.open_key(connection, keys.kek, owner)
    key = _key(here, connection, case, row, inside=inside)
    _check(visitor, record, owner, key.key_id, keys.fingerprint)
    position = int(row.entries) + 1
    transcripts.append(connection, case, position, record)
    newest = transcripts.Head(record.seq, record.id(keys.fingerprint))
    transcripts.set_staff_head(connection, owner, visitor.account.kid, newest)
    return position


def refused(error: Rejected | Behind) -> Response:
    """409 "head" with what the next record must name; 422 with the code of what is wrong with this one."""
    if isinstance(error, Behind):
        return refusal("head", 409, "新しい文が届いています。", head=error.head)
    return refusal(error.code, 422, "封のされ方が正しくありません。画面を読み直してください。")


def done() -> Response:
    """201 with an empty object: there is nothing to tell but that it is done."""
    response = jsonify({})
    response.status_code = 201
    return response


def _key(here: Context, connection: Connection, case: ShredKey, row: Row[Any], *, inside: bool) -> CaseKey:
    """The newest key for this kind of record. Rejected "generation" where a room has none yet for what stays inside, or somebody
    has left who knows it: who writes makes one then.
    """
    kind, now = inside if row.lane in rooms.LANES else False, here.now()
    stored = [(n, one) for n, one in generations.all_of(connection, case.owner) if one.inside == kind]
    if not stored or (
        kind and chores.is_stale(here.office.trust(connection, now=now), row.desk, stored[-1][1])
    ):
        raise Rejected("generation", "no key for what stays inside")
    number, newest = stored[-1]
    return current_key(connection, here.office, case, number, newest.sealed, now=now, inside=kind)


def _names(record: Record) -> Head:
    return {"seq": record.seq, "prev": b64(record.prev), "ack": b64(record.ack)}


def _check(visitor: Visitor, record: Record, owner: bytes, key_id: bytes, fingerprint: bytes) -> None:
    """What the counselors' browsers will check too: a record that they would refuse is not stored. Raises `Rejected`."""
    if record.case != owner:
        raise Rejected("transplant")
    if record.key_id != key_id:
        raise Rejected("generation")
    if record.dir != records.FROM_STAFF or record.sender != visitor.account.kid:
        raise Rejected("sender")
    if record.epoch != visitor.trust.current.epoch or record.blob is None:
        raise Rejected("header")
    member = visitor.trust.member(record.epoch, record.sender, ("counselor", "supervisor"))
    records.verify_record(fingerprint, record, member.spk)
