"""The cast and their town, for every room of the tests.

Hanako (a resident) writes from LINE. Sato answers at the desk "kurashi". Mori sits at another desk and must see nothing.
Kudo supervises both desks. The town is one installation on a database of its own, at a time that a test sets.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection, func, insert, select

from bot import events
from bot.intake import Intake
from bot.phrases import Phrases, load
from handlers.context import house
from settings import Settings
from simulator.rehearsal import Clock
from storage import (
    capsules,
    consultations,
    founding,
    generations,
    outbox,
    records,
    rosters,
    schema,
    shred,
    split_keys,
    staff,
    transcripts,
)
from storage.contexts import unb64
from storage.database import Database, metadata
from storage.founding import OfficeKey, Sheet
from storage.genesis import Genesis
from storage.keyring import open_keyring
from storage.keystore import KekFile, Keys
from storage.records import Entry, Record
from storage.roster import Trust, accept_chain
from storage.rosters import Office
from storage.sealing import Identity, Signer
from storage.seed import DESKS, PEOPLE
from storage.wrapsets import WrapSet
from tests.harness import furnished
from tests.harness.database import BOTH
from tests.harness.postgres import Postgres
from tests.resident import Resident as Resident

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
TOKEN = "the-long-lived-channel-access-token"
CHANNEL_ID = "1657000000"
DAY = 24 * 3600 * 1000

Json = dict[str, Any]


class Founded(NamedTuple):
    """An office with its people, made once in a test run: each passphrase costs a quarter of a second."""

    at: int
    folder: tempfile.TemporaryDirectory[str]
    keys: Keys
    database: Database
    office_key: OfficeKey
    passphrases: dict[str, str]
    sheets: list[Sheet]


@cache
def founded() -> Founded:
    folder = tempfile.TemporaryDirectory(prefix="office-")
    keys_dir, now = Path(folder.name) / "keys", int(time.time())
    office_key = OfficeKey.generate(now=now)
    keys = founding.found(office_key, keys_dir, keys_dir / "kek")
    database = Database(f"sqlite:///{folder.name}/office.db")
    schema.upgrade(str(database.url))
    sheets, sealed = founding.split(office_key)
    with database.transaction() as connection:
        founding.open_desks(connection, DESKS)
        for kind, stored in sealed.items():
            split_keys.put(connection, kind, stored, now=now * 1000)
        people = founding.add_people(connection, keys, office_key, PEOPLE, now=now)
    database.engine.dispose()
    passphrases = {person.name: person.passphrase for person in people}
    return Founded(now * 1000, folder, keys, database, office_key, passphrases, sheets)


@dataclass(frozen=True)
class Colleague:
    """Somebody of the office with what their passphrase opens."""

    name: str
    kid: bytes
    secret: bytes = field(repr=False)
    signer: Signer
    identity: Identity
    roster_key: Signer | None = None


@cache
def colleague(name: str) -> Colleague:
    """ "sato", "mori" or "kudo", as their own browser would know them."""
    office, passphrase = founded(), founded().passphrases[name]
    with office.database.reading() as connection:
        salt, iters = staff.unlock_parameters(connection, office.keys, name)
        unlock = capsules.derive_unlock(passphrase, unb64(salt), iters)
        signed_in = staff.sign_in(connection, office.keys, name, unlock.secret)
    assert signed_in is not None
    keys = capsules.open_capsule(office.keys.fingerprint, signed_in.capsule, passphrase)
    signer, identity = Signer.from_pkcs8(keys["sign"]), Identity.from_pkcs8(keys["enc"])
    roster_key = Signer.from_pkcs8(keys["roster"]) if "roster" in keys else None
    return Colleague(name, signed_in.account.kid, unlock.secret, signer, identity, roster_key)


@dataclass(frozen=True)
class KeysInAFile(Keys):
    """The default: the KEK lies in a file."""

    kek: KekFile


class Town:
    """One installation: settings and keys in `folder`, a furnished database, a clock that moves when it is told to."""

    def __init__(self, folder: Path, database_url: str) -> None:
        office = founded()
        self.environment = {
            "DATA_DIR": str(folder / "town"),
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        }
        self.settings = self.but()
        shutil.copytree(Path(office.folder.name) / "keys", self.settings.keys_dir)
        self.database = Database(self.settings.database_url)
        self.keys = KeysInAFile.load(self.settings.keys_dir, self.settings.kek_file)
        self.office = Office(self.keys)
        self.phrases: Phrases = load("ja")
        self.clock = Clock(office.at + 1000)

    def but(self, **environment: str) -> Settings:
        """The settings of this town with something else in the environment."""
        return Settings.from_env(self.environment | environment)

    def resident(self) -> Resident:
        return Resident(self.clock)

    def intake(self, *, talk: bool = True, room: bool = False) -> Intake:
        return Intake(replace(house(self.settings, self.office), talk=talk, room=room))

    def receive(self, raw: Json, *, talk: bool = True, room: bool = False) -> str:
        """One webhook event, as the callback takes it."""
        event = events.parse_event(raw)
        with self.database.transaction() as connection:
            return self.intake(talk=talk, room=room).receive(connection, event, now=self.clock())

    def consultations(self) -> list[bytes]:
        """Every consultation, the oldest first."""
        wanted = select(consultations.consultations.c.id).order_by(consultations.consultations.c.opened_at)
        with self.database.reading() as connection:
            return [bytes(row.id) for row in connection.execute(wanted)]

    def row(self, consultation: bytes) -> Any:
        with self.database.reading() as connection:
            table = consultations.consultations
            return connection.execute(select(table).where(table.c.id == consultation)).one()

    def read(self, consultation: bytes, reader: Colleague, trust: Trust | None = None) -> list[Entry]:
        """The verified and opened transcript; raises what the counselor's browser would refuse it with."""
        return read_transcript(self.database, self.keys.kek, consultation, reader, trust)

    def texts(self, consultation: bytes) -> list[str | None]:
        """What Sato reads, in stored order; None where the content has been erased."""
        return [
            e.payload.get("text") if e.payload else None for e in self.read(consultation, colleague("sato"))
        ]

    def answer(self, consultation: bytes, text: str, *, by: str = "sato") -> Record:
        """A counselor's reply as the console's door stores it: the sealed record, and the words for LINE."""
        author, now, row = colleague(by), self.clock(), self.row(consultation)
        with self.database.transaction() as connection:
            case = shred.open_key(connection, self.keys.kek, consultation)
            wrapset = wrapsets_of(connection, case)[-1]
            head = transcripts.staff_head(connection, consultation, author.kid)
            record = records.seal_record(
                self.keys.fingerprint, author.signer, author.kid, wrapset.case_pk,
                case=consultation, key_id=wrapset.key_id, seq=head.seq + 1, dir=1, epoch=wrapset.epoch,
                prev=head.prev, ack=bytes(row.last_record), ts=now, payload={"v": 1, "kind": "text", "text": text},
            )  # fmt: skip
            record_id, position = record.id(self.keys.fingerprint), row.entries + 1
            transcripts.append(connection, case, position, record)
            moved = transcripts.Head(record.seq, record_id)
            transcripts.set_staff_head(connection, consultation, author.kid, moved)
            consultations.note_replied(connection, consultation, record_id, now=now)
            to = case.unwrap("address", 0, bytes(row.sealed_address)).decode()
            body = {"to": to, "messages": [{"type": "text", "text": text}]}
            outbox.put(
                connection, self.keys.courier, "push", body,
                now=now, expires_at=now + 23 * 3600 * 1000, case=case, position=position,
            )  # fmt: skip
        return record

    def close(self, consultation: bytes) -> int:
        """Closes it now; returns when it is due."""
        now, policy = self.clock(), self.settings.retention_policy
        with self.database.transaction() as connection:
            return consultations.close(connection, consultation, now=now, due_at=policy.due_at(now))

    def count(self) -> dict[str, int]:
        """Rows of every table: what a refused request must not change. (Opening is noted also when a reply is refused.)"""
        with self.database.reading() as connection:
            tables = [table for table in metadata.sorted_tables if table.name != "audit_log"]
            return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


