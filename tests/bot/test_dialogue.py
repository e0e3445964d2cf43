"""What the bot answers by itself."""

import pytest

from bot.dialogue import FLOOD_MS, SILENCE_MS, acknowledges, command
from bot.phrases import load

KEYWORDS = load("ja").keywords
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
    assert command(text, KEYWORDS) == "urgent"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("消す", "erase"),
        ("「消す」", "erase"),
        ("けす。", "erase"),
        ("いま全部消す", "erase_now"),
        ("今全部消す", "erase_now"),
        (" 終わったらすぐ消す\n", "erase_when_closed"),
    ],
)
def test_the_words_of_the_erasure_are_commands(text: str, expected: str) -> None:
    assert command(text, KEYWORDS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "いそぐ", "いそぐときはどうすれば", "いま急ぐときですか", "", "。", "urgent",
        "消すとどうなりますか", "もう消えたい", "全部消したい", "いま全部消すつもりです", "終わったら消す",
    ],
)  # fmt: skip
def test_a_sentence_about_a_keyword_is_read_by_people(text: str) -> None:
    assert command(text, KEYWORDS) is None


def test_no_word_is_two_commands() -> None:
    words = [word for name in vars(KEYWORDS) for word in getattr(KEYWORDS, name)]
    assert len(words) == len(set(words))
    assert [command(word, KEYWORDS) for word in words] == [
        name for name in vars(KEYWORDS) for _ in getattr(KEYWORDS, name)
    ]


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
