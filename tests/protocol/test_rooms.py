"""Rooms on the server's side: who reads what, and what is taken from a resident's browser. Hanako has one; what is forged in it
stands in forged_rooms.py and forged_room_records.py.
"""

from collections.abc import Callable
from dataclasses import replace
from os import urandom

import pytest

from storage.contexts import ZERO, Code, b64
from storage.genesis import ROOM, make_genesis
from storage.inbound import accept_records, accept_room, check_wrapped_for
from storage.record import Record, erase
from storage.records import Head
from storage.sealing import Identity, Signer
from storage.wrapsets import accept_wrapset, is_inside
from tests.protocol.office import LIFE, TAX, Case, Office, Person, conversation
from tests.protocol.refusing import refused
from tests.protocol.room import Room, linked_conversation, room_conversation
from tests.protocol.story import Story

START = Head(1, ZERO, ZERO)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def room(office: Office) -> Room:
    return room_conversation(office)


def test_she_reads_everything_but_what_stays_inside(room: Room) -> None:
    whole = Story.of(room).texts()
    assert whole[:3] == ["家に帰れません", "住まいのこと。折り返しは不可", "今いる場所は安全ですか"]
    entries = Story.of(room, reader=room.hanako).read()
    assert [entry.inside for entry in entries] == [False, True, False, False, False, False]
    assert Story.of(room, reader=room.hanako).texts() == [whole[0], None, *whole[2:]]


def test_the_note_may_come_to_her_without_its_content(room: Room) -> None:
    """That is how the server hands it over, and the chain holds."""
    room.records[1] = erase(room.records[1])
    assert Story.of(room, reader=room.hanako).texts()[1:3] == [None, "今いる場所は安全ですか"]


def test_what_she_writes_on_line_comes_into_a_linked_room(office: Office) -> None:
    room = linked_conversation(office)
    for reader in (room.hanako, office.sato):
        assert Story.of(room, reader=reader).texts()[6:] == [
            "今ラインしか開けません",
            "ここで大丈夫ですよ",
            "助かります",
        ]


def test_who_comes_back_and_sees_more_than_last_time_is_shown_it(office: Office, room: Room) -> None:
    for number, record in enumerate(room.records, 1):
        story = replace(
            Story.of(room, reader=room.hanako), seen={"number": number, "id": b64(record.id(office.fp))}
        )
        assert len(story.read()) == 6


def test_a_next_key_and_new_readers_leave_the_old_words_readable(office: Office, room: Room) -> None:
    """A colleague comes, and Sato's console wraps both keys anew and makes another for both of them and her."""
    newcomer = Person("counselor", "新人")
    office.hire(newcomer, LIFE)
    room.wrapset = room.wrapped(room.key, room.wrapset.key_id, by=office.sato)
    room.inside = room.wrapped(Identity.generate(), urandom(16), by=office.sato, guest=False)
    room.later.append(room.wrapped(Identity.generate(), urandom(16), by=office.sato))
    room.records = room.records[:1]
    newest = room.later[0]
    room.records.append(room.seal(newcomer, "はじめまして", to=newest, key_id=newest.key_id))
    for reader in (newcomer, room.hanako):
        assert Story.of(room, reader=reader).texts() == ["家に帰れません", "はじめまして"]


def test_whose_key_it_is_shows_in_its_wraps(office: Office, room: Room) -> None:
    assert [is_inside(wrapset, room.guest) for wrapset in room.wrapsets] == [False, True]
    assert not is_inside(conversation(office).wrapset, None)
    assert [accept_wrapset(office.trust, one, room.guest).kid for one in room.wrapsets] == [
        room.hanako.kid,
        office.sato.kid,
    ]


def test_a_room_is_nothing_to_who_does_not_know_whose_it_is(office: Office, room: Room) -> None:
    """A console that was told of a talk neither believes nor wraps anew what was made for a room."""
    with refused("sender"):
        accept_wrapset(office.trust, room.wrapset)
    with refused("not-entitled"):
        accept_wrapset(office.trust, room.wrapped(room.key, room.wrapset.key_id, by=office.sato))


def test_a_room_as_her_browser_makes_it_is_taken(office: Office) -> None:
    office.hire(Person("recovery", "予備の鍵"), LIFE)
    for lane in ("room", "both"):
        room = Room.entered(office, lane=lane)
        assert accept_room(office.trust, room.genesis, room.wrapset) == room.guest
        assert accept_records(office.trust, room.genesis, room.genesis.key_id, START, []) == []


def _by_the_server(office: Office, room: Room) -> None:
    room.wrapset = room.wrapped(room.key, room.genesis.key_id, by=office.intake)


def _by_sato(office: Office, room: Room) -> None:
    room.wrapset = room.wrapped(room.key, room.genesis.key_id, by=office.sato)


def _of_an_older_roster(office: Office, room: Room) -> None:
    office.sign_next()


def _another_key(office: Office, room: Room) -> None:
    room.wrapset = room.wrapped(room.key, urandom(16), by=room.hanako)


def _without_kudo(office: Office, room: Room) -> None:
    wraps = {kid: wrap for kid, wrap in room.wrapset.wraps.items() if kid != office.kudo.kid}
    unsigned = replace(room.wrapset, wraps=wraps)
    room.wrapset = replace(unsigned, sig=room.hanako.signer.sign(unsigned.signed_bytes(office.fp)))


