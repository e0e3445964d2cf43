"""Who works here changes only by a roster that a supervisor signed, and only as was agreed; with all that follows from it."""

import time
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from storage import passkeys, prekeys, rosters, staff
from storage.audit import audit_log
from storage.contexts import Rejected, b64
from storage.delegations import Granted
from storage.roster import Member, sign_delegation
from storage.sealing import Signer
from tests.cast import Colleague, Town, colleague, founded
from tests.handlers.desk import Desk
from tests.handlers.supervising import Newcomer, Supervisor, refused
from tests.joining import DAY_S, delegate, member_of, newcomer, prepared

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

KURASHI, HATARAKU = "kurashi", "hataraku"


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def actions(town: Town) -> list[str]:
    with town.database.reading() as connection:
        return list(connection.scalars(select(audit_log.c.action).order_by(audit_log.c.number)))


@SQLITE
def test_the_supervisor_sees_who_works_here(kudo: Supervisor, sato: Desk) -> None:
    body = kudo.people()
    assert [(p["name"], p["role"], p["desks"]) for p in body["people"]] == [
        ("kudo", "supervisor", [KURASHI, HATARAKU]), ("mori", "counselor", [HATARAKU]), ("sato", "counselor", [KURASHI]),
    ]  # fmt: skip
    assert (body["people"][0]["passkeys"], body["people"][0]["prf"], body["people"][0]["totp"]) == (
        0,
        0,
        False,
    )
    assert body["people"][0]["here_since"] == kudo.trust().current.not_before * 1000
    assert body["desks"] == [
        {"id": KURASHI, "name": "くらしの窓口"},
        {"id": HATARAKU, "name": "はたらく窓口"},
    ]
    assert body["roster_until"] == kudo.trust().current.not_after * 1000
    assert body["delegation_until"] > body["roster_until"]
    assert body["sheets"]["root"]["rehearsed_at"] is None
    for path in ("people", "sheets", f"people/{b64(sato.person.kid)}/hand-over"):
        assert refused(sato.get(path)) == (403, "role"), path
    assert kudo.get(f"people/{b64(bytes(16))}/hand-over").status_code == 404


