"""An invented resident: what they write is sealed and kept as a real one's is, so that the console has nothing else to learn.

Their address is no address of LINE's but names the case, and no word for them is ever queued (`bot.outgoing`).
"""

import os

from sqlalchemy import Connection

from bot import entries
from bot.entries import Case as Records
from bot.practice.cases import Case, load
from storage import assignments, consultations, shred, summaries
from storage.casekeys import new_key
from storage.desks import PRACTICE
from storage.generations import Generation
from storage.rosters import Office

LASTS_MS = 24 * 3600 * 1000
"""At the latest after so long, and mostly in the next night, all of it is destroyed: retention/practice.py."""

MARK = "【練習】ここから先は、練習のために作られた話です。"
OVER = "【練習】この話は、ここまでです。「相談を終わる」を押して、ふりかえってください。"


def begin(connection: Connection, office: Office, case: Case, *, by: bytes, now: int) -> bytes:
    """Opens it at the desk for practice, in the hands of who practises (`by`, a kid); returns its id (16 bytes)."""
    held = shred.create(connection, office.keys.kek, consultations.new_id())
    key, opened = new_key(connection, office, held, PRACTICE, now=now)
    opening = consultations.Opening(
        id=held.owner,
        desk=PRACTICE,
        lane="line",
        pseudonym=os.urandom(32),
        sealed_genesis=held.wrap("genesis", 0, opened.genesis.to_json()),
        sealed_address=held.wrap("address", 0, case.id.encode()),
        generation=Generation(
            key.key_id,
            held.wrap("wrapset", 1, opened.wrapset.to_json()),
            epoch=opened.wrapset.epoch,
            made_epoch=opened.wrapset.epoch,
            server_made=opened.wrapset.creator == office.keys.intake_kid,
        ),
        language=case.language,
    )
    consultations.open_new(connection, opening, now=now)
    records = Records(held, key, 0, 0, bytes(32), bytes(32), None, None)
    _write(connection, office, records, (MARK, *case.opening), now=now, flagged=case.flagged)
    assignments.claim(connection, held.owner, by, now=now)
    return held.owner


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
