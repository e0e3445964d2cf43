"""An invented resident: what they write is sealed and kept as a real one's is, so that the console has nothing else to learn.

Their address is no address of LINE's but names the case, and no word for them is ever queued (`bot.outgoing`).
"""

import os

from sqlalchemy import Connection

from bot import entries
from bot.entries import Case as Records
from bot.entries import Opening
from bot.practice.cases import Case, load
from storage import assignments, consultations, summaries
from storage.desks import PRACTICE
from storage.rosters import Office

LASTS_MS = 24 * 3600 * 1000
"""At the latest after so long, and mostly in the next night, all of it is destroyed: retention/practice.py."""

MARK = "【練習】ここから先は、練習のために作られた話です。"
OVER = "【練習】この話は、ここまでです。「相談を終わる」を押して、ふりかえってください。"


def begin(connection: Connection, office: Office, case: Case, *, by: bytes, now: int) -> bytes:
    """Opens it at the desk for practice, in the hands of who practises (`by`, a kid); returns its id (16 bytes)."""
    opening = Opening(PRACTICE, os.urandom(32), case.id, case.language)
    records = entries.begin(connection, office, opening, now=now)
    _write(connection, office, records, (MARK, *case.opening), now=now, flagged=case.flagged)
    assignments.claim(connection, records.shred.owner, by, now=now)
    return records.shred.owner


def answer(connection: Connection, office: Office, consultation: bytes, *, now: int) -> None:
    """What follows from an answer that was stored in this transaction. ValueError for a consultation elsewhere."""
    row = consultations.hold(connection, consultation)
    if row is None or row.desk != PRACTICE:
        raise ValueError("nobody invented writes there")
    records = entries.of_row(connection, office, row, now=now)
    name = records.shred.unwrap("address", 0, bytes(row.sealed_address)).decode()
    # A case that was taken out of the file meanwhile is over.
    case = load().get(name)
    lines = case.after(row.replies) if case else None
    if lines is None:
        first = not case or row.replies == len(case.turns) + 1
        lines = (OVER,) if first else ()
    if lines:
        _write(connection, office, records, lines, now=now, flagged=False)


def _write(
    connection: Connection,
    office: Office,
    records: Records,
    lines: tuple[str, ...],
    *,
    now: int,
    flagged: bool,
) -> None:
    for line in lines:
        payload = {"v": 1, "kind": "text", "text": line}
        records = entries.append(connection, office, records, payload, ts=now, message_ref=None)
    summaries.note_received(
        connection,
        records.shred.owner,
        records.last_record,
        entries=len(lines),
        now=now,
        acknowledged=False,
        flagged=flagged,
    )