def test_who_leaves_is_out_at_once_and_their_consultations_go_on(
    web: Flask, kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    sato.claim(b64(case))
    trust = kudo.trust()
    with town.database.transaction() as connection:
        made = [prepared(trust, kudo.person, desk) for desk in (KURASHI, HATARAKU)]
        prekeys.add(connection, town.keys, trust, kudo.person.kid, made, now=town.clock())
        passkey = {
            "credential_id": b"x",
            "kid": sato.person.kid,
            "label": "",
            "prf": False,
            "sealed": b"",
            "created_at": 0,
        }
        connection.execute(insert(passkeys.passkeys), passkey)
    kudo.invite("sato", replaces=b64(sato.person.kid))

    (waiting,) = (kudo.get(f"people/{b64(sato.person.kid)}/hand-over").json or {})["consultations"]
    assert (waiting["id"], waiting["assigned"], waiting["readers"]) == (
        b64(case),
        True,
        [b64(kudo.person.kid)],
    )
    answer = kudo.dismiss(sato.person.kid, hand_over_to=b64(kudo.person.kid))
    assert (answer.status_code, answer.json) == (201, {"epoch": 2})

    assert sato.get("consultations").status_code == 401
    assert town.count()["sessions"] == 1
    credentials = {"name": "sato", "secret": b64(sato.person.secret)}
    assert web.test_client().post("/console/sessions", json=credentials).status_code == 401
    assert bytes(town.row(case).assignee) == kudo.person.kid
    with town.database.reading() as connection:
        assert prekeys.counts(connection, [KURASHI, HATARAKU]) == {KURASHI: 0, HATARAKU: 1}
        assert passkeys.counts(connection) == {}
        assert not staff.name_is_taken(connection, "sato")
    assert (town.count()["invitations"], kudo.people()["invited"]) == (0, [])
    assert "roster" in actions(town)


def test_what_nobody_takes_over_waits_for_anybody(
    kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    sato.claim(b64(case))
    assert kudo.dismiss(sato.person.kid, hand_over_to=b64(colleague("mori").kid)).status_code == 201
    assert town.row(case).assignee is None
    assert b64(case) in kudo.ids()


def test_who_has_lost_the_passphrase_comes_back_with_new_keys(
    web: Flask, kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    """Same name, role and desks, whatever the request says; what was assigned stays theirs."""
    sato.claim(b64(case))
    again, old = newcomer(name="sato"), b64(sato.person.kid)
    guest = kudo.guest(again, "auditor", replaces=old)
    assert (guest.member.role, guest.member.name, guest.desks) == ("counselor", "佐藤", [KURASHI])
    assert kudo.approve(guest, replaced=[old]).status_code == 201
    assert sato.get("consultations").status_code == 401
    assert bytes(town.row(case).assignee) == again.kid
    assert Newcomer(web, again).ids() == [b64(case)]
    assert [p["name"] for p in kudo.people()["people"]] == ["kudo", "mori", "sato"]


@SQLITE
def test_a_second_supervisor_signs_in_their_own_right(web: Flask, kudo: Supervisor) -> None:
    """Two sheets let them: the root's word for their own roster key is passed on in the roster that names them."""
    boss = newcomer("supervisor", "boss")
    guest = kudo.guest(boss, "supervisor", KURASHI)
    come, now = [(guest.member, guest.desks)], int(time.time())
    (kudos,) = kudo.trust().current.delegations
    honest, other = delegate(boss, epoch=2, now=now), newcomer("supervisor", "boss")
    wrong: dict[str, list[Granted]] = {
        "nobody let them": [kudos],
        "another root": [kudos, delegate(boss, epoch=2, now=now, root=Signer.generate())],
        "over already": [kudos, delegate(boss, epoch=2, now=now - 400 * DAY_S)],
        "for another epoch": [kudos, delegate(boss, epoch=3, now=now)],
        "of another key": [kudos, delegate(other, epoch=2, now=now)._replace(kid=boss.kid)],
        "for a counselor": [kudos, honest, honest._replace(kid=colleague("sato").kid)],
        "without the one who was there": [honest],
    }
    for why, delegations in wrong.items():
        signed = kudo.sign(come=come, delegations=delegations)
        assert refused(kudo.hand_in(signed, approves=[guest.id])) == (422, "delegation"), why
    assert kudo.approve(guest).status_code == 201
    assert [one.kid for one in kudo.trust().current.delegations] == [kudo.person.kid, boss.kid]
    desk = second_supervisor(web, boss)
    assert desk.dismiss(colleague("mori").kid).status_code == 201
    assert kudo.trust().epoch == 3


def second_supervisor(web: Flask, person: Colleague) -> Supervisor:
    desk = Supervisor.__new__(Supervisor)
    desk.__dict__ |= vars(Newcomer(web, person)) | {"app": web}
    return desk


@SQLITE
def test_a_supervisor_who_leaves_signs_nothing_any_more(web: Flask, kudo: Supervisor, town: Town) -> None:
    """Whoever signs that they leave; and not even whoever writes to the database can put another roster under their key."""
    boss = newcomer("supervisor", "boss")
    assert kudo.approve(kudo.guest(boss, "supervisor", KURASHI)).status_code == 201
    kudos, bosss = kudo.trust().current.delegations
    heir = second_supervisor(web, boss)
    carried = kudo.sign(go=[kudo.person.kid], delegations=[kudos, bosss])
    assert refused(kudo.hand_in(carried, leaves=[b64(kudo.person.kid)])) == (422, "delegation")
    moved = kudo.sign(go=[kudo.person.kid], delegations=[kudos._replace(kid=boss.kid)])
    assert refused(kudo.hand_in(moved, leaves=[b64(kudo.person.kid)])) == (422, "delegation")
    assert kudo.dismiss(kudo.person.kid).status_code == 201
    assert heir.trust().current.delegations == [bosss]
    forged = heir.sign(signer=kudo.person.roster_key, delegation=kudos.delegation)
    assert refused(heir.hand_in(forged)) == (422, "delegation")
    with town.database.transaction() as connection:
        rosters.add(connection, forged.parsed().epoch, forged)
        with pytest.raises(Rejected, match="delegation"):
            town.office.trust(connection, now=town.clock())


@SQLITE
def test_a_delegation_is_renewed_by_the_root_for_the_next_epoch_only(kudo: Supervisor) -> None:
    (before,) = kudo.trust().current.delegations
    for epoch, status in ((1, 422), (3, 422), (2, 201), (2, 422), (3, 201)):
        anew = delegate(kudo.person, epoch=epoch, now=int(time.time()))
        signed = kudo.sign(delegation=anew.delegation, delegations=[anew])
        assert kudo.hand_in(signed).status_code == status, epoch
        assert kudo.trust().current.delegations == [anew if status == 201 else before]
        before = anew if status == 201 else before


def test_the_roster_is_renewed_and_desks_are_moved_by_signing_it_anew(
    kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    assert kudo.hand_in(kudo.sign()).status_code == 201
    assert kudo.trust().current.members == kudo.trust().at(1).members
    sato.claim(b64(case))
    move = kudo.sign(
        change=lambda _, seats: (
            seats[KURASHI].remove(sato.person.kid),
            seats[HATARAKU].append(sato.person.kid),
        )
    )
    assert kudo.hand_in(move).status_code == 201
    assert (sato.ids(), town.row(case).assignee) == ([], None)
    assert kudo.named("sato")["desks"] == [HATARAKU]


@SQLITE
def test_nothing_changes_that_was_not_agreed(kudo: Supervisor, town: Town, sato: Desk, web: Flask) -> None:
    """Signed by the supervisor's own key, and refused all the same: a page that was tampered with gets no further."""
    guest, ghost = kudo.guest(newcomer()), member_of(newcomer(name="ghost"), "counselor", "幽霊")
    mori, here = colleague("mori").kid, [(guest.member, guest.desks)]

    def renamed(members: list[Member], _: object) -> None:
        members[-1] = members[-1]._replace(name="森")

    def elsewhere(_: object, seats: dict[str, list[bytes]]) -> None:
        seats["nowhere"] = []

    def unrecovered(members: list[Member], seats: dict[str, list[bytes]]) -> None:
        seats[KURASHI].remove(founded().office_key.recovery_member.kid)

    def at_the_desk(members: list[Member], seats: dict[str, list[bytes]]) -> None:
        seats[KURASHI].append(town.keys.intake_kid)

    wrong: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "somebody came whom nobody invited": ({"come": [(ghost, [KURASHI])]}, {}),
        "a ghost beside the one who was confirmed": ({"come": [*here, (ghost, [KURASHI])]}, {"approves": [guest.id]}),
        "confirmed but not named": ({}, {"approves": [guest.id]}),
        "named but not confirmed": ({"come": here}, {}),
        "an invitation that nobody answered": ({}, {"approves": [b64(bytes(32))]}),
        "another name than invited": ({"come": [(guest.member._replace(name="別"), [KURASHI])]}, {"approves": [guest.id]}),
        "other desks than invited": ({"come": [(guest.member, [HATARAKU])]}, {"approves": [guest.id]}),
        "somebody is gone": ({"go": [mori]}, {}),
        "another one is gone than was said": ({"go": [mori]}, {"leaves": [b64(sato.person.kid)]}),
        "said to leave and still there": ({}, {"leaves": [b64(mori)]}),
        "somebody has another name": ({"change": renamed}, {}),
        "another desk": ({"change": elsewhere}, {}),
        "a desk without the recovery key": ({"change": unrecovered}, {}),
        "the server at a desk": ({"change": at_the_desk}, {}),
        "the server is gone": ({"go": [town.keys.intake_kid]}, {"leaves": [b64(town.keys.intake_kid)]}),
        "the recovery key is gone": ({"go": [founded().office_key.recovery_member.kid]}, {}),
        "valid for years": ({"not_after": int(time.time()) + 400 * DAY_S}, {}),
        "ids that are none": ({}, {"leaves": ["?"]}),
    }  # fmt: skip
    before, people = town.count(), kudo.people()["people"]
    for why, (change, agreed) in wrong.items():
        assert refused(kudo.hand_in(kudo.sign(**change), **agreed)) == (422, "roster"), why
    assert (town.count(), kudo.people()["people"]) == (before, people)
    assert kudo.approve(guest).status_code == 201


@SQLITE
def test_a_roster_that_no_reader_would_accept_is_refused(kudo: Supervisor, town: Town) -> None:
    now, root, thief = int(time.time()), founded().office_key.root, Signer.generate()
    own = sign_delegation(thief, thief.public, now + DAY_S)
    long = sign_delegation(
        root, kudo.person.roster_key.public if kudo.person.roster_key else b"", now + 402 * DAY_S, epoch=2
    )
    other = kudo.sign()
    wrong = {
        "roster": kudo.sign(signer=thief),
        "delegation": kudo.sign(signer=thief, delegation=own),
        "history": kudo.sign(prev=bytes(32)),
        "fingerprint": replace(other, root=thief.public),
        "stale": kudo.sign(not_before=now + 7200, not_after=now + 9000),
        "suite": kudo.sign(suite_min=2),
        "kid": kudo.sign(come=[(member_of(newcomer(), "supervisor", "別"), [])]),
    }
    for code, signed in wrong.items():
        assert refused(kudo.hand_in(signed)) == (422, code)
    assert refused(kudo.hand_in(kudo.sign(delegation=long))) == (422, "delegation")
    assert refused(kudo.hand_in(kudo.sign(suite_min=0))) == (422, "suite")
    assert refused(kudo.post("roster", {"signed": None})) == (422, "roster")
    assert refused(kudo.post("roster", {})) == (422, "roster")
    assert kudo.trust().epoch == 1


def test_of_two_supervisors_who_sign_at_once_one_is_told_to_look_again(kudo: Supervisor, town: Town) -> None:
    first, second = kudo.sign(), kudo.sign(go=[colleague("mori").kid])
    assert kudo.hand_in(first).status_code == 201
    assert refused(kudo.hand_in(second, leaves=[b64(colleague("mori").kid)])) == (409, "epoch")
    assert refused(kudo.hand_in(kudo.sign(epoch=7))) == (409, "epoch")
    assert kudo.named("mori")


@SQLITE
def test_a_counselor_signs_no_roster_and_nobody_is_left_without_one(kudo: Supervisor, sato: Desk) -> None:
    body = {"signed": kudo.sign().as_dict(), "approves": [], "leaves": []}
    assert refused(sato.post("roster", body)) == (403, "role")
    kid = kudo.person.kid
    assert refused(kudo.dismiss(kid)) == (409, "last-supervisor")
    both = kudo.sign(go=[colleague("mori").kid], change=lambda _, seats: seats[HATARAKU].remove(kid))
    assert refused(kudo.hand_in(both, leaves=[b64(colleague("mori").kid)])) == (409, "desk-empty")
