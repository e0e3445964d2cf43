"""The ledger's rows: content-free certificates, each signed and chained to the one before (storage/certificates.py).

What verifies a whole chain, from nothing but a file and a public key, is retention/ledger.py.
"""

import base64
import binascii
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, delete, insert, select, text

from storage import certificates
from storage.certificates import Entry, hash_of, signed_of
from storage.contexts import ZERO, ctx, digest
from storage.database import metadata
from storage.keystore import Keys

_LOCK = 0x4C4544474552
_RECEIPT_BYTES = 10
_MISREAD = str.maketrans("018", "OIB", "-‐‑‒–—―−ー~_")
"""Base32 has no 0, 1 and 8, and whoever types with a Japanese keyboard has many hyphens."""

ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("sig", LargeBinary(64), nullable=False),
    Column("receipt_hash", LargeBinary(32), index=True),
)


class Erased(NamedTuple):
    """A certificate of erasure. Times in ms; `final_at` is None until the key that opened old backups is destroyed."""

    at: int
    final_at: int | None
    policy: str


def append(
    connection: Connection,
    keys: Keys,
    kind: str,
    /,
    *,
    now: int,
    receipt_hash: bytes | None = None,
    **facts: str | int,
) -> None:
    """Adds one certificate in the caller's transaction. `facts` carry no content and nothing that leads to a person."""
    append_all(connection, keys, kind, [(receipt_hash, facts)], now=now)


def append_all(
    connection: Connection,
    keys: Keys,
    kind: str,
    certified: Iterable[tuple[bytes | None, Mapping[str, str | int]]],
    *,
    now: int,
) -> None:
    """As `append`, for several (receipt hash, facts) in their order: the end of the chain is read once."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = head(connection)
    first, before = (last.number + 1, last.hash) if last else (1, ZERO)
    rows = []
    for number, (receipt_hash, facts) in enumerate(certified, first):
        certificate: dict[str, object] = {"t": kind, "at": now} | dict(facts)
        if receipt_hash is not None:
            certificate["receipt"] = receipt_hash.hex()
        entry = json.dumps(certificate, sort_keys=True, separators=(",", ":")).encode()
        before = hash_of(before, number, entry)
        row = Entry(number, entry, before, keys.ledger.sign(signed_of(before)))
        rows.append(row._asdict() | {"receipt_hash": receipt_hash})
    if rows:
        connection.execute(insert(ledger), rows)


_ENTRIES = select(ledger.c.number, ledger.c.entry, ledger.c.hash, ledger.c.sig)


def head(connection: Connection) -> Entry | None:
    """The newest entry; None while there is none."""
    row = connection.execute(_ENTRIES.order_by(ledger.c.number.desc()).limit(1)).first()
    return _entry(row) if row else None


def entries(connection: Connection, *, after: int = 0) -> list[Entry]:
    """Every entry with a higher number, the oldest first."""
    rows = connection.execute(_ENTRIES.where(ledger.c.number > after).order_by(ledger.c.number))
    return [_entry(row) for row in rows]


def check_newest(connection: Connection, keys: Keys, count: int = 50) -> None:
    """Raises `Broken` unless the newest entries follow from each other; cheap enough to be done all the time."""
    rows = connection.execute(_ENTRIES.order_by(ledger.c.number.desc()).limit(count + 1)).all()
    chain = [_entry(row) for row in reversed(rows)]
    if len(chain) <= count:
        certificates.check(chain, keys.ledger.public)
    else:
        before = chain[0]
        certificates.check(chain[1:], keys.ledger.public, before=before.hash, first=before.number + 1)


def holds(connection: Connection, number: int, chained: bytes) -> bool:
    """Whether the entry of this number has this hash."""
    found = connection.scalar(select(ledger.c.hash).where(ledger.c.number == number))
    return found is not None and bytes(found) == chained


def replace(connection: Connection, chain: Sequence[Entry]) -> None:
    """Puts a whole chain in the place of the one that came with a backup; verify it first."""
    connection.execute(delete(ledger))
    if chain:
        rows = [entry._asdict() | {"receipt_hash": _receipt_of(entry)} for entry in chain]
        connection.execute(insert(ledger), rows)


def receipt_number(consultation: bytes) -> str:
    """The number that a resident keeps: 16 base32 characters in 4 groups, as "ABCD-EFGH-IJKL-MNOP".

    It can be derived while the consultation exists; afterwards nothing leads from one to the other.
    """
    characters = base64.b32encode(digest(ctx("receipt-number", consultation))[:_RECEIPT_BYTES]).decode()
    return "-".join(characters[at : at + 4] for at in range(0, 16, 4))


def receipt_hash(number: str) -> bytes:
    """How the ledger names a receipt number (32 bytes). Case, width, spaces and hyphens do not matter.

    ValueError for anything that is no receipt number.
    """
    characters = "".join(unicodedata.normalize("NFKC", number).split()).upper().translate(_MISREAD)
    try:
        decoded = base64.b32decode(characters)
    except (binascii.Error, ValueError):
        raise ValueError("not a receipt number") from None
    if len(decoded) != _RECEIPT_BYTES:
        raise ValueError("not a receipt number")
    return digest(ctx("receipt", characters))


def erasure(connection: Connection, receipt: bytes) -> Erased | None:
    """What the ledger certifies under this receipt hash; None when nothing was erased under it.

    A certificate "final" of epoch e makes final whatever was erased under an earlier epoch.
    """
    rows = connection.execute(
        _ENTRIES.where(ledger.c.receipt_hash == receipt).order_by(ledger.c.number.desc())
    )
    purged = next((entry for entry in map(_entry, rows) if entry.certificate["t"] == "purged"), None)
    # Without a receipt are only the few certificates that are of nobody's: no long search, and the same for a wrong number.
    later = connection.execute(
        _ENTRIES.where(ledger.c.receipt_hash.is_(None), ledger.c.number > (purged.number if purged else 0))
        .order_by(ledger.c.number)
        .limit(200)
    )
    certificates = [_entry(row).certificate for row in later]
    if purged is None:
        return None
    erased = purged.certificate
    finals = (c["at"] for c in certificates if c["t"] == "final" and c["epoch"] > erased["epoch"])
    return Erased(erased["at"], next(finals, None), str(erased["policy"]))


def _entry(row: Any) -> Entry:
    return Entry(row.number, bytes(row.entry), bytes(row.hash), bytes(row.sig))


def _receipt_of(entry: Entry) -> bytes | None:
    receipt = entry.certificate.get("receipt")
    return bytes.fromhex(receipt) if isinstance(receipt, str) else None
