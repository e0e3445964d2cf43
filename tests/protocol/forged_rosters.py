"""Attacks on who is believed to work here: root, delegation, roster, memory."""

import json
from dataclasses import replace

from storage.contexts import ctx, digest
from storage.delegations import Delegation, Granted
from storage.roster import SignedRoster, sign_delegation, sign_roster
from storage.sealing import Signer
from tests.protocol.forgeries import changed, flipped, forgery
from tests.protocol.office import DAY, NOW, Case, Office, Person
from tests.protocol.story import Story


def _shown(case: Case, *links: SignedRoster) -> Story:
    return replace(Story.of(case), chain=[dict(link.as_dict()) for link in links])


def _delegation(office: Office, **body: object) -> Delegation:
    content = json.dumps(body).encode()
    return Delegation(content, office.root.sign(ctx("delegation", content)))


def _resigned(office: Office, **changes: object) -> SignedRoster:
    """Whoever holds the roster key signs what the product never writes."""
    link = office.chain[0]
    body = json.dumps(json.loads(link.roster) | changes).encode()
    return replace(link, roster=body, sig=office.roster_key.sign(ctx("roster", body)))


@forgery("fingerprint")
def an_office_that_calls_itself_ours(office: Office, case: Case) -> Story:
    return _shown(case, *Office().chain)


@forgery("fingerprint")
def another_root_over_our_roster(office: Office, case: Case) -> Story:
    return _shown(case, replace(office.chain[0], root=Signer.generate().public))


@forgery("delegation")
def a_delegation_that_the_root_never_signed(office: Office, case: Case) -> Story:
    forged = sign_delegation(Signer.generate(), office.roster_key.public, NOW + DAY)
    return _shown(case, replace(office.chain[0], delegation=forged.body, delegation_sig=forged.sig))


@forgery("delegation")
def the_whole_chain_below_our_root_forged(office: Office, case: Case) -> Story:
    root, roster_key, ghost = Signer.generate(), Signer.generate(), Person("counselor", "佐藤")
    forged = sign_roster(
        roster_key, office.root.public, sign_delegation(root, roster_key.public, NOW + DAY),
        fp=office.fp, epoch=1, prev=bytes(32), not_before=NOW, not_after=NOW + DAY,
        members=[ghost.member], desks={"life": [ghost.kid]},
    )  # fmt: skip
    return _shown(case, forged)


@forgery("delegation")
def a_delegation_that_has_expired(office: Office, case: Case) -> Story:
    ended = sign_delegation(office.root, office.roster_key.public, NOW - 1)
    return _shown(case, replace(office.chain[0], delegation=ended.body, delegation_sig=ended.sig))


@forgery("delegation")
def something_else_that_the_root_signed(office: Office, case: Case) -> Story:
    other = _delegation(office, v=1, t="other", rpk=office.roster_key.public.hex(), not_after=NOW + DAY)
    return _shown(case, replace(office.chain[0], delegation=other.body, delegation_sig=other.sig))


@forgery("delegation")
def a_roster_by_a_supervisor_who_has_left(office: Office, case: Case) -> Story:
    """With a roster key that the root lets sign for a year to come, and whoever writes to the database."""
    office.dismiss(office.kudo)
    return _shown(case, *office.chain, office.sign(delegation=office.delegation))


@forgery("delegation")
def a_leaver_who_lets_themselves_stay(office: Office, case: Case) -> Story:
    """They sign that they leave, and list their own key for a supervisor who stays."""
    heir = Person("supervisor", "次長")
    office.people.append(heir)
    office.sign_next()
    office.people.remove(office.kudo)
    office.seats["life"].remove(office.kudo)
    kept = [Granted(heir.kid, office.delegation)]
    return _shown(case, *office.chain, office.sign(delegations=kept))


