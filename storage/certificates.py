"""Certificates of the ledger: how each is hashed, signed and written in one line, and what breaks their chain.

Entry n is the canonical JSON of one certificate, its hash is H(ctx("ledger", hash of n-1, n, entry)), its signature is by
the ledger's key over ctx("ledger-sig", hash). Numbers begin at 1; before the first stands a hash of 32 zero bytes.
Pure: neither a database nor a private key is used here.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from storage import sealing
from storage.contexts import ZERO, Fields, Rejected, ctx, digest

Fault = Literal["malformed", "edited", "missing", "twice", "disordered", "signature", "key", "head"]

SENTENCES: dict[Fault, tuple[str, str]] = {
    "malformed": ("this is not an entry of a ledger", "記録の形をしていません"),
    "edited": (
        "the entry, or the one before it, does not say what was signed",
        "この記録か一つ前の記録が、署名したときの文とちがいます",
    ),
    "missing": ("an entry is missing here", "ここにあるはずの記録が、ありません"),
    "twice": ("this number stands here twice", "同じ番号が、二つあります"),
    "disordered": ("the entries are not in their order", "記録の順番が、入れかわっています"),
    "signature": (
        "the signature is not by the key of this ledger",
        "署名が、この相談室の鍵のものではありません",
    ),
    "key": (
        "the file is signed by another key than the one given",
        "指定された公開鍵とは別の鍵で、署名されています",
    ),
    "head": (
        "the printed head is nowhere in this chain: entries were cut off or rewritten after it was printed",
        "印刷したハッシュが、どこにもありません。印刷したあとに、切り取られたか、書きかえられています",
    ),
}
"""In English and Japanese."""


class Entry(NamedTuple):
    """One certificate as it is stored; `entry` are the exact bytes that were hashed."""

    number: int
    entry: bytes
    hash: bytes
    sig: bytes

    @property
    def certificate(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.entry)
        return read


class Broken(Exception):
    """The chain does not hold at `number`, because of `fault`. `str()` is one sentence for whoever checks it, `ja` the same."""

    def __init__(self, number: int, fault: Fault) -> None:
        en, ja = SENTENCES[fault]
        super().__init__(f"Entry {number}: {en}." if number else f"The file: {en}.")
        self.ja = f"{number}番の記録： {ja}。" if number else f"全体： {ja}。"
        self.number = number
        self.fault: Fault = fault


def hash_of(before: bytes, number: int, entry: bytes) -> bytes:
    return digest(ctx("ledger", before, number, entry))


def signed_of(chained: bytes) -> bytes:
    """What the ledger's key signs for an entry with this hash."""
    return ctx("ledger-sig", chained)


def to_line(entry: Entry) -> str:
    """One line of JSON."""
    return json.dumps(as_dict(entry))


def as_dict(entry: Entry) -> dict[str, object]:
    """What that line holds: the number, the certificate's exact text, hash and signature in hex."""
    line = {"number": entry.number, "entry": entry.entry.decode()}
    return line | {"hash": entry.hash.hex(), "sig": entry.sig.hex()}


def from_line(line: str, number: int) -> Entry:
    """Reads what `to_line` wrote; `Broken` "malformed" at `number` for anything else."""
    try:
        fields = Fields(line, "header", ("number", "entry", "hash", "sig"))
        entry = fields.text("entry").encode()
        certificate = Fields(entry, "header")
        certificate.text("t")
        certificate.number("at")
        return Entry(fields.number("number"), entry, fields.hex("hash", 32), fields.hex("sig", 64))
    except (Rejected, UnicodeEncodeError):
        raise Broken(number, "malformed") from None


def check(
    chain: Sequence[Entry],
    public: bytes,
    *,
    before: bytes = ZERO,
    first: int = 1,
    progress: Callable[[int], None] = lambda checked: None,
) -> None:
    """Returns when every entry follows from the one before, and is signed by `public` (65 bytes). Raises `Broken`.

    `before` is the hash that stands before the entry numbered `first`.
    """
    for number, entry in enumerate(chain, first):
        if entry.number != number:
            raise Broken(number, _misplaced(chain, number, entry.number))
        if hash_of(before, number, entry.entry) != entry.hash:
            raise Broken(number, "edited")
        try:
            sealing.verify(public, signed_of(entry.hash), entry.sig)
        except Rejected:
            raise Broken(number, "signature") from None
        before = entry.hash
        progress(number - first + 1)


def _misplaced(chain: Sequence[Entry], expected: int, found: int) -> Fault:
    """Why another number stands where `expected` should."""
    numbers = [entry.number for entry in chain]
    if numbers.count(found) > 1:
        return "twice"
    return "disordered" if expected in numbers or found < expected else "missing"
