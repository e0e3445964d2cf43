"""The signed list of who works here: root key -> delegation -> roster, each epoch chained to the one before.

The office root (on paper) delegates to each supervisor's roster key; one of them signs each epoch. Pure. Whoever
reads a roster pins the root's fingerprint from outside the database: the server from a file, people from paper. Bodies
travel as the exact bytes that were signed. The browser's twin is `static/js/crypto/roster.js`.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.contexts import SUITE, ZERO, Fields, Rejected, b64, ctx, digest, fingerprint_of
from storage.delegations import (
    Delegation,
    Granted,
    check_granted,
    check_signer,
    delegated,
    read_granted,
)
from storage.members import Member, check_signature, read_member, read_seats, typed
from storage.sealing import Signer

__all__ = [
    "Delegation", "Granted", "Member", "Memory", "Remembered", "Roster", "SignedRoster", "Trust", "accept_chain", "delegated",
    "sign_delegation", "sign_roster",
]  # fmt: skip


class Remembered(NamedTuple):
    """The newest roster a reader ever accepted. `hash` is None when only the epoch is known (from paper)."""

    epoch: int
    hash: bytes | None


Memory = tuple[int, bytes | None] | None


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
    delegations: list[Granted]
    """Who may sign the next roster."""

    @classmethod
    def parse(cls, body: bytes) -> "Roster":
        """Read a body. Rejected "roster" for its shape, "kid" when a kid does not belong to its keys."""
        fields = typed(body, "roster")
        listed = [read_member(entry) for entry in fields.listed("keys")]
        members = {member.kid: member for member in listed}
        if len(members) != len(listed):
            raise Rejected("roster", "a kid stands twice")
        desks = {desk: read_seats(kids, members) for desk, kids in fields.mapping("desks").items()}
        office, prev = fields.hex("office", 20), fields.hex("prev", 32)
        not_before, not_after = fields.number("not_before"), fields.number("not_after")
        epoch, suite_min = fields.number("epoch"), fields.number("suite_min")
        entries = fields.listed("delegations") if fields.has("delegations") else []
        delegations = [read_granted(entry) for entry in entries]
        return cls(office, epoch, prev, not_before, not_after, suite_min, members, desks, delegations)

    @property
    def supervisors(self) -> set[bytes]:
        """The kids of those who may sign the next roster, once the root has let them."""
        return {kid for kid, member in self.members.items() if member.role == "supervisor"}

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

    @property
    def own_delegation(self) -> Delegation:
        """The root's word for whoever signed this link."""
        return Delegation(self.delegation, self.delegation_sig)

    def parsed(self) -> Roster:
        """The roster inside, checked for shape and kids only. Trust comes from `accept_chain`."""
        return Roster.parse(self.roster)


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

    def changed_epoch(self, desk: str) -> int:
        """Since when the desk has had the members it has now; 0 for a desk that never was."""
        return max((epoch for epoch, came, left in self._moves(desk) if came or left), default=0)

    def removed_epoch(self, desk: str) -> int:
        """When somebody last left the desk; 0 when nobody ever did."""
        return max((epoch for epoch, _, left in self._moves(desk) if left), default=0)

    def _moves(self, desk: str) -> Iterator[tuple[int, set[bytes], set[bytes]]]:
        """For every epoch, who came to the desk and who left it."""
        before: set[bytes] = set()
        for epoch in sorted(self.rosters):
            after = set(self.rosters[epoch].desks.get(desk, []))
            yield epoch, after - before, before - after
            before = after


def sign_delegation(
    root_signer: Signer, roster_public: bytes, not_after: int, *, epoch: int | None = None
) -> Delegation:
    """The root lets `roster_public` (65 bytes) sign rosters until `not_after` (seconds), from `epoch` on for as long as each
    roster lists it; None only for an office's first.
    """
    named = {} if epoch is None else {"epoch": epoch}
    body = _body(v=1, t="delegation", rpk=roster_public.hex(), not_after=not_after, **named)
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
    suite_min: int = SUITE,
    delegations: Sequence[Granted] = (),
) -> SignedRoster:
    """Sign one epoch; times in seconds, 35 days apart by policy.

    `prev` is the hash of the previous body, `ZERO` for epoch 1; `suite_min` is the oldest suite that readers may accept;
    `delegations` say who may sign the next one.
    """
    keys = [
        {"kid": kid.hex(), "role": role, "name": name, "spk": spk.hex(), "epk": epk.hex()}
        for kid, role, name, spk, epk in members
    ]
    seats = {desk: [kid.hex() for kid in kids] for desk, kids in desks.items()}
    times = {"not_before": not_before, "not_after": not_after}
    chained = {"office": fp.hex(), "epoch": epoch, "prev": prev.hex()} | times
    granted = [one.as_dict() for one in delegations]
    content = {"suite_min": suite_min, "keys": keys, "desks": seats, "delegations": granted}
    body = _body(v=1, t="roster", **chained, **content)
    return SignedRoster(root_public, *delegation, body, roster_signer.sign(ctx("roster", body)))


def accept_chain(fp: bytes, chain: Sequence[SignedRoster], now: int, *, remembered: Memory = None) -> Trust:
    """Verify a whole chain, epochs 1, 2, 3 ..., against a pinned 20-byte fingerprint at `now` (seconds).

    Rejected "fingerprint", "delegation" (by somebody whom the roster before does not list, or listing whom it may not),
    "roster", "kid", "history" (epochs or hashes do not follow each other), "suite", "rollback" (older than remembered),
    "equivocation" (another at a remembered epoch) or, last of all, "stale" (not now).
    """
    rosters: dict[int, Roster] = {}
    hashes = {0: ZERO}
    before: list[Granted] = []
    for epoch, link in enumerate(chain, start=1):
        rosters[epoch] = _accept_link(fp, link, now if epoch == len(chain) else None)
        if rosters[epoch].epoch != epoch or rosters[epoch].prev != hashes[epoch - 1]:
            raise Rejected("history")
        check_signer(epoch, link.own_delegation, link.root, before)
        granted = rosters[epoch].delegations
        check_granted(epoch, granted, rosters[epoch].supervisors, link.root, before)
        hashes[epoch], before = digest(link.roster), granted
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
    mandate = delegated(link.own_delegation, link.root)
    check_signature("roster", mandate.rpk, link.roster, link.sig)
    roster = Roster.parse(link.roster)
    if roster.office != fp:
        raise Rejected("roster", "of another office")
    if mandate.until < (roster.not_before if now is None else now):
        raise Rejected("delegation", "expired")
    if roster.suite_min > SUITE:
        raise Rejected("suite")
    return roster


def _check_memory(epoch: int, hashes: Mapping[int, bytes], remembered: Memory) -> None:
    known_epoch, known_hash = remembered or (0, None)
    if epoch < known_epoch:
        raise Rejected("rollback")
    if known_hash is not None and hashes.get(known_epoch) != known_hash:
        raise Rejected("equivocation")


def _body(**content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
