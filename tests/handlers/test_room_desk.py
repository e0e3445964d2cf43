"""A room, from the desk's side: answered without a word to the server, noted where its resident can't read it, ended quietly."""

import os

import pytest
from sqlalchemy import select

from storage import checks, generations, outbox, shred, transcripts
from storage.contexts import Rejected, b64
from storage.sealing import open_
from storage.wrapsets import WrapSet, accept_wrapset, open_wrapset
from tests.cast import DAY, Town, founded
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.handlers.room_desk import RoomDesk
from tests.handlers.supervising import refused
from tests.handlers.test_checks import rule
from tests.room_resident import RoomResident

WORDS, SALT = "ゆっくりで大丈夫です。", os.urandom(16)


@pytest.fixture
def hanako(house: House) -> RoomResident:
    """Hanako has come by a link of the bot, so that she has an address on LINE; and Sato has taken her on."""
    return house.linked(house.town.resident()).open("きいてください")


@pytest.fixture
def sato(house: House, hanako: RoomResident) -> RoomDesk:
    desk = RoomDesk(house.desk("sato"), hanako)
    assert desk.desk.claim(desk.id) == 201
    return desk


@pytest.fixture
def kudo(house: House, hanako: RoomResident) -> RoomDesk:
    return RoomDesk(house.desk("kudo"), hanako)


def queued(town: Town) -> int:
    with town.database.reading() as connection:
        return len(connection.execute(select(outbox.outbox.c.id)).all())


def test_a_reply_is_the_sealed_record_and_nothing_beside_it(
    sato: RoomDesk, hanako: RoomResident, town: Town
) -> None:
    before = town.count()
    for more in (
        {"text": WORDS},
        {"text": ""},
        {"referral": b64(bytes(16))},
        {"check": {"salt": "x"}},
        {"refers": 1},
    ):
        assert refused(sato.reply(WORDS, **more)) == (422, "reply"), more
    assert town.count() == before
    sent = sato.reply(WORDS)
    assert (sent.status_code, (sent.json or {})["delivery"]) == (201, None)
    assert hanako.texts() == ["きいてください", WORDS]
    row = town.row(hanako.id)
    assert (row.waiting_since, row.replies, row.entries) == (None, 1, 2)
    assert queued(town) == 0
    stale = sato.seal({"kind": "text", "text": "おそい"}, inside=False)
    assert hanako.say("まだ書いています").status_code == 201
    assert refused(sato.post("replies", {"record": stale.as_dict()})) == (409, "head")


@SQLITE
def test_in_the_talk_a_record_alone_is_no_reply(house: House, town: Town) -> None:
    assert house.line.events(town.resident().says("トークから")) == 200
    desk = house.desk("sato")
    (line,) = desk.inbox()
    assert desk.claim(line["id"]) == 201
    record = desk.seal(desk.whole(line["id"]), WORDS)
    assert refused(desk.post(f"consultations/{line['id']}/replies", {"record": record.as_dict()})) == (
        422,
        "reply",
    )
    made = {"inside": True, "wrapset": desk.whole(line["id"])["wrapsets"][-1]}
    assert desk.post(f"consultations/{line['id']}/wrapsets", made).status_code == 422


@SQLITE
def test_what_sato_notes_hanako_can_not_open_whatever_the_server_hands_her(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident, town: Town
) -> None:
    payload = {"kind": "note", "text": "姉の名前は聞かない"}
    hers = sato.seal(payload, inside=False).as_dict()
    assert refused(sato.post("notes", {"record": hers})) == (422, "generation")
    assert sato.note("姉の名前は聞かない").status_code == 201
    assert refused(sato.post("notes", {"record": sato.seal(payload, inside=False).as_dict()})) == (
        422,
        "generation",
    )
    lost = sato.seal({"kind": "text", "text": WORDS}, inside=True)
    assert refused(sato.post("replies", {"record": lost.as_dict()})) == (422, "generation")
    assert sato.said()[-1] == ("note", "姉の名前は聞かない")
    assert [(entry.inside, entry.payload) for entry in hanako.read()][-1] == (True, None)
    assert hanako.say("つづきです").status_code == 201

    # All that is stored, in her hands: no wrap is for her, and her own key does not fit.
    with town.database.reading() as connection:
        case = shred.open_key(connection, town.keys.kek, hanako.id)
        stored = [one.record for one in transcripts.read(connection, case)]
        ((number, sealed),) = generations.wrapsets(connection, hanako.id, inside=True)
    inside = WrapSet.from_json(case.unwrap("wrapset", number, sealed))
    spk = accept_wrapset(sato.trust, inside, hanako.guest).spk
    with pytest.raises(Rejected, match="not-entitled"):
        open_wrapset(hanako.fp, inside, hanako.guest.kid, hanako.identity, spk)
    note = next(record for record in stored if record.key_id == inside.key_id)
    for key in (hanako.case_identity, hanako.identity):
        with pytest.raises(Rejected, match="decrypt"):
            open_(key, note.blob or b"", info=note.header(hanako.fp))
    row = town.row(hanako.id)
    assert (row.replies, row.waiting_since is not None, queued(town)) == (0, True, 0)


