"""What the bot answers by itself."""

import pytest

from bot.dialogue import FLOOD_MS, SILENCE_MS, acknowledges, keyword_answer
from bot.phrases import load

PHRASES = load("ja")
NOW = 1_795_219_200_000


@pytest.mark.parametrize(
    "text",
    [
        "いそぐとき",
        "急ぐとき",
        " いそぐとき\n",
        "「いそぐとき」",
        "『急ぐとき』",
        "いそぐとき。",
        "　いそぐとき　",
    ],
)
def test_the_keyword_gives_the_emergency_numbers(text: str) -> None:
    assert keyword_answer(text, PHRASES) == PHRASES.urgent


@pytest.mark.parametrize(
    "text", ["いそぐ", "いそぐときはどうすれば", "いま急ぐときですか", "", "。", "urgent"]
)
def test_a_sentence_about_the_keyword_is_read_by_people(text: str) -> None:
    assert keyword_answer(text, PHRASES) is None


@pytest.mark.parametrize(
    ("silent_for", "answered_for", "text", "expected"),
    [
        (None, None, True, True),
        (0, 0, True, False),
        (SILENCE_MS - 1, SILENCE_MS - 1, True, False),
        (SILENCE_MS, SILENCE_MS, True, True),
        (SILENCE_MS, 0, True, True),
        (0, None, False, True),
        (0, FLOOD_MS - 1, False, False),
        (0, FLOOD_MS, False, True),
        (0, FLOOD_MS, True, False),
        (None, None, False, True),
    ],
)
def test_a_text_is_acknowledged_once_per_silence_and_pictures_once_a_minute(
    silent_for: int | None, answered_for: int | None, text: bool, expected: bool
) -> None:
    last = None if silent_for is None else NOW - silent_for
    answered = None if answered_for is None else NOW - answered_for
    assert acknowledges(last_activity_at=last, acknowledged_at=answered, text=text, now=NOW) is expected
