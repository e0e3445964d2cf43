"""Who may sign the next roster, as a supervisor's browser passes it on and the server's code reads it."""

from storage.contexts import b64, unb64
from storage.delegations import Delegation, Granted, delegated
from storage.roster import SignedRoster, accept_chain, sign_delegation
from storage.sealing import Signer
from tests.browser.answers import Ask, value
from tests.browser.test_rosters import Json, accepted, member_json, signing
from tests.protocol.office import DAY, LIFE, NOW, TAX, Office, Person

PAGE = "keys_page"


def delegate(ask: Ask, office: Office, person: Person, key: Signer, *, epoch: int) -> Json:
    """As two sheets let the browser sign it."""
    whom = {"kid": person.kid.hex(), "rpk": b64(key.public), "until": NOW + 400 * DAY, "epoch": epoch}
    granted: Json = value(ask("delegate", {"root": b64(office.root.to_pkcs8())} | whom))
    assert granted.pop("extractable") is False
    return granted


def test_a_new_supervisor_finds_their_delegation_in_the_roster(ask: Ask) -> None:
    office, boss, second = Office(), Person("supervisor", "次長"), Signer.generate()
    members = [member_json(person) for person in [*office.people, boss]]
    granted = delegate(ask, office, boss, second, epoch=2)
    assert ask("nextRoster", signing(office, key=second)) == {"refused": "delegation"}
    first = value(ask("nextRoster", signing(office, members=members, granted=[granted])))
    assert unb64(first["delegation"]) == office.delegation.body
    office.chain.append(SignedRoster.from_json(first))
    # From then on the roster itself tells each of them which delegation is theirs, whoever signed last.
    for key, body in ((second, unb64(granted["body"])), (office.roster_key, office.delegation.body)):
        signed = SignedRoster.from_json(value(ask("nextRoster", signing(office, key=key))))
        assert signed.delegation == body
        office.chain.append(signed)
    passed_on = accept_chain(office.fp, office.chain, NOW).current.delegations
    assert {one.kid: delegated(one.delegation, office.root.public).rpk for one in passed_on} == {
        boss.kid: second.public,
        office.kudo.kid: office.roster_key.public,
    }


def test_who_leaves_takes_their_delegation_along(ask: Ask) -> None:
    """They may sign that they leave; after that their key signs nothing that the browser would itself read."""
    office, boss, second = Office(), Person("supervisor", "次長"), Signer.generate()
    office.people.append(boss)
    office.chain.append(
        office.sign(delegations=[*office.granted, Granted(boss.kid, office.word(second, epoch=2))])
    )
    staying = [member_json(person) for person in office.people if person is not office.kudo]
    desks = {LIFE: [office.sato.kid.hex()], TAX: [office.mori.kid.hex()]}
    signed = value(ask("nextRoster", signing(office, members=staying, desks=desks)))
    assert [one.kid for one in accepted(office, signed).current.delegations] == [boss.kid]
    office.chain.append(SignedRoster.from_json(signed))
    assert ask("nextRoster", signing(office)) == {"refused": "delegation"}
    assert accepted(office, value(ask("nextRoster", signing(office, key=second)))).epoch == 4


def test_a_supervisor_whom_nobody_lists_joins_by_the_roots_word_for_this_epoch(ask: Ask) -> None:
    office, boss, key = Office(), Person("supervisor", "次長"), Signer.generate()
    members = [member_json(person) for person in [*office.people, boss]]
    for epoch in (1, 3):
        late = signing(
            office, key=key, members=members, granted=[delegate(ask, office, boss, key, epoch=epoch)]
        )
        assert ask("nextRoster", late) == {"refused": "delegation"}
    granted = delegate(ask, office, boss, key, epoch=2)
    signed = value(ask("nextRoster", signing(office, key=key, members=members, granted=[granted])))
    assert (signed["delegation"], signed["delegation_sig"]) == (granted["body"], granted["sig"])
    listed = accepted(office, signed).current.delegations
    assert [one.kid for one in listed] == [office.kudo.kid, boss.kid]


def test_a_delegation_is_renewed_before_and_after_its_end(ask: Ask) -> None:
    """One that is over stays in the roster, where its holder's browser finds which key is to be renewed."""
    office = Office()
    office.delegation = office.word(epoch=1, not_after=NOW + DAY)
    office.chain[0] = office.sign(epoch=1, prev=bytes(32))
    granted = delegate(ask, office, office.kudo, office.roster_key, epoch=2)
    for now in (NOW, NOW + 2 * DAY):
        chain = {"now": None} if now > NOW else {}
        without = signing(office, notBefore=now) | chain
        if now > NOW:
            assert ask("nextRoster", without) == {"refused": "delegation"}
        asked = signing(office, notBefore=now, granted=[granted]) | chain
        trust = accepted(office, value(ask("nextRoster", asked)), now=now)
        assert [one.as_dict() for one in trust.current.delegations] == [granted]


def test_a_delegation_by_another_root_is_refused(ask: Ask) -> None:
    office = Office()
    forged = sign_delegation(Signer.generate(), office.roster_key.public, NOW + DAY, epoch=2)
    for delegation in (forged, Delegation(forged.body, office.delegation.sig)):
        granted = Granted(office.kudo.kid, delegation).as_dict()
        assert ask("nextRoster", signing(office, granted=[granted])) == {"refused": "delegation"}
