"""People who come and go, for every room of the tests: a newcomer's browser, and the supervisor's that signs the next roster."""

from collections.abc import Callable, Iterable
from os import urandom
from typing import Any

from storage import wrapsets
from storage.contexts import b64, digest, kid_of
from storage.delegations import delegated, roster_key_claim
from storage.roster import Delegation, Granted, Member, SignedRoster, Trust, sign_delegation, sign_roster
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet
from tests.cast import Colleague, Json, founded

DAY_S = 24 * 3600
Seats = dict[str, list[bytes]]


def newcomer(role: str = "counselor", name: str = "tani") -> Colleague:
    """Somebody whose browser has just made keys; their passphrase is a random secret, for a real one costs time."""
    signer, identity = Signer.generate(), Identity.generate()
    kid = kid_of(role, signer.public, identity.recipient.public)
    roster_key = Signer.generate() if role == "supervisor" else None
    return Colleague(name, kid, urandom(32), signer, identity, roster_key)


def shaped_capsule(kid: bytes) -> Json:
    """A capsule in everything but its content."""
    unlocker = {"kind": "pass", "iters": 1_000_000, "salt": b64(urandom(16)), "commit": b64(urandom(32))}
    unlocker["blob"] = b64(urandom(60))
    return {"v": 1, "kid": b64(kid), "keys": b64(urandom(300)), "unlockers": [unlocker]}


def enrolment(code: str, person: Colleague, **changes: Any) -> Json:
    """What the newcomer's browser posts."""
    body = {
        "code": code,
        "kid": b64(person.kid),
        "spk": b64(person.signer.public),
        "epk": b64(person.identity.recipient.public),
        "capsule": shaped_capsule(person.kid),
        "secret": b64(person.secret),
    }
    if person.roster_key is not None:
        rpk = person.roster_key.public
        body |= {"rpk": b64(rpk), "rpk_sig": b64(person.signer.sign(roster_key_claim(person.kid, rpk)))}
    return body | changes


def member_of(person: Colleague, role: str, name: str) -> Member:
    return Member(person.kid, role, name, person.signer.public, person.identity.recipient.public)


def next_roster(
    trust: Trust,
    last: SignedRoster,
    *,
    come: Iterable[tuple[Member, Iterable[str]]] = (),
    go: Iterable[bytes] = (),
    now: int,
    change: Callable[[list[Member], Seats], None] = lambda members, seats: None,
    signer: Signer | None = None,
    delegation: Delegation | None = None,
    **fields: Any,
) -> SignedRoster:
    """The next epoch as a supervisor's browser signs it; `change` and `fields` are what it should not have done."""
    roster, gone, signer = trust.current, set(go), signer or founded().office_key.roster
    members = [member for kid, member in roster.members.items() if kid not in gone]
    seats = {desk: [kid for kid in kids if kid not in gone] for desk, kids in roster.desks.items()}
    for member, desks in come:
        members.append(member)
        for desk in desks:
            seats[desk].append(member.kid)
    change(members, seats)
    honest: dict[str, Any] = {
        "fp": trust.fingerprint,
        "epoch": trust.epoch + 1,
        "prev": digest(last.roster),
        "not_before": now,
        "not_after": now + 35 * DAY_S,
        "members": members,
        "desks": seats,
        "delegations": [one for one in roster.delegations if one.kid not in gone],
    }
    return sign_roster(signer, last.root, delegation or _own(trust, last, signer), **(honest | fields))


def _own(trust: Trust, last: SignedRoster, signer: Signer) -> Delegation:
    """The one that is listed for this key; some other for a key that has none."""
    listed = [one.delegation for one in trust.current.delegations]
    mine = [one for one in listed if delegated(one, last.root).rpk == signer.public]
    return (mine or [last.own_delegation])[0]


def delegate(person: Colleague, *, epoch: int, now: int, root: Signer | None = None) -> Granted:
    """The root's word for a supervisor's roster key in the roster of this epoch, as two sheets let a browser sign it."""
    assert person.roster_key is not None
    root, until = root or founded().office_key.root, now + 399 * DAY_S
    return Granted(person.kid, sign_delegation(root, person.roster_key.public, until, epoch=epoch))


def prepared(
    trust: Trust, maker: Colleague, desk: str, *, key: Identity | None = None, **changes: Any
) -> WrapSet:
    """A wrap set for exactly the desk's members, of a fresh key unless another is given."""
    honest: dict[str, Any] = {
        "key_id": urandom(16), "desk": desk, "epoch": trust.epoch,
        "members": trust.current.desk_members(desk) if desk in trust.current.desks else [],
    }  # fmt: skip
    return wrapsets.make_wrapset(
        trust.fingerprint, maker.signer, maker.kid, key or Identity.generate(), **(honest | changes)
    )


def rewrapped(
    trust: Trust, maker: Colleague, old: WrapSet, *, opener: Colleague | None = None, **changes: Any
) -> WrapSet:
    """The same key for who sits there now, opened with `opener`'s keys (the maker's own, otherwise)."""
    opener = opener or maker
    spk = wrapsets.accept_wrapset(trust, old).spk
    key = wrapsets.open_wrapset(trust.fingerprint, old, opener.kid, opener.identity, spk)
    return prepared(trust, maker, old.desk, key=key, **({"key_id": old.key_id} | changes))
