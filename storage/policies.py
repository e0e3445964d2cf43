"""Every retention policy that was ever in force, word for word."""

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, String, Table, Text, select

from storage import ledger, shred
from storage.contexts import digest
from storage.database import Database, Unready, metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys

policies = Table(
    "policies",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("content_hash", LargeBinary(32), nullable=False),
    Column("content", Text, nullable=False),
    Column("first_used_at", BigInteger, nullable=False),
)


class ChangedPolicy(Unready):
    """The same version says something else than before; whoever reads a certificate could not tell by which rule it was."""


def open_with(database: Database, keys: Keys, version: str, content: str, *, now: int) -> None:
    """What a process does when it starts: keeps the policy, or refuses one that was changed (`ChangedPolicy`).

    Raises `NoOffice`, before anything is written, for tables without an office: a restore could not use them any more.
    """
    with database.reading() as connection:
        shred.require_office(connection)
        known = _is_known(connection, version, content)
    if not known:
        with database.transaction() as connection:
            remember(connection, keys, version, content, now=now)


def is_changed(connection: Connection, version: str, content: str) -> bool:
    """Whether this version was in force before with other words: no process would start with it."""
    known = connection.scalar(select(policies.c.content_hash).where(policies.c.version == version))
    return known is not None and bytes(known) != digest(content.encode())


def remember(connection: Connection, keys: Keys, version: str, content: str, *, now: int) -> None:
    """Keeps a version when it is first used, and certifies it in the ledger. Raises `ChangedPolicy`."""
    found = digest(content.encode())
    row = {"version": version, "content_hash": found, "content": content, "first_used_at": now}
    if insert_ignoring(connection, policies, row):
        ledger.append(connection, keys, "policy", now=now, version=version, hash=found.hex())
    elif not _is_known(connection, version, content):
        raise ChangedPolicy(
            "The retention policy was changed without a new version.",
            "保存期間のきまりが、版の番号を変えずに書きかえられています。ファイルの version を新しくしてください。",
        )


def _is_known(connection: Connection, version: str, content: str) -> bool:
    known = connection.scalar(select(policies.c.content_hash).where(policies.c.version == version))
    return known is not None and bytes(known) == digest(content.encode())
