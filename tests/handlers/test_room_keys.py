"""The two kinds of keys of a room, while people come and go: its resident keeps theirs, and never gets one of the desk's."""

from typing import Any

import pytest

from storage import prekeys, rosters
from storage.contexts import Rejected, b64, unb64
from storage.genesis import Genesis
from storage.wrapsets import WrapSet, accept_wrapset, is_inside, open_wrapset
from tests.cast import Colleague, Json, Town, colleague, founded
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.handlers.room_desk import RoomDesk
from tests.handlers.supervising import refused
from tests.joining import member_of, newcomer, next_roster, prepared
from tests.room_resident import RoomResident

DESK = "kurashi"


@pytest.fixture
def hanako(house: House) -> RoomResident:
    return house.stranger().open("きいてください")


@pytest.fixture
def sato(house: House, hanako: RoomResident) -> RoomDesk:
    """Sato has taken Hanako on, and noted something down."""
    desk = RoomDesk(house.desk("sato"), hanako)
    assert desk.desk.claim(desk.id) == 201
    assert desk.note("電話は夜だけ").status_code == 201
    return desk


def sign(town: Town, **change: Any) -> None:
    """The next roster, as a supervisor's console signs it."""
    now = town.clock() // 1000
    with town.database.transaction() as connection:
        trust = town.office.trust(connection, now=town.clock())
        last = rosters.chain(connection)[-1]
        rosters.add(connection, trust.epoch + 1, next_roster(trust, last, now=now, **change))
        prekeys.discard(connection, [DESK])


def due(desk: RoomDesk, kind: str, query: str = "") -> list[Json]:
    found: list[Json] = (desk.desk.get(f"keys{query}").json or {})[kind]
    return found


def wrapped_anew(
    desk: RoomDesk, chore: Json, *, opener: Colleague | None = None, guest: bool | None = None
) -> WrapSet:
    """As a console does it: the resident, as the first page says, keeps a wrap and is given none. `guest`: what it must not do."""
    trust, old, opener = desk.trust, WrapSet.from_json(chore["wrapset"]), opener or desk.desk.person
    them = Genesis.from_json(chore["genesis"]).guest
    assert them is not None
    spk = accept_wrapset(trust, old, them).spk
    key = open_wrapset(trust.fingerprint, old, opener.kid, opener.identity, spk)
    keeps = not is_inside(old, them) if guest is None else guest
    members = [*trust.current.desk_members(DESK), *([(them.kid, them.epk)] if keeps else [])]
    return prepared(trust, desk.desk.person, DESK, key=key, key_id=old.key_id, members=members)


def hand_in(desk: RoomDesk, chore: Json, wrapset: WrapSet) -> Any:
    return desk.post("wrapsets", {"generation": chore["generation"], "wrapset": wrapset.as_dict()})


def follow(desk: RoomDesk, chore: Json, *, guest: bool) -> Any:
    them = desk.room.guest
    members = [*desk.trust.current.desk_members(DESK), *([(them.kid, them.epk)] if guest else [])]
    made = prepared(desk.trust, desk.desk.person, DESK, members=members)
    return desk.post("wrapsets", {"follows": chore["generation"], "wrapset": made.as_dict()})


def opens(desk: RoomDesk, kid: bytes, *, inside: bool) -> bool:
    return all(kid in wrapset.wraps for wrapset in desk.keys(inside=inside))


def test_who_comes_reads_both_and_hanako_keeps_hers_and_no_more(
    sato: RoomDesk, hanako: RoomResident, town: Town
) -> None:
    tani = newcomer()
    sign(town, come=[(member_of(tani, "counselor", "谷"), [DESK])])
    chores = due(sato, "rewrap")
    assert [one["generation"] for one in chores] == [1, 2]
    assert all(unb64(one["genesis"]["case"]) == hanako.id for one in chores)
    for chore, wrong in zip(chores, (False, True), strict=True):
        spoilt = wrapped_anew(sato, chore, guest=wrong)
        assert refused(hand_in(sato, chore, spoilt)) == (422, "not-entitled"), chore["generation"]
    for chore in chores:
        assert hand_in(sato, chore, wrapped_anew(sato, chore)).status_code == 201
    assert due(sato, "rewrap") == []
    assert (opens(sato, tani.kid, inside=False), opens(sato, tani.kid, inside=True)) == (True, True)
    assert (opens(sato, hanako.guest.kid, inside=False), opens(sato, hanako.guest.kid, inside=True)) == (
        True,
        False,
    )
    hanako.trust = sato.trust
    assert hanako.texts() == ["きいてください", None]
    assert hanako.say("読めています").status_code == 201
    assert sato.said()[-1] == ("text", "読めています")


