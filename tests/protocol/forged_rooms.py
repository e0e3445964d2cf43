"""Attacks on a room before a word is said in it: on whose room it is, and on who holds its keys."""

from collections.abc import Callable
from dataclasses import replace
from os import urandom

from storage.contexts import Code, kid_of
from storage.genesis import Genesis, make_genesis, make_room_genesis, room_id
from storage.sealing import Identity, Recipient, seal
from storage.wrapsets import WrapSet
from tests.protocol.forged_keys import OFF_CURVE
from tests.protocol.forgeries import FORGERIES, Forgery
from tests.protocol.office import LIFE, TAX, Office, Person
from tests.protocol.room import Room, room_conversation
from tests.protocol.story import Story

Attack = Callable[[Office, Room], Story]


def room_forgery(
    code: Code, begin: Callable[[Office], Room] = room_conversation
) -> Callable[[Attack], Attack]:
    """Enter the function as an attack on a room that must be refused with this code."""

    def enter(attack: Attack) -> Attack:
        name = attack.__name__.replace("_", "-")
        assert name not in FORGERIES
        FORGERIES[name] = Forgery(code, attack, begin)
        return attack

    return enter


def _page(office: Office, room: Room, genesis: Genesis, signer: Person) -> Story:
    """A first page that somebody signs as it is now, as Sato reads it."""
    signed = replace(genesis, sig=signer.signer.sign(genesis.signed_bytes(office.fp)))
    return replace(Story.of(room), genesis=dict(signed.as_dict()))


def _keys(room: Room, *wrapsets: WrapSet, reader: Person | None = None) -> Story:
    return replace(Story.of(room, reader=reader), wrapsets=[dict(one.as_dict()) for one in wrapsets])


def _new_key(
    room: Room, *, by: Person, others: tuple[Person, ...] = (), guest: bool = True, desk: str = LIFE
) -> WrapSet:
    return room.wrapped(Identity.generate(), urandom(16), by=by, others=others, guest=guest, desk=desk)


@room_forgery("room-id")
def another_residents_keys_under_the_name_of_this_room(office: Office, room: Room) -> Story:
    """The server puts keys of its own in the place of Hanako's."""
    server = Person("resident", "")
    kid = kid_of("resident", server.spk, server.epk)
    swapped = replace(room.genesis, in_kid=kid, in_spk=server.spk, in_epk=server.epk)
    return _page(office, room, swapped, server)


@room_forgery("room-id")
def a_room_under_a_name_of_ones_own(office: Office, room: Room) -> Story:
    return _page(office, room, replace(room.genesis, case=urandom(16)), room.hanako)


@room_forgery("room-id")
def a_room_of_another_office(office: Office, room: Room) -> Story:
    case = room_id(urandom(20), room.hanako.spk, room.hanako.epk)
    return _page(office, room, replace(room.genesis, case=case), room.hanako)


@room_forgery("kid")
def only_the_residents_encryption_key_swapped(office: Office, room: Room) -> Story:
    return _page(office, room, replace(room.genesis, in_epk=Person("resident", "").epk), room.hanako)


@room_forgery("kid")
def a_counselor_who_opens_a_room(office: Office, room: Room) -> Story:
    sato = office.sato
    genesis = make_room_genesis(
        office.fp, sato.signer, sato.epk, lane="room", desk=LIFE, key_id=room.genesis.key_id
    )
    return _page(office, room, replace(genesis, in_kid=sato.kid), sato)


@room_forgery("kid")
def an_intake_that_opens_a_room(office: Office, room: Room) -> Story:
    intake = office.intake
    genesis = make_genesis(
        office.fp, intake.signer, intake.kid, case=urandom(16), desk=LIFE, key_id=room.genesis.key_id
    )
    return _page(office, room, replace(genesis, lane="room"), intake)


@room_forgery("point")
def a_resident_whom_nobody_can_seal_to(office: Office, room: Room) -> Story:
    spk = room.hanako.spk
    kid, case = kid_of("resident", spk, OFF_CURVE), room_id(office.fp, spk, OFF_CURVE)
    return _page(office, room, replace(room.genesis, in_kid=kid, in_epk=OFF_CURVE, case=case), room.hanako)


@room_forgery("genesis")
def a_room_that_the_intake_signs(office: Office, room: Room) -> Story:
    return _page(office, room, room.genesis, office.intake)


@room_forgery("genesis")
def a_room_moved_to_another_desk(office: Office, room: Room) -> Story:
    return replace(Story.of(room), genesis=dict(replace(room.genesis, desk=TAX).as_dict()))


@room_forgery("genesis")
def a_room_that_is_opened_for_messages_on_line(office: Office, room: Room) -> Story:
    """Then the server could speak in it."""
    return replace(Story.of(room), genesis=dict(replace(room.genesis, lane="both").as_dict()))


@room_forgery("intake-key")
def a_room_shown_as_a_talk(office: Office, room: Room) -> Story:
    """Then replies would go through LINE."""
    return replace(Story.of(room), genesis=dict(replace(room.genesis, lane="line").as_dict()))


@room_forgery("sender")
def a_room_key_that_the_server_made(office: Office, room: Room) -> Story:
    return _keys(room, room.wrapped(room.key, room.genesis.key_id, by=office.intake), *room.wrapsets[1:])


@room_forgery("sender")
def a_next_room_key_that_the_server_made(office: Office, room: Room) -> Story:
    return _keys(room, *room.wrapsets, _new_key(room, by=office.intake), reader=room.hanako)


@room_forgery("sender")
def an_inside_key_that_the_server_made(office: Office, room: Room) -> Story:
    return _keys(room, room.wrapset, _new_key(room, by=office.intake, guest=False))


