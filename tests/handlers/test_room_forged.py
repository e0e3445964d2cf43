"""Rooms that no honest page would make: refused with the code that the desk's browsers would show, and nothing of them kept."""

from collections.abc import Callable
from typing import Any

from storage.contexts import b64
from storage.sealing import Signer
from tests.cast import Json, Town, colleague
from tests.handlers.at_room import SQLITE, House, opens, told
from tests.handlers.at_room import house as house
from tests.room_resident import RoomResident


@SQLITE
def test_rules_that_the_desks_browsers_hold_too(house: House, town: Town) -> None:
    """Each forgery is refused with the code that a console would show, and leaves nothing."""
    before = town.count()
    for name, forge in FORGED.items():
        resident = house.stranger()
        answer = resident.post("consultations", forge(resident))
        code = name.split(":")[0]
        assert told(answer) == ((409 if code == "roster" else 422), code), name
    assert town.count() == before


def forged_wrapset(**changes: Any) -> Callable[[RoomResident], Json]:
    return lambda one: one.opening(wrapset=one.make_wrapset(**changes).as_dict())


def forged_record(**changes: Any) -> Callable[[RoomResident], Json]:
    return lambda one: one.opening(*one.text("はじめまして", **changes))


def forged_genesis(**fields: Any) -> Callable[[RoomResident], Json]:
    return lambda one: one.opening(genesis=one.genesis.as_dict() | fields)


def ghost(one: RoomResident) -> Json:
    members = [*one.trust.current.desk_members(one.desk), (one.guest.kid, one.guest.epk)]
    mori = colleague("mori")
    return one.opening(
        wrapset=one.make_wrapset(members=[*members, (mori.kid, mori.identity.recipient.public)]).as_dict()
    )


def left_out(one: RoomResident) -> Json:
    members = [*one.trust.current.desk_members(one.desk), (one.guest.kid, one.guest.epk)]
    return one.opening(wrapset=one.make_wrapset(members=members[1:]).as_dict())


def without_oneself(one: RoomResident) -> Json:
    return one.opening(wrapset=one.make_wrapset(members=one.trust.current.desk_members(one.desk)).as_dict())


def no_content(one: RoomResident) -> Json:
    body = one.opening(*one.text("はじめまして"))
    body["records"][0]["blob"] = None
    return body


def other_content(one: RoomResident) -> Json:
    first, second = one.text("はじめまして"), one.text("さようなら")
    body = one.opening(*first)
    body["records"][0]["blob"] = second[0].as_dict()["blob"]
    return body


FORGED: dict[str, Callable[[RoomResident], Json]] = {
    "genesis": lambda one: one.opening(genesis=one.make_genesis(lane="line").as_dict()),
    "genesis: lane of a link": lambda one: one.opening(genesis=one.make_genesis(lane="both").as_dict()),
    "genesis: another desk": lambda one: one.opening(genesis=one.make_genesis(desk="hataraku").as_dict()),
    "genesis: no signature": forged_genesis(sig=b64(bytes(64))),
    "genesis: none": lambda one: one.opening(genesis={}),
    "genesis: more": forged_genesis(more=1),
    "room-id": forged_genesis(case=b64(bytes(16))),
    "kid": forged_genesis(in_kid=b64(bytes(16))),
    "sender": lambda one: one.opening(
        wrapset=one.make_wrapset(creator=colleague("sato").kid, signer=colleague("sato").signer).as_dict()
    ),
    "sender: without oneself": without_oneself,
    "sender: no such epoch": forged_wrapset(epoch=9),
    "signature": forged_wrapset(signer=Signer.generate()),
    "not-entitled": ghost,
    "not-entitled: left out": left_out,
    "generation": forged_wrapset(key_id=bytes(16)),
    "wrap": lambda one: one.opening(wrapset={}),
    "suite": lambda one: one.opening(wrapset=one.wrapset.as_dict() | {"suite": 2}),
    "signature: record": forged_record(signer=Signer.generate()),
    "inbound-key": forged_record(sender=bytes(16)),
    "inbound-key: as staff": forged_record(dir=1),
    "transplant": forged_record(case=bytes(16)),
    "generation: record": forged_record(key_id=bytes(16)),
    "gap": forged_record(seq=2),
    "replay": forged_record(seq=0),
    "reorder": forged_record(prev=bytes([1]) * 32),
    "order": forged_record(ack=bytes([1]) * 32),
    "header": forged_record(epoch=9),
    "header: no content": no_content,
    "blob-hash": other_content,
    "header: none": lambda one: one.opening() | {"records": [{}]},
}


@SQLITE
def test_what_is_no_opening_is_not_read(house: House) -> None:
    resident = house.stranger()
    whole = resident.opening(*resident.text("はじめまして"))
    for name, value in (
        ("language", "fr"), ("language", None), ("capsule", "AAAA"), ("capsule", 1), ("access", b64(bytes(31))),
        ("records", None), ("records", {}), ("erase_on_close", "yes"), ("flagged", 1), ("link", "x"), ("link", b64(bytes(16))),
    ):  # fmt: skip
        answer = resident.post("consultations", whole | {name: value})
        assert told(answer) == (400, "bad-request"), name
    assert told(resident.post("consultations", whole | {"records": [{}] * 51})) == (413, "full")
    assert told(resident.client.post("/room/consultations", data=b"{")) == (400, "bad-request")
    assert told(resident.post("consultations", whole)) == (201, "")


@SQLITE
def test_a_key_that_served_before_serves_no_room(house: House) -> None:
    first = house.stranger().open()
    second = house.stranger()
    second.key_id = first.key_id
    second.genesis = second.make_genesis()
    second.wrapset = second.make_wrapset()
    assert told(opens(second)) == (422, "key-reuse")


@SQLITE
def test_a_roster_that_has_moved_on_is_asked_for_anew(house: House, town: Town) -> None:
    resident = house.stranger()
    house.next_roster()
    assert told(opens(resident)) == (409, "roster")
    again = house.stranger()
    assert again.trust.epoch == 2
    assert opens(again).status_code == 201
