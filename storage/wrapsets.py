"""One key generation of a case, wrapped for every member of its desk and signed by whoever made it.

On the talk lane the server may make one (signing as the intake) and then forgets the private key; after that only members
can open it. In a room it never may: there the resident makes the first, and it is wrapped for them too; a second kind is for
the desk alone, for what the resident must not read. The browser's twin is `static/js/crypto/wrapset.js`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from storage.contexts import SUITE, Fields, Rejected, b64, ctx, digest, unhex
from storage.genesis import Guest
from storage.roster import Member, Trust
from storage.sealing import OVERHEAD, POINT, Identity, Recipient, Signer, open_, seal, verify

WRAP = OVERHEAD + 32
"""Bytes of one wrapped case key."""

_NAMES = ("key_id", "case_pk", "desk", "epoch", "creator", "suite", "wraps", "sig")


@dataclass(frozen=True)
class WrapSet:
    """key_id (16 bytes) names the generation; case_pk (65) is sealed to; wraps is kid -> 113 bytes."""

    key_id: bytes
    case_pk: bytes
    desk: str
    epoch: int
    creator: bytes
    wraps: dict[bytes, bytes]
    sig: bytes = b""

    def signed_bytes(self, fp: bytes) -> bytes:
        """What the creator signs: every field, and each wrap's kid and hash in the order of kids."""
        wraps = [part for kid in sorted(self.wraps) for part in (kid, digest(self.wraps[kid]))]
        return ctx("wrapset", fp, self.key_id, self.case_pk, self.desk, self.epoch, self.creator, *wraps)

    def wrap_info(self, fp: bytes, kid: bytes) -> bytes:
        """What one member's wrap is bound to, so that it serves no other member, key, office or epoch."""
        return ctx("wrap", fp, self.key_id, self.case_pk, kid, self.epoch, self.creator, SUITE)

    def as_dict(self) -> dict[str, object]:
        """The transport form, ready for JSON."""
        return {
            "key_id": b64(self.key_id),
            "case_pk": b64(self.case_pk),
            "desk": self.desk,
            "epoch": self.epoch,
            "creator": b64(self.creator),
            "suite": SUITE,
            "wraps": {kid.hex(): b64(wrap) for kid, wrap in self.wraps.items()},
            "sig": b64(self.sig),
        }

    def to_json(self) -> bytes:
        """The transport form as JSON bytes."""
        return json.dumps(self.as_dict()).encode()

    @classmethod
    def from_json(cls, source: bytes | Mapping[str, object]) -> "WrapSet":
        """Read the transport form. Rejected "wrap" for another shape, "suite" for another suite."""
        fields = Fields(source, "wrap", only=_NAMES)
        if fields.number("suite") != SUITE:
            raise Rejected("suite")
        return cls(
            key_id=fields.binary("key_id", 16),
            case_pk=fields.binary("case_pk", POINT),
            desk=fields.text("desk"),
            epoch=fields.number("epoch"),
            creator=fields.binary("creator", 16),
            wraps=_read_wraps(fields.mapping("wraps")),
            sig=fields.binary("sig"),
        )


def make_wrapset(
    fp: bytes,
    signer: Signer,
    creator: bytes,
    case_identity: Identity,
    *,
    key_id: bytes,
    desk: str,
    epoch: int,
    members: Sequence[tuple[bytes, bytes]],
) -> WrapSet:
    """Wrap a case key for `members` (`Roster.desk_members`: kid, encryption key) and sign as `creator` (kid).

    In a room, the guest's (kid, epk) stands among `members`, unless the key is to stay inside the desk.
    Rejected "point" when a member's encryption key is not one.
    """
    empty = WrapSet(key_id, case_identity.recipient.public, desk, epoch, creator, {})
    wraps = {
        kid: seal(Recipient(epk), case_identity.scalar(), info=empty.wrap_info(fp, kid))
        for kid, epk in members
    }
    unsigned = replace(empty, wraps=wraps)
    return replace(unsigned, sig=signer.sign(unsigned.signed_bytes(fp)))


