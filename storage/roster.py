"""The signed list of who works here: root key -> delegation -> roster, each epoch chained to the one before.

Pure: no clock, no database. The office root (offline) delegates to a roster key, which signs one roster per
epoch. Whoever reads a roster pins the root's fingerprint from outside the database: the server from a file,
people from paper. Bodies travel as the exact bytes that were signed; nobody re-serialises them. The browser's
twin is `static/js/crypto/roster.js`.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.contexts import (
    SUITE,
    ZERO,
    Code,
    Fields,
    Rejected,
    b64,
    ctx,
    digest,
    fingerprint_of,
    kid_of,
    unhex,
)
from storage.sealing import POINT, Signer, verify


class Member(NamedTuple):
    """kid (16 bytes), role, name, signing key (65 bytes), encryption key (65 bytes, or empty for none)."""

    kid: bytes
    role: str
    name: str
    spk: bytes
    epk: bytes


class Delegation(NamedTuple):
    """The root's word that a roster key may sign until `not_after`: the exact body and its signature."""

    body: bytes
    sig: bytes


class Remembered(NamedTuple):
    """The newest roster a reader ever accepted. `hash` is None when only the epoch is known (from paper)."""

    epoch: int
    hash: bytes | None


@dataclass(frozen=True)
class Roster:
    """One epoch, parsed. Times are whole seconds since 1970."""

    office: bytes
    epoch: int
    prev: bytes
    not_before: int
    not_after: int
    suite_min: int
    members: dict[bytes, Member]
    desks: dict[str, list[bytes]]

    @classmethod
    def parse(cls, body: bytes) -> "Roster":
        """Read a body. Rejected "roster" for its shape, "kid" when a kid does not belong to its keys."""
        fields = _typed(body, "roster")
        listed = [_member(entry) for entry in fields.listed("keys")]
        members = {member.kid: member for member in listed}
        if len(members) != len(listed):
            raise Rejected("roster", "a kid stands twice")
        desks = {desk: _desk(kids, members) for desk, kids in fields.mapping("desks").items()}
        office, prev = fields.hex("office", 20), fields.hex("prev", 32)
        epoch, not_before, not_after, suite_min = (fields.number(name) for name in _NUMBERS)
        return cls(office, epoch, prev, not_before, not_after, suite_min, members, desks)

    def desk_members(self, desk: str) -> list[tuple[bytes, bytes]]:
        """Who a case of this desk is sealed to: (kid, encryption key). Rejected "roster" for another desk."""
        if desk not in self.desks:
            raise Rejected("roster", "no such desk")
        return [(kid, self.members[kid].epk) for kid in self.desks[desk]]

    def sits_at(self, desk: str, kid: bytes) -> bool:
        """Whether this member belongs to this desk."""
        return kid in self.desks.get(desk, [])


@dataclass(frozen=True)
class SignedRoster:
    """One link: root public key, then the exact signed bytes of delegation and roster with signatures."""

    root: bytes
    delegation: bytes
    delegation_sig: bytes
    roster: bytes
    sig: bytes

    def as_dict(self) -> dict[str, object]:
        """The transport form, ready for JSON: every field base64url."""
        return {name: b64(getattr(self, name)) for name in _TRANSPORT}

    def to_json(self) -> bytes:
        """The transport form as JSON bytes."""
        return json.dumps(self.as_dict()).encode()

    @classmethod
    def from_json(cls, source: bytes | Mapping[str, object]) -> "SignedRoster":
        """Read the transport form. Rejected "roster" for another shape; nothing is believed yet."""
        fields = Fields(source, "roster", only=_TRANSPORT)
        return cls(**{name: fields.binary(name) for name in _TRANSPORT})

    def parsed(self) -> Roster:
        """The roster inside, checked for shape and kids only. Trust comes from `accept_chain`."""
        return Roster.parse(self.roster)


_NUMBERS = ("epoch", "not_before", "not_after", "suite_min")
_TRANSPORT = ("root", "delegation", "delegation_sig", "roster", "sig")


@dataclass(frozen=True)
class Trust:
    """A verified chain: every epoch's roster, the newest epoch and the hash of its body (32 bytes)."""

    fingerprint: bytes
    epoch: int
    hash: bytes
    rosters: dict[int, Roster]

    @property
    def current(self) -> Roster:
        """The newest roster."""
        return self.rosters[self.epoch]

    @property
    def remembered(self) -> Remembered:
        """What to pass to the next `accept_chain`, so that nobody can show an older or another roster."""
        return Remembered(self.epoch, self.hash)

    def at(self, epoch: int) -> Roster:
        """One epoch's roster. Rejected "sender" when there is none: only a signer's claim asks for it."""
        if epoch not in self.rosters:
            raise Rejected("sender", "no such epoch")
        return self.rosters[epoch]

    def member(self, epoch: int, kid: bytes, roles: Collection[str]) -> Member:
        """Who had this kid in one of these roles at that epoch. Rejected "sender" when nobody had."""
        member = self.at(epoch).members.get(kid)
        if member is None or member.role not in roles:
            raise Rejected("sender")
        return member


