"""Attacks on what is said in a room: speaking as the resident, hiding an answer, showing her what the desk keeps to itself."""

from dataclasses import replace
from os import urandom

from storage.contexts import Code, b64, digest, pad
from storage.records import Record
from storage.sealing import Identity, Recipient, Signer, seal
from storage.wrapsets import WrapSet
from tests.protocol.forged_rooms import room_forgery
from tests.protocol.forgeries import FORGERIES, Forgery, flipped, with_record
from tests.protocol.office import Office, Person
from tests.protocol.room import Room, linked_conversation, room_conversation
from tests.protocol.story import Story


def _told(room: Room, *records: Record, reader: Person | None = None) -> Story:
    return replace(Story.of(room, reader=reader), records=[dict(record.as_dict()) for record in records])


def _and(room: Room, record: Record, *, reader: Person | None = None) -> Story:
    return _told(room, *room.records, record, reader=reader)


def _without(room: Room, position: int, *, reader: Person | None = None) -> Story:
    return _told(room, *room.records[:position], *room.records[position + 1 :], reader=reader)


def _seen(story: Story, office: Office, number: int, record: Record) -> Story:
    return replace(story, seen={"number": number, "id": b64(record.id(office.fp))})


@room_forgery("inbound-key")
def the_intake_speaking_in_a_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.intake, "もう大丈夫です"))


@room_forgery("signature")
def hanako_forged_by_the_intake_in_her_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(room.hanako, "もう大丈夫です", signer=office.intake.signer))


@room_forgery("signature", linked_conversation)
def hanako_forged_by_the_intake_in_a_linked_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(room.hanako, "もう大丈夫です", signer=office.intake.signer))


@room_forgery("signature", linked_conversation)
def the_intake_forged_by_who_can_write_the_database(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.intake, "偽り", signer=Signer.generate()))


@room_forgery("inbound-key", linked_conversation)
def an_intake_that_no_roster_knows_in_a_linked_room(office: Office, room: Room) -> Story:
    stranger = Person("intake", "受付")
    return _and(room, room.seal(stranger, "偽り", dir=0))


@room_forgery("inbound-key", linked_conversation)
def an_intake_before_its_time_in_a_linked_room(office: Office, room: Room) -> Story:
    newer = Person("intake", "新しい受付")
    office.people.append(newer)
    office.sign_next()
    return _and(room, room.seal(newer, "偽り", dir=0, epoch=1))


@room_forgery("inbound-key", linked_conversation)
def an_intake_of_an_epoch_that_never_was_in_a_linked_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.intake, "偽り", epoch=9))


@room_forgery("sender", linked_conversation)
def an_intake_posing_as_the_desk_in_a_linked_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.intake, "偽り", dir=1), reader=room.hanako)


@room_forgery("inbound-key", linked_conversation)
def sato_speaking_for_the_resident_in_a_linked_room(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.sato, "偽り", dir=0))


@room_forgery("gap", linked_conversation)
def a_message_on_line_left_out_of_a_linked_room(office: Office, room: Room) -> Story:
    records = [*room.records[:6], room.seal(office.intake, "後の一通", seq=3)]
    return _told(room, *records)


@room_forgery("sender")
def the_resident_posing_as_the_desk(office: Office, room: Room) -> Story:
    return _and(room, room.seal(room.hanako, "相談員です", dir=1))


@room_forgery("sender")
def mori_answering_in_a_room_of_another_desk(office: Office, room: Room) -> Story:
    return _and(room, room.seal(office.mori, "割り込み"), reader=room.hanako)


@room_forgery("sender")
def mori_noting_something_in_a_room_of_another_desk(office: Office, room: Room) -> Story:
    return _and(room, room.sealed_inside(office.mori, "note", "割り込み"), reader=room.hanako)


@room_forgery("generation")
def an_answer_that_stayed_inside(office: Office, room: Room) -> Story:
    """Sato is to believe that Hanako has read it."""
    return _and(room, room.sealed_inside(office.sato, "text", "明日うかがいます"))


@room_forgery("generation")
def the_resident_writing_under_the_desks_own_key(office: Office, room: Room) -> Story:
    return _and(room, room.sealed_inside(room.hanako, "note", "相談員のメモに見せる"))


@room_forgery("generation")
def an_answer_under_a_key_that_is_withheld_from_her(office: Office, room: Room) -> Story:
    """The server would let it pass for something that stays inside."""
    newer = room.wrapped(Identity.generate(), urandom(16), by=office.sato)
    hidden = room.seal(office.sato, "すぐに逃げてください", to=newer, key_id=newer.key_id)
    return _and(room, hidden, reader=room.hanako)


@room_forgery("generation")
def an_inside_key_that_is_withheld_from_her(office: Office, room: Room) -> Story:
    story = Story.of(room, reader=room.hanako)
    return replace(story, wrapsets=story.wrapsets[:1])


@room_forgery("signature")
def a_withheld_key_dressed_up_as_an_inside_key(office: Office, room: Room) -> Story:
    newer = room.wrapped(Identity.generate(), urandom(16), by=office.sato)
    hidden = room.seal(office.sato, "すぐに逃げてください", to=newer, key_id=newer.key_id)
    stripped = {kid: wrap for kid, wrap in newer.wraps.items() if kid != room.hanako.kid}
    dressed: WrapSet = replace(newer, wraps=stripped)
    story = _and(room, hidden, reader=room.hanako)
    return replace(story, wrapsets=[*story.wrapsets, dict(dressed.as_dict())])


