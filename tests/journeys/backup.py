"""A backup in the hands of a thief: every row of the database as it was, and whatever keys are given along."""

import json
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from storage import booking_details, consultations, generations, schema, shipping, shred, transcripts
from storage.contexts import Rejected, unb64
from storage.database import Database, metadata
from storage.genesis import Genesis
from storage.keystore import KekFile, Keys
from storage.records import open_transcript
from storage.roster import accept_chain
from storage.rosters import chain
from storage.wrapsets import WrapSet, accept_wrapset, open_wrapset
from tests.journeys.desk import Counselor


class Backup:
    """Rows copied into a database of their own; the live KEK file and the newest shipped table lie in `data_dir`."""

    def __init__(self, copy: Database, data_dir: Path) -> None:
        self._copy = copy
        self._data_dir = data_dir

    @classmethod
    def of(cls, url: str, data_dir: Path) -> "Backup":
        copy = Database(f"sqlite:///{tempfile.mkdtemp(prefix='backup-')}/copy.db")
        schema.upgrade(str(copy.url))
        live = Database(url)
        with live.reading() as source, copy.transaction() as target:
            for table in metadata.sorted_tables:
                rows = [dict(row._mapping) for row in source.execute(select(table))]
                if rows:
                    target.execute(insert(table), rows)
        live.engine.dispose()
        return cls(copy, data_dir)

    def opens(self, consultation: str, *counselors: Counselor) -> list[str]:
        """What can be read of it with today's KEK and these people's private keys: by its own table, or the newest."""
        for table in self._shipped():
            for counselor in counselors:
                try:
                    return self._read(unb64(consultation), counselor, table)
                except (Rejected, shred.Erased):
                    continue
        return []

    def opens_visit(self, booking: bytes) -> str:
        """The note that somebody left when they booked, as far as it can be opened in the same ways; nothing otherwise."""
        keys = Keys.load(self._data_dir / "keys", self._data_dir / "keys" / "kek")
        for table in self._shipped():
            try:
                with self._copy.engine.connect() as connection, connection.begin() as attempt:
                    if table is not None:
                        shred.restore(connection, table)
                    found, _ = booking_details.open_(connection, keys, booking)
                    attempt.rollback()
                return found.note
            except (Rejected, shred.Erased):
                continue
        return ""

    def _shipped(self) -> list[shred.ShredTable | None]:
        """None for the table that came with the copy."""
        shipped = self._data_dir / "shred-table.json"
        return [None] + ([shipping.read(shipped)] if shipped.exists() else [])

    def _read(self, owner: bytes, counselor: Counselor, table: shred.ShredTable | None) -> list[str]:
        kek = KekFile(self._data_dir / "keys" / "kek")
        with self._copy.engine.connect() as connection, connection.begin() as attempt:
            if table is not None:
                shred.restore(connection, table)
            case = shred.open_key(connection, kek, owner)
            entries = transcripts.read(connection, case)
            genesis = connection.execute(
                select(consultations.consultations.c.sealed_genesis).where(
                    consultations.consultations.c.id == owner
                )
            ).scalar_one()
            wrapsets = [
                WrapSet.from_json(case.unwrap("wrapset", generation, sealed))
                for generation, sealed in generations.wrapsets(connection, owner)
            ]
            rosters = chain(connection)
            attempt.rollback()
        fingerprint = counselor.fingerprint
        trust = accept_chain(fingerprint, rosters, json.loads(rosters[-1].roster)["not_before"])
        keys = {
            w.key_id: open_wrapset(
                fingerprint, w, counselor.kid, counselor.identity, accept_wrapset(trust, w).spk
            )
            for w in wrapsets
        }
        opened = open_transcript(
            trust,
            Genesis.from_json(case.unwrap("genesis", 0, bytes(genesis))),
            [entry.record for entry in entries],
            keys,
        )
        return [entry.payload["text"] for entry in opened if entry.payload]