def sign_delegation(root_signer: Signer, roster_public: bytes, not_after: int) -> Delegation:
    """The root lets `roster_public` (65 bytes) sign rosters until `not_after` (seconds)."""
    body = _body(v=1, t="delegation", rpk=roster_public.hex(), not_after=not_after)
    return Delegation(body, root_signer.sign(ctx("delegation", body)))


def sign_roster(
    roster_signer: Signer,
    root_public: bytes,
    delegation: Delegation,
    *,
    fp: bytes,
    epoch: int,
    prev: bytes,
    not_before: int,
    not_after: int,
    members: Sequence[Member],
    desks: Mapping[str, Sequence[bytes]],
) -> SignedRoster:
    """Sign one epoch; times in seconds, 35 days apart by policy.

    `prev` is the hash of the previous body, `ZERO` for epoch 1.
    """
    fields = ("kid", "role", "name", "spk", "epk")
    keys = [{name: _text(getattr(member, name)) for name in fields} for member in members]
    seats = {desk: [kid.hex() for kid in kids] for desk, kids in desks.items()}
    body = _body(
        v=1, t="roster", office=fp.hex(), epoch=epoch, prev=prev.hex(), not_before=not_before,
        not_after=not_after, suite_min=SUITE, keys=keys, desks=seats,
    )  # fmt: skip
    sig = roster_signer.sign(ctx("roster", body))
    return SignedRoster(root_public, delegation.body, delegation.sig, body, sig)


def accept_chain(
    fp: bytes, chain: Sequence[SignedRoster], now: int, *, remembered: tuple[int, bytes | None] | None = None
) -> Trust:
    """Verify a whole chain, epochs 1, 2, 3 ..., against a pinned 20-byte fingerprint at `now` (seconds).

    Rejected "fingerprint", "delegation", "roster", "kid", "history" (epochs or hashes do not follow each
    other), "suite", "rollback" (older than remembered), "equivocation" (another roster at a remembered epoch)
    or, last of all, "stale" (the newest is not valid now).
    """
    rosters: dict[int, Roster] = {}
    hashes = {0: ZERO}
    for epoch, link in enumerate(chain, start=1):
        newest = epoch == len(chain)
        rosters[epoch] = _accept_link(fp, link, now if newest else None)
        if rosters[epoch].epoch != epoch or rosters[epoch].prev != hashes[epoch - 1]:
            raise Rejected("history")
        hashes[epoch] = digest(link.roster)
    if not rosters:
        raise Rejected("roster", "empty chain")
    trust = Trust(fp, len(chain), hashes[len(chain)], rosters)
    _check_memory(trust.epoch, hashes, remembered)
    if not trust.current.not_before <= now <= trust.current.not_after:
        raise Rejected("stale")
    return trust


def _accept_link(fp: bytes, link: SignedRoster, now: int | None) -> Roster:
    """`now` is None for a link that is history: its delegation only had to live when that roster began."""
    if fingerprint_of(link.root) != fp:
        raise Rejected("fingerprint")
    _check_signature("delegation", link.root, link.delegation, link.delegation_sig)
    delegation = _typed(link.delegation, "delegation")
    _check_signature("roster", delegation.hex("rpk", POINT), link.roster, link.sig)
    roster = Roster.parse(link.roster)
    if roster.office != fp:
        raise Rejected("roster", "of another office")
    if delegation.number("not_after") < (roster.not_before if now is None else now):
        raise Rejected("delegation", "expired")
    if roster.suite_min > SUITE:
        raise Rejected("suite")
    return roster


def _check_memory(
    epoch: int, hashes: Mapping[int, bytes], remembered: tuple[int, bytes | None] | None
) -> None:
    if remembered is None:
        return
    known_epoch, known_hash = remembered
    if epoch < known_epoch:
        raise Rejected("rollback")
    if known_hash is not None and hashes.get(known_epoch) != known_hash:
        raise Rejected("equivocation")


def _check_signature(kind: Code, public: bytes, body: bytes, sig: bytes) -> None:
    """What is signed as one kind never passes as another: the kind is inside the signature."""
    try:
        verify(public, ctx(kind, body), sig)
    except Rejected as refused:
        raise Rejected(kind, refused.code) from None


def _typed(body: bytes, kind: Code) -> Fields:
    fields = Fields(body, kind)
    if fields.number("v") != 1 or fields.text("t") != kind:
        raise Rejected(kind, "type or version")
    return fields


def _member(entry: object) -> Member:
    if not isinstance(entry, dict):
        raise Rejected("roster", "keys")
    fields = Fields(entry, "roster")
    member = Member(
        fields.hex("kid", 16),
        fields.text("role"),
        fields.text("name"),
        fields.hex("spk", POINT),
        fields.hex("epk", 0, POINT),
    )
    if kid_of(member.role, member.spk, member.epk) != member.kid:
        raise Rejected("kid")
    return member


def _desk(listed: object, members: Mapping[bytes, Member]) -> list[bytes]:
    try:
        kids = [unhex(kid) for kid in listed] if isinstance(listed, list) else None
    except (TypeError, ValueError):
        kids = None
    if kids is None or len(set(kids)) != len(kids) or not members.keys() >= set(kids):
        raise Rejected("roster", "desks")
    return kids


def _text(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.hex()


def _body(**content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