def _talk(office: Office, room: Room) -> None:
    case = Case.opened(office)
    room.genesis, room.wrapset = case.genesis, case.wrapset


def _of_keys_that_are_not_hers(office: Office, room: Room) -> None:
    room.genesis = replace(room.genesis, case=urandom(16))


@pytest.mark.parametrize(
    ("change", "code", "detail"),
    [
        (_by_the_server, "sender", None),
        (_by_sato, "sender", "not of the resident's making"),
        (_of_an_older_roster, "stale", "made by an older roster"),
        (_another_key, "generation", None),
        (_without_kudo, "not-entitled", "not for exactly who is to read"),
        (_talk, "genesis", "lane"),
        (_of_keys_that_are_not_hers, "room-id", None),
    ],
)
def test_another_new_room_is_not(
    office: Office, change: Callable[[Office, Room], None], code: Code, detail: str | None
) -> None:
    room = Room.entered(office)
    change(office, room)
    with refused(code, detail):
        accept_room(office.trust, room.genesis, room.wrapset)


def test_a_key_is_for_exactly_who_is_to_read(office: Office, room: Room) -> None:
    """Desk and guest for the room's keys, the desk alone for its own and for a talk's."""
    trust, inside = office.trust, room.keep_inside()
    check_wrapped_for(trust, room.wrapset, room.guest)
    check_wrapped_for(trust, inside, None)
    for wrapset, guest in ((room.wrapset, None), (inside, room.guest)):
        with refused("not-entitled"):
            check_wrapped_for(trust, wrapset, guest)
    with refused("not-entitled"):
        check_wrapped_for(trust, replace(inside, desk=TAX), None)


def test_what_she_hands_in_is_taken_one_after_the_other(office: Office) -> None:
    room = Room.entered(office)
    trust, key_id = office.trust, room.genesis.key_id
    records = [room.say(room.hanako, text) for text in ("一つめ", "二つめ", "三つめ")]
    ids = [record.id(office.fp) for record in records]
    assert accept_records(trust, room.genesis, key_id, START, records) == ids
    answer = room.say(office.sato, "はい")
    more = room.say(room.hanako, "四つめ")
    head = Head(4, ids[-1], answer.id(office.fp))
    assert accept_records(trust, room.genesis, key_id, head, [more]) == [more.id(office.fp)]


Spoil = Callable[[Room, Record], Record]


def _signed(room: Room, record: Record, signer: Signer | None = None) -> Record:
    return replace(record, sig=(signer or room.hanako.signer).sign(record.signed_bytes(room.office.fp)))


SPOILED: dict[str, tuple[Code, Spoil]] = {
    "of another case": ("transplant", lambda room, one: replace(one, case=urandom(16))),
    "under another key": ("generation", lambda room, one: replace(one, key_id=urandom(16))),
    "from the desk": ("inbound-key", lambda room, one: _signed(room, replace(one, dir=1))),
    "by somebody else": ("inbound-key", lambda room, one: replace(one, sender=room.office.sato.kid)),
    "by the intake": ("inbound-key", lambda room, one: room.seal(room.office.intake, "代わりに")),
    "without content": ("header", lambda room, one: erase(one)),
    "of an epoch that never was": ("header", lambda room, one: _signed(room, replace(one, epoch=9))),
    "signed by the intake": ("signature", lambda room, one: _signed(room, one, room.office.intake.signer)),
    "with another content": ("blob-hash", lambda room, one: replace(one, blob=bytes(593))),
    "that came before": ("replay", lambda room, one: room.records[0]),
    "after one that is missing": ("gap", lambda room, one: room.seal(room.hanako, "後", seq=4)),
    "with another past": ("reorder", lambda room, one: room.seal(room.hanako, "別", prev=urandom(32))),
    "that did not see the last": ("order", lambda room, one: room.seal(room.hanako, "先", ack=ZERO)),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_record_is_not_taken(office: Office, what: str) -> None:
    room = Room.entered(office)
    first, second = room.say(room.hanako, "一つめ"), room.say(room.hanako, "二つめ")
    code, spoil = SPOILED[what]
    head = Head(3, second.id(office.fp), second.id(office.fp))
    spoiled = spoil(room, room.seal(room.hanako, "三つめ"))
    with refused(code):
        accept_records(office.trust, room.genesis, room.genesis.key_id, head, [spoiled])
    # Nor in the middle of what is handed in together.
    if code not in ("replay", "gap", "reorder", "order"):
        with refused(code):
            accept_records(office.trust, room.genesis, room.genesis.key_id, START, [first, second, spoiled])


def test_nothing_is_handed_in_for_a_talk(office: Office) -> None:
    """There the intake speaks, and it asks nobody."""
    case = Case.opened(office)
    record = case.seal(office.intake, "眠れません")
    with refused("inbound-key"):
        accept_records(office.trust, case.genesis, case.wrapset.key_id, START, [record])
    talk = make_genesis(
        office.fp, office.intake.signer, office.intake.kid, case=urandom(16), desk=LIFE, key_id=urandom(16)
    )
    assert (talk.guest, Room.entered(office).genesis.lane) == (None, ROOM)
