"""What the pages about flyers say, in three languages, with readings above the kanji and sentence by sentence."""

import re

import pytest

from bot.phrases import LANGUAGES
from handlers.flyers import words
from handlers.flyers.readings import paragraphs, plain, ruby
from tests.bot.telling import TELLING, found

KANJI = re.compile(r"[一-鿿々]")
READ = re.compile(r"[一-鿿々]+\([ぁ-ゖー]+\)")


def test_readings_stand_above_and_are_not_said() -> None:
    assert str(ruby("<b>資料(しりょう)</b>")) == (
        "&lt;b&gt;<ruby>資料<rp>(</rp><rt>しりょう</rt><rp>)</rp></ruby>&lt;/b&gt;"
    )
    assert plain("新(あたら)しい 資料(しりょう) (2026)") == "新しい 資料 (2026)"


def test_a_text_falls_into_sentences_that_join_again() -> None:
    assert paragraphs("はい。「もしもし。」だけでもいい！そう\n\n  Open at 10.30. Come in.") == [
        ["はい。", "「もしもし。」だけでもいい！", "そう"],
        ["Open at 10.30. ", "Come in."],
    ]


def test_three_languages_say_the_same_things() -> None:
    """Of one shape; in やさしい日本語 each kanji has its reading; nothing tells what a flyer is about."""
    words.require_one_shape()
    said = {one: dict(words.flat(words.load(one))) for one in LANGUAGES}
    for language, sentences in said.items():
        assert [text for text in sentences.values() if found(TELLING[language], text)] == []
        assert [
            text for text in sentences.values() if re.search(r"[!！]|大丈夫|頑張|絶対|完全に", text)
        ] == []
    shown_alike = {"names.ja", "names.easy", "names.en", "card.staff"}
    unread = {
        key: text
        for key, text in said["easy"].items()
        if key not in shown_alike and KANJI.search(READ.sub("", text))
    }
    assert unread == {}
    assert [key for key, text in said["en"].items() if key not in shown_alike and KANJI.search(text)] == []


def test_a_language_that_lacks_a_sentence_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    original = words.load

    def lacking(language: str) -> words.Words:
        return {name: said for name, said in original(language).items() if (language, name) != ("en", "exit")}

    monkeypatch.setattr(words, "load", lacking)
    with pytest.raises(ValueError, match="flyers, en: look at exit"):
        words.require_one_shape()
