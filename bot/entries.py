"""What the office's own intake writes into a transcript: sealed to the case key, signed by the intake key, chained."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from storage import consultations, records, shred, transcripts
from storage.casekeys import CaseKey, current_key, new_key
from storage.generations import Generation
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


class Opening(NamedTuple):
    """Who begins a consultation, at which desk. `pseudonym`: 32 bytes; `address`: what is sealed of where they are."""

    desk: str
    pseudonym: bytes
    address: str
    language: str


def begin(connection: Connection, office: Office, opening: Opening, *, now: int) -> Case:
    """A new consultation on LINE, under a key of its own, before its first record. Raises `Rejected` where nobody sits at the desk."""
    case = shred.create(connection, office.keys.kek, consultations.new_id())
    key, first = new_key(connection, office, case, opening.desk, now=now)
    opened = consultations.Opening(
        id=case.owner,
        desk=opening.desk,
        lane="line",
        pseudonym=opening.pseudonym,
        sealed_genesis=case.wrap("genesis", 0, first.genesis.to_json()),
        sealed_address=case.wrap("address", 0, opening.address.encode()),
        generation=Generation(
            key.key_id,
            case.wrap("wrapset", 1, first.wrapset.to_json()),
            epoch=first.wrapset.epoch,
            made_epoch=first.wrapset.epoch,
            server_made=first.wrapset.creator == office.keys.intake_kid,
        ),
        language=opening.language,
    )
    consultations.open_new(connection, opened, now=now)
    return Case(case, key, 0, 0, bytes(32), bytes(32), None, None)


def of_row(
    connection: Connection, office: Office, row: Row[Any], *, now: int, standing: Standing | None = None
) -> Case:
    """From a row of `consultations.open_of`, which holds it until the commit, or that of a standing, with what is known there.
    Raises `Rejected` and `Erased`.
    """
    owner, kek, known = bytes(row.id), office.keys.kek, standing and standing.shred
    case = (known and known.opened(connection, kek, owner)) or shred.open_key(connection, kek, owner)
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