def test_two_colleagues_make_a_key_for_what_stays_inside_and_the_newest_is_used(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident
) -> None:
    guest = (hanako.guest.kid, hanako.guest.epk)
    members = sato.trust.current.desk_members(hanako.desk)
    assert refused(sato.make_inside_key(members=[*members, guest])) == (422, "not-entitled")
    assert refused(sato.make_inside_key(members=members[:-1])) == (422, "not-entitled")
    assert sato.make_inside_key().status_code == 201
    slower = sato.seal({"kind": "note", "text": "おそい"}, inside=True)
    co_read(kudo)
    assert kudo.make_inside_key().status_code == 201
    assert refused(sato.post("notes", {"record": slower.as_dict()})) == (422, "generation")
    assert kudo.note("はやい").status_code == 201
    assert sato.note("おそい").status_code == 201
    assert [one[1] for one in kudo.said()[1:]] == ["はやい", "おそい"]
    assert [record.record.key_id for record in sato.read()[1:]] == [sato.keys(inside=True)[-1].key_id] * 2


def test_words_hand_over_and_the_end_stay_in_the_house(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident, house: House, town: Town
) -> None:
    agreed = {"kind": "words", "code": "みかづき", "decoy": "天気"}
    assert sato.append("agreed-words", agreed).status_code == 201
    to = b64(kudo.desk.person.kid)
    record = {"kind": "handover", "to": to, "text": "夜の電話を約束しました"}
    assert sato.append("handover", record, to=to).status_code == 201
    assert sato.desk.get(f"consultations/{sato.id}").status_code == 404
    assert kudo.said()[1:] == [("words", ""), ("handover", "夜の電話を約束しました")]
    assert kudo.reply("工藤です。").status_code == 201
    assert kudo.desk.post(f"consultations/{kudo.id}/flag").status_code == 201
    assert kudo.desk.close(kudo.id).status_code == 201
    told = hanako.look()
    assert (told["state"], told["ended_by"], queued(town)) == ("closed", "desk", 0)
    assert kudo.note("終わったあとの覚え書き").status_code == 201
    assert kudo.post("reopening", {}).status_code == 201
    assert hanako.look()["state"] == "open"
    assert kudo.post("deletion", {"reason": "asked"}).status_code == 201
    assert hanako.get("consultation").status_code == 404 or town.row(hanako.id).wish_at is not None
    assert house.purge().consultations == 1
    assert hanako.get("consultation").status_code == 404


def test_a_room_that_was_closed_gives_way_to_the_next_but_not_to_a_talk(house: House, town: Town) -> None:
    resident, desk = town.resident(), house.desk("sato")
    room = RoomDesk(desk, house.linked(resident).open())
    assert desk.claim(room.id) == 201
    desk.close(room.id)
    assert house.line.events(resident.says("トークから")) == 200
    assert room.post("reopening", {}).status_code == 201
    desk.close(room.id)
    other = house.linked(resident).open("つぎの部屋")
    assert refused(room.post("reopening", {})) == (409, "another")
    assert b64(other.id) in desk.ids()


@SQLITE
def test_a_second_look_asks_for_an_agreement_and_can_not_ask_for_the_words(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident, town: Town
) -> None:
    rule(town, check_first=True, check_referral=True)
    assert refused(sato.reply(WORDS)) == (409, "check")
    check = ask(sato, WORDS)
    assert refused(sato.reply(WORDS)) == (409, "check")
    record = {"kind": "checked", "of": "r", "agreed": True, "text": "よいと思います"}
    answered = kudo.append(f"checks/{check}/answer", record, agreed=True)
    assert answered.status_code == 201, answered.text
    assert sato.reply(WORDS).status_code == 201
    assert sato.reply("窓口を案内します", refers=False).status_code == 201
    named = sato.reply("窓口を案内します", refers=True)
    assert (refused(named), (named.json or {})["why"]) == ((409, "check"), ["referral"])
    # It was used up with the first reply, and Hanako learns nothing of it.
    assert [entry.payload for entry in hanako.read() if entry.inside] == [None, None]
    assert {one[0] for one in sato.said()} == {"text", "check", "checked"}