@pytest.fixture(params=BOTH)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A town on each database, which is a copy of one that was furnished before: that is five times as fast."""
    server: Postgres | None = None
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/hidamari.db"
        shutil.copy(f"{founded().folder.name}/office.db", tmp_path / "hidamari.db")
    else:
        server = request.getfixturevalue("postgres")
        url = server.fresh_from("founded", furnish)
    made = Town(tmp_path, url)
    yield made
    made.database.engine.dispose()
    if server is not None:
        server.give_back("founded", url, furnished.again)


def furnish(url: str) -> None:
    """Tables, and the rows of the founded office."""
    settings = Settings.from_env({"DATABASE_URL": url, "LINE_CHANNEL_SECRET": SECRET})
    schema.upgrade(settings.database_url)
    database = Database(settings.database_url)
    copy_rows(founded().database, database)
    database.engine.dispose()
    furnished.remember(url)


def copy_rows(source: Database, target: Database) -> None:
    """Every row of every table, as a backup would have it."""
    with source.reading() as reading, target.transaction() as writing:
        for table in metadata.sorted_tables:
            rows = [dict(row._mapping) for row in reading.execute(select(table))]
            if rows:
                writing.execute(insert(table), rows)


def backup(database: Database, folder: Path) -> Database:
    """A copy of the database as it is now, on SQLite whatever it came from: what a thief of a backup holds."""
    folder.mkdir()
    copy = Database(f"sqlite:///{folder}/copy.db")
    schema.upgrade(str(copy.url))
    copy_rows(database, copy)
    return copy


def read_transcript(
    database: Database, kek: KekFile, consultation: bytes, reader: Colleague, trust: Trust | None = None
) -> list[Entry]:
    """What this reader opens of a consultation, with everything verified on the way; whoever reads many brings their `trust`."""
    with database.reading() as connection:
        case = shred.open_key(connection, kek, consultation)
        stored = [entry.record for entry in transcripts.read(connection, case)]
        wanted = select(consultations.consultations.c.sealed_genesis)
        sealed = connection.scalars(wanted.where(consultations.consultations.c.id == consultation)).one()
        genesis = Genesis.from_json(case.unwrap("genesis", 0, bytes(sealed)))
        wrapsets = wrapsets_of(connection, case)
        trust = trust or trusted(connection)
    keys = open_keyring(trust, genesis, wrapsets, reader.kid, reader.identity)
    return records.open_transcript(trust, genesis, stored, keys.identities, inside=keys.inside)


def trusted(connection: Connection) -> Trust:
    """What a colleague's browser believes of who belongs to the office, from the first roster on."""
    chain = rosters.chain(connection)
    return accept_chain(founded().keys.fingerprint, chain, chain[-1].parsed().not_before)


def wrapsets_of(connection: Any, case: shred.ShredKey) -> list[WrapSet]:
    found = generations.wrapsets(connection, case.owner)
    return [WrapSet.from_json(case.unwrap("wrapset", generation, sealed)) for generation, sealed in found]
