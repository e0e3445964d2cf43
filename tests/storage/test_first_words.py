"""The words a new office begins with: what a stranger may read over somebody's shoulder, and what nobody should be told."""

import tomllib
from collections.abc import Iterator

import pytest
import regex

from bot import hotlines
from bot.messages import text_length
from bot.phrases import Command, load
from storage import seed
from storage.referrals import Place
from storage.templates import FIRST, LANGUAGES, Wording
from tests.bot.telling import TELLING, found
from tests.bot.test_phrases import BUBBLE, FILLER, GENDERED, KANJI_WITH_READING

TEMPLATES = [Wording.read(entry) for entry in tomllib.loads(FIRST.read_text(encoding="utf-8"))["template"]]
TOKENS = ("{name}", "{day}", "{…}")


def said(language: str) -> Iterator[tuple[str, str]]:
    """The words without their tokens."""
    for one in TEMPLATES:
        yield one.shortcut, regex.sub(r"\{[^}]*\}", "", getattr(one, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lock_screen_that_shows_them_tells_nothing(language: str) -> None:
    for name, words in said(language):
        assert words, name
        assert (name, found(TELLING[language], words)) == (name, [])
        assert (name, found(GENDERED[language], words.replace("大丈夫", ""))) == (name, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_short_and_unhurried_and_do_not_console_anybody_away(language: str) -> None:
    for name, words in said(language):
        assert not regex.search(r"[!！?？]", words) or language == "en", name
        assert "!" not in words, name
        kept = words.replace("ゆっくりで大丈夫です。", "")
        assert (name, found(FILLER, kept)) == (name, [])
        assert max(map(text_length, words.splitlines())) <= BUBBLE[language], name


def test_every_language_asks_for_the_same_tokens() -> None:
    for one in TEMPLATES:
        for text in (one.ja, one.easy, one.en):
            used = regex.findall(r"\{[^}]*\}", text)
            assert set(used) <= set(TOKENS), one.shortcut
            assert sorted(used) == sorted(regex.findall(r"\{[^}]*\}", one.ja)), one.shortcut


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.shortcut)
def test_easy_japanese_gives_each_reading(one: Wording) -> None:
    easy(one.easy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_of_the_menu_is_called_what_stands_on_it(language: str) -> None:
    named: dict[Command, tuple[str, ...]] = {"urgent": ("じかん", "きもち", "とおざける"), "erase": ("けす",)}
    for command, shortcuts in named.items():
        word = load(language).keyword(command)
        for one in TEMPLATES:
            if one.shortcut in shortcuts:
                assert word in regex.sub(r"[(]\p{Hiragana}+[)]", "", getattr(one, language)), one.shortcut


@pytest.mark.parametrize("place", [*seed.REFERRALS, seed.PROPOSED], ids=lambda place: place.name)
def test_the_demos_referrals_stand_on_numbers_that_were_read(place: Place) -> None:
    line = {line.number: line for line in hotlines.load().lines}[place.phone]
    assert place.source == line.source
    easy(place.about["easy"])
    assert all(place.about.values())


def easy(text: str) -> None:
    """Space between phrases; kanji(かな) the first time in each line; no bracket that is no reading."""
    for line in text.splitlines():
        read: set[str] = set()
        for kanji, reading in KANJI_WITH_READING.findall(regex.sub(r"\{[^}]*\}", "", line)):
            assert reading or kanji in read, f"{kanji} has no reading"
            read.add(kanji)
        assert not regex.search(r"[（）]|[(](?!\p{Hiragana}+[)])", line), line
        bare = regex.sub(r"[(]\p{Hiragana}+[)]|\{[^}]*\}", "", line)
        assert not regex.search(r"[^ ]{32}", bare), line
