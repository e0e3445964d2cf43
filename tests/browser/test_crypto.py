"""The browser's half of protocol consult/1, in real Chromium under a strict Content-Security-Policy.

It must give the RFC's own results, open what the server sealed, seal what the server opens, and refuse every
attack of `tests/protocol` with the same code.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.contexts import Code, b64, ctx, digest, pad, unb64
from storage.records import Record
from storage.sealing import Identity
from tests.browser.answers import Ask, value
from tests.protocol.every_forgery import FORGERIES
from tests.protocol.office import NOW_MS, Case, Office, conversation
from tests.protocol.story import Story
from tests.protocol.test_sealing import NO_POINTS, VECTORS

PAGE = "crypto_page"
KEPT = Path(__file__).parents[1] / "vectors/consult-1.json"


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda vector: f"kem{vector['kem_id']}-aead{vector['aead_id']}"
)
def test_official_vectors_byte_for_byte(ask: Ask, vector: dict[str, Any]) -> None:
    first = vector["encryptions"][0]
    assert value(ask("vector", vector)) == [vector["enc"] + first["ct"], first["pt"]]


def test_the_browser_reads_what_the_server_sealed(ask: Ask) -> None:
    office = Office()
    case = conversation(office)
    story = Story.of(case)
    expected = [
        [b64(record.id(office.fp)), text] for record, text in zip(case.records, story.texts(), strict=True)
    ]
    assert value(ask("read", story.as_dict())) == expected
    assert value(ask("read", Story.of(case, reader=office.kudo).as_dict())) == expected


def test_the_browser_reads_what_was_kept(ask: Ask) -> None:
    kept = json.loads(KEPT.read_text())
    assert value(ask("read", kept["story"])) == [
        list(entry) for entry in zip(kept["ids"], kept["texts"], strict=True)
    ]


def test_the_server_reads_what_the_browser_sealed(ask: Ask) -> None:
    office = Office()
    case = conversation(office)
    next_one = case.seal(office.sato, "")
    names = ("case", "key_id", "seq", "epoch", "prev", "ack")
    place = {name: next_one.as_dict()[name] for name in names} | {"ts": NOW_MS + 9}
    text = 'またいつでも書いてくださいね 🍀\n\u0000"\\'
    asked = {
        "story": Story.of(case).as_dict(),
        "sign": b64(office.sato.signer.to_pkcs8()),
        "kid": b64(office.sato.kid),
    }
    answer = value(ask("reply", asked | {"place": place, "text": text}))
    record = Record.from_json(answer["record"])
    assert answer["id"] == b64(record.id(office.fp))
    case.records.append(record)
    assert Story.of(case).texts()[-1] == text
    assert value(ask("read", Story.of(case).as_dict()))[-1] == [answer["id"], text]


@pytest.mark.parametrize(("text", "code"), [("眠" * 7000, "too-long"), ("眠" * 5000, None)])
def test_the_browser_seals_what_fits(ask: Ask, text: str, code: Code | None) -> None:
    case = Case.opened(Office())
    sato, place = case.office.sato, case.seal(case.office.sato, "").as_dict()
    asked = {"story": Story.of(case).as_dict(), "sign": b64(sato.signer.to_pkcs8()), "kid": b64(sato.kid)}
    assert ask("reply", asked | {"place": place, "text": text}).get("refused") == code


@pytest.mark.parametrize("name", FORGERIES)
def test_refused_with_the_servers_code(ask: Ask, name: str) -> None:
    assert ask("read", FORGERIES[name].story().as_dict()) == {"refused": FORGERIES[name].code}


def test_what_a_known_record_vouches_for_is_asked_for_no_signature_again(ask: Ask) -> None:
    story, names = _named(conversation(Office()))
    count = len(names)
    asked = [value(ask("readAgain", {"story": story, "seen": name})) for name in [None, *names]]
    assert asked[0] == [count, count]
    assert asked[-1] == [count, 0]
    assert all(accepted == count for accepted, _ in asked)
    # A record of another office's chain vouches for nothing.
    _, others = _named(conversation(Office()))
    assert value(ask("readAgain", {"story": story, "seen": others[-1]})) == [count, count]


def test_no_bit_may_change_behind_a_record_that_is_known(ask: Ask) -> None:
    story, names = _named(conversation(Office()))
    for place, record in enumerate(story["records"]):
        for part, refused in (("sig", "signature"), ("blob_hash", "signature"), ("blob", "blob-hash")):
            spoilt = [*story["records"]]
            content = bytearray(unb64(record[part]))
            content[-1] ^= 1
            spoilt[place] = record | {part: b64(bytes(content))}
            again = ask("readAgain", {"story": story | {"records": spoilt}, "seen": names[-1]})
            assert again == {"refused": refused}, (place, part)


def _named(case: Case) -> tuple[dict[str, Any], list[str]]:
    """For the browser, and the name of each record."""
    return Story.of(case).as_dict(), [b64(record.id(case.office.fp)) for record in case.records]


def test_no_case_key_can_be_taken_out_of_the_browser(ask: Ask) -> None:
    case = conversation(Office())
    assert value(ask("caseKeys", Story.of(case).as_dict())) == [[b64(case.wrapset.key_id), False]]


@pytest.mark.parametrize("name", NO_POINTS)
def test_what_is_no_point_is_no_key(ask: Ask, name: str) -> None:
    assert value(ask("onCurve", b64(NO_POINTS[name]))) is False


def test_points_are_points(ask: Ask) -> None:
    for _ in range(5):
        assert value(ask("onCurve", b64(Identity.generate().recipient.public))) is True


def test_both_write_the_same_words(ask: Ask) -> None:
    fingerprint, payload = Office().fp, '{"text":"眠れません 🍀"}'
    fields: list[bytes | str | int] = [b"", b"\0\xff", "相談", 0, 2**32, 2**53 - 1]
    asked = [{"hex": field.hex()} if isinstance(field, bytes) else field for field in fields]
    answer = value(ask("words", {"fields": asked, "payload": payload, "fingerprint": b64(fingerprint)}))
    assert answer["ctx"] == ctx("label", *fields).hex()
    assert answer["padded"] == digest(pad(payload.encode())).hex()
    assert answer["unpadded"] == payload.encode().hex()
    assert len(answer["fingerprint"]) == 32
    assert answer["parsed"] == b64(fingerprint)


@pytest.mark.parametrize("text", ["AB", "AAA=", "A", "A+A/", "AA A", "あ", "AA\n"])
def test_every_other_spelling_of_base64url_is_refused(ask: Ask, text: str) -> None:
    assert ask("unb64", text)["failed"].startswith("SyntaxError")


def test_another_story_for_each_reader_does_not_open_the_first(ask: Ask) -> None:
    """Mori holds her own keys and is given Sato's name: the wrap is not for her."""
    office = Office()
    case = conversation(office)
    story = Story.of(case, reader=office.mori)
    posing = replace(story, reader=story.reader | {"kid": b64(office.sato.kid)})
    assert ask("read", posing.as_dict()) == {"refused": "wrap"}