@forgery("delegation")
def a_leavers_delegation_listed_again(office: Office, case: Case) -> Story:
    """By a colleague, once it has fallen out: the root made it, but long ago."""
    kudo, heir, key = office.kudo, Person("supervisor", "次長"), Signer.generate()
    office.people.append(heir)
    heirs = Granted(heir.kid, office.word(key, epoch=2))
    office.chain.append(office.sign(delegations=[heirs]))
    again = [heirs, Granted(kudo.kid, office.delegation)]
    return _shown(
        case, *office.chain, office.sign(signer=key, delegation=heirs.delegation, delegations=again)
    )


@forgery("delegation")
def a_delegation_for_another_epoch(office: Office, case: Case) -> Story:
    office.sign_next()
    return _shown(case, *office.chain, office.sign(delegation=office.word(epoch=2)))


@forgery("delegation")
def another_beginning_by_who_came_later(office: Office, case: Case) -> Story:
    return _shown(case, office.sign(epoch=1, prev=bytes(32), delegation=office.word(epoch=2)))


@forgery("delegation")
def a_delegation_listed_that_the_root_never_made(office: Office, case: Case) -> Story:
    forged = sign_delegation(Signer.generate(), office.roster_key.public, NOW + DAY, epoch=2)
    return _shown(case, *office.chain, office.sign(delegations=[Granted(office.kudo.kid, forged)]))


@forgery("delegation")
def a_delegation_listed_in_the_first_roster_that_the_root_never_made(office: Office, case: Case) -> Story:
    forged = sign_delegation(Signer.generate(), office.roster_key.public, NOW + DAY, epoch=1)
    granted = [Granted(office.kudo.kid, forged)]
    return _shown(case, office.sign(epoch=1, prev=bytes(32), delegations=granted))


@forgery("delegation")
def a_listed_delegation_passed_on_with_another_signature(office: Office, case: Case) -> Story:
    spoiled = Delegation(office.delegation.body, bytes(64))
    return _shown(case, *office.chain, office.sign(delegations=[Granted(office.kudo.kid, spoiled)]))


@forgery("delegation")
def a_delegation_listed_for_a_counselor(office: Office, case: Case) -> Story:
    granted = [*office.granted, Granted(office.sato.kid, office.word(epoch=2))]
    return _shown(case, *office.chain, office.sign(delegations=granted))


@forgery("delegation")
def a_delegation_listed_for_somebody_the_roster_does_not_know(office: Office, case: Case) -> Story:
    granted = [*office.granted, Granted(Person("supervisor", "誰か").kid, office.word(epoch=2))]
    return _shown(case, *office.chain, office.sign(delegations=granted))


@forgery("delegation")
def two_delegations_listed_for_one_supervisor(office: Office, case: Case) -> Story:
    granted = [*office.granted, Granted(office.kudo.kid, office.word(Signer.generate(), epoch=2))]
    return _shown(case, *office.chain, office.sign(delegations=granted))


@forgery("delegation")
def a_listed_delegation_that_is_over(office: Office, case: Case) -> Story:
    office.delegation = office.word(epoch=1, not_after=NOW - 1)
    office.chain = [office.sign(epoch=1, prev=bytes(32))]
    return _shown(case, *office.chain, office.sign())


@forgery("roster")
def a_delegation_to_a_key_that_is_no_point(office: Office, case: Case) -> Story:
    bad = _delegation(
        office, v=1, t="delegation", rpk=(b"\x04" + bytes(63) + b"\x05").hex(), not_after=NOW + DAY
    )
    return _shown(case, replace(office.chain[0], delegation=bad.body, delegation_sig=bad.sig))


@forgery("delegation")
def a_roster_in_the_place_of_the_delegation(office: Office, case: Case) -> Story:
    link = office.chain[0]
    return _shown(case, replace(link, delegation=link.roster, delegation_sig=link.sig))


