"""A room that protocol consult/1 once wrote stays readable, with the code that was written down: byte for byte."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage import room_keys
from storage.contexts import b64, unb64
from storage.genesis import Genesis
from storage.records import Record
from tests.protocol.story import Story

KEPT = Path(__file__).parents[1] / "vectors/room-1.json"


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(KEPT.read_text())
    return content


def test_the_code_gives_the_secret_and_the_secret_the_access(kept: dict[str, Any]) -> None:
    fingerprint, secret = unb64(kept["story"]["fingerprint"]), unb64(kept["secret"])
    for written, code in [*kept["codes"], [kept["secret"], kept["code"]]]:
        assert b64(room_keys.read_resume_code(code)) == written
        assert room_keys.resume_code(unb64(written)) == code
    assert b64(room_keys.access_of(secret, fingerprint)) == kept["access"]
    assert b64(room_keys.access_hash(unb64(kept["access"]))) == kept["access_hash"]


def test_the_secret_opens_the_capsule_and_the_capsule_the_room(kept: dict[str, Any]) -> None:
    story = Story(**kept["story"])
    guest = Genesis.from_json(story.genesis).guest
    assert guest is not None
    fingerprint, capsule = unb64(story.fingerprint), unb64(kept["capsule"])
    keys = room_keys.open_capsule(unb64(kept["secret"]), fingerprint, guest, capsule)
    assert keys.signer.public == guest.spk
    reader = {"kid": b64(guest.kid), "epk": b64(guest.epk), "enc": b64(keys.identity.to_pkcs8())}
    assert replace(story, reader=reader).texts() == kept["texts"]["hanako"]


def test_the_kept_room_opens_for_both_and_each_sees_what_is_theirs(kept: dict[str, Any]) -> None:
    story = Story(**kept["story"])
    assert story.texts() == kept["texts"]["hanako"]
    assert [entry.inside for entry in story.read()] == kept["inside"]
    assert replace(story, reader=kept["sato"]).texts() == kept["texts"]["sato"]


def test_its_records_still_have_the_same_names(kept: dict[str, Any]) -> None:
    fingerprint = unb64(kept["story"]["fingerprint"])
    records = [Record.from_json(record) for record in kept["story"]["records"]]
    assert [b64(record.id(fingerprint)) for record in records] == kept["ids"]