@room_forgery("order")
def a_note_dropped_before_what_answers_it(office: Office, room: Room) -> Story:
    first, note, *_ = room.records
    after = room.seal(office.kudo, "続き", seq=1, prev=bytes(32), ack=note.id(office.fp))
    return _told(room, first, after, reader=room.hanako)


@room_forgery("gap")
def a_note_dropped_from_satos_chain(office: Office, room: Room) -> Story:
    return _without(room, 1, reader=room.hanako)


@room_forgery("reorder")
def two_records_of_the_resident_swapped(office: Office, room: Room) -> Story:
    return _told(room, room.records[3], room.records[0])


@room_forgery("order")
def a_record_of_the_resident_dropped_before_its_answer(office: Office, room: Room) -> Story:
    return _without(room, 3)


@room_forgery("gap")
def a_record_of_the_resident_dropped(office: Office, room: Room) -> Story:
    return _told(room, *room.records[:3], room.records[5])


@room_forgery("replay")
def a_room_record_shown_twice(office: Office, room: Room) -> Story:
    return _and(room, room.records[3], reader=room.hanako)


@room_forgery("replay")
def an_answer_shown_twice_in_a_room(office: Office, room: Room) -> Story:
    return _and(room, room.records[2], reader=room.hanako)


@room_forgery("transplant")
def a_record_of_another_room(office: Office, room: Room) -> Story:
    return _told(room, room_conversation(office).records[0])


@room_forgery("transplant")
def our_record_in_another_room(office: Office, room: Room) -> Story:
    return _told(room_conversation(office), room.records[0])


@room_forgery("transplant")
def an_answer_from_another_room(office: Office, room: Room) -> Story:
    other = room_conversation(office)
    return _told(room, other.records[2], reader=room.hanako)


@room_forgery("rollback")
def the_end_of_a_room_cut_off(office: Office, room: Room) -> Story:
    story = _told(room, *room.records[:-2], reader=room.hanako)
    return _seen(story, office, len(room.records), room.records[-1])


@room_forgery("rollback")
def everything_in_a_room_cut_off(office: Office, room: Room) -> Story:
    return _seen(_told(room, reader=room.hanako), office, 1, room.records[0])


@room_forgery("rollback")
def another_answer_where_one_had_been_seen(office: Office, room: Room) -> Story:
    """Sato's console had it withdrawn by the server, and sealed another in its place."""
    *before, kudos, _ = room.records
    room.records = before
    story = _and(room, room.seal(office.kudo, "なかったことに"), reader=room.hanako)
    return _seen(story, office, len(before) + 1, kudos)


@room_forgery("rollback")
def the_residents_page_shown_an_older_roster(office: Office, room: Room) -> Story:
    return replace(Story.of(room, reader=room.hanako), remembered={"epoch": 2, "hash": None})


@room_forgery("fingerprint")
def the_residents_page_shown_another_office(office: Office, room: Room) -> Story:
    """The server makes a whole office of its own, with a desk of the same name; the paper in her hand says otherwise."""
    forged = room_conversation(Office())
    return replace(Story.of(forged, reader=forged.hanako), fingerprint=b64(office.fp))


@room_forgery("roster")
def the_residents_page_shown_a_roster_with_one_more(office: Office, room: Room) -> Story:
    office.people.append(Person("counselor", "誰か"))
    forged = office.sign(signer=Signer.generate())
    story = Story.of(room, reader=room.hanako)
    return replace(story, chain=[*story.chain, dict(forged.as_dict())])


@room_forgery("decrypt")
def something_else_under_the_residents_own_signature(office: Office, room: Room) -> Story:
    honest = room.seal(room.hanako, "")
    blob = seal(Recipient(room.wrapset.case_pk), pad(b"{}"), info=b"")
    unsigned = replace(honest, blob=blob, blob_hash=digest(blob))
    return _and(room, replace(unsigned, sig=room.hanako.signer.sign(unsigned.signed_bytes(office.fp))))


def _turned(position: int, name: str, code: Code) -> Forgery:
    """One bit of one field turned of Hanako's first record (0) or of Sato's note (1), as she is shown them."""

    def attack(office: Office, room: Room) -> Story:
        story = Story.of(room, reader=room.hanako)
        return with_record(story, position, flipped(dict(story.records[position]), name))

    return Forgery(code, attack, room_conversation)


_TURNED: dict[str, Code] = {
    "case": "transplant", "key_id": "generation", "seq": "signature", "prev": "signature", "ack": "signature",
    "ts": "signature", "suite": "suite", "blob_hash": "signature", "sig": "signature", "blob": "blob-hash",
}  # fmt: skip
_TURNED_IN: tuple[tuple[str, dict[str, Code]], ...] = (
    ("the-residents", {"sender": "inbound-key", "dir": "sender", "epoch": "signature"}),
    ("an-inside", {"sender": "sender", "dir": "generation", "epoch": "sender"}),
)

for _position, (_whose, _own) in enumerate(_TURNED_IN):
    for _name, _code in (_TURNED | _own).items():
        FORGERIES[f"one-bit-of-{_whose}-records-{_name}-turned"] = _turned(_position, _name, _code)
