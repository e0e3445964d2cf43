"""Who has lost their passphrase and made new keys is the same person: they keep their places, and don't become a second one."""

import pytest
from flask import Flask

from storage import referrals, reports, visit_clerks
from storage.contexts import b64
from storage.referrals import Place
from storage.reports import Draft
from tests.cast import DAY, Town
from tests.handlers.supervising import Newcomer, Supervisor, refused
from tests.joining import newcomer

KURASHI = "kurashi"
PLACE = Place(
    "legal", "法テラス", {"ja": "", "easy": "", "en": ""}, None, None, None, None, None, "", "2099-12-31"
)
DRAFT = Draft("報告", "public", "2026-01", "2026-02", 10, "")


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def lose_and_return(kudo: Supervisor, old: bytes, name: str, role: str) -> Newcomer:
    """The same person with the keys that Kudo has confirmed."""
    again = newcomer(role, name)
    guest = kudo.guest(again, role, replaces=b64(old))
    assert kudo.approve(guest, replaced=[b64(old)]).status_code == 201
    return Newcomer(kudo.app, again)


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_a_clerk_keeps_their_places_until_they_leave(kudo: Supervisor, town: Town) -> None:
    before = kudo.join(newcomer("clerk", "abe"), "clerk").person.kid
    with town.database.transaction() as connection:
        visit_clerks.replace(connection, before, ["asatsuyu", "hoshizora"])
    abe = lose_and_return(kudo, before, "abe", "clerk").person.kid
    with town.database.reading() as connection:
        assert visit_clerks.of_all(connection) == {"asatsuyu": [abe], "hoshizora": [abe]}
    assert kudo.dismiss(abe).status_code == 201
    with town.database.reading() as connection:
        assert visit_clerks.of_all(connection) == {}


def test_nobody_agrees_with_new_keys_to_what_they_asked_for_with_the_old(
    kudo: Supervisor, town: Town, case: bytes
) -> None:
    desk, now = kudo.join(newcomer("supervisor", "boss"), "supervisor", KURASHI), kudo.now * 1000
    old = desk.person.kid
    hold = desk.post(f"consultations/{b64(case)}/holds", {"reason": "court", "until": now + 9 * DAY})
    block = desk.post(f"consultations/{b64(case)}/block", {"reason": "spam", "days": 3})
    with town.database.transaction() as connection:
        place = referrals.propose(connection, PLACE, by=old, now=now)
        report = reports.add(connection, DRAFT, old, now=now)

    boss = lose_and_return(kudo, old, "boss", "supervisor")
    for asked, path in ((hold, "holds"), (block, "blocks")):
        assert refused(boss.post(f"{path}/{(asked.json or {})['id']}/agreement")) == (409, "own")
    with town.database.transaction() as connection:
        assert not referrals.agree(connection, place, seen=now, by=boss.person.kid, now=now)
        assert not reports.release(connection, report, boss.person.kid, now=now)
    assert kudo.post(f"holds/{(hold.json or {})['id']}/agreement").status_code == 201
