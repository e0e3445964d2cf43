"""What the office's own intake writes into a transcript: sealed to the case key, signed by the intake key, chained."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from storage import records, shred, transcripts
from storage.casekeys import CaseKey, current_key
from storage.rosters import Office
from storage.standing import Standing


@dataclass(frozen=True)
class Case:
    """An open consultation as the next record needs it: whose keys, after which records."""

    shred: shred.ShredKey
    key: CaseKey
    entries: int
    seq: int
    head: bytes
    last_record: bytes
    last_activity_at: int | None
    acknowledged_at: int | None


def of_row(
    connection: Connection, office: Office, row: Row[Any], *, now: int, standing: Standing | None = None
) -> Case:
    """From a row of `consultations.open_of`, which holds it until the commit, or that of a standing, with what is known there.
    Raises `Rejected` and `Erased`.
    """
    owner, kek, known = bytes(row.id), office.keys.kek, standing and standing.shred
    case = (known and known.opened(kek, owner)) or shred.open_key(connection, kek, owner)
    newest = standing.roster if standing else None
    key = current_key(connection, office, case, row.generation, row.sealed_wrapset, now=now, newest=newest)
    return Case(
        case, key, row.entries, row.intake_seq, bytes(row.intake_head), bytes(row.last_record),
        row.last_activity_at, row.acknowledged_at,
    )  # fmt: skip


def append(
    connection: Connection,
    office: Office,
    case: Case,
    payload: dict[str, Any],
    *,
    ts: int,
    message_ref: bytes | None,
) -> Case:
    """Stores one record and returns the case after it; the summary row is the caller's (storage/summaries.py)."""
    keys = office.keys
    record = records.seal_record(
        keys.fingerprint,
        keys.intake,
        keys.intake_kid,
        case.key.case_pk,
        case=case.shred.owner,
        key_id=case.key.key_id,
        seq=case.seq + 1,
        dir=0,
        epoch=case.key.epoch,
        prev=case.head,
        ack=case.last_record,
        ts=ts,
        payload=payload,
    )
    transcripts.append(connection, case.shred, case.entries + 1, record, message_ref=message_ref)
    name = record.id(keys.fingerprint)
    return replace(case, entries=case.entries + 1, seq=case.seq + 1, head=name, last_record=name)