def co_read(desk: RoomDesk) -> None:
    assert desk.post("co-reading", {"reason": "worry"}).status_code == 201


def ask(desk: RoomDesk, text: str) -> str:
    commitment = checks.commitment_of(founded().keys.fingerprint, desk.room.id, SALT, text)
    payload = {"kind": "check", "text": text, "salt": b64(SALT)}
    asked = desk.append("checks", payload, commitment=b64(commitment))
    assert asked.status_code == 201, asked.text
    check: str = (asked.json or {})["id"]
    return check


@SQLITE
def test_hanako_sees_that_somebody_writes_until_it_is_said(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident, town: Town
) -> None:
    assert hanako.look()["typing"] is False
    assert sato.post("typing", {}).status_code == 204
    assert hanako.look()["typing"] is True
    assert sato.reply(WORDS).status_code == 201
    assert hanako.look()["typing"] is False
    assert sato.post("typing", {}).status_code == 204
    town.clock.pass_(seconds=9)
    assert hanako.look()["typing"] is False
    assert kudo.post("typing", {}).status_code == 404


def test_a_link_that_is_opened_twice_shows_at_once_and_the_talk_beside_the_room_too(
    house: House, town: Town
) -> None:
    resident, desk, mori = town.resident(), house.desk("sato"), house.desk("mori")
    assert house.line.events(resident.says("トークから")) == 200
    link = house.link(resident)
    hanako = house.linked(resident, link).open()
    talk = next(line for line in desk.inbox() if line["lane"] == "line")
    room = next(line for line in desk.inbox() if line["lane"] == "both")
    assert room["contested_at"] is None
    assert desk.whole(room["id"])["others"] == [{"id": talk["id"], "lane": "line", "state": "open"}]
    assert desk.whole(talk["id"])["others"] == [{"id": room["id"], "lane": "both", "state": "open"}]
    mark = desk.get("consultations").headers["ETag"]
    assert refused(house.linked(resident, link).claim()) == (409, "claimed")
    assert desk.get("consultations", **{"If-None-Match": mark}).status_code == 200
    assert next(line for line in desk.inbox() if line["id"] == room["id"])["contested_at"] == town.clock()

    # Taken by Kudo, the talk is none of Sato's any more, and he is not told that it is there.
    assert house.desk("kudo").claim(talk["id"]) == 201
    assert desk.whole(room["id"])["others"] == []
    assert mori.get(f"consultations/{b64(hanako.id)}").status_code == 404


@SQLITE
def test_what_else_a_desk_does_it_does_with_a_room(
    sato: RoomDesk, kudo: RoomDesk, hanako: RoomResident, house: House, town: Town
) -> None:
    """Marked for the statistics, read along with and noted by who reads along, kept from erasing, not answered for a while."""
    assert sato.post("marks/dv", {}).json == {"marks": ["dv"]}
    assert kudo.desk.get(f"consultations/{kudo.id}").status_code == 404
    co_read(kudo)
    assert kudo.said() == [("text", "きいてください")]
    assert kudo.note("ここは大事に").status_code == 201
    assert refused(kudo.reply("わたしから")) == (409, "unassigned")
    assert sato.said()[-1] == ("note", "ここは大事に")
    until = town.clock() + 30 * DAY
    assert sato.post("holds", {"reason": "court", "until": until}).status_code == 201
    assert refused(sato.post("deletion", {"reason": "asked"})) == (409, "held")
    assert sato.post("block", {"reason": "threats", "days": 7}).status_code == 201
    (block,) = kudo.desk.get("blocks").json or []
    assert kudo.desk.post(f"blocks/{block['id']}/agreement").status_code == 201
    assert refused(hanako.say("まだいます")) == (403, "blocked")
    assert sato.reply(WORDS).status_code == 201
    assert hanako.texts()[-1] == WORDS
    assert queued(town) == 0
