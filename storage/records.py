"""Transcript records: sealed to the case key, signed by who said it, chained to what came before.

A signature covers the header and the hash of the sealed payload, so a record whose payload has been erased
still proves that it was there. Each sender numbers their records and names the one before (`prev`) and the
last one they had seen of the whole transcript (`ack`). The browser's twin is `static/js/crypto/records.js`.

In a room there are keys that the desk keeps from the resident (`inside`): what is sealed to one has its place in the chain,
and the resident's reader verifies it without opening it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from storage.contexts import ZERO, Rejected, digest, pad, unpad
from storage.genesis import BOTH, Genesis, rostered_intake, verify_genesis
from storage.record import FROM_RESIDENT, FROM_STAFF, SEALED_LENGTHS, Record, erase, verify_record
from storage.roster import Trust
from storage.sealing import Identity, Recipient, Signer, open_, seal

__all__ = [
    "FROM_RESIDENT", "FROM_STAFF", "SEALED_LENGTHS", "Chain", "Entry", "Head", "Record", "Seen", "check_seen", "erase",
    "open_transcript", "seal_record", "verify_record",
]  # fmt: skip


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Entry(NamedTuple):
    """One opened record; `payload` is None where the content was erased, or is `inside` and not for this reader."""

    record: Record
    payload: dict[str, Any] | None
    inside: bool = False


class Seen(NamedTuple):
    """The last record that a reader was ever shown: its number from 1, and its id."""

    number: int
    id: bytes


class Head(NamedTuple):
    """A sender's next place: its number (from 1), the id of their last record, the id of anybody's last."""

    seq: int
    prev: bytes
    ack: bytes


def seal_record(
    fp: bytes,
    signer: Signer,
    sender: bytes,
    case_pk: bytes,
    *,
    case: bytes,
    key_id: bytes,
    seq: int,
    dir: int,
    epoch: int,
    prev: bytes,
    ack: bytes,
    ts: int,
    payload: Mapping[str, object],
) -> Record:
    """Seal and sign one record. `seq` counts a sender's records from 1; `prev`, `ack` are ids or `ZERO`.

    Rejected "too-long" for a payload above 20,476 bytes of JSON, "point" for a bad case_pk. What UTF-8 cannot
    carry (a lone surrogate from a broken client) becomes "?".
    """
    plain = pad(_written(payload).encode("utf-8", "replace"))
    unsealed = Record(case, key_id, seq, dir, sender, epoch, prev, ack, ts)
    blob = seal(Recipient(case_pk), plain, info=unsealed.header(fp))
    blob_hash = digest(blob)
    sig = signer.sign(unsealed.signed_bytes(fp, blob_hash))
    return replace(unsealed, blob=blob, blob_hash=blob_hash, sig=sig)


class Chain:
    """Checks records in stored order without reading them: who may speak, and that nothing is missing."""

    def __init__(
        self,
        trust: Trust,
        genesis: Genesis,
        key_ids: Collection[bytes],
        coming: Collection[tuple[bytes, int]] = (),
        inside: Collection[bytes] = (),
    ) -> None:
        """`key_ids`: the case's generations; `inside`: those among them that the resident can't open.

        `coming`: (sender, seq) that stand somewhere in the list.
        """
        verify_genesis(trust, genesis)
        self._trust = trust
        self._genesis = genesis
        self._key_ids = frozenset(key_ids)
        self._coming = frozenset(coming)
        self._inside = frozenset(inside)
        self._ends: dict[bytes, tuple[int, bytes]] = {}
        self._seen = {ZERO}
        self._last = ZERO

    def accept(self, record: Record) -> bytes:
        """Take the next record and return its id.

        Rejected "transplant" (another case), "generation" (a key that is unknown, or not for who wrote), "inbound-key" or
        "sender" (may not speak here), "signature", "blob-hash", "padding", "replay", "gap", "reorder" or "order"
        (acknowledges what was not before it).
        """
        fp = self._trust.fingerprint
        if record.case != self._genesis.case:
            raise Rejected("transplant")
        if record.key_id not in self._key_ids:
            raise Rejected("generation")
        if record.key_id in self._inside and record.dir != FROM_STAFF:
            raise Rejected("generation", "inside")
        verify_record(fp, record, self._signing_key(record))
        self._check_place(record)
        if record.ack not in self._seen:
            raise Rejected("order")
        self._last = record.id(fp)
        self._ends[record.sender] = (record.seq, self._last)
        self._seen.add(self._last)
        return self._last

    def head(self, sender: bytes) -> Head:
        """What this sender's next record must name."""
        seq, prev = self._ends.get(sender, (0, ZERO))
        return Head(seq + 1, prev, self._last)

    def _signing_key(self, record: Record) -> bytes:
        if record.dir == FROM_RESIDENT:
            return self._inbound_key(record)
        if record.dir != FROM_STAFF:
            raise Rejected("sender", "direction")
        member = self._trust.member(record.epoch, record.sender, ("counselor", "supervisor"))
        if not self._trust.at(record.epoch).sits_at(self._genesis.desk, member.kid):
            raise Rejected("sender", "not of this desk")
        return member.spk

    def _inbound_key(self, record: Record) -> bytes:
        if record.sender == self._genesis.in_kid:
            return self._genesis.in_spk
        talk = self._genesis.lane == BOTH
        intake = rostered_intake(self._trust, record.sender, record.epoch) if talk else None
        if intake is None:
            raise Rejected("inbound-key")
        return intake.spk

    def _check_place(self, record: Record) -> None:
        seq, prev = self._ends.get(record.sender, (0, ZERO))
        if 0 < record.seq <= seq:
            raise Rejected("replay")
        if record.seq > seq + 1:
            raise Rejected("reorder" if (record.sender, seq + 1) in self._coming else "gap")
        if record.seq != seq + 1 or record.prev != prev:
            raise Rejected("reorder")


