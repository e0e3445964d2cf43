"""What is taken back is destroyed wherever it is: in the transcript, beside it, and on its way."""

from typing import Any

from sqlalchemy import Connection, Row

from bot.events import Unsend
from bot.turn import Turn
from storage import attachments, consultations, outbox, receipts, shred, transcripts
from storage.contexts import b64
from storage.keystore import Keys

ON_THE_WAY = ("fetch", "location")
"""Rows of the outbox that carry something a resident sent."""


def unsend(turn: Turn, event: Unsend) -> str:
    """The content goes, also after the end; and should the message come later, it is not taken."""
    message_ref, keys = turn.house.message_ref(event.message_id), turn.house.office.keys
    receipts.record_unsent(turn.connection, message_ref, now=turn.now)
    for consultation, position in transcripts.find_message(turn.connection, turn.pseudonym, message_ref):
        case = shred.open_key(turn.connection, keys.kek, consultation)
        transcripts.erase_content(turn.connection, case, position)
        attachments.erase_position(turn.connection, consultation, position)
        forget(turn.connection, keys, consultation, message_ref)
        consultations.note_changed(turn.connection, consultation)
    return "unsend"


def forget(connection: Connection, keys: Keys, consultation: bytes, message_ref: bytes) -> None:
    """Deletes what came with this message and is on its way: a place that waits for a yes, a picture to be fetched."""
    for kind in ON_THE_WAY:
        found = waiting(connection, keys, consultation, kind, message_ref)
        outbox.accepted(connection, [row.id for row, _ in found])


def waiting(
    connection: Connection, keys: Keys, consultation: bytes, kind: str, message_ref: bytes
) -> list[tuple[Row[Any], dict[str, Any]]]:
    """The rows of that kind that belong to this message, with their bodies."""
    rows = outbox.unfinished(connection, consultation, kind)
    opened = [(row, outbox.open_body(connection, keys.kek, keys.courier, row)) for row in rows]
    return [(row, body) for row, body in opened if body["message_ref"] == b64(message_ref)]