def test_who_leaves_gets_neither_of_the_next_keys(sato: RoomDesk, hanako: RoomResident, town: Town) -> None:
    kudo = colleague("kudo")
    assert due(sato, "rotate") == []
    sign(town, go=[kudo.kid])
    (shared,) = due(sato, "rotate")
    assert shared["generation"] == 1
    assert refused(follow(sato, shared, guest=False)) == (409, "generation")
    assert refused(follow(sato, shared | {"generation": 2}, guest=True)) == (409, "generation")
    assert follow(sato, shared, guest=True).json == {"generation": 3}
    assert refused(follow(sato, shared, guest=True)) == (409, "generation")
    # Of what stays inside, whoever writes next makes the next: nothing more is taken under one that Kudo knew.
    known = sato.seal({"kind": "note", "text": "工藤さんにも読める"}, inside=True)
    assert refused(sato.post("notes", {"record": known.as_dict()})) == (422, "generation")
    assert sato.make_inside_key().json == {"generation": 4}
    for chore in due(sato, "rewrap"):
        assert hand_in(sato, chore, wrapped_anew(sato, chore)).status_code == 201
    assert (due(sato, "rotate"), due(sato, "rewrap")) == ([], [])
    for kind in (False, True):
        assert not any(kudo.kid in wrapset.wraps for wrapset in sato.keys(inside=kind))
    hanako.trust = sato.trust
    old = hanako.say("まだ前の鍵です")
    assert refused(old) == (409, "generation")
    newest = sato.keys(inside=False)[-1]
    spk = accept_wrapset(hanako.trust, newest, hanako.guest).spk
    hanako.key_id = newest.key_id
    hanako.case_identity = open_wrapset(hanako.fp, newest, hanako.guest.kid, hanako.identity, spk)
    hanako.look()
    assert hanako.say("新しい鍵です").status_code == 201
    assert sato.note("新しい鍵の覚え書き").status_code == 201
    assert sato.reply("届いています").status_code == 201
    assert hanako.texts() == ["きいてください", None, "新しい鍵です", None, "届いています"]
    assert {entry.record.key_id for entry in sato.read()[-3:]} == {
        newest.key_id,
        sato.keys(inside=True)[-1].key_id,
    }


@SQLITE
def test_a_room_of_the_servers_own_making_gets_no_key_of_somebody_elses(
    sato: RoomDesk, hanako: RoomResident, house: House, town: Town
) -> None:
    """A first page of another room, beside a key of Hanako's: nobody who wraps by it lets the stranger in."""
    tani, stranger = newcomer(), house.stranger()
    sign(town, come=[(member_of(tani, "counselor", "谷"), [DESK])])
    for chore in due(sato, "rewrap"):
        wrapset = WrapSet.from_json(chore["wrapset"])
        forged = chore | {"genesis": stranger.genesis.as_dict()}
        if is_inside(wrapset, hanako.guest):
            assert stranger.guest.kid not in wrapped_anew(sato, forged).wraps
            continue
        with pytest.raises(Rejected, match="sender"):
            wrapped_anew(sato, forged)


@SQLITE
def test_with_two_sheets_both_kinds_are_opened_for_who_is_there_now(
    sato: RoomDesk, hanako: RoomResident, house: House, town: Town
) -> None:
    """What the recovery key opens, Kudo's console wraps for the desk of today; and Hanako keeps what she had."""
    paper, kudo = founded().office_key, RoomDesk(house.desk("kudo"), hanako)
    recovery = paper.recovery_member.kid
    sheets = Colleague("", recovery, b"", kudo.desk.person.signer, paper.recovery)
    tani = newcomer()
    sign(town, go=[sato.desk.person.kid], come=[(member_of(tani, "counselor", "谷"), [DESK])])
    lost = due(kudo, "rewrap", f"?holder={b64(recovery)}")
    assert [one["generation"] for one in lost] == [1, 2]
    for chore in lost:
        anew = wrapped_anew(kudo, chore, opener=sheets)
        assert tani.kid in anew.wraps
        assert hand_in(kudo, chore, anew).status_code == 201
    hanako.trust = kudo.trust
    assert hanako.texts() == ["きいてください", None]
