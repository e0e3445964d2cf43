"""The first page of a case: which desk, which key generation, and whose signature stands for the resident.

On the talk lane that is the intake, a signing key the server holds outside the database, so that somebody who
can write to the database still cannot speak as a resident. The browser's twin is
`static/js/crypto/genesis.js`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.contexts import Fields, Rejected, b64, ctx
from storage.roster import Member, Trust
from storage.sealing import POINT, Signer, verify

_NAMES = ("case", "lane", "desk", "key_id", "in_kid", "in_spk", "in_epk", "sig")


@dataclass(frozen=True)
class Genesis:
    """case and key_id are 16 random bytes; in_kid (16), in_spk (65) and in_epk (empty) are the intake's."""

    case: bytes
    lane: str
    desk: str
    key_id: bytes
    in_kid: bytes
    in_spk: bytes
    in_epk: bytes
    sig: bytes = b""

    def signed_bytes(self, fp: bytes) -> bytes:
        """What the intake signs."""
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
    unsigned = Genesis(case, "line", desk, key_id, intake_kid, intake_signer.public, b"")
    return replace(unsigned, sig=intake_signer.sign(unsigned.signed_bytes(fp)))


def verify_genesis(trust: Trust, genesis: Genesis, epoch: int | None = None) -> None:
    """Return when an intake of the roster at `epoch` (of any accepted epoch for None) signed it.

    Rejected "intake-key" when in_kid, in_spk and in_epk are not those of a rostered intake, "genesis" when
    the lane is unknown or anything else differs from what was signed.
    """
    if genesis.lane != "line":
        raise Rejected("genesis", "lane")
    intake = _rostered_intake(trust, genesis.in_kid, epoch)
    if intake is None or (intake.spk, intake.epk) != (genesis.in_spk, genesis.in_epk):
        raise Rejected("intake-key")
    try:
        verify(intake.spk, genesis.signed_bytes(trust.fingerprint), genesis.sig)
    except Rejected as refused:
        raise Rejected("genesis", refused.code) from None


def _rostered_intake(trust: Trust, kid: bytes, epoch: int | None) -> Member | None:
    wanted = (
        trust.rosters.values() if epoch is None else [trust.rosters[epoch]] if epoch in trust.rosters else []
    )
    for roster in wanted:
        member = roster.members.get(kid)
        if member is not None and member.role == "intake":
            return member
    return None
