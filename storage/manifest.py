"""The signed list of what an office serves to browsers: every file that its pages are made of, by SHA-256. Pure.

Signed with the intake key, which stands in the roster: whoever has the office's fingerprint on paper can check it.
"""

import json
from dataclasses import dataclass

from storage.contexts import Fields, Rejected, ctx, unhex
from storage.genesis import rostered_intake
from storage.roster import Trust
from storage.sealing import Signer, verify

_LAST_LINE = "\nsignature "


@dataclass(frozen=True)
class Manifest:
    """office (20 bytes), kid (16) of who signs by the roster of `epoch`, made_at in ms, and SHA-256 (32) by path."""

    office: bytes
    epoch: int
    kid: bytes
    version: str
    made_at: int
    files: dict[str, bytes]

    def body(self) -> str:
        """The text that is signed, as people can read it."""
        fields = {
            "v": 1,
            "t": "manifest",
            "office": self.office.hex(),
            "epoch": self.epoch,
            "kid": self.kid.hex(),
            "version": self.version,
            "made_at": self.made_at,
            "files": {path: sha256.hex() for path, sha256 in sorted(self.files.items())},
        }
        return json.dumps(fields, ensure_ascii=False, indent=1)


@dataclass(frozen=True)
class Signed:
    """The exact text, and the signature over it (64 bytes)."""

    body: str
    sig: bytes

    def to_text(self) -> str:
        """As it is published, for people to read: the text, and a last line with the signature."""
        return f"{self.body}{_LAST_LINE}{self.sig.hex()}\n"

    @classmethod
    def from_text(cls, source: bytes) -> "Signed":
        """Rejected "header" for what is none."""
        try:
            body, _, sig = source.decode("utf-8").rstrip("\n").rpartition(_LAST_LINE)
            return cls(body, unhex(sig))
        except ValueError:
            raise Rejected("header", "not a signed text") from None


def sign(manifest: Manifest, signer: Signer) -> Signed:
    """Signed by whose kid stands in it."""
    body = manifest.body()
    return Signed(body, signer.sign(_signed_bytes(body)))


def accept(trust: Trust, signed: Signed) -> Manifest:
    """What stands in it, once an intake of the office's own roster has signed it.

    Rejected "header" (not such a list), "fingerprint" (of another office), "intake-key" (by nobody who may), "signature".
    """
    manifest = _read(signed.body)
    if manifest.office != trust.fingerprint:
        raise Rejected("fingerprint")
    intake = rostered_intake(trust, manifest.kid, manifest.epoch)
    if intake is None:
        raise Rejected("intake-key")
    verify(intake.spk, _signed_bytes(signed.body), signed.sig)
    return manifest


def _signed_bytes(body: str) -> bytes:
    return ctx("manifest", body)


def _read(body: str) -> Manifest:
    fields = Fields(body, "header", only=("v", "t", "office", "epoch", "kid", "version", "made_at", "files"))
    if (fields.number("v"), fields.text("t")) != (1, "manifest"):
        raise Rejected("header", "type or version")
    listed = Fields(fields.mapping("files"), "header")
    files = {path: listed.hex(path, 32) for path in fields.mapping("files")}
    office, kid = fields.hex("office", 20), fields.hex("kid", 16)
    return Manifest(
        office, fields.number("epoch"), kid, fields.text("version"), fields.number("made_at"), files
    )
