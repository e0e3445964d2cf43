"""The first page of a case: which desk, which key generation, and whose signature stands for the resident.

On the talk lane that is the intake, a signing key the server holds outside the database, so that somebody who
can write to the database still cannot speak as a resident. In a room it is the resident's own key, and the case is
named after it, so that nobody can put another in its place. The browser's twin is `static/js/crypto/genesis.js`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from storage.contexts import Fields, Rejected, b64, ctx, digest, kid_of
from storage.roster import Member, Trust
from storage.sealing import POINT, Recipient, Signer, verify

TALK = "line"
ROOM = "room"
BOTH = "both"
"""A room into which the resident's messages on LINE may come as well."""

_NAMES = ("case", "lane", "desk", "key_id", "in_kid", "in_spk", "in_epk", "sig")


class Guest(NamedTuple):
    """The resident of a room, who sits at no desk: kid (16 bytes), signing and encryption key (65), and the desk they came to."""

    kid: bytes
    spk: bytes
    epk: bytes
    desk: str

    @property
    def member(self) -> Member:
        """As the maker of a wrap set."""
        return Member(self.kid, "resident", "", self.spk, self.epk)


@dataclass(frozen=True)
class Genesis:
    """case and key_id are 16 bytes; in_kid (16), in_spk (65) and in_epk are the intake's (there empty), or the resident's (65)."""

    case: bytes
    lane: str
    desk: str
    key_id: bytes
    in_kid: bytes
    in_spk: bytes
    in_epk: bytes
    sig: bytes = b""

    @property
    def guest(self) -> Guest | None:
        """Who came into the room; None on the talk lane. To be believed once the page is verified."""
        return None if self.lane == TALK else Guest(self.in_kid, self.in_spk, self.in_epk, self.desk)

    def signed_bytes(self, fp: bytes) -> bytes:
        """What the intake, or the resident, signs."""
        return ctx(
            "genesis", fp, self.case, self.lane, self.desk, self.key_id, self.in_kid, self.in_spk, self.in_epk
        )

    def as_dict(self) -> dict[str, object]:
        """The transport form, ready for JSON."""
        fields = {name: getattr(self, name) for name in _NAMES}
        return {name: value if isinstance(value, str) else b64(value) for name, value in fields.items()}

    def to_json(self) -> bytes:
        """The transport form as JSON bytes."""
        return json.dumps(self.as_dict()).encode()

    @classmethod
    def from_json(cls, source: bytes | Mapping[str, object]) -> "Genesis":
        """Read the transport form. Rejected "genesis" for another shape; nothing is believed yet."""
        fields = Fields(source, "genesis", only=_NAMES)
        return cls(
            case=fields.binary("case", 16),
            lane=fields.text("lane"),
            desk=fields.text("desk"),
            key_id=fields.binary("key_id", 16),
            in_kid=fields.binary("in_kid", 16),
            in_spk=fields.binary("in_spk", POINT),
            in_epk=fields.binary("in_epk", 0, POINT),
            sig=fields.binary("sig"),
        )


def make_genesis(
    fp: bytes, intake_signer: Signer, intake_kid: bytes, *, case: bytes, desk: str, key_id: bytes
) -> Genesis:
    """Open a case on the talk lane: `case` and `key_id` are 16 random bytes never used before."""
    unsigned = Genesis(case, TALK, desk, key_id, intake_kid, intake_signer.public, b"")
    return replace(unsigned, sig=intake_signer.sign(unsigned.signed_bytes(fp)))


def make_room_genesis(
    fp: bytes, resident: Signer, epk: bytes, *, lane: str, desk: str, key_id: bytes
) -> Genesis:
    """Open a room (lane `ROOM` or `BOTH`) as the resident's browser does. Residents' keys are never here: for tests and vectors."""
    spk = resident.public
    case, kid = room_id(fp, spk, epk), kid_of("resident", spk, epk)
    unsigned = Genesis(case, lane, desk, key_id, kid, spk, epk)
    return replace(unsigned, sig=resident.sign(unsigned.signed_bytes(fp)))


def room_id(fp: bytes, spk: bytes, epk: bytes) -> bytes:
    """The case of a room, 16 bytes: a commitment to the office and to both of the resident's public keys."""
    return digest(ctx("room-id", fp, spk, epk))[:16]


def verify_genesis(trust: Trust, genesis: Genesis, epoch: int | None = None) -> None:
    """Return when whoever may open a case of this lane signed it.

    On the talk lane that is an intake of the roster at `epoch` (of any accepted epoch for None): Rejected "intake-key" when
    in_kid, in_spk and in_epk are not those of one. In a room it is the resident whose keys the case is named after: Rejected
    "kid" when in_kid does not belong to the keys, "room-id" when the case doesn't, "point" when it can't be sealed to them.
    "genesis" when the lane is unknown or anything else differs from what was signed.
    """
    if genesis.lane == TALK:
        intake = rostered_intake(trust, genesis.in_kid, epoch)
        if intake is None or (intake.spk, intake.epk) != (genesis.in_spk, genesis.in_epk):
            raise Rejected("intake-key")
    elif genesis.lane in (ROOM, BOTH):
        _check_resident(trust.fingerprint, genesis)
    else:
        raise Rejected("genesis", "lane")
    try:
        verify(genesis.in_spk, genesis.signed_bytes(trust.fingerprint), genesis.sig)
    except Rejected as refused:
        raise Rejected("genesis", refused.code) from None


def rostered_intake(trust: Trust, kid: bytes, epoch: int | None = None) -> Member | None:
    """The intake with this kid in the roster at `epoch`, or in any accepted one for None."""
    wanted = (
        trust.rosters.values() if epoch is None else [trust.rosters[epoch]] if epoch in trust.rosters else []
    )
    for roster in wanted:
        member = roster.members.get(kid)
        if member is not None and member.role == "intake":
            return member
    return None


def _check_resident(fp: bytes, genesis: Genesis) -> None:
    if kid_of("resident", genesis.in_spk, genesis.in_epk) != genesis.in_kid:
        raise Rejected("kid")
    if room_id(fp, genesis.in_spk, genesis.in_epk) != genesis.case:
        raise Rejected("room-id")
    Recipient(genesis.in_epk)
