"""Words at hand, and what a colleague agreed to: what the browser computes, in Chromium."""

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.checks import commitment_of
from storage.contexts import b64
from storage.templates import FIRST
from tests.browser.answers import Ask, value

PAGE = "at_hand_page"
FIFTH = 1_796_374_800_000
"""4 December 2026, 18:00 in Japan."""
SAID = "こんにちは。"
CHECK = {"record": "r1", "asked_by": "sato", "state": "agreed"}
RECORD = {
    "id": "r1",
    "record": {"dir": 1, "sender": "sato"},
    "payload": {"kind": "check", "text": SAID, "salt": "s"},
}


def cases() -> st.SearchStrategy[list[tuple[bytes, bytes, bytes, str]]]:
    """Texts as browsers send them: no half of a surrogate pair."""
    one = st.tuples(
        st.binary(min_size=20, max_size=20), st.binary(min_size=16, max_size=16),
        st.binary(min_size=16, max_size=16), st.text(st.characters(codec="utf-8")),
    )  # fmt: skip
    return st.lists(one, min_size=5, max_size=40)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cases())
def test_both_sides_commit_alike(ask: Ask, made: list[tuple[bytes, bytes, bytes, str]]) -> None:
    asked = [[office.hex(), b64(case), b64(salt), text] for office, case, salt, text in made]
    expected = [b64(commitment_of(office, case, salt, text)) for office, case, salt, text in made]
    assert value(ask("commitments", asked)) == expected


def test_only_who_asked_says_what_is_to_be_sent(ask: Ask) -> None:
    assert value(ask("asked", {"entries": [RECORD], "check": CHECK})) == {"text": SAID, "salt": "s"}
    others: list[dict[str, Any]] = [
        {"record": {"dir": 1, "sender": "mori"}},
        {"record": {"dir": 0, "sender": "sato"}},
        {"payload": None},
        {"payload": {"kind": "note", "text": SAID, "salt": "s"}},
        {"payload": {"kind": "check", "text": SAID, "salt": 1}},
    ]
    for other in others:
        assert value(ask("asked", {"entries": [RECORD | other], "check": CHECK})) is None


def test_only_somebody_else_agrees_and_their_newest_word_counts(ask: Ask) -> None:
    def told(sender: str, agreed: Any, of: str = "r1", dir: int = 1) -> dict[str, Any]:
        record = {"dir": dir, "sender": sender, "epoch": 1}
        return {
            "id": "x",
            "record": record,
            "payload": {"kind": "checked", "of": of, "agreed": agreed, "text": "w"},
        }

    def agreed(*entries: dict[str, Any]) -> bool | None:
        found = value(ask("answered", {"entries": [RECORD, *entries], "check": CHECK}))
        return None if found is None else found["agreed"]

    assert agreed() is None
    assert agreed(told("sato", True)) is None
    assert agreed(told("kudo", True, of="r2")) is None
    assert agreed(told("kudo", True, dir=0)) is None
    assert agreed(told("kudo", True)) is True
    assert agreed(told("kudo", "yes")) is False
    assert agreed(told("kudo", True), told("kudo", False)) is False


@pytest.mark.parametrize(
    ("required", "state", "agreed", "text", "step"),
    [
        (False, None, False, SAID, "send"),
        (True, None, False, SAID, "ask"),
        (True, "asked", False, SAID, "wait"),
        (False, "asked", False, SAID, "wait"),
        (True, "asked", False, "other", "ask"),
        (True, "agreed", True, SAID, "send"),
        (True, "agreed", False, SAID, "ask"),
        (True, "agreed", True, "other", "ask"),
        (True, "declined", False, SAID, "ask"),
    ],
)
def test_what_comes_next(
    ask: Ask, required: bool, state: str | None, agreed: bool, text: str, step: str
) -> None:
    check = CHECK | {"state": state} if state else None
    own = {"required": required, "check": check, "asked": {"text": SAID, "salt": "s"}, "agreed": agreed}
    assert value(ask("step", [text, own])) == step


def test_a_template_speaks_the_residents_language(ask: Ask) -> None:
    last = tomllib.loads(FIRST.read_text(encoding="utf-8"))["template"][-1]

    def said(language: str, due: int | None = FIFTH, **changes: str) -> str:
        setting = {"language": language, "name": "佐藤", "due": due}
        return str(value(ask("template", [last | changes, setting])))

    assert said("ja").endswith("記録は12月4日(金)に消えます。")
    assert said("easy").endswith("記録(きろく)は 12月(がつ)4日(よっか)に 消(き)えます。")
    assert said("en").endswith("The record will be erased on Friday 4 December.")
    assert said("ja", None).endswith("記録は終わるとすぐに消えます。")
    assert said("en", en="").endswith("記録は12月4日(金)に消えます。")
    assert said("ja", ja="{name}です。{name}から。{…}") == "佐藤です。佐藤から。{…}"


def test_who_writes_a_template_reads_words_and_the_same_is_stored(ask: Ask) -> None:
    first = tomllib.loads(FIRST.read_text("utf-8"))["template"]
    stored = [one[language] for one in first for language in ("ja", "easy", "en")]
    shown = value(ask("readable", stored))
    assert "こんにちは。担当の［あなたの名前］です。" in "".join(shown)
    assert not [text for text in shown if "{name}" in text or "{day}" in text]
    assert value(ask("storable", shown)) == stored
    assert value(ask("parts", "{name}です。{…}に{day}")) == [
        {"text": "［あなたの名前］", "token": True},
        {"text": "です。", "token": False},
        {"text": "{…}", "token": True},
        {"text": "に", "token": False},
        {"text": "［記録が消える日］", "token": True},
    ]


def test_a_place_is_offered_as_a_choice(ask: Ask) -> None:
    place = {
        "name": "窓口", "about": {"ja": "話せます。", "easy": "話(はな)せます。", "en": ""}, "phone": "#8008", "url": None,
        "hours": "平日", "cost": "無料", "place": None, "checked_at": FIFTH,
    }  # fmt: skip
    assert value(ask("referral", [place, "ja"])) == (
        "よければ、「窓口」という所があります。話せます。\n電話：#8008\n平日・無料\n"
        "12月4日(金)に確かめました。つなぐかどうかは、あなたが決めてください。"
    )
    assert "12月(がつ)4日(よっか)に たしかめました" in value(ask("referral", [place, "easy"]))
    assert value(ask("referral", [place, "en"])) == value(ask("referral", [place, "ja"]))


def test_words_are_found_however_they_are_typed(ask: Ask) -> None:
    texts = ["はじめ はじめのあいさつ", "おわり 終わりのあいさつ", "DV相談プラス 0120-279-889"]
    wanted = {
        "はじめ": [0],
        "ハジメ": [0],
        "あいさつ": [0, 1],
        "あいさつ　終わり": [1],
        "ｄｖ": [2],
        "ない": [],
        " ": [0, 1, 2],
    }
    for word, found in wanted.items():
        assert value(ask("matching", [texts, word])) == [texts[at] for at in found]


def test_a_slash_counts_at_the_beginning_of_a_line_only(ask: Ask) -> None:
    asked = [["/", 1], ["／", 1], ["a\n/", 3], ["a/", 2], ["1/2", 2], ["", 0], ["/a", 2]]
    assert value(ask("slash", asked)) == [True, True, True, False, False, False, False]
    assert value(ask("gap", "{…}ごろ")) == 0
    assert value(ask("gap", "{name}")) == -1
