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
from storage.sheets import Sealed, make_sheets, open_sheets
from tests.cast import Town, founded
from tests.handlers.supervising import Supervisor, refused

KURASHI, HATARAKU = "kurashi", "hataraku"


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def actions(town: Town) -> list[str]:
    with town.database.reading() as connection:
        return list(connection.scalars(select(audit_log.c.action).order_by(audit_log.c.number)))


def test_new_sheets_replace_the_recovery_key_and_the_old_ones_open_nothing(
    kudo: Supervisor, town: Town
) -> None:
    office, key, spk = founded(), Identity.generate(), Signer.generate().public
    fp, epk = office.keys.fingerprint, key.recipient.public
    fresh = Member(kid_of("recovery", spk, epk), "recovery", office.office_key.recovery_member.name, spk, epk)
    printed = make_sheets("recovery", fp, key.to_pkcs8(), epk)
    stored = {name: b64(value) for name, value in vars(printed.stored).items()}
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
