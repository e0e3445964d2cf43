"""Three languages, in the talk and in what the office says later; switched by a word, or by a tab of the menu."""

import pytest

from bot.phrases import load
from storage import consultations
from tests.bot.talk import Talk, labels, words
from tests.cast import Town

WORDS = [("English", "en"), ("やさしい日本語", "easy"), ("日本語", "ja")]


@pytest.mark.parametrize(("word", "language"), WORDS)
def test_a_word_switches_and_her_own_menu_follows(town: Town, word: str, language: str) -> None:
    talk = Talk(town)
    assert load(language).say("language_set") in words(talk.says(word))
    assert talk.chosen().language == language
    assert talk.queued("menu") == [{"to": talk.resident.id, "language": language}]


def test_a_tab_switches_and_says_so_once(town: Town) -> None:
    """LINE shows the other menu by itself."""
    talk = Talk(town)
    first = talk.posts("lang.en", newRichMenuAliasId="hidamari-en", status="SUCCESS")
    assert load("en").say("language_set") in words(first)
    assert talk.posts("lang.en", newRichMenuAliasId="hidamari-en", status="SUCCESS") == []
    assert (talk.chosen().language, talk.queued("menu")) == ("en", [])


@pytest.mark.parametrize(
    "status", ["RICHMENU_ALIAS_ID_NOTFOUND", "RICHMENU_NOTFOUND", "FAILED", "SOMETHING_NEW"]
)
def test_where_the_tab_could_not_switch_the_menu_we_do(town: Town, status: str) -> None:
    talk = Talk(town)
    talk.posts("lang.easy", status=status)
    assert [menu["language"] for menu in talk.queued("menu")] == ["easy"]


@pytest.mark.parametrize("language", ["fr", "", "en.x"])
def test_a_language_that_nobody_speaks_is_an_old_button(town: Town, language: str) -> None:
    talk = Talk(town)
    assert town.phrases.say("old_button") in words(talk.posts(f"lang.{language}"))
    assert talk.chosen().seen_at is None


def test_everything_is_said_in_her_language_from_then_on(town: Town) -> None:
    talk, english = Talk(town), load("en")
    talk.says("English")
    received, card = talk.says("I have not told anybody")
    assert english.say("got.text") in words([received])
    assert english.say("consent.title") in words([card])
    assert english.say("urgent.title") in words(talk.says("いそぐとき"))
    assert english.keyword("talk") in labels(talk.says("menu"))


def test_her_consultations_know_it_too(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいてください")
    case = talk.case
    assert town.row(case).language == "ja"
    revision = town.row(case).revision
    talk.says("English")
    assert (town.row(case).language, town.row(case).revision) == ("en", revision + 1)
    town.close(case)
    town.clock.pass_(minutes=1)
    talk.says("Another thing")
    assert town.row(talk.case).language == "en"


def test_the_keywords_of_all_languages_are_heard_in_each(town: Town) -> None:
    talk = Talk(town)
    for word in ("Talk", "Urgent", "話す", "けす", "Menu", " urgent. ", "「いそぐとき」"):
        assert talk.says(word)
        assert talk.outcome == "keyword"
    assert town.consultations() == []
    with town.database.reading() as connection:
        assert consultations.ids_of(connection, talk.chosen().pseudonym) == []