@room_forgery("sender")
def an_inside_key_of_the_residents_making(office: Office, room: Room) -> Story:
    """It looks as if she could not open it, and she can: what the desk notes down would be hers to read."""
    return _keys(room, *room.wrapsets, _new_key(room, by=room.hanako, guest=False))


@room_forgery("sender")
def a_room_key_by_the_resident_of_another_room(office: Office, room: Room) -> Story:
    return _keys(room, *room.wrapsets, _new_key(room, by=Person("resident", "")))


@room_forgery("sender")
def a_room_key_by_somebody_of_another_desk(office: Office, room: Room) -> Story:
    return _keys(room, *room.wrapsets, _new_key(room, by=office.mori), reader=room.hanako)


@room_forgery("sender")
def a_room_key_of_an_epoch_that_never_was(office: Office, room: Room) -> Story:
    own = {room.hanako.kid: room.wrapset.wraps[room.hanako.kid]}
    unsigned = replace(room.wrapset, epoch=9, wraps=own)
    sig = room.hanako.signer.sign(unsigned.signed_bytes(office.fp))
    return _keys(room, replace(unsigned, sig=sig), *room.wrapsets[1:], reader=room.hanako)


@room_forgery("not-entitled")
def a_ghost_in_the_residents_own_wrap_set(office: Office, room: Room) -> Story:
    """A page that the server has changed wraps for one more than the roster has."""
    ghost = Person("counselor", "誰か")
    return _keys(
        room, room.wrapped(room.key, room.genesis.key_id, by=room.hanako, others=(ghost,)), *room.wrapsets[1:]
    )


@room_forgery("signature")
def a_ghost_added_to_the_residents_wrap_set(office: Office, room: Room) -> Story:
    ghosts = room.wrapped(
        room.key, room.genesis.key_id, by=room.hanako, others=(Person("counselor", "誰か"),)
    )
    return _keys(room, replace(room.wrapset, wraps=ghosts.wraps), *room.wrapsets[1:], reader=room.hanako)


@room_forgery("not-entitled")
def the_resident_of_another_room_among_the_readers(office: Office, room: Room) -> Story:
    other = Room.entered(office).hanako
    return _keys(room, *room.wrapsets, _new_key(room, by=office.sato, others=(other,)))


@room_forgery("not-entitled")
def the_key_of_another_room(office: Office, room: Room) -> Story:
    """Made by Sato, and as good as hers: for the desk, and for somebody who is not in this room."""
    other = Room.entered(office)
    return _keys(room, *room.wrapsets, _new_key(other, by=office.sato))


@room_forgery("not-entitled")
def a_room_key_for_another_desk(office: Office, room: Room) -> Story:
    """Mori's console is told that this room came to her desk."""
    return _keys(room, *room.wrapsets, _new_key(room, by=office.mori, desk=TAX), reader=room.hanako)


@room_forgery("not-entitled")
def a_first_key_for_another_desk_than_the_page_says(office: Office, room: Room) -> Story:
    first = room.wrapped(room.key, room.genesis.key_id, by=room.hanako, desk=TAX)
    return _keys(room, first, reader=room.hanako)


@room_forgery("not-entitled")
def mori_in_front_of_a_room_of_another_desk(office: Office, room: Room) -> Story:
    return Story.of(room, reader=office.mori)


@room_forgery("not-entitled")
def a_resident_in_front_of_somebody_elses_room(office: Office, room: Room) -> Story:
    return Story.of(room, reader=Room.entered(office).hanako)


@room_forgery("wrap")
def a_room_key_without_wraps(office: Office, room: Room) -> Story:
    story = Story.of(room, reader=room.hanako)
    return replace(story, wrapsets=[{**story.wrapsets[0], "wraps": None}, *story.wrapsets[1:]])


@room_forgery("generation")
def a_room_without_the_key_that_its_first_page_names(office: Office, room: Room) -> Story:
    return _keys(room, *room.wrapsets[1:], _new_key(room, by=office.sato))


@room_forgery("generation")
def a_first_key_that_shuts_the_resident_out(office: Office, room: Room) -> Story:
    empty = replace(room, records=[])
    return _keys(empty, room.wrapped(room.key, room.genesis.key_id, by=office.sato, guest=False))


@room_forgery("key-reuse")
def one_key_shown_as_the_rooms_and_as_the_desks_own(office: Office, room: Room) -> Story:
    twice = room.wrapped(room.key, room.genesis.key_id, by=office.sato, guest=False)
    return _keys(room, room.wrapset, twice)


@room_forgery("key-mismatch")
def another_key_in_the_residents_wrap(office: Office, room: Room) -> Story:
    """The desk would seal to a key that she doesn't have."""
    honest, other = _new_key(room, by=office.sato), Identity.generate()
    forged = room.wrapped(other, honest.key_id, by=office.sato)
    unsigned = replace(forged, case_pk=honest.case_pk, wraps=dict.fromkeys(forged.wraps, b""))
    info = unsigned.wrap_info(office.fp, room.hanako.kid)
    wraps = honest.wraps | {room.hanako.kid: _sealed(other, room.hanako, info)}
    unsigned = replace(unsigned, wraps=wraps)
    signed = replace(unsigned, sig=office.sato.signer.sign(unsigned.signed_bytes(office.fp)))
    return _keys(room, *room.wrapsets, signed, reader=room.hanako)


def _sealed(key: Identity, reader: Person, info: bytes) -> bytes:
    return seal(Recipient(reader.epk), key.scalar(), info=info)
