"""Rosters signed and case keys wrapped in real Chromium: the server's code accepts what the browser makes and each refuses what
the other would.
"""

import json
from dataclasses import replace
from typing import Any

import pytest

from storage.contexts import Code, Rejected, b64, digest, unb64
from storage.roster import SignedRoster, accept_chain
from storage.sealing import Identity, Recipient, Signer, seal
from storage.wrapsets import WrapSet, accept_wrapset, open_wrapset
from tests.browser.answers import Ask, value
from tests.protocol.forgeries import flipped
from tests.protocol.office import DAY, LIFE, NOW, TAX, Case, Office, Person

PAGE = "keys_page"

Json = dict[str, Any]


def shown(office: Office, *, now: int = NOW) -> Json:
    """What the browser gets to verify."""
    return {"fingerprint": b64(office.fp), "chain": [link.as_dict() for link in office.chain], "now": now}


def signing(office: Office, *, key: Signer | None = None, link: Json | None = None, **change: object) -> Json:
    pkcs8 = b64((key or office.roster_key).to_pkcs8())
    return shown(office) | {"rosterKey": pkcs8, "link": link, "change": {"notBefore": NOW} | change}


def member_json(person: Person) -> Json:
    _, role, name, spk, epk = person.member
    return {"kid": person.kid.hex(), "role": role, "name": name, "spk": spk.hex(), "epk": epk.hex()}


def holder(person: Person) -> Json:
    keys = {"sign": person.signer.to_pkcs8(), "enc": person.identity.to_pkcs8()}
    return {name: b64(key) for name, key in ({"kid": person.kid, "epk": person.epk} | keys).items()}


def accepted(office: Office, signed: Json, *, now: int = NOW) -> Any:
    """The office's trust once the browser's roster is the newest."""
    return accept_chain(office.fp, [*office.chain, SignedRoster.from_json(signed)], now)


def test_the_server_accepts_the_roster_that_a_browser_signed(ask: Ask) -> None:
    office, newcomer = Office(), Person("counselor", '新人 🍀"\\')
    members = [member_json(person) for person in [*office.people, newcomer]]
    seats = {desk: [person.kid.hex() for person in seats] for desk, seats in office.seats.items()}
    desks = seats | {LIFE: [*seats[LIFE], newcomer.kid.hex()]}
    signed = value(ask("nextRoster", signing(office, members=members, desks=desks)))
    trust = accepted(office, signed)
    assert trust.epoch == 2
    assert trust.current.members[newcomer.kid] == newcomer.member
    assert trust.current.sits_at(LIFE, newcomer.kid)
    assert trust.current.members.keys() - {newcomer.kid} == office.chain[0].parsed().members.keys()
    office.chain.append(SignedRoster.from_json(signed))
    newest = {"epoch": 2, "hash": digest(office.chain[1].roster).hex()}
    assert value(ask("accept", shown(office))) == newest


def test_the_same_roster_signed_anew_is_valid_for_35_days_more(ask: Ask) -> None:
    office, later = Office(), NOW + 30 * DAY
    asked = signing(office, notBefore=later) | {"now": later}
    trust = accepted(office, value(ask("nextRoster", asked)), now=later)
    assert trust.current.not_after == trust.current.not_before + 35 * DAY
    # Somebody whose clock is four minutes slow believes it too.
    assert later - 600 < trust.current.not_before < later - 240
    assert trust.current.members == trust.rosters[1].members
    assert trust.current.desks == trust.rosters[1].desks


def test_a_roster_that_has_run_out_can_be_signed_anew(ask: Ask) -> None:
    office, later = Office(), NOW + 60 * DAY
    asked = signing(office, notBefore=later) | {"now": None}
    assert accepted(office, value(ask("nextRoster", asked)), now=later).epoch == 2
    assert ask("nextRoster", asked | {"now": later}) == {"refused": "stale"}


