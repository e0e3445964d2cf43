"""Attacks on what was said: moving, repeating, dropping, swapping, altering and inventing records."""

from dataclasses import replace
from os import urandom

from storage.contexts import Code, digest, pad
from storage.records import Record
from storage.sealing import Identity, Recipient, Signer, seal
from tests.protocol.forged_keys import OFF_CURVE
from tests.protocol.forgeries import FORGERIES, Forgery, changed, flipped, forgery, with_record
from tests.protocol.office import LIFE, NOW_MS, Case, Office, Person
from tests.protocol.story import Story


def _told(case: Case, *records: Record) -> Story:
    return replace(Story.of(case), records=[dict(record.as_dict()) for record in records])


def _and(case: Case, record: Record) -> Story:
    return _told(case, *case.records, record)


def _resealed(office: Office, case: Case, plaintext: bytes) -> Record:
    """The intake seals and signs something that is no padded payload."""
    honest = case.seal(office.intake, "")
    return _resigned(
        office, honest, seal(Recipient(case.wrapset.case_pk), plaintext, info=honest.header(office.fp))
    )


def _resigned(
    office: Office, record: Record, blob: bytes | None = None, signer: Signer | None = None
) -> Record:
    if blob is not None:
        record = replace(record, blob=blob, blob_hash=digest(blob))
    return replace(record, sig=(signer or office.intake.signer).sign(record.signed_bytes(office.fp)))


@forgery("transplant")
def a_record_of_another_case(office: Office, case: Case) -> Story:
    other = Case.opened(office)
    return _told(case, other.say(office.intake, "別の人の話"))


@forgery("signature")
def a_record_of_another_case_relabelled(office: Office, case: Case) -> Story:
    record = Case.opened(office).say(office.intake, "別の人の話")
    return _told(case, replace(record, case=case.genesis.case, key_id=case.wrapset.key_id))


@forgery("transplant")
def a_record_of_another_case_with_the_same_key(office: Office, case: Case) -> Story:
    other = Case.opened(office, key=case.key, key_id=case.wrapset.key_id)
    return _told(case, other.say(office.intake, "別の人の話"))


@forgery("transplant")
def our_record_in_another_case(office: Office, case: Case) -> Story:
    other = Case.opened(office, key=case.key, key_id=case.wrapset.key_id)
    return _told(other, case.records[0])


@forgery("replay")
def a_record_shown_twice(office: Office, case: Case) -> Story:
    return _told(case, case.records[0], case.records[0])


@forgery("replay")
def an_old_record_shown_again_at_the_end(office: Office, case: Case) -> Story:
    return _and(case, case.records[1])


@forgery("gap")
def a_record_left_out(office: Office, case: Case) -> Story:
    return _told(case, *case.records[:2], case.records[4])


@forgery("reorder")
def two_records_of_one_sender_swapped(office: Office, case: Case) -> Story:
    first, answer, second, *_ = case.records
    return _told(case, second, answer, first)


@forgery("reorder")
def a_record_that_names_another_past(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "枝分かれ", prev=case.records[0].id(office.fp)))


@forgery("reorder")
def a_record_numbered_nought(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "零番", seq=0))


@forgery("order")
def an_answer_before_its_question(office: Office, case: Case) -> Story:
    question, answer, *_ = case.records
    return _told(case, answer, question)


@forgery("order")
def an_answer_to_something_never_shown(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.sato, "はい", ack=urandom(32)))


@forgery("decrypt")
def an_altered_header_signed_again(office: Office, case: Case) -> Story:
    return _told(case, _resigned(office, replace(case.records[0], ts=NOW_MS + 99)))


@forgery("signature")
def hanako_forged_by_who_can_write_the_database(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "偽り", signer=Signer.generate()))


@forgery("inbound-key")
def hanako_forged_under_another_name(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "偽り", signer=Signer.generate(), sender=urandom(16)))


@forgery("sender")
def a_counselor_forged_by_the_server(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "偽り", dir=1))


@forgery("signature")
def sato_forged_by_the_server(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.sato, "偽り", signer=office.intake.signer))


@forgery("signature")
def hanako_forged_by_sato(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "偽り", signer=office.sato.signer))


@forgery("inbound-key")
def sato_speaking_as_the_resident(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.sato, "偽り", dir=0))


