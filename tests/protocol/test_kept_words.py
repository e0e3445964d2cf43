"""What protocol consult/1 has once written stays readable: a consultation under two rosters, byte for byte."""

import json
from pathlib import Path
from typing import Any

import pytest

from storage.capsules import derive_unlock, open_capsule
from storage.contexts import b64, fingerprint_text, unb64
from storage.records import Record
from storage.roster import SignedRoster, accept_chain
from tests.protocol.story import Story


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        (Path(__file__).parent.parent / "vectors/consult-1.json").read_text()
    )
    return content


def test_the_kept_consultation_opens(kept: dict[str, Any]) -> None:
    assert Story(**kept["story"]).texts() == kept["texts"]


def test_its_records_still_have_the_same_names(kept: dict[str, Any]) -> None:
    fingerprint = unb64(kept["story"]["fingerprint"])
    assert fingerprint_text(fingerprint) == kept["fingerprint_text"]
    records = [Record.from_json(record) for record in kept["story"]["records"]]
    assert [b64(record.id(fingerprint)) for record in records] == kept["ids"]


def test_its_roster_is_remembered_under_the_same_hash(kept: dict[str, Any]) -> None:
    story = Story(**kept["story"])
    chain = [SignedRoster.from_json(link) for link in story.chain]
    trust = accept_chain(unb64(story.fingerprint), chain, story.now)
    assert trust.hash.hex() == kept["roster_hash"]
    assert trust.remembered == (2, trust.hash)
    assert [member.name for member in trust.at(1).members.values()] == ["受付", "佐藤", "工藤"]


def test_the_kept_capsule_opens(kept: dict[str, Any]) -> None:
    keys = open_capsule(unb64(kept["story"]["fingerprint"]), kept["capsule"], kept["passphrase"])
    assert b64(keys["enc"]) == kept["story"]["reader"]["enc"]
    unlocker = kept["capsule"]["unlockers"][0]
    unlock = derive_unlock(kept["passphrase"], unb64(unlocker["salt"]), unlocker["iters"])
    assert b64(unlock.secret) == kept["sign_in_secret"]
