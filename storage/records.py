"""Transcript records: sealed to the case key, signed by who said it, chained to what came before.

A signature covers the header and the hash of the sealed payload, so a record whose payload has been erased
still proves that it was there. Each sender numbers their records and names the one before (`prev`) and the
last one they had seen of the whole transcript (`ack`). The browser's twin is `static/js/crypto/records.js`.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from storage.contexts import BUCKETS, SUITE, ZERO, Fields, Rejected, b64, ctx, digest, pad, unpad
from storage.genesis import Genesis, verify_genesis
from storage.roster import Trust
from storage.sealing import OVERHEAD, Identity, Recipient, Signer, open_, seal, verify

FROM_RESIDENT = 0
FROM_STAFF = 1

SEALED_LENGTHS = frozenset(OVERHEAD + bucket for bucket in BUCKETS)
"""The only lengths, in bytes, that a record's blob can have."""

_NAMES = (
    "case", "key_id", "seq", "dir", "sender", "epoch", "prev", "ack", "ts", "suite",
    "blob_hash", "sig", "blob",
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """16 bytes: case, key_id, sender; 32: prev, ack, blob_hash; 64: sig. ts is milliseconds since 1970.

    `blob` is None when the content has been erased.
    """

    case: bytes
    key_id: bytes
    seq: int
    dir: int
    sender: bytes
    epoch: int
    prev: bytes
    ack: bytes
    ts: int
    blob_hash: bytes = b""
    sig: bytes = b""
    blob: bytes | None = None

    def header(self, fp: bytes) -> bytes:
        """The context that the payload is sealed to and that the signature covers."""
        return ctx(
            "msg", fp, self.case, self.key_id, self.seq, self.dir, self.sender, self.epoch,
            self.prev, self.ack, self.ts, SUITE,
        )  # fmt: skip

    def signed_bytes(self, fp: bytes) -> bytes:
        """What the sender signs."""
        return ctx("msgsig", self.header(fp), self.blob_hash)

    def id(self, fp: bytes) -> bytes:
        """The 32-byte name of this record, which `prev` and `ack` of later records point to."""
        return digest(ctx("rec", self.header(fp), self.blob_hash, self.sig))

    def to_json(self) -> bytes:
        """The transport form as JSON bytes."""
        return json.dumps(self.as_dict(), separators=(",", ":")).encode()

    def as_dict(self) -> dict[str, object]:
        """The transport form, ready for JSON."""
        fields: dict[str, object] = {}
        for name in _NAMES:
            value = SUITE if name == "suite" else getattr(self, name)
            fields[name] = b64(value) if isinstance(value, bytes) else value
        return fields

    @classmethod
    def from_json(cls, source: bytes | Mapping[str, object]) -> "Record":
        """Read the transport form; nothing is believed yet.

        Rejected "header" for another shape, "suite" for another suite.
        """
        fields = Fields(source, "header", only=_NAMES)
        if fields.number("suite") != SUITE:
            raise Rejected("suite")
        return cls(
            case=fields.binary("case", 16),
            key_id=fields.binary("key_id", 16),
            seq=fields.number("seq"),
            dir=fields.number("dir"),
            sender=fields.binary("sender", 16),
            epoch=fields.number("epoch"),
            prev=fields.binary("prev", 32),
            ack=fields.binary("ack", 32),
            ts=fields.number("ts"),
            blob_hash=fields.binary("blob_hash", 32),
            sig=fields.binary("sig"),
            blob=fields.optional_binary("blob"),
        )


class Entry(NamedTuple):
    """One opened record; `payload` is None where the content was erased."""

    record: Record
    payload: dict[str, Any] | None


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
    plain = pad(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    unsealed = Record(case, key_id, seq, dir, sender, epoch, prev, ack, ts)
    blob = seal(Recipient(case_pk), plain, info=unsealed.header(fp))
    unsigned = replace(unsealed, blob=blob, blob_hash=digest(blob))
    return replace(unsigned, sig=signer.sign(unsigned.signed_bytes(fp)))


def verify_record(fp: bytes, record: Record, spk: bytes) -> None:
    """Return when the holder of `spk` signed this record, and its blob, if still there, is the signed one.

    Rejected "signature", "blob-hash" or "padding" (a blob whose length is no bucket).
    """
    verify(spk, record.signed_bytes(fp), record.sig)
    if record.blob is None:
        return
    if digest(record.blob) != record.blob_hash:
        raise Rejected("blob-hash")
    if len(record.blob) not in SEALED_LENGTHS:
        raise Rejected("padding", "sealed length")


def erase(record: Record) -> Record:
    """The same record without its content. Header, signature and place in the chain stay."""
    return replace(record, blob=None)


class Chain:
    """Checks records in stored order without reading them: who may speak, and that nothing is missing."""

    def __init__(
        self,
        trust: Trust,
        genesis: Genesis,
        key_ids: Collection[bytes],
        coming: Collection[tuple[bytes, int]] = (),
    ) -> None:
        """`key_ids`: the case's generations; `coming`: (sender, seq) that stand somewhere in the list."""
        verify_genesis(trust, genesis)
        self._trust = trust
        self._genesis = genesis
        self._key_ids = frozenset(key_ids)
        self._coming = frozenset(coming)
        self._ends: dict[bytes, tuple[int, bytes]] = {}
        self._seen = {ZERO}
        self._last = ZERO

    def accept(self, record: Record) -> bytes:
        """Take the next record and return its id.

        Rejected "transplant" (another case), "generation" (unknown key), "inbound-key" or "sender" (may not
        speak here), "signature", "blob-hash", "padding", "replay", "gap", "reorder" or "order" (acknowledges
        what was not before it).
        """
        fp = self._trust.fingerprint
        if record.case != self._genesis.case:
            raise Rejected("transplant")
        if record.key_id not in self._key_ids:
            raise Rejected("generation")
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
            if record.sender != self._genesis.in_kid:
                raise Rejected("inbound-key")
            return self._genesis.in_spk
        if record.dir != FROM_STAFF:
            raise Rejected("sender", "direction")
        member = self._trust.member(record.epoch, record.sender, ("counselor", "supervisor"))
        if not self._trust.at(record.epoch).sits_at(self._genesis.desk, member.kid):
            raise Rejected("sender", "not of this desk")
        return member.spk

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
    key_use: dict[bytes, bytes] | None = None,
) -> list[Entry]:
    """Verify a whole transcript in stored order and open it; any deviation rejects all of it.

    `identities` are the case keys by key_id. `key_use` (key_id -> case), kept by the reader across cases,
    makes a generation that already served another case Rejected "key-reuse". Further codes: those of
    `verify_genesis` and `Chain.accept`, and from opening "decrypt", "point" and "padding".
    """
    chain = Chain(trust, genesis, identities, coming={(record.sender, record.seq) for record in records})
    _claim(key_use, genesis.case, identities)
    entries = []
    for record in records:
        chain.accept(record)
        entries.append(Entry(record, _open_payload(trust.fingerprint, record, identities[record.key_id])))
    return entries


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
    except ValueError:
        raise Rejected("padding", "not JSON inside") from None
    if not isinstance(payload, dict):
        raise Rejected("padding", "not an object inside")
    return payload