def verify_wrapset(fp: bytes, wrapset: WrapSet, creator_spk: bytes) -> None:
    """Return when the holder of `creator_spk` signed all of it; Rejected "signature" otherwise."""
    verify(creator_spk, wrapset.signed_bytes(fp), wrapset.sig)


def accept_wrapset(trust: Trust, wrapset: WrapSet, guest: Guest | None = None) -> Member:
    """Verify against the roster of its own epoch and return the creator; do this before sealing to case_pk.

    `guest` is that of the case's verified genesis: None on the talk lane. Rejected "sender" unless the creator sat at that desk
    as counselor or supervisor or, on the talk lane only, was an intake or, in a room, is its guest, who makes none without
    themselves; "signature" when anything was altered, "not-entitled" when it is wrapped for somebody who is neither of the desk
    nor the guest, or in a room is another desk's, "point" for a bad case_pk.
    """
    roster = trust.at(wrapset.epoch)
    creator = _creator(trust, wrapset, guest)
    verify_wrapset(trust.fingerprint, wrapset, creator.spk)
    if guest is not None and wrapset.desk != guest.desk:
        raise Rejected("not-entitled", "of another desk")
    welcome = () if guest is None else (guest.kid,)
    if not all(kid in welcome or roster.sits_at(wrapset.desk, kid) for kid in wrapset.wraps):
        raise Rejected("not-entitled", "wrapped for a stranger")
    Recipient(wrapset.case_pk)
    return creator


def is_inside(wrapset: WrapSet, guest: Guest | None) -> bool:
    """Whether an accepted wrap set is for the desk alone, in a room. It shows in the wraps, which are signed: nobody has to say so."""
    return guest is not None and guest.kid not in wrapset.wraps


def open_wrapset(fp: bytes, wrapset: WrapSet, kid: bytes, identity: Identity, creator_spk: bytes) -> Identity:
    """The case key, for one member.

    Rejected "signature" (altered), "not-entitled" (no wrap for this kid), "wrap" (made for somebody or
    something else) or "key-mismatch" (what is inside is not the key of case_pk).
    """
    verify_wrapset(fp, wrapset, creator_spk)
    if kid not in wrapset.wraps:
        raise Rejected("not-entitled")
    try:
        scalar = open_(identity, wrapset.wraps[kid], info=wrapset.wrap_info(fp, kid))
    except Rejected as refused:
        raise Rejected("wrap", refused.code) from None
    case_identity = Identity.from_scalar(scalar)
    if case_identity.recipient.public != wrapset.case_pk:
        raise Rejected("key-mismatch")
    return case_identity


def _creator(trust: Trust, wrapset: WrapSet, guest: Guest | None) -> Member:
    if guest is not None and wrapset.creator == guest.kid:
        # A key of their making that looks as if they could not open it would have the desk's notes sealed to them.
        if guest.kid not in wrapset.wraps:
            raise Rejected("sender", "made by the guest for others only")
        return guest.member
    roles = ("intake", "counselor", "supervisor") if guest is None else ("counselor", "supervisor")
    creator = trust.member(wrapset.epoch, wrapset.creator, roles)
    if creator.role != "intake" and not trust.at(wrapset.epoch).sits_at(wrapset.desk, creator.kid):
        raise Rejected("sender", "not of this desk")
    return creator


def _read_wraps(listed: Mapping[str, object]) -> dict[bytes, bytes]:
    fields = Fields(listed, "wrap")
    try:
        wraps = {unhex(kid): fields.binary(kid, WRAP) for kid in listed}
    except ValueError:
        raise Rejected("wrap", "kid") from None
    if any(len(kid) != 16 for kid in wraps):
        raise Rejected("wrap", "kid")
    return wraps
