"""The ledger as a file that a stranger can check: nothing is needed but the file and the public key of the ledger.

The first line is a header, then comes one line for each certificate (storage/certificates.py). What the chain can't show by
itself is that its last entries were cut off, or that whoever holds the ledger's key wrote it anew; a head that was printed
earlier shows both.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from storage import certificates, ledger
from storage.certificates import Broken, Entry
from storage.contexts import Fields, Rejected, fingerprint_text
from storage.keystore import Keys

KIND = "hidamari-ledger"


class Header(NamedTuple):
    """What the file claims about itself: the key (65 bytes), and the office's fingerprint as printed."""

    public_key: bytes
    office: str


@dataclass(frozen=True)
class Verified:
    """A chain that holds. Times in ms; hash, times and epoch are None while there is no such entry."""

    count: int
    head: bytes | None
    first_at: int | None
    last_at: int | None
    erased: int
    final_epoch: int | None
    restored: int


def export(connection: Connection, keys: Keys) -> bytes:
    """The whole ledger as JSON lines."""
    return b"".join(line.encode() + b"\n" for line in lines(connection, keys))


def lines(connection: Connection, keys: Keys) -> Iterator[str]:
    office = fingerprint_text(keys.fingerprint)
    yield json.dumps({"v": 1, "t": KIND, "public_key": keys.ledger.public.hex(), "office": office})
    for entry in ledger.entries(connection):
        yield certificates.to_line(entry)


def header(line: str) -> Header:
    """Reads the first line; `Broken` when this is no ledger file."""
    try:
        fields = Fields(line, "header", ("v", "t", "public_key", "office"))
        if fields.number("v") != 1 or fields.text("t") != KIND:
            raise Broken(0, "malformed")
        return Header(fields.hex("public_key", 65), fields.text("office"))
    except Rejected:
        raise Broken(0, "malformed") from None


def verify(
    lines: Iterable[str],
    public_key: bytes | None = None,
    *,
    head: bytes | None = None,
    progress: Callable[[int], None] = lambda checked: None,
) -> Verified:
    """Checks a whole file. `Broken` says at which number the chain does not hold, and why.

    Without `public_key` the header's key is believed, and then this proves only that the file agrees with itself. `head` is
    a hash that was printed earlier: it must stand somewhere in the chain.
    """
    rest = iter(lines)
    claimed = header(next(rest, "")).public_key
    if public_key is not None and public_key != claimed:
        raise Broken(0, "key")
    chain = [certificates.from_line(line, number) for number, line in enumerate(rest, 1)]
    certificates.check(chain, claimed, progress=progress)
    if head is not None and all(entry.hash != head for entry in chain):
        raise Broken(0, "head")
    return _summed_up(chain)


def _summed_up(chain: list[Entry]) -> Verified:
    found = [entry.certificate for entry in chain]
    finals = [certificate.get("epoch") for certificate in found if certificate["t"] == "final"]
    return Verified(
        count=len(chain),
        head=chain[-1].hash if chain else None,
        first_at=found[0]["at"] if found else None,
        last_at=found[-1]["at"] if found else None,
        erased=sum(certificate["t"] == "purged" for certificate in found),
        final_epoch=max((epoch for epoch in finals if isinstance(epoch, int)), default=None),
        restored=sum(certificate["t"] == "restored" for certificate in found),
    )