@forgery("sender")
def mori_writing_to_a_case_of_another_desk(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.mori, "割り込み"))


@forgery("sender")
def kudo_writing_after_leaving(office: Office, case: Case) -> Story:
    kudo = office.kudo
    office.dismiss(kudo)
    return _and(case, case.seal(kudo, "もういない人"))


@forgery("sender")
def the_recovery_key_speaking(office: Office, case: Case) -> Story:
    recovery = Person("recovery", "予備の鍵")
    office.hire(recovery, LIFE)
    return _and(case, case.seal(recovery, "紙の鍵から"))


@forgery("sender")
def a_direction_that_does_not_exist(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.sato, "横から", dir=2))


@forgery("generation")
def a_record_under_a_key_nobody_has(office: Office, case: Case) -> Story:
    return _and(case, case.seal(office.intake, "鍵がない", key_id=urandom(16)))


@forgery("decrypt")
def a_record_sealed_to_another_key(office: Office, case: Case) -> Story:
    honest = case.seal(office.intake, "")
    blob = seal(Identity.generate().recipient, pad(b"{}"), info=honest.header(office.fp))
    return _and(case, _resigned(office, honest, blob))


@forgery("point")
def a_record_whose_encapsulated_key_is_no_point(office: Office, case: Case) -> Story:
    honest = case.seal(office.intake, "")
    return _and(case, _resigned(office, honest, OFF_CURVE + (honest.blob or b"")[65:]))


@forgery("padding")
def a_length_that_no_bucket_has(office: Office, case: Case) -> Story:
    return _and(case, _resealed(office, case, pad(b"{}") + b"\0"))


@forgery("padding")
def something_hidden_in_the_padding(office: Office, case: Case) -> Story:
    return _and(case, _resealed(office, case, pad(b"{}")[:-1] + b"\1"))


@forgery("padding")
def a_count_beyond_the_end(office: Office, case: Case) -> Story:
    return _and(case, _resealed(office, case, b"\xff" * 4 + bytes(508)))


@forgery("padding")
def something_inside_that_is_not_json(office: Office, case: Case) -> Story:
    return _and(case, _resealed(office, case, pad(b"\xff{}")))


@forgery("padding")
def something_inside_that_is_no_object(office: Office, case: Case) -> Story:
    return _and(case, _resealed(office, case, pad(b"[]")))


@forgery("header")
def a_record_with_a_field_missing(office: Office, case: Case) -> Story:
    story = Story.of(case)
    record = {name: value for name, value in story.records[0].items() if name != "ack"}
    return with_record(story, 0, record)


@forgery("header")
def a_number_that_no_browser_can_count_to(office: Office, case: Case) -> Story:
    story = Story.of(case)
    return with_record(story, 0, changed(dict(story.records[0]), ts=2**53))


@forgery("header")
def the_same_bytes_in_another_spelling(office: Office, case: Case) -> Story:
    story = Story.of(case)
    spelled = story.records[0]["case"][:-1]
    last = story.records[0]["case"][-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return with_record(
        story, 0, changed(dict(story.records[0]), case=spelled + alphabet[alphabet.index(last) + 1])
    )


def _turned(position: int, name: str) -> Forgery:
    """Hanako's first record (0) or Sato's answer (1) with one bit of one field turned by who can write the
    database.
    """
    code = (_TURNED_ANY | _TURNED[position])[name]

    def attack(office: Office, case: Case) -> Story:
        story = Story.of(case)
        return with_record(story, position, flipped(dict(story.records[position]), name))

    return Forgery(code, attack)


_TURNED_ANY: dict[str, Code] = {
    "case": "transplant", "key_id": "generation", "seq": "signature", "prev": "signature", "ack": "signature",
    "ts": "signature", "suite": "suite", "blob_hash": "signature", "sig": "signature", "blob": "blob-hash",
}  # fmt: skip
_TURNED: tuple[dict[str, Code], dict[str, Code]] = (
    {"sender": "inbound-key", "dir": "sender", "epoch": "signature"},
    {"sender": "sender", "dir": "inbound-key", "epoch": "sender"},
)

for _position, _who in enumerate(("hanakos", "satos")):
    for _name in (*_TURNED_ANY, *_TURNED[_position]):
        FORGERIES[f"one-bit-of-{_who}-{_name}-turned"] = _turned(_position, _name)
