"""One transcript record: its fields, and the exact bytes that are sealed to, signed and named.

The browser's twin is `static/js/crypto/record.js`. Whole transcripts are in `storage/records.py`.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.contexts import BUCKETS, SUITE, Fields, Rejected, b64, ctx, digest
from storage.sealing import OVERHEAD, verify

FROM_RESIDENT = 0
FROM_STAFF = 1

SEALED_LENGTHS = frozenset(OVERHEAD + bucket for bucket in BUCKETS)
"""The only lengths, in bytes, that a record's blob can have."""

_NAMES = (
    "case", "key_id", "seq", "dir", "sender", "epoch", "prev", "ack", "ts", "suite",
    "blob_hash", "sig", "blob",
)  # fmt: skip


_written = json.JSONEncoder(separators=(",", ":")).encode

_PACKED = struct.Struct(">BB16s16sQQ16sQ32s32sQ32sH")
_FORM = 1


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

    def signed_bytes(self, fp: bytes, blob_hash: bytes | None = None) -> bytes:
        """What the sender signs; with that hash where it has none yet."""
        return ctx("msgsig", self.header(fp), blob_hash or self.blob_hash)

    def id(self, fp: bytes) -> bytes:
        """The 32-byte name of this record, which `prev` and `ack` of later records point to."""
        return digest(ctx("rec", self.header(fp), self.blob_hash, self.sig))

    def to_json(self) -> bytes:
        """The transport form as JSON bytes."""
        return _written(self.as_dict()).encode()

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

    def to_bytes(self) -> bytes:
        """The stored form: all fields at their places, a signature of any length, and the blob. A third shorter than JSON."""
        head = _PACKED.pack(
            _FORM, self.blob is not None, self.case, self.key_id, self.seq, self.dir, self.sender, self.epoch,
            self.prev, self.ack, self.ts, self.blob_hash, len(self.sig),
        )  # fmt: skip
        return head + self.sig + (self.blob or b"")

    @classmethod
    def from_bytes(cls, source: bytes) -> "Record":
        """Read the stored form, or the JSON that was stored before there was one. Rejected "header" for anything else."""
        if source[:1] == b"{":
            return cls.from_json(source)
        if len(source) < _PACKED.size or source[0] != _FORM:
            raise Rejected("header")
        _, there, case, key_id, seq, direction, sender, epoch, prev, ack, ts, blob_hash, length = (
            _PACKED.unpack_from(source)
        )
        end = _PACKED.size + length
        if there > 1 or end > len(source) or (not there and end < len(source)):
            raise Rejected("header")
        sig, blob = source[_PACKED.size : end], source[end:] if there else None
        return cls(case, key_id, seq, direction, sender, epoch, prev, ack, ts, blob_hash, sig, blob)


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
