"""The encodings everything else stands on."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flyers import accounts
from storage import manifest
from storage.contexts import (
    BUCKETS,
    Fields,
    Rejected,
    b64,
    ctx,
    fingerprint_of,
    fingerprint_text,
    pad,
    parse_fingerprint,
    unb64,
    unpad,
)
from storage.manifest import Manifest
from storage.sealing import verify
from tests.protocol.office import Office, conversation
from tests.protocol.room import room_conversation

FIELDS = st.lists(st.binary(max_size=6), max_size=4)


@given(st.sampled_from("ab"), FIELDS, st.sampled_from("ab"), FIELDS)
def test_two_lists_of_fields_never_give_the_same_bytes(
    label: str, fields: list[bytes], other: str, others: list[bytes]
) -> None:
    assert (ctx(label, *fields) == ctx(other, *others)) == ((label, fields) == (other, others))


def test_fields_are_length_tagged_and_numbers_are_u64() -> None:
    assert ctx("a", b"bc", "は", 7).hex() == (
        "000b"
        + b"consult/1|a".hex()
        + "00000002"
        + "6263"
        + "00000003"
        + "e381af"
        + "00000008"
        + "0000000000000007"
    )


def test_no_signature_of_one_kind_passes_as_another() -> None:
    office = Office()
    case, fp = conversation(office), office.fp
    link, record, room = office.chain[0], case.records[0], room_conversation(office)
    listed = manifest.sign(Manifest(fp, 1, office.intake.kid, "0", 1, {"/": bytes(32)}), office.intake.signer)
    account = accounts.signed_bytes(fp, "@123abcde")
    signed = [
        (office.root, ctx("delegation", link.delegation), link.delegation_sig),
        (office.roster_key, ctx("roster", link.roster), link.sig),
        (office.intake.signer, case.genesis.signed_bytes(fp), case.genesis.sig),
        (office.intake.signer, case.wrapset.signed_bytes(fp), case.wrapset.sig),
        (office.intake.signer, record.signed_bytes(fp), record.sig),
        (office.intake.signer, ctx("manifest", listed.body), listed.sig),
        (office.intake.signer, account, office.intake.signer.sign(account)),
        (room.hanako.signer, room.genesis.signed_bytes(fp), room.genesis.sig),
        (room.hanako.signer, room.wrapset.signed_bytes(fp), room.wrapset.sig),
        (room.hanako.signer, room.records[0].signed_bytes(fp), room.records[0].sig),
    ]
    for signer, message, sig in signed:
        verify(signer.public, message, sig)
    for (signer, message, _), (_, _, sig) in combinations([*signed, *reversed(signed)], 2):
        if sig not in [own for _, content, own in signed if content == message]:
            with pytest.raises(Rejected, match="signature"):
                verify(signer.public, message, sig)


@given(st.binary(max_size=3000))
def test_padding_comes_off_again(payload: bytes) -> None:
    assert len(pad(payload)) in BUCKETS
    assert unpad(pad(payload)) == payload


@pytest.mark.parametrize("room", [bucket - 4 for bucket in BUCKETS])
def test_a_payload_that_just_fits(room: int) -> None:
    assert unpad(pad(b"x" * room)) == b"x" * room
    if room + 4 < BUCKETS[-1]:
        assert len(pad(b"x" * (room + 1))) > room + 4
    else:
        with pytest.raises(Rejected, match="too-long"):
            pad(b"x" * (room + 1))


@pytest.mark.parametrize(
    "padded",
    [
        pad(b"x")[:-1],
        pad(b"x") + b"\0",
        pad(b"x")[:-1] + b"\1",
        b"\xff" * 512,
        b"\0\0\1\xfd" + bytes(508),
        b"",
    ],
)
def test_dirty_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(Rejected, match="padding"):
        unpad(padded)


@given(st.binary(max_size=40))
def test_base64url_has_one_spelling(content: bytes) -> None:
    assert unb64(b64(content)) == content


@pytest.mark.parametrize("text", ["AB", "AAA=", "A", "A+A/", "AA A", "あ", "AA\n"])
def test_every_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64url|ASCII"):
        unb64(text)


def test_a_fingerprint_is_32_letters_however_it_is_typed() -> None:
    fingerprint = fingerprint_of(Office().root.public)
    printed = fingerprint_text(fingerprint)
    assert len(printed) == 32
    typed = f" {printed[:8].lower()}-{printed[8:16]} {printed[16:]}\n"
    assert parse_fingerprint(typed) == fingerprint


@pytest.mark.parametrize("text", ["", "A" * 31, "A" * 40, "1" * 32, "あ" * 32])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="office fingerprint"):
        parse_fingerprint(text)


@pytest.mark.parametrize(
    "source", [b"", b"[]", b"\xff", b'{"a":}', b"[" * 100_000, '{"n": 1}'.encode("utf-16")]
)
def test_what_is_no_json_object_is_refused(source: bytes) -> None:
    with pytest.raises(Rejected, match="header"):
        Fields(source, "header")


@pytest.mark.parametrize("value", [True, -1, 1.0, 2**53, "1", None])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Rejected, match="header"):
        Fields({"n": value}, "header").number("n")


def test_a_refusal_says_its_code_and_nothing_of_the_content() -> None:
    refusal = Rejected("decrypt")
    assert (refusal.code, str(refusal)) == ("decrypt", "decrypt")
