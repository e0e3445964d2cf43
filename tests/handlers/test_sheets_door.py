"""Two of three sheets of paper, in a supervisor's hands: they are tried, they open, and new ones take their place."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from storage import split_keys
from storage.audit import audit_log
from storage.contexts import Rejected, b64, kid_of, unb64
from storage.roster import Member
from storage.sealing import Identity, Signer
from storage.sheets import Sealed, Split, make_sheets, open_sheets
from tests.cast import Json, Town, founded
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor, refused
from tests.joining import newcomer

KURASHI, HATARAKU = "kurashi", "hataraku"


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def actions(town: Town) -> list[str]:
    with town.database.reading() as connection:
        return list(connection.scalars(select(audit_log.c.action).order_by(audit_log.c.number)))


def fresh_sheets() -> tuple[Identity, Member, Split, Json]:
    """A new recovery key with its sheets, and what is handed in of it."""
    office, key, spk = founded(), Identity.generate(), Signer.generate().public
    epk = key.recipient.public
    fresh = Member(kid_of("recovery", spk, epk), "recovery", office.office_key.recovery_member.name, spk, epk)
    printed = make_sheets("recovery", office.keys.fingerprint, key.to_pkcs8(), epk)
    return key, fresh, printed, {name: b64(value) for name, value in vars(printed.stored).items()}


def test_new_sheets_replace_the_recovery_key_and_the_old_ones_open_nothing(
    kudo: Supervisor, town: Town
) -> None:
    office, (key, fresh, printed, stored) = founded(), fresh_sheets()
    fp = office.keys.fingerprint
    change = {"go": [office.office_key.recovery_member.kid], "come": [(fresh, [KURASHI, HATARAKU])]}
    assert refused(kudo.hand_in(kudo.sign(**change))) == (422, "roster")
    other = stored | {"public": b64(Signer.generate().public)}
    assert refused(kudo.hand_in(kudo.sign(**change), recovery=other)) == (422, "roster")
    somewhere = change | {"come": [(fresh, [KURASHI])]}
    assert refused(kudo.hand_in(kudo.sign(**somewhere), recovery=stored)) == (422, "roster")
    assert kudo.hand_in(kudo.sign(**change), recovery=stored).status_code == 201
    shown = (kudo.get("sheets").json or {})["recovery"]
    assert shown == stored | {"kid": b64(fresh.kid)}
    kept = Sealed(**{name: unb64(shown[name]) for name in stored})
    assert open_sheets("recovery", fp, printed.codes[1:], kept) == key.to_pkcs8()
    with pytest.raises(Rejected, match=r"sheet-(set|secret)"):
        open_sheets("recovery", fp, [sheet.recovery for sheet in office.sheets[:2]], kept)
    assert actions(town)[-2:] == ["recovery", "roster"]


def test_the_old_sheets_stay_while_only_they_open_what_lies_at_a_desk_of_others(
    kudo: Supervisor, sato: Desk, case: bytes
) -> None:
    """Kudo sits at はたらく only, and Sato has lost her passphrase: with new sheets nobody could ever read what Hanako said."""
    kid, (_, fresh, _, stored) = kudo.person.kid, fresh_sheets()
    change = {"go": [founded().office_key.recovery_member.kid], "come": [(fresh, [KURASHI, HATARAKU])]}
    away = kudo.sign(change=lambda _, seats: seats[KURASHI].remove(kid))
    assert kudo.hand_in(away).status_code == 201
    guest = kudo.guest(newcomer(name="sato"), replaces=b64(sato.person.kid))
    assert kudo.approve(guest, replaced=[b64(sato.person.kid)]).status_code == 201
    assert refused(kudo.hand_in(kudo.sign(**change), recovery=stored)) == (409, "not-seated")
    back = kudo.sign(change=lambda _, seats: seats[KURASHI].append(kid))
    assert kudo.hand_in(back).status_code == 201
    assert kudo.hand_in(kudo.sign(**change), recovery=stored).status_code == 201


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_two_of_three_sheets_give_root_and_recovery_key(kudo: Supervisor, town: Town) -> None:
    """As a supervisor's browser opens them; that they tried is remembered."""
    office, body = founded(), kudo.get("sheets").json or {}
    root, recovery = office.office_key.root.to_pkcs8(), office.office_key.recovery.to_pkcs8()
    for kind, expected in (("root", root), ("recovery", recovery)):
        stored = Sealed(**{name: unb64(body[kind][name]) for name in ("set_id", "public", "sealed")})
        codes = [getattr(sheet, kind) for sheet in office.sheets]
        assert open_sheets(kind, office.keys.fingerprint, codes[:2], stored) == expected  # type: ignore[arg-type]  # a name of either
    before = int(time.time() * 1000)
    assert kudo.post("sheets/rehearsals", {"kind": "root"}).status_code == 201
    assert kudo.people()["sheets"]["root"]["rehearsed_at"] >= before
    assert kudo.people()["sheets"]["recovery"]["rehearsed_at"] is None
    assert kudo.post("sheets/rehearsals", {"kind": "other"}).status_code == 400
    assert actions(town)[-1] == "sheets-rehearsal"
    with town.database.reading() as connection:
        kept = split_keys.find(connection, "root")
        assert kept is not None
        assert founded().office_key.root.to_pkcs8() not in kept.stored.sealed
