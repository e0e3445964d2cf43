"""The next roster: what the server accepts from a supervisor's browser, and everything that follows from it.

A signature alone is not enough. The roster must follow the one before, come from a supervisor, and change exactly what was
agreed: who enrolled and was confirmed comes, who was named goes, and nothing else about anybody. Desks may be moved.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from storage import (
    audit,
    desks,
    handovers,
    invitations,
    passkeys,
    prekeys,
    rosters,
    session_ends,
    sessions,
    split_keys,
    staff,
    visit_clerks,
)
from storage.contexts import Rejected
from storage.founding import DELEGATION_DAYS, ROSTER_DAYS
from storage.invitations import Invitation
from storage.keystore import Keys
from storage.roster import Member, Roster, SignedRoster, Trust, accept_chain, delegated
from storage.rosters import Office
from storage.sheets import Sealed

PERSONS = ("counselor", "supervisor", "clerk", "auditor")
SEATED = ("counselor", "supervisor")
_DAY = 24 * 3600
_SKEW = 3600
"""Seconds by which the clocks of server and browser may differ."""


class Unfit(Exception):
    """Rightly signed, but not now: somebody else was first ("epoch"), or nobody would be left to do the work, or to read it."""

    def __init__(self, code: Literal["epoch", "last-supervisor", "desk-empty", "not-seated"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Change:
    """What was agreed: ids of invitations that are confirmed, kids of who leaves, who takes over from them, and the sheets
    for a new recovery key.
    """

    approves: Sequence[bytes] = ()
    leaves: Collection[bytes] = ()
    heir: bytes | None = None
    recovery: Sealed | None = None
    may_move: bool = True
    """Whether others may sit at other desks afterwards."""


@dataclass(frozen=True)
class _Step:
    """From one roster to the next."""

    old: Roster
    new: Roster
    change: Change
    joining: tuple[Invitation, ...]

    @property
    def came(self) -> set[bytes]:
        return self.new.members.keys() - self.old.members.keys()

    @property
    def went(self) -> set[bytes]:
        return self.old.members.keys() - self.new.members.keys()


def renews(old: Roster, new: Roster, change: Change) -> bool:
    """Whether it is the same list for another 35 days: a console signs that unasked, so nobody is asked for a proof."""
    as_before = (new.members, new.desks, new.delegations) == (old.members, old.desks, old.delegations)
    asked = change.approves or change.leaves or change.heir is not None or change.recovery is not None
    return as_before and not asked


def accept_next(
    connection: Connection,
    office: Office,
    signed: SignedRoster,
    change: Change,
    *,
    actor: bytes | None,
    now: int,
) -> Trust:
    """Stores the roster with all its consequences, in the caller's transaction; returns the trust that follows from it.

    Raises `Rejected` for what no reader would accept or nobody agreed to, `Unfit`. `now` in ms; `actor` is for the audit log.
    """
    rosters.hold(connection)
    before = office.trust(connection, now=now)
    if signed.parsed().epoch != before.epoch + 1:
        raise Unfit("epoch")
    chain = [*rosters.chain(connection), signed]
    after = accept_chain(office.keys.fingerprint, chain, now // 1000, remembered=before.remembered)
    step = _Step(before.current, after.current, change, _joining(connection, change.approves, now))
    _check_who(step)
    _check_seats(step)
    _check_terms(step, signed, now // 1000)
    _check_signers(step, signed.root, now // 1000)
    if change.recovery is not None:
        _check_readable(connection, office.keys, before, actor)
    if not rosters.add(connection, after.epoch, signed):
        raise Unfit("epoch")
    _follow(connection, office.keys, step, actor=actor, now=now)
    return after


def _joining(connection: Connection, approves: Sequence[bytes], now: int) -> tuple[Invitation, ...]:
    found = [invitations.find(connection, invitation, now=now) for invitation in approves]
    return tuple(one for one in found if one is not None and one.keys is not None)


def _check_who(step: _Step) -> None:
    old, new, change = step.old, step.new, step.change
    joining = {one.keys.kid: one for one in step.joining if one.keys}
    coming, going = set(joining), set(change.leaves)
    if len(joining) != len(set(change.approves)):
        raise Rejected("roster", "an invitation that nobody has answered")
    if any(old.members[kid].role not in PERSONS for kid in going & old.members.keys()):
        raise Rejected("roster", "not a person")
    going |= {one.guest.replaces for one in step.joining if one.guest.replaces}
    if change.recovery is not None:
        coming |= {_recovery(new, change.recovery).kid}
        going |= {member.kid for member in old.members.values() if member.role == "recovery"}
    if (step.came, step.went) != (coming, going):
        raise Rejected("roster", "other people than agreed")
    if any(old.members[kid] != new.members[kid] for kid in old.members.keys() & new.members.keys()):
        raise Rejected("roster", "somebody was altered")
    if any(new.members[kid] != _invited(one) for kid, one in joining.items()):
        raise Rejected("roster", "not who was invited")


def _check_seats(step: _Step) -> None:
    old, new = step.old, step.new
    if new.desks.keys() - {desks.PRACTICE} != old.desks.keys() - {desks.PRACTICE}:
        raise Rejected("roster", "other desks")
    if desks.PRACTICE in old.desks and desks.PRACTICE not in new.desks:
        raise Rejected("roster", "a desk is gone")
    recovery = {member.kid for member in new.members.values() if member.role == "recovery"}
    for desk, kids in new.desks.items():
        if not recovery <= set(kids):
            raise Rejected("roster", "a desk without the recovery key")
        if any(new.members[kid].role not in SEATED for kid in set(kids) - recovery):
            raise Rejected("roster", "somebody who reads nothing sits at a desk")
        if set(kids) == recovery and set(old.desks.get(desk, ())) - recovery:
            raise Unfit("desk-empty")
    staying = old.members.keys() & new.members.keys()
    if not step.change.may_move and any(desks_of(old, kid) != desks_of(new, kid) for kid in staying):
        raise Rejected("roster", "others sit elsewhere")
    for one in step.joining:
        if one.keys and set(desks_of(new, one.keys.kid)) != set(one.guest.desks):
            raise Rejected("roster", "other desks than invited to")
    if all(member.role != "supervisor" for member in new.members.values()):
        raise Unfit("last-supervisor")


def _check_terms(step: _Step, signed: SignedRoster, now: int) -> None:
    """How long it lives. `now` in seconds."""
    new = step.new
    if new.not_after > now + ROSTER_DAYS * _DAY + _SKEW:
        raise Rejected("roster", "valid for too long")
    if new.suite_min < step.old.suite_min:
        raise Rejected("suite", "back to an older one")
    granted = [signed.own_delegation, *(one.delegation for one in new.delegations)]
    if any(delegated(one, signed.root).until > now + DELEGATION_DAYS * _DAY + _SKEW for one in granted):
        raise Rejected("delegation", "valid for too long")


def _check_signers(step: _Step, root: bytes, now: int) -> None:
    """Who may sign the next one: everybody who could before and stays, and every new supervisor with the roster key that
    they enrolled. That the root let each, now or in the roster before, is checked already. `now` in seconds.
    """
    joining = {one.keys.kid: one.keys.rpk for one in step.joining if one.keys and one.keys.rpk}
    listed = {one.kid: delegated(one.delegation, root) for one in step.new.delegations}
    able = {one.kid for one in step.old.delegations} | joining.keys()
    if able & step.new.supervisors - listed.keys():
        raise Rejected("delegation", "a supervisor who could not sign")
    for kid, rpk in joining.items():
        if kid in listed and (listed[kid].rpk != rpk or listed[kid].until < now):
            raise Rejected("delegation", "not the roster key that they enrolled")


def _check_readable(connection: Connection, keys: Keys, before: Trust, actor: bytes | None) -> None:
    """The old sheets open nothing any more. At their own desks who signs has made readable what they could: elsewhere nobody can."""
    roster, own = before.current, desks_of(before.current, actor) if actor is not None else ()
    for spent in [member.kid for member in roster.members.values() if member.role == "recovery"]:
        left = handovers.left_by(connection, keys.kek, before, spent)
        if any(one.desk not in (desks.PRACTICE, *own) for one in left):
            raise Unfit("not-seated")


def _follow(connection: Connection, keys: Keys, step: _Step, *, actor: bytes | None, now: int) -> None:
    old, new, change = step.old, step.new, step.change
    gone = {kid for kid in step.went if old.members[kid].role in PERSONS}
    for kid in gone:
        staff.remove(connection, kid)
        sessions.end_all(connection, kid)
        session_ends.forget(connection, kid)
        passkeys.forget(connection, kid)
    invitations.forget(connection, gone, but=change.approves)
    for one in step.joining:
        _admit(connection, step, one)
    for kid in change.leaves:
        visit_clerks.replace(connection, kid, [])
        _hand_over(connection, step, kid, change.heir, desks_of(old, kid))
    for kid in old.members.keys() & new.members.keys():
        _hand_over(connection, step, kid, None, set(desks_of(old, kid)) - set(desks_of(new, kid)))
    prekeys.discard(
        connection, [desk for desk, kids in new.desks.items() if set(kids) != set(old.desks.get(desk, ()))]
    )
    if desks.PRACTICE in new.desks and desks.PRACTICE not in old.desks:
        desks.open_practice(connection)
    if change.recovery is not None:
        split_keys.put(connection, "recovery", change.recovery, now=now)
        audit.note(connection, keys, "recovery", now=now, actor=actor)
    audit.note(
        connection, keys, "roster", now=now, actor=actor,
        epoch=new.epoch, came=len(step.came), went=len(step.went),
    )  # fmt: skip


def _admit(connection: Connection, step: _Step, invitation: Invitation) -> None:
    """From a confirmed enrolment to an account."""
    guest, keys = invitation.guest, invitation.keys
    sealed = invitations.settle(connection, invitation.id)
    if keys is None or sealed is None:
        raise Rejected("roster", "an invitation that was used up")
    staff.add_sealed(connection, staff.Account(keys.kid, guest.name, guest.display_name, guest.role), sealed)
    if guest.replaces is not None:
        handovers.hand_over(connection, guest.replaces, keys.kid)
        handovers.keep_own(connection, guest.replaces, keys.kid)
        # Moved since they were asked: nobody could open what would be theirs where they don't sit.
        _hand_over(connection, step, keys.kid, None, step.new.desks.keys() - set(guest.desks))


def _hand_over(
    connection: Connection, step: _Step, kid: bytes, heir: bytes | None, desks: Collection[str]
) -> None:
    """To the heir where they sit and can answer; elsewhere the open ones wait for anybody."""
    member = step.new.members.get(heir) if heir is not None else None
    able = member.kid if member is not None and member.role in SEATED else None
    for desk in desks:
        takes_over = able if able is not None and step.new.sits_at(desk, able) else None
        handovers.hand_over(connection, kid, takes_over, desks=[desk])


def desks_of(roster: Roster, kid: bytes) -> tuple[str, ...]:
    """Every desk that this member belongs to."""
    return tuple(desk for desk in roster.desks if roster.sits_at(desk, kid))


def _invited(invitation: Invitation) -> Member | None:
    guest, keys = invitation.guest, invitation.keys
    return Member(keys.kid, guest.role, guest.display_name, keys.spk, keys.epk) if keys else None


def _recovery(roster: Roster, stored: Sealed) -> Member:
    """The one recovery key of this roster, which must be the one that the new sheets open."""
    found = [member for member in roster.members.values() if member.role == "recovery"]
    if len(found) != 1 or found[0].epk != stored.public:
        raise Rejected("roster", "not the recovery key of the sheets")
    return found[0]
