"""What an attacker carries home: real files, copied while the town was alive, and what they try with them."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, select

from storage import shred
from storage.contexts import Rejected
from storage.database import Database, metadata
from storage.holder import KeystoreError
from storage.keystore import KekFile
from storage.shred import Erased
from tests.cast import Colleague, Town, backup, colleague, read_transcript

EVERYBODY = ("sato", "mori", "kudo")


class Loot:
    """A copy of every row, and of the KEK file where the attacker got at that too."""

    def __init__(self, town: Town, folder: Path, *, kek: bool = False) -> None:
        folder.mkdir()
        self.rows: Database = backup(town.database, folder / "rows")
        self.files = [folder / "rows" / "copy.db"]
        if town.database.sqlite:
            for suffix in ("", "-wal"):
                found = Path(f"{town.database.url.database}{suffix}")
                if found.exists():
                    self.files.append(Path(shutil.copy(found, folder / f"live{suffix}")))
        self.kek = KekFile(folder / "kek")
        if kek:
            self.take_kek(town)

    def take_kek(self, town: Town) -> None:
        """As it is now."""
        shutil.copy(town.settings.kek_file, self.kek.path)

    def every_byte(self) -> bytes:
        """Every stolen byte."""
        return b"".join(file.read_bytes() for file in self.files if file.exists())

    def values(self) -> list[Any]:
        """Every value of every row."""
        with self.rows.reading() as connection:
            return [
                value
                for table in metadata.sorted_tables
                for row in connection.execute(select(table))
                for value in row
            ]

    def sealed(self) -> list[tuple[str, bytes]]:
        """Every binary column that a key could be tried at."""
        with self.rows.reading() as connection:
            return [
                (f"{table.name}.{column.name}", bytes(row[0]))
                for table in metadata.sorted_tables
                for column in table.c
                if isinstance(column.type, LargeBinary)
                for row in connection.execute(select(column).where(column.is_not(None)))
            ]

    def sealed_of(self, column: str) -> list[bytes]:
        return [content for name, content in self.sealed() if name == column]

    def reads(self, case: bytes, people: Iterable[str] = EVERYBODY) -> list[str | None]:
        """What these people's private keys open of a consultation, with the KEK and the rows in hand."""
        for name in people:
            try:
                return texts(self, case, colleague(name))
            except (Rejected, Erased, KeystoreError):
                continue
        return []

    def with_table(self, table: shred.ShredTable) -> "Loot":
        """The same rows with another table of shred keys: the newest one that was shipped, say."""
        with self.rows.transaction() as connection:
            shred.restore(connection, table)
        return self


def texts(loot: Loot, case: bytes, reader: Colleague) -> list[str | None]:
    entries = read_transcript(loot.rows, loot.kek, case, reader)
    return [entry.payload.get("text") if entry.payload else None for entry in entries]
