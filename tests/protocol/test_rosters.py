"""Rosters to the last field and second: what the forgeries of `forged_rosters.py` leave open."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from storage.contexts import ctx, digest
from storage.delegations import Delegation, Granted, delegated
from storage.roster import Roster, SignedRoster, accept_chain, sign_delegation
from storage.sealing import Signer
from tests.protocol.office import DAY, LIFE, NOW, TAX, Office, Person
from tests.protocol.refusing import refused

Json = dict[str, Any]


@pytest.fixture(scope="module")
def body() -> Json:
    """The body of an honest roster with one delegation in it."""
    office = Office()
    link = office.sign(epoch=1, prev=bytes(32))
    return dict(json.loads(link.roster))


def parsed(body: Json, **changes: object) -> Roster:
    return Roster.parse(json.dumps(body | changes).encode())


def first_key(body: Json, **changes: object) -> list[Json]:
    first, *others = body["keys"]
    return [first | changes, *others]


MISSHAPEN: dict[str, tuple[Callable[[Json], Json], str]] = {
    "another version": (lambda body: {"v": 2}, "type or version"),
    "another type": (lambda body: {"t": "delegation"}, "type or version"),
    "a key that is no object": (lambda body: {"keys": ["sato"]}, "keys"),
    "a key without a name": (lambda body: {"keys": first_key(body, name=None)}, "name"),
    "a short name of a key": (lambda body: {"keys": first_key(body, kid="00" * 15)}, "kid"),
    "a short signing key": (lambda body: {"keys": first_key(body, spk="04" * 64)}, "spk"),
    "a key that stands twice": (lambda body: {"keys": body["keys"] + body["keys"][:1]}, "a kid stands twice"),
    "seats that are no list": (lambda body: {"desks": {LIFE: ""}}, "desks"),
    "a seat that is no name": (lambda body: {"desks": {LIFE: ["sato"]}}, "desks"),
    "a seat that is no text": (lambda body: {"desks": {LIFE: [7]}}, "desks"),
    "a seat of nobody": (lambda body: {"desks": {LIFE: ["00" * 16]}}, "desks"),
    "somebody with two seats": (lambda body: {"desks": {LIFE: [body["keys"][1]["kid"]] * 2}}, "desks"),
    "a short office": (lambda body: {"office": "00" * 19}, "office"),
    "a short past": (lambda body: {"prev": "00" * 31}, "prev"),
    "delegations that are no list": (lambda body: {"delegations": {}}, "delegations"),
    "a delegation that is no object": (lambda body: {"delegations": ["x"]}, "delegations"),
    "a delegation with something else": (
        lambda body: {"delegations": [body["delegations"][0] | {"note": ""}]},
        "other fields than expected",
    ),
    "a delegation for nobody": (
        lambda body: {"delegations": [body["delegations"][0] | {"kid": "00"}]},
        "kid",
    ),
    "a delegation with a short signature": (
        lambda body: {"delegations": [body["delegations"][0] | {"sig": "AAAA"}]},
        "sig",
    ),
}


@pytest.mark.parametrize("name", MISSHAPEN)
def test_a_misshapen_roster_is_refused(body: Json, name: str) -> None:
    spoil, detail = MISSHAPEN[name]
    with refused("roster", detail):
        parsed(body, **spoil(body))


def test_an_honest_roster_is_read_as_it_was_signed(body: Json) -> None:
    roster = parsed(body)
    assert [one.as_dict() for one in roster.delegations] == body["delegations"]
    assert parsed({name: value for name, value in body.items() if name != "delegations"}).delegations == []
    everybody = [key["kid"] for key in body["keys"]]
    assert [kid.hex() for kid in parsed(body, desks={LIFE: everybody}).desks[LIFE]] == everybody


def test_a_desk_that_is_not_there_has_no_members(body: Json) -> None:
    roster = parsed(body)
    seated, _ = roster.desk_members(LIFE)[0]
    assert roster.sits_at(LIFE, seated)
    assert not roster.sits_at("nowhere", seated)
    with refused("roster", "no such desk"):
        roster.desk_members("nowhere")


def test_a_link_travels_as_it_was_signed() -> None:
    office = Office()
    (link,) = office.chain
    assert SignedRoster.from_json(link.to_json()) == link
    assert link.parsed() == office.trust.current
    assert (
        json.dumps(json.loads(link.roster), ensure_ascii=False, separators=(",", ":")).encode() == link.roster
    )


def test_what_a_reader_remembers_is_the_newest_roster() -> None:
    office = Office()
    office.sign_next()
    assert office.trust.remembered == (2, digest(office.chain[1].roster))


def test_who_may_sign_the_next_roster_comes_out_again() -> None:
    office, second = Office(), Person("supervisor", "次長")
    office.people.append(second)
    key = Signer.generate()
    granted = [*office.granted, Granted(second.kid, office.word(key, epoch=1))]
    office.chain = [office.sign(epoch=1, prev=bytes(32), delegations=granted)]
    assert office.trust.current.delegations == granted
    assert delegated(granted[0].delegation, office.root.public) == (
        office.roster_key.public,
        NOW + 400 * DAY,
        None,
    )
    assert delegated(granted[1].delegation, office.root.public) == (key.public, NOW + 400 * DAY, 1)
    office.chain.append(office.sign(signer=key, delegation=granted[1].delegation, delegations=granted))
    office.chain.append(office.sign(delegations=granted))
    assert office.trust.epoch == 3


def test_two_sheets_let_somebody_sign_whom_nobody_lists() -> None:
    """The root's word for exactly this epoch: a newcomer whom nobody can confirm, or one whose 400 days are over."""
    office, key = Office(), Signer.generate()
    office.dismiss(office.kudo)
    boss = Person("supervisor", "次長")
    office.people.append(boss)
    word = office.word(key, epoch=3)
    office.chain.append(office.sign(signer=key, delegation=word, delegations=[Granted(boss.kid, word)]))
    office.chain.append(office.sign(signer=key, delegation=word, delegations=[Granted(boss.kid, word)]))
    assert office.trust.epoch == 4
    anew = office.word(key, epoch=5, not_after=NOW + 800 * DAY)
    office.chain.append(office.sign(signer=key, delegation=anew, delegations=[Granted(boss.kid, anew)]))
    assert office.trust.current.delegations == [Granted(boss.kid, anew)]
    office.chain.append(office.sign(signer=key, delegation=word, delegations=[]))
    with refused("delegation", "not listed, and not made for this epoch"):
        accept_chain(office.fp, office.chain, NOW)


