"""Every sentence the bot says: nothing missing, nothing that gives somebody away, nothing that a stranger would not say to a friend."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from bot import phrases
from bot.limits import QUICK_LABEL, graphemes
from bot.messages import text_length
from bot.phrases import COMMANDS, LANGUAGES, SENTENCES, Command, Language, Phrases, command_of, load, parse
from tests.bot.every_card import every_answer
from tests.bot.telling import TELLING, found

LOCK, LABELS = (
    [key for key, sentence in SENTENCES.items() if sentence.shows == place] for place in ("lock", "label")
)
GENDERED = {
    "ja": ("彼氏", "彼女", "旦那", "主人", "奥さ", "夫", "妻", "嫁", "婿", "女らし", "男らし", "女性", "男性", "お父さん", "お母さん", "女の子", "男の子"),
    "en": (" he ", " she ", " him ", " her ", " his ", "boyfriend", "girlfriend", "husband", "wife", "woman", "women", "girls", "boys"),
}  # fmt: skip
GENDERED["easy"] = (*GENDERED["ja"], "おっと", "つま", "かれし", "かのじょ", "じょせい", "だんせい")
FILLER = ("頑張", "がんばっ", "大丈夫", "だいじょうぶ", "don't worry", "cheer up", "be strong")
BUBBLE = {"ja": 140, "easy": 230, "en": 260}
"""About what a phone shows without a page being turned, in UTF-16 units; readings and Latin letters take more of them."""


def said(language: Language, keys: list[str]) -> Iterator[tuple[str, str]]:
    """The sentences as they stand in the file, without their tokens."""
    for key in keys:
        yield key, regex.sub(r"\{\w+\}", "", load(language).sentences[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lock_screen_tells_nothing(language: Language) -> None:
    for key, sentence in said(language, LOCK + LABELS):
        assert (key, found(TELLING[language], sentence)) == (key, [])
    for words in load(language).words.values():
        assert [found(TELLING[language], word) for word in words] == [[]] * len(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_short_and_unhurried(language: Language) -> None:
    for key, sentence in said(language, list(SENTENCES)):
        assert not regex.search(r"[!！]", sentence), key
        assert (key, found(FILLER, sentence)) == (key, [])
        longest = max(map(text_length, sentence.splitlines()))
        assert longest <= BUBBLE[language], (key, longest)
    for key, sentence in said(language, LOCK):
        assert text_length(sentence) <= BUBBLE[language], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_made_a_man_or_a_woman(language: Language) -> None:
    for key, sentence in said(language, list(SENTENCES)):
        assert (key, found(GENDERED[language], sentence)) == (key, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_and_keywords_fit_on_a_button(language: Language) -> None:
    p = load(language)
    short = [p.sentences[key] for key in LABELS] + [word for words in p.words.values() for word in words]
    assert [label for label in short if len(graphemes(label)) > QUICK_LABEL or "\n" in label] == []


KANJI_WITH_READING = regex.compile(r"(\p{Han}+)(?:[(](\p{Hiragana}+)[)])?")


@pytest.mark.parametrize("key", SENTENCES)
def test_easy_japanese_gives_each_reading_at_its_first_place(key: str) -> None:
    """Space between phrases; kanji(かな) the first time in each line; no bracket that is no reading; no full-width bracket."""
    for line in load("easy").sentences[key].splitlines():
        read: set[str] = set()
        for kanji, reading in KANJI_WITH_READING.findall(regex.sub(r"\{\w+\}", "", line)):
            assert reading or kanji in read, f"{key}: {kanji} has no reading"
            read.add(kanji)
        assert not regex.search(r"[（）]|[(](?!\p{Hiragana}+[)])", line), key
        bare = regex.sub(r"[(]\p{Hiragana}+[)]|\{\w+\}", "", line)
        assert not regex.search(r"[^ ]{32}", bare), f"{key}: a space now and then"


def test_a_word_is_one_command_in_every_language() -> None:
    for language in LANGUAGES:
        p = load(language)
        for command in COMMANDS:
            assert {command_of(word) for word in p.words[command]} == {command}
            assert p.keyword(command) == p.words[command][0]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("いそぐとき", "urgent"), (" 急ぐとき\n", "urgent"), ("「いそぐとき」", "urgent"), ("『急ぐとき』。", "urgent"),
        ("消す", "erase"), ("けす。", "erase"), ("いま全部消す", "erase_now"), ("終わったらすぐ消す", "erase_when_closed"),
        ("URGENT", "urgent"), ("ｅｎｇｌｉｓｈ", "lang_en"), ("erase everything now.", "erase_now"), ("１８歳まで", "young"),
        ("ﾒﾆｭｰ", "menu"), ("やさしい日本語", "lang_easy"), ("にほんご", "lang_ja"), ("is this really us?", "check"),
    ],
)  # fmt: skip
def test_a_keyword_is_known_however_it_is_typed(text: str, command: str) -> None:
    assert command_of(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "いそぐ", "いそぐときはどうすれば", "いま急ぐときですか", "", "。", "「」", "消すとどうなりますか", "もう消えたい",
        "全部消したい", "いま全部消すつもりです", "終わったら消す", "I want to talk", "read this please", "話す" * 2_000,
    ],
)  # fmt: skip
def test_a_sentence_about_a_keyword_is_read_by_people(text: str) -> None:
    assert command_of(text) is None


NAMES_A_BUTTON: dict[str, Command] = {
    "answer.now": "urgent",
    "answer.from": "urgent",
    "not_here": "urgent",
    "not_now": "urgent",
    "about.until": "erase",
    "room.not_here": "urgent",
    "room.got": "urgent",
    "young.foot": "talk",
    "arrival.body": "read",
    "arrival_set.knock": "read",
    "erase.is_closed": "erase_now",
    "visit.cancelled": "book",
    "visit.later": "book",
    "visit.why_stale": "book",
    "flyers.gone": "flyers",
    "flyers.joined": "flyers",
    "flyers.news_body": "flyers",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_called_what_it_is_called(language: Language) -> None:
    p = load(language)
    opens, closes = ('"', '"') if language == "en" else ("「", "」")
    for key, command in NAMES_A_BUTTON.items():
        assert f"{opens}{p.keyword(command)}{closes}" in p.sentences[key], key
    assert f"{opens}{p.say('button.stop')}{closes}" in p.say("consent.stop")
    assert p.say("button.erase_now") == p.keyword("erase_now")
    assert p.say("button.erase_when_closed") == p.keyword("erase_when_closed")
    assert p.say("knock").rstrip("。.") in p.sentences["arrival.body"]
    assert f"{opens}{p.say('visit_label.page')}{closes}" in p.say("visit.once")
    assert f"{opens}{p.say('visit_label.on_change')}{closes}" in p.say("visit.notice_body")
    assert p.keyword("book") in p.say("visit.notice")
    assert p.keyword("flyers") in p.say("flyers.news")
    look = f"{opens}{p.say('flyer_label.look')[:2]}"
    for key in ("flyers.picture_body", "flyers.rest_body"):
        assert look in p.sentences[key], key


@pytest.mark.parametrize(
    ("language", "encrypted", "passes", "read"),
    [("ja", "こちらに届いたあと、暗号にして保管します", "LINEを通ります", "「既読」は自動で"),
     ("easy", "ここに 届(とど)いたあと、暗号(あんごう)に", "LINEを 通(とお)ります", "「既読(きどく)」は 自動(じどう)で"),
     ("en", "Once it has reached us, we keep it encrypted", "passes through LINE", '"Read" appears by itself')],
)  # fmt: skip
def test_nobody_is_promised_more_than_is_true(
    language: Language, encrypted: str, passes: str, read: str
) -> None:
    p = load(language)
    for key in ("consent.body", "about.talk"):
        assert encrypted in p.sentences[key]
        assert passes in p.sentences[key]
    for key in ("consent_more.body", "answer.now", "answer.from"):
        assert read in p.sentences[key]
    everything = " ".join(p.sentences.values()).casefold()
    assert not found(("end-to-end", "エンドツーエンド", "e2e", "ぜったい", "絶対", "完全に"), everything)


def table(language: Language = "ja") -> dict[str, Any]:
    file = Path(phrases.__file__).with_name("phrases") / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def test_a_city_that_changes_the_wording_is_told_what_is_wrong() -> None:
    changed = table()
    changed["greeting"] = "よく来てくださいました。"
    assert parse("ja", changed).say("greeting") == "よく来てくださいました。"
    for key, sentence, complaint in [
        ("greeting", " \n", "greeting is empty"),
        ("greeting", "こんにちは、{name}さん", "must have the tokens"),
        ("too_large", "大きすぎます", "must have the tokens"),
        ("gretting", "よく来てくださいました。", "nobody says"),
    ]:
        with pytest.raises(ValueError, match=complaint):
            parse("ja", table() | {key: sentence})


def test_a_missing_sentence_stops_the_start_and_not_a_conversation() -> None:
    for section, key in [("erase", "now"), ("keywords", "urgent")]:
        changed = table()
        del changed[section][key]
        with pytest.raises(KeyError, match=key):
            parse("ja", changed)
    with pytest.raises(ValueError, match="without a word"):
        parse("ja", table() | {"keywords": table()["keywords"] | {"urgent": []}})
    with pytest.raises(ValueError, match="no such language"):
        load("fr")


def test_a_sentence_is_said_with_its_tokens_or_not_at_all() -> None:
    p = load("en")
    assert "12 Dec" in p.say("ended.body", day="12 Dec")
    for tokens in ({}, {"days": 3}, {"day": "12 Dec", "name": "Hanako"}):
        with pytest.raises(KeyError, match="takes the tokens"):
            p.say("ended.body", **tokens)
    with pytest.raises(KeyError):
        p.say("no.such.sentence")


@pytest.mark.parametrize(("text", "length"), [("", 0), ("あ", 1), ("😀", 2), ("👨‍👩‍👧", 8), ("か\u3099", 2)])
def test_length_is_counted_as_line_counts(text: str, length: int) -> None:
    assert text_length(text) == length


class Heard(Phrases):
    """Phrases that remember which of them were said."""

    def say(self, key: str, **tokens: object) -> str:
        KEYS_SAID.add(key)
        return super().say(key, **tokens)


KEYS_SAID: set[str] = set()


def test_every_sentence_is_said_somewhere() -> None:
    p = load("ja")
    for _ in every_answer(Heard(p.language, p.sentences, p.words)):
        pass
    assert SENTENCES.keys() - KEYS_SAID == set()
