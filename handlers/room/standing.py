"""How a room stands, as its page asks for it every few seconds: cheap while nothing is new, and written down by nobody."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row

from handlers.context import Context
from storage import blocks, generations, holds, ledger, records, room_entries, rooms, shred, transcripts
from storage.contexts import b64, ctx, digest
from storage.shred import ShredKey

Shown = Mapping[str, Any]


def mark(row: Row[Any], after: int, *, now: int) -> str:
    """Changes with everything that the page shows. `row`: of `rooms.glance`; nothing else has to be asked."""
    times = (row.contested_at, row.silence_noticed_at)
    said = ctx(
        "room-mark",
        bytes(row.id),
        row.revision,
        after,
        int(rooms.is_typing(row, now=now)),
        int(row.knock),
        row.contact_hours,
        *(0 if at is None else at for at in times),
    )
    return b64(digest(said)[:16])


def whole(here: Context, connection: Connection, row: Row[Any], after: int) -> Shown:
    """Everything the page shows, with the records after that position; times in ms. What the desk keeps to itself is without
    its content: the resident's browser verifies that it stands there, and no more.
    """
    case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
    return {**_sealed(connection, case, row, after), **_state(here, connection, case, row)}


def _sealed(connection: Connection, case: ShredKey, row: Row[Any], after: int) -> Shown:
    """What the page verifies and opens, and what its next record must name."""
    head, inside = room_entries.head_of(row), generations.inside_ids(connection, case.owner)
    # Those that stay inside as well: who was shown none of them could be kept from an answer without noticing.
    keys = generations.wrapsets(connection, case.owner)
    return {
        "id": b64(case.owner),
        "genesis": json.loads(case.unwrap("genesis", 0, bytes(row.sealed_genesis))),
        "wrapsets": [json.loads(case.unwrap("wrapset", number, sealed)) for number, sealed in keys],
        "records": [
            {"position": entry.position, "record": _shown(entry.record, inside)}
            for entry in transcripts.read(connection, case, after=after)
        ],
        "entries": row.entries,
        "head": {"seq": head.seq, "prev": b64(head.prev), "ack": b64(head.ack)},
    }


def _state(here: Context, connection: Connection, case: ShredKey, row: Row[Any]) -> Shown:
    now = here.now()
    return {
        "now": now,
        "state": row.state,
        "lane": row.lane,
        "language": row.language,
        "due_at": row.due_at,
        "closed_at": row.closed_at,
        "ended_by": row.ended_by,
        "erase_on_close": bool(row.erase_on_close),
        "paused_at": row.paused_at,
        "held_until": holds.held_until(connection, now=now).get(case.owner),
        "silence_ends_at": _silence_ends_at(here, row),
        "typing": rooms.is_typing(row, now=now),
        "answered": row.assignee is not None,
        "knock": bool(row.knock),
        "knockable": _address(case, row) != b"",
        "contact_hours": row.contact_hours,
        "blocked_until": blocks.in_force(connection, bytes(row.pseudonym), now=now),
        "receipt": ledger.receipt_number(case.owner),
        "contested_at": row.contested_at,
    }


def is_knockable(here: Context, connection: Connection, row: Row[Any]) -> bool:
    """Whether the room was reached from LINE, so that there is somebody to knock at."""
    case = shred.open_key(connection, here.office.keys.kek, bytes(row.id))
    return _address(case, row) != b""


def _address(case: ShredKey, row: Row[Any]) -> bytes:
    return case.unwrap("address", 0, bytes(row.sealed_address))


def _shown(record: records.Record, inside: set[bytes]) -> dict[str, object]:
    return (records.erase(record) if record.key_id in inside else record).as_dict()


def _silence_ends_at(here: Context, row: Row[Any]) -> int | None:
    """When it is closed because nobody writes, once that was announced."""
    if row.silence_noticed_at is None or row.due_at is not None:
        return None
    policy = here.settings.retention_policy
    return int(
        max(
            row.last_activity_at + policy.consultation_silence, row.silence_noticed_at + policy.silence_notice
        )
    )