def test_nothing_is_signed_that_readers_would_refuse(ask: Ask) -> None:
    office, ghost = Office(), Person("counselor", "佐藤")
    members = [member_json(person) for person in office.people]
    swapped = [
        one | {"epk": ghost.epk.hex()} if one["kid"] == office.sato.kid.hex() else one for one in members
    ]
    refused: dict[Code, Json] = {
        "kid": signing(office, members=swapped),
        "roster": signing(office, desks={LIFE: [ghost.kid.hex()]}),
        "history": signing(
            office, link=dict(office.sign(epoch=1, prev=bytes(32), not_after=NOW + DAY).as_dict())
        ),
        "delegation": signing(office, notBefore=NOW + 401 * DAY),
    }
    assert {code: ask("nextRoster", asked) for code, asked in refused.items()} == {
        code: {"refused": code} for code in refused
    }
    twice = signing(office, members=[*members, members[0]])
    assert ask("nextRoster", twice) == {"refused": "roster"}


CHANGES: dict[str, tuple[Code, dict[str, object]]] = {
    "somebody added": ("roster", {"keys": lambda body: [*body["keys"], member_json(Person("counselor", "誰か"))]}),
    "a role raised": ("roster", {"keys": lambda body: [one | {"role": "supervisor"} for one in body["keys"]]}),
    "a desk given away": ("roster", {"desks": lambda body: {desk: [] for desk in body["desks"]}}),
    "valid for years": ("roster", {"not_after": lambda _: NOW + 4000 * DAY}),
    "a later epoch": ("roster", {"epoch": lambda body: body["epoch"] + 1}),
    "another past": ("roster", {"prev": lambda _: bytes(32).hex()}),
    "of another office": ("roster", {"office": lambda _: bytes(20).hex()}),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_after_the_browser_signed_is_refused_by_both(ask: Ask, change: str) -> None:
    office = Office()
    signed = value(ask("nextRoster", signing(office)))
    code, fields = CHANGES[change]
    body = json.loads(unb64(signed["roster"]))
    body |= {name: made(body) for name, made in fields.items() if callable(made)}
    changed = signed | {"roster": b64(json.dumps(body).encode())}
    refused_by_both(ask, office, changed, code)


@pytest.mark.parametrize(("field", "code"), [("roster", "roster"), ("sig", "roster"), ("delegation", "delegation"),
                                             ("delegation_sig", "delegation"), ("root", "fingerprint")])  # fmt: skip
def test_one_turned_bit_of_what_the_browser_signed_is_refused_by_both(
    ask: Ask, field: str, code: Code
) -> None:
    office = Office()
    refused_by_both(ask, office, flipped(value(ask("nextRoster", signing(office))), field, at=40), code)


def refused_by_both(ask: Ask, office: Office, signed: Json, code: Code) -> None:
    with pytest.raises(Rejected) as refusal:
        accepted(office, signed)
    assert refusal.value.code == code
    office.chain.append(SignedRoster.from_json(signed))
    assert ask("accept", shown(office)) == {"refused": code}


def test_a_prepared_key_is_for_exactly_the_desk_of_the_verified_roster(ask: Ask) -> None:
    office = Office()
    made = value(ask("makeWrapset", shown(office) | {"member": holder(office.sato), "desk": LIFE}))
    wrapset = WrapSet.from_json(made)
    creator = accept_wrapset(office.trust, wrapset)
    assert (creator.kid, wrapset.epoch, set(wrapset.wraps)) == (
        office.sato.kid,
        1,
        {office.sato.kid, office.kudo.kid},
    )
    opened = [
        open_wrapset(office.fp, wrapset, person.kid, person.identity, creator.spk).recipient.public
        for person in (office.sato, office.kudo)
    ]
    assert opened == [wrapset.case_pk] * 2
    kudo = value(ask("openWrapset", shown(office) | {"member": holder(office.kudo), "wrapset": made}))
    assert kudo == {"keyId": made["key_id"], "casePk": made["case_pk"], "extractable": False}
    other = value(ask("makeWrapset", shown(office) | {"member": holder(office.sato), "desk": LIFE}))
    assert {other["key_id"], other["case_pk"]}.isdisjoint({made["key_id"], made["case_pk"]})


@pytest.mark.parametrize("desk", [TAX, "nowhere"])
def test_nobody_prepares_keys_for_a_desk_of_others(ask: Ask, desk: str) -> None:
    office = Office()
    asked = shown(office) | {"member": holder(office.sato), "desk": desk}
    assert ask("makeWrapset", asked) == {"refused": "sender"}


def test_who_has_come_reads_the_old_key_and_who_has_left_gets_no_wrap(ask: Ask) -> None:
    office, newcomer = Office(), Person("counselor", "新人")
    case = Case.opened(office)
    office.hire(newcomer, LIFE)
    office.dismiss(office.kudo)
    asked = shown(office) | {"member": holder(office.sato), "wrapset": case.wrapset.as_dict()}
    answer = value(ask("rewrap", asked))
    assert answer["added"] == [newcomer.kid.hex()]
    wrapset = WrapSet.from_json(answer["wrapset"])
    creator = accept_wrapset(office.trust, wrapset)
    assert (wrapset.key_id, wrapset.case_pk, wrapset.epoch) == (case.wrapset.key_id, case.wrapset.case_pk, 3)
    assert (creator.kid, set(wrapset.wraps)) == (office.sato.kid, {office.sato.kid, newcomer.kid})
    opened = open_wrapset(office.fp, wrapset, newcomer.kid, newcomer.identity, creator.spk)
    assert opened.scalar() == case.key.scalar()


def test_the_recovery_key_opens_and_a_member_signs(ask: Ask) -> None:
    office, recovery, heir = Office(), Person("recovery", "復旧用紙"), Person("counselor", "後任")
    office.hire(recovery, LIFE)
    case = Case.opened(office)
    office.hire(heir, LIFE)
    asked = shown(office) | {"member": holder(heir), "wrapset": case.wrapset.as_dict()}
    assert ask("rewrap", asked) == {"refused": "not-entitled"}
    wrapset = WrapSet.from_json(value(ask("rewrap", asked | {"reader": holder(recovery)}))["wrapset"])
    creator = accept_wrapset(office.trust, wrapset)
    assert creator.kid == heir.kid
    assert (
        open_wrapset(office.fp, wrapset, heir.kid, heir.identity, creator.spk).scalar() == case.key.scalar()
    )
    forged = asked | {"member": holder(recovery)}
    assert ask("rewrap", forged) == {"refused": "sender"}


def resigned(office: Office, wrapset: WrapSet, **changes: Any) -> WrapSet:
    """As a colleague of the desk could sign it."""
    changed = replace(wrapset, creator=office.kudo.kid, **changes)
    return replace(changed, sig=office.kudo.signer.sign(changed.signed_bytes(office.fp)))


def test_what_does_not_verify_is_not_passed_on(ask: Ask) -> None:
    """The oracle that a server could make of a console: to have whatever it likes wrapped for the members."""
    office = Office()
    case, stranger = Case.opened(office), Person("counselor", "安部")
    honest = case.wrapset
    forged: list[tuple[Code, WrapSet]] = [
        ("signature", replace(honest, case_pk=Identity.generate().recipient.public)),
        (
            "signature",
            replace(honest, desk=honest.desk, sig=stranger.signer.sign(honest.signed_bytes(office.fp))),
        ),
        ("sender", replace(honest, creator=stranger.kid)),
        ("sender", replace(honest, epoch=7)),
        ("wrap", resigned(office, honest, key_id=bytes(16))),
        ("wrap", resigned(office, honest)),
        ("not-entitled", resigned(office, honest, wraps=honest.wraps | {stranger.kid: bytes(113)})),
    ]
    for code, wrapset in forged:
        asked = shown(office) | {"member": holder(office.sato), "wrapset": wrapset.as_dict()}
        assert ask("rewrap", asked) == {"refused": code}


def test_a_wrap_of_another_key_is_not_passed_on(ask: Ask) -> None:
    office = Office()
    other = office.wrap(Identity.generate(), bytes(16), creator=office.sato)
    wrong = replace(other, case_pk=Identity.generate().recipient.public, sig=b"", wraps={})
    scalar = Identity.generate().scalar()
    wraps = {kid: seal(Recipient(epk), scalar, info=wrong.wrap_info(office.fp, kid))
             for kid, epk in office.trust.current.desk_members(LIFE)}  # fmt: skip
    wrong = replace(wrong, wraps=wraps)
    signed = replace(wrong, sig=office.sato.signer.sign(wrong.signed_bytes(office.fp)))
    asked = shown(office) | {"member": holder(office.sato), "wrapset": signed.as_dict()}
    assert ask("rewrap", asked) == {"refused": "key-mismatch"}
