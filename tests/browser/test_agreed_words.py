"""The words agreed with a resident: which hold, and how they are heard in what the resident writes."""

from typing import Any

import pytest

from tests.browser.answers import Ask, value

PAGE = "case_page"

Entry = dict[str, Any]


def agreed(code: str, decoy: str) -> Entry:
    return {"dir": 1, "payload": {"v": 1, "kind": "words", "code": code, "decoy": decoy}}


def written(text: str, *, ts: int = 0, dir: int = 0) -> Entry:
    return {"dir": dir, "ts": ts, "payload": {"v": 1, "kind": "text", "text": text}}


def heard(ask: Ask, *entries: Entry) -> Any:
    found = value(ask("agreement", list(entries)))
    return found and found["heard"] and found["heard"]["word"]


def test_the_newest_words_hold_and_empty_ones_end_it(ask: Ask) -> None:
    entries = [agreed("みかづき", "天気"), agreed("ほし", "")]
    assert value(ask("agreement", entries))["words"] == {"code": "ほし", "decoy": ""}
    assert value(ask("agreement", [*entries, agreed("", "")])) is None
    assert value(ask("agreement", [written("天気")])) is None


@pytest.mark.parametrize("text", ["きょうはいい天気ですね", "天 気", "天\n気のこと"])
def test_the_decoy_is_heard_in_any_sentence(ask: Ask, text: str) -> None:
    assert heard(ask, agreed("みかづき", "天気"), written(text)) == "decoy"


def test_however_it_is_typed(ask: Ask) -> None:
    assert heard(ask, agreed("コードABC", ""), written("こーど ａｂｃ です")) == "code"
    assert heard(ask, agreed("ﾐｶﾂﾞｷ", ""), written("みかづき")) == "code"


def test_what_was_written_before_or_by_the_desk_is_not_heard(ask: Ask) -> None:
    assert heard(ask, written("天気"), agreed("みかづき", "天気"), written("天気はどうですか", dir=1)) is None


def test_the_last_word_counts_and_the_decoy_before_the_code(ask: Ask) -> None:
    words = agreed("みかづき", "天気")
    assert heard(ask, words, written("天気"), written("みかづき"), written("もうだいじょうぶ")) == "code"
    assert heard(ask, words, written("みかづき"), written("天気")) == "decoy"
    assert heard(ask, words, written("みかづき、天気")) == "decoy"


def test_a_resident_cannot_agree_on_words_alone(ask: Ask) -> None:
    forged = {"dir": 0, "payload": {"v": 1, "kind": "words", "code": "うそ", "decoy": ""}}
    assert value(ask("agreement", [forged])) is None


def test_in_a_room_the_resident_may_set_them_too_and_nobody_who_speaks_for_them_on_line(ask: Ask) -> None:
    hers = {"dir": 0, "lane": "room", "payload": {"v": 1, "kind": "words", "code": "つき", "decoy": "ゆき"}}
    assert value(ask("agreement", [agreed("みかづき", "天気"), hers]))["words"] == {
        "code": "つき",
        "decoy": "ゆき",
    }
    assert heard(ask, hers, written("ゆきが ふっています")) == "decoy"
    of_the_intake = hers | {"lane": "line"}
    assert value(ask("agreement", [agreed("みかづき", "天気"), of_the_intake]))["words"]["code"] == "みかづき"
