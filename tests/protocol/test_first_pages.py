"""The first page of a case, as it travels and as it is believed; and what the log is told where it, or a key of it, is refused."""

from dataclasses import replace

import pytest

from storage.contexts import b64
from storage.genesis import Genesis, verify_genesis
from storage.keyring import open_keyring
from storage.wrapsets import WrapSet
from tests.protocol.office import Office, Person, conversation
from tests.protocol.refusing import refused
from tests.protocol.room import Room, room_conversation


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def room(office: Office) -> Room:
    return room_conversation(office)


def test_it_travels_unchanged(office: Office, room: Room) -> None:
    for genesis in (room.genesis, conversation(office).genesis):
        assert Genesis.from_json(genesis.to_json()) == genesis


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"more": 1}, "other fields than expected"),
        ({"case": b64(bytes(15))}, "case"),
        ({"key_id": b64(bytes(17))}, "key_id"),
        ({"in_kid": b64(bytes(20))}, "in_kid"),
        ({"in_spk": b64(bytes(64))}, "in_spk"),
        ({"in_epk": b64(bytes(1))}, "in_epk"),
        ({"desk": 1}, "desk"),
    ],
    ids=str,
)
def test_another_shape_is_no_first_page(room: Room, change: dict[str, object], detail: str) -> None:
    with refused("genesis", detail):
        Genesis.from_json(room.genesis.as_dict() | change)


def test_an_intake_is_believed_for_its_own_time(office: Office) -> None:
    genesis, newer = conversation(office).genesis, Person("intake", "新しい受付")
    office.people[0] = newer
    office.sign_next()
    verify_genesis(office.trust, genesis)
    verify_genesis(office.trust, genesis, 1)
    for epoch in (2, 9):
        with refused("intake-key"):
            verify_genesis(office.trust, genesis, epoch)


def test_the_log_is_told_what_was_wrong_with_it(office: Office, room: Room) -> None:
    with refused("genesis", "lane"):
        verify_genesis(office.trust, replace(room.genesis, lane="phone"))
    with refused("genesis", "signature"):
        verify_genesis(office.trust, replace(room.genesis, desk="tax"))


def test_the_log_is_told_what_was_wrong_with_its_keys(office: Office, room: Room) -> None:
    def opened(*wrapsets: WrapSet) -> None:
        open_keyring(office.trust, room.genesis, wrapsets, room.hanako.kid, room.hanako.identity)

    opened(*room.wrapsets)
    with refused("key-reuse", "stands twice"):
        opened(room.wrapset, room.wrapset)
    with refused("key-reuse", "stands twice"):
        opened(*room.wrapsets, room.keep_inside())
    with refused("generation", "not the first page's"):
        opened(room.keep_inside())
