"""Every sentence the bot says: short enough for LINE and for a lock screen, and silent about what this place is for."""

import dataclasses

import pytest

from bot import phrases
from bot.messages import LONGEST_TEXT, text_length, text_message
from bot.phrases import load
from simulator.limits.messages import reply_problems

PHRASES = load("ja")
FILLED = {
    "moment": "12月31日 23時59分",
    "day": "12月31日",
    "numbers": "ABCD-EFGH-IJKL-MNOP",
    "address": "https://kurashi-memo.city.asahikawa.example.jp/receipt",
}
SENTENCES = {name: getattr(PHRASES, name).format(**FILLED) for name in phrases.SENTENCES}
ON_A_LOCK_SCREEN = sorted(set(SENTENCES) - {"urgent"})
BUBBLE = 140
"""About what a phone shows without a page being turned; an address or a number is as long as it is."""
TELLING = ("相談", "宣誓", "性", "暴力", "ＤＶ", "DV", "LGBT", "死", "被害", "虐待", "パートナー")
SAYS_WHERE_TO_TURN = ("greeting", "received", "received_not_text", "not_read_here")


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_line_takes_every_sentence(name: str) -> None:
    message = text_message(SENTENCES[name], PHRASES.keywords.erase_now[:1])
    assert list(reply_problems({"replyToken": "0" * 32, "messages": [message]})) == []
    assert text_length(message["text"]) <= 500


@pytest.mark.parametrize("name", ON_A_LOCK_SCREEN)
def test_a_lock_screen_tells_nothing(name: str) -> None:
    sentence = SENTENCES[name]
    assert [word for word in TELLING if word in sentence.upper()] == []
    assert text_length(sentence) <= BUBBLE


@pytest.mark.parametrize("name", SAYS_WHERE_TO_TURN)
def test_whoever_writes_is_told_what_to_send_when_it_is_urgent(name: str) -> None:
    assert "「いそぐとき」" in SENTENCES[name]


def test_every_sentence_has_its_tokens_filled() -> None:
    assert {f.name for f in dataclasses.fields(PHRASES)} == {*phrases.SENTENCES, "keywords"}
    assert [name for name, sentence in SENTENCES.items() if set("{}") & set(sentence)] == []


def test_the_emergency_numbers_come_by_their_keyword_only() -> None:
    assert "いそぐとき" in PHRASES.keywords.urgent
    numbers = ("110", "119", "0120-279-338", "0120-279-889", "#8008", "#8891", "189")
    assert all(number in PHRASES.urgent for number in numbers)
    assert not any(number in SENTENCES[name] for number in numbers for name in ON_A_LOCK_SCREEN)


def test_the_words_of_the_erasure_are_named_where_they_can_be_sent() -> None:
    words = PHRASES.keywords
    assert f"「{words.erase[0]}」" in PHRASES.greeting
    assert all(
        f"「{word}」" in PHRASES.erase_offer for word in (words.erase_now[0], words.erase_when_closed[0])
    )
    assert f"「{words.erase_now[0]}」" in PHRASES.erase_is_closed


@pytest.mark.parametrize(("text", "length"), [("", 0), ("あ", 1), ("😀", 2), ("👨‍👩‍👧", 8), ("か\u3099", 2)])
def test_length_is_counted_as_line_counts(text: str, length: int) -> None:
    assert text_length(text) == length


def test_a_text_message_is_neither_blank_nor_overlong() -> None:
    assert text_message("あ" * LONGEST_TEXT) == {"type": "text", "text": "あ" * LONGEST_TEXT}
    assert text_message("😀" * 2500)["text"] == "😀" * 2500
    for refused in ("", " \n\u3000", "あ" * (LONGEST_TEXT + 1), "😀" * 2501, "half \ud83d of a pair"):
        with pytest.raises(ValueError, match=r"text message|surrogates"):
            text_message(refused)