@forgery("roster")
def the_delegation_in_the_place_of_a_roster(office: Office, case: Case) -> Story:
    link = office.chain[0]
    return _shown(case, replace(link, roster=link.delegation, sig=link.delegation_sig))


@forgery("roster")
def a_roster_by_a_key_without_delegation(office: Office, case: Case) -> Story:
    return _shown(case, office.sign(signer=Signer.generate(), epoch=1, prev=bytes(32)))


@forgery("roster")
def one_bit_of_the_roster_turned(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return replace(story, chain=[flipped(dict(story.chain[0]), "roster", at=90)])


@forgery("roster")
def a_roster_of_another_office_by_the_same_key(office: Office, case: Case) -> Story:
    return _shown(case, office.sign(fp=bytes(20), epoch=1, prev=bytes(32)))


@forgery("roster")
def a_desk_with_somebody_the_roster_does_not_know(office: Office, case: Case) -> Story:
    return _shown(case, _resigned(office, desks={"life": [Person("counselor", "誰か").kid.hex()]}))


@forgery("kid")
def another_encryption_key_under_satos_name(office: Office, case: Case) -> Story:
    ghost = Person("counselor", "佐藤")
    members = [
        member._replace(epk=ghost.epk) if member.kid == office.sato.kid else member
        for member in (person.member for person in office.people)
    ]
    return _shown(case, office.sign(epoch=1, prev=bytes(32), members=members))


@forgery("rollback")
def the_roster_of_before_somebody_left(office: Office, case: Case) -> Story:
    before = list(office.chain)
    office.dismiss(office.kudo)
    remembered = {"epoch": 2, "hash": digest(office.chain[-1].roster).hex()}
    return replace(_shown(case, *before), remembered=remembered)


@forgery("rollback")
def an_old_roster_against_the_epoch_on_paper(office: Office, case: Case) -> Story:
    return replace(Story.of(case), remembered={"epoch": 2, "hash": None})


@forgery("equivocation")
def another_roster_of_the_same_epoch(office: Office, case: Case) -> Story:
    seen = digest(office.chain[0].roster).hex()
    other = office.sign(epoch=1, prev=bytes(32), not_after=NOW + DAY)
    return replace(_shown(case, other), remembered={"epoch": 1, "hash": seen})


@forgery("equivocation")
def another_past_under_a_newer_roster(office: Office, case: Case) -> Story:
    seen = {"epoch": 1, "hash": digest(office.chain[0].roster).hex()}
    other = office.sign(epoch=1, prev=bytes(32), not_after=NOW + DAY)
    return replace(_shown(case, other, office.sign(epoch=2, prev=digest(other.roster))), remembered=seen)


@forgery("history")
def a_roster_that_does_not_follow_the_one_before(office: Office, case: Case) -> Story:
    return _shown(case, office.chain[0], office.sign(prev=bytes(32)))


@forgery("history")
def a_chain_without_its_beginning(office: Office, case: Case) -> Story:
    office.sign_next()
    return _shown(case, office.chain[1])


@forgery("history")
def a_chain_that_begins_in_the_middle(office: Office, case: Case) -> Story:
    return _shown(case, office.sign(epoch=7, prev=bytes(32)))


@forgery("roster")
def no_roster_at_all(office: Office, case: Case) -> Story:
    return _shown(case)


@forgery("stale")
def a_roster_that_has_run_out(office: Office, case: Case) -> Story:
    return _shown(case, office.sign(epoch=1, prev=bytes(32), not_after=NOW - 1))


@forgery("stale")
def a_roster_that_has_not_begun(office: Office, case: Case) -> Story:
    return replace(Story.of(case), now=NOW - 2 * DAY)


@forgery("suite")
def a_roster_that_asks_for_a_newer_suite(office: Office, case: Case) -> Story:
    return _shown(case, _resigned(office, suite_min=2))


@forgery("roster")
def a_link_with_a_field_too_many(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return replace(story, chain=[changed(dict(story.chain[0]), note="x")])