def test_who_leaves_may_sign_that_they_leave_and_nothing_more() -> None:
    office = Office()
    office.dismiss(office.kudo)
    assert office.chain[-1].own_delegation == office.delegation
    assert office.trust.current.delegations == []
    office.chain.append(office.sign(delegation=office.delegation))
    with refused("delegation", "not listed, and not made for this epoch"):
        accept_chain(office.fp, office.chain, NOW)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"no JSON", "not JSON"),
        (b'{"v":2,"t":"delegation"}', "type or version"),
        (b'{"v":1,"t":"delegation","rpk":"00","not_after":1}', "rpk"),
    ],
)
def test_a_misshapen_delegation_is_refused_though_the_root_signed_it(content: bytes, detail: str) -> None:
    root = Signer.generate()
    with refused("delegation", detail):
        delegated(Delegation(content, root.sign(ctx("delegation", content))), root.public)
    with refused("delegation", "signature"):
        delegated(Delegation(content, bytes(64)), root.public)


def test_the_first_and_the_last_second_count() -> None:
    office = Office()
    roster = office.trust.current
    delegation = sign_delegation(office.root, office.roster_key.public, NOW)
    with_short_delegation = [office.sign(epoch=1, prev=bytes(32), delegation=delegation)]
    for now, chain in (
        (roster.not_before, office.chain),
        (roster.not_after, office.chain),
        (NOW, with_short_delegation),
    ):
        assert accept_chain(office.fp, chain, now).epoch == 1
    for now in (roster.not_before - 1, roster.not_after + 1):
        with refused("stale"):
            accept_chain(office.fp, office.chain, now)
    with refused("delegation", "expired"):
        accept_chain(office.fp, with_short_delegation, NOW + 1)


def test_an_old_delegation_may_have_run_out_when_a_newer_roster_has_its_own() -> None:
    office = Office()
    office.chain = [office.sign(epoch=1, prev=bytes(32), delegation=_until(office, NOW - 1))]
    office.chain.append(office.sign(delegation=office.word(epoch=2, not_after=NOW + 1)))
    assert office.trust.epoch == 2
    began = office.chain[0].parsed().not_before
    office.chain = [office.sign(epoch=1, prev=bytes(32), delegation=_until(office, began - 1))]
    office.chain.append(office.sign())
    with refused("delegation", "expired"):
        accept_chain(office.fp, office.chain, NOW)


def _until(office: Office, not_after: int) -> Delegation:
    return sign_delegation(office.root, office.roster_key.public, not_after)


def test_what_a_chain_is_refused_for_is_said_in_the_log() -> None:
    office = Office()
    with refused("roster", "empty chain"):
        accept_chain(office.fp, [], NOW)
    with refused("roster", "of another office"):
        accept_chain(office.fp, [office.sign(epoch=1, prev=bytes(32), fp=bytes(20))], NOW)
    with refused("sender", "no such epoch"):
        office.trust.at(2)


def test_it_is_known_when_a_desk_last_changed_and_when_somebody_last_left() -> None:
    office, newcomer = Office(), Person("counselor", "新人")
    assert moved(office, LIFE) == (1, 0)
    office.hire(newcomer, LIFE)
    assert moved(office, LIFE) == (2, 0)
    office.sign_next()
    assert moved(office, LIFE) == (2, 0)
    office.dismiss(office.kudo)
    assert moved(office, LIFE) == (4, 4)
    office.hire(Person("counselor", "次の人"), LIFE)
    assert moved(office, LIFE) == (5, 4)
    assert moved(office, TAX) == (1, 0)
    assert moved(office, "nowhere") == (0, 0)


def moved(office: Office, desk: str) -> tuple[int, int]:
    return office.trust.changed_epoch(desk), office.trust.removed_epoch(desk)