def open_transcript(
    trust: Trust,
    genesis: Genesis,
    records: Sequence[Record],
    identities: Mapping[bytes, Identity],
    *,
    inside: Collection[bytes] = (),
    key_use: dict[bytes, bytes] | None = None,
) -> list[Entry]:
    """Verify a whole transcript in stored order and open it; any deviation rejects all of it.

    `identities` are the case keys by key_id, and `inside` the ids of those that are kept from the resident: their reader has
    none of these (`storage/keyring.py` makes both). `key_use` (key_id -> case), kept by the reader across cases, makes a
    generation that already served another case Rejected "key-reuse". Further codes: those of `verify_genesis` and
    `Chain.accept`, from opening "decrypt", "point" and "padding", and "generation" for an answer that the resident can't read.
    """
    known = {*identities, *inside}
    chain = Chain(trust, genesis, known, {(record.sender, record.seq) for record in records}, inside)
    _claim(key_use, genesis.case, known)
    entries = []
    for record in records:
        chain.accept(record)
        identity = identities.get(record.key_id)
        payload = None if identity is None else _open_payload(trust.fingerprint, record, identity)
        entries.append(_placed(record, payload, record.key_id in inside))
    return entries


def check_seen(fp: bytes, records: Sequence[Record], seen: Seen | None) -> None:
    """Rejected "rollback" when a verified transcript ends before what was seen, or has another record there."""
    if seen and [record.id(fp) for record in records[seen.number - 1 : seen.number]] != [seen.id]:
        raise Rejected("rollback", "of a transcript")


def _placed(record: Record, payload: dict[str, Any] | None, inside: bool) -> Entry:
    if inside and payload is not None and payload.get("kind") == "text":
        raise Rejected("generation", "an answer that stayed inside")
    return Entry(record, payload, inside)


def _claim(key_use: dict[bytes, bytes] | None, case: bytes, key_ids: Iterable[bytes]) -> None:
    for key_id in key_ids if key_use is not None else ():
        if key_use is not None and key_use.setdefault(key_id, case) != case:
            raise Rejected("key-reuse")


def _open_payload(fp: bytes, record: Record, identity: Identity) -> dict[str, Any] | None:
    if record.blob is None:
        return None
    plain = unpad(open_(identity, record.blob, info=record.header(fp)))
    try:
        payload = json.loads(plain.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Rejected("padding", "not JSON inside") from None
    if not isinstance(payload, dict):
        raise Rejected("padding", "not an object inside")
    return payload
