"""What must open: Hanako writes, Sato answers, and the right people can read it, today and after changes of
staff.
"""

from dataclasses import replace
from os import urandom

import pytest

from storage.contexts import ZERO, Rejected, digest
from storage.genesis import make_genesis
from storage.records import SEALED_LENGTHS, Chain, Head, Record, erase, open_transcript, verify_record
from storage.sealing import Identity
from storage.wrapsets import open_wrapset
from tests.protocol.office import LIFE, Case, Office, Person, conversation
from tests.protocol.story import Story

SAID = ["眠れません", "お話を聞かせてください", "仕事のことです", "つらかったですね", "ありがとう 🍀"]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def case(office: Office) -> Case:
    return conversation(office)


def test_everybody_at_the_desk_reads_what_hanako_said(office: Office, case: Case) -> None:
    for reader in (office.sato, office.kudo):
        assert Story.of(case, reader=reader).texts() == SAID


def test_an_erased_record_proves_that_it_was_there_and_says_nothing(office: Office, case: Case) -> None:
    sealed = case.records[2].blob
    case.records[2] = erase(case.records[2])
    assert Story.of(case).texts() == [*SAID[:2], None, *SAID[3:]]
    assert sealed is not None
    stored = case.records[2].to_json()
    assert Record.from_json(stored) == case.records[2]
    assert sealed not in stored


def test_a_new_counselor_reads_the_past_once_a_colleague_wraps_the_key(office: Office, case: Case) -> None:
    newcomer = Person("counselor", "新人")
    office.hire(newcomer, LIFE)
    with pytest.raises(Rejected, match="not-entitled"):
        Story.of(case, reader=newcomer).texts()
    case.wrapset = office.wrap(case.key, case.wrapset.key_id, creator=office.sato)
    assert Story.of(case, reader=newcomer).texts() == SAID


def test_after_somebody_left_the_next_generation_is_closed_to_them(office: Office, case: Case) -> None:
    kudo, first = office.kudo, case.wrapset
    office.dismiss(kudo)
    case.wrapset = office.wrap(Identity.generate(), urandom(16), creator=office.sato)
    case.say(office.intake, "まだ話してもいいですか")
    both = [dict(wrapset.as_dict()) for wrapset in (first, case.wrapset)]
    assert replace(Story.of(case), wrapsets=both).texts() == [*SAID, "まだ話してもいいですか"]
    with pytest.raises(Rejected, match="not-entitled"):
        replace(Story.of(case, reader=kudo), wrapsets=both).texts()
    with pytest.raises(Rejected, match="generation"):
        replace(Story.of(case, reader=kudo), wrapsets=both[:1]).texts()


def test_a_roster_that_history_delegated_stays_history(office: Office, case: Case) -> None:
    office.sign_next()
    assert Story.of(case).texts() == SAID
    newest = {"epoch": 2, "hash": office.trust.hash.hex()}
    assert replace(Story.of(case), remembered=newest).texts() == SAID


def test_one_key_serves_one_case(office: Office, case: Case) -> None:
    other = Case.opened(office, key=case.key, key_id=case.wrapset.key_id)
    seen: dict[bytes, bytes] = {}
    keys = {case.wrapset.key_id: case.key}
    for _ in range(2):
        open_transcript(office.trust, case.genesis, case.records, keys, key_use=seen)
    with pytest.raises(Rejected, match="key-reuse"):
        open_transcript(office.trust, other.genesis, other.records, keys, key_use=seen)


def test_the_chain_tells_a_sender_what_to_name_next(office: Office, case: Case) -> None:
    chain = Chain(office.trust, case.genesis, [case.wrapset.key_id])
    assert chain.head(office.sato.kid) == Head(1, ZERO, ZERO)
    ids = [chain.accept(record) for record in case.records]
    assert chain.head(office.intake.kid) == Head(4, ids[4], ids[4])
    assert chain.head(office.sato.kid) == Head(2, ids[1], ids[4])
    assert chain.head(office.mori.kid) == Head(1, ZERO, ids[4])


def test_nothing_opens_on_a_first_page_or_wrap_set_that_was_not_verified_before(
    office: Office, case: Case
) -> None:
    stranger = make_genesis(
        office.fp, office.sato.signer, office.sato.kid, case=case.genesis.case, desk=LIFE, key_id=bytes(16)
    )
    with pytest.raises(Rejected, match="intake-key"):
        open_transcript(office.trust, stranger, [], {})
    reader, creator_spk = (office.sato.kid, office.sato.identity), office.intake.spk
    with pytest.raises(Rejected, match="signature"):
        open_wrapset(office.fp, replace(case.wrapset, desk="tax"), *reader, creator_spk)


def test_who_cannot_read_still_sees_a_length_that_no_bucket_has(office: Office, case: Case) -> None:
    honest = case.seal(office.intake, "")
    blob = (honest.blob or b"") + b"\0"
    record = replace(honest, blob=blob, blob_hash=digest(blob))
    record = replace(record, sig=office.intake.signer.sign(record.signed_bytes(office.fp)))
    with pytest.raises(Rejected, match="padding"):
        verify_record(office.fp, record, office.intake.spk)


@pytest.mark.parametrize("texts", [("はい", "相談です" * 30), ("あ" * 700, "い" * 2000)])
def test_the_sealed_length_tells_only_the_bucket(case: Case, office: Office, texts: tuple[str, str]) -> None:
    lengths = {len(case.seal(office.intake, text).blob or b"") for text in texts}
    assert len(lengths) == 1
    assert lengths <= SEALED_LENGTHS


def test_the_longest_text_of_line_fits_and_a_longer_payload_is_refused(case: Case, office: Office) -> None:
    case.say(office.intake, "眠" * 5000)
    assert Story.of(case).texts()[-1] == "眠" * 5000
    with pytest.raises(Rejected, match="too-long"):
        case.seal(office.intake, "眠" * 7000)


def test_half_a_surrogate_from_a_broken_client_does_not_stop_the_intake(case: Case, office: Office) -> None:
    case.say(office.intake, "眠れ\ud83dない")
    assert Story.of(case).texts()[-1] == "眠れ?ない"
