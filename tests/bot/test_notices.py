"""The words that the console proposes for everybody: neutral, short, and readable for whoever reads them."""

import datetime as dt

import pytest
import regex

from bot.messages import text_length
from bot.notices import LONGEST, REASONS, draft, objection
from bot.phrases import LANGUAGES, load
from tests.bot.telling import TELLING, found
from tests.bot.test_phrases import BUBBLE, KANJI_WITH_READING

TWO_DAYS = (dt.date(2026, 11, 24), dt.date(2026, 12, 14))
"""Days whose readings are the longest."""


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("days", [None, TWO_DAYS, (TWO_DAYS[0],) * 2])
def test_a_stranger_may_read_them_over_a_shoulder(reason: str, days: tuple[dt.date, dt.date] | None) -> None:
    written = draft(reason, days)
    for language in LANGUAGES:
        text = written[language]
        assert objection(text) is None
        assert found(TELLING[language], text) == []
        assert text_length(text) <= min(LONGEST, BUBBLE[language])
        assert load(language).keyword("urgent") in text
        assert not regex.search(r"[!！{}]", text)
    read: set[str] = set()
    for kanji, reading in KANJI_WITH_READING.findall(written["easy"]):
        assert reading or kanji in read, f"{kanji} has no reading"
        read.add(kanji)


def test_they_name_the_days() -> None:
    both, one = draft("snow", TWO_DAYS), draft("snow", (TWO_DAYS[0],) * 2)
    assert "11月24日(火)から12月14日(月)までは" in both["ja"]
    assert "11月24日(火)は" in one["ja"]
    assert "on Tue, Nov 24." in one["en"]
    assert "from Tue, Nov 24 to Mon, Dec 14." in both["en"]
    assert "月" not in draft("snow", None)["ja"]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        (" \n", "empty", ""),
        ("a\u200bb", "empty", ""),
        ("あ" * 201, "long", ""),
        ("相談はお休みです", "telling", "相談"),
        ("ＤＶ line", "telling", "DV"),
    ],
)
def test_what_must_not_be_shown_is_named(text: str, code: str, word: str) -> None:
    assert objection(text) == (code, word)


def test_the_space_bar_of_a_japanese_keyboard_may_be_used() -> None:
    assert objection("１２月２４日　お休みします。\n\u3000２５日から、また開きます。") is None
