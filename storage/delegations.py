"""The root's word for those who may sign the next roster, and how it is passed on from one roster to the next.

A delegation ends with its holder: only one that the roster before lists, or that the root made for exactly this epoch,
lets anybody sign. The browser's twin is `static/js/crypto/delegations.js`.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from storage.contexts import Fields, Rejected, b64, ctx
from storage.members import check_signature, typed
from storage.sealing import POINT

FIRST = 1


class Delegation(NamedTuple):
    """The root's word that a roster key may sign until `not_after`: the exact body and its signature."""

    body: bytes
    sig: bytes


class Mandate(NamedTuple):
    """What a delegation says: which roster key, until when (seconds), and for which epoch; None for any that lists it."""

    rpk: bytes
    until: int
    epoch: int | None


class Granted(NamedTuple):
    """A delegation as a roster lists it, with the kid (16 bytes) of the supervisor whose roster key it names."""

    kid: bytes
    delegation: Delegation

    def as_dict(self) -> dict[str, str]:
        """The form in which it stands in a roster."""
        return {"kid": self.kid.hex(), "body": b64(self.delegation.body), "sig": b64(self.delegation.sig)}


def roster_key_claim(kid: bytes, rpk: bytes) -> bytes:
    """What a new supervisor's signing key signs: that this roster key is theirs. The check number vouches for the signing key."""
    return ctx("roster-key", kid, rpk)


def delegated(delegation: Delegation, root: bytes) -> Mandate:
    """Whom the root (public key) lets sign. Rejected "delegation" unless the root signed it."""
    check_signature("delegation", root, delegation.body, delegation.sig)
    fields = typed(delegation.body, "delegation")
    epoch = fields.number("epoch") if fields.has("epoch") else None
    return Mandate(fields.hex("rpk", POINT), fields.number("not_after"), epoch)


def read_granted(entry: object) -> Granted:
    """One that a roster lists: nothing is believed of it yet. Rejected "roster"."""
    if not isinstance(entry, dict):
        raise Rejected("roster", "delegations")
    fields = Fields(entry, "roster", only=("kid", "body", "sig"))
    return Granted(fields.hex("kid", 16), Delegation(fields.binary("body"), fields.binary("sig", 64)))


def check_signer(epoch: int, own: Delegation, root: bytes, before: Sequence[Granted]) -> None:
    """Whether this delegation lets anybody sign this epoch, after a roster that lists `before`. Rejected "delegation"."""
    if not any(one.delegation == own for one in before) and not _made_for(epoch, own, root):
        raise Rejected("delegation", "not listed, and not made for this epoch")


def check_granted(
    epoch: int,
    listed: Sequence[Granted],
    supervisors: Collection[bytes],
    root: bytes,
    before: Sequence[Granted],
) -> None:
    """What a roster lists is for its own supervisors, one each, and either stood in the roster before or was made by the root
    for this epoch: what has once fallen out never comes back. Rejected "delegation".
    """
    if len({one.kid for one in listed}) != len(listed):
        raise Rejected("delegation", "a kid stands twice")
    for one in listed:
        if one.kid not in supervisors:
            raise Rejected("delegation", "for nobody who may sign")
        if one not in before and not _made_for(epoch, one.delegation, root):
            raise Rejected("delegation", "passed on from nowhere")


def _made_for(epoch: int, delegation: Delegation, root: bytes) -> bool:
    """The first epoch has none before it, so there one without a number will do."""
    named = delegated(delegation, root).epoch
    return named == epoch or (named is None and epoch == FIRST)
