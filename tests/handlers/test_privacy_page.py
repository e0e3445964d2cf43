"""What residents are told of what is kept: by the policy in force, in their language, one tap from the talk; and nobody is noted."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.phrases import LANGUAGES
from handlers import delivery
from handlers.papers import words
from retention.policy import load
from tests.bot.talk import Talk
from tests.bot.telling import TELLING, found
from tests.cast import Town
from tests.handlers.doors import opened
from tests.harness.service import ROOT
from tests.test_papers_command import OTHERS, policy_file, shown

pytestmark = pytest.mark.parametrize("town", ["sqlite"], indirect=True)

Read = Callable[..., str]
KANJI = re.compile(r"[一-鿿々]")
READ = re.compile(r"<ruby>[^<]+<rp>\(</rp><rt>[ぁ-ゖー]+</rt><rp>\)</rp></ruby>")


@pytest.fixture
def town_policy(tmp_path: Path) -> str:
    return policy_file(tmp_path, **OTHERS)


@pytest.fixture
def web(town: Town, town_policy: str) -> Iterator[Flask]:
    numbers = str(ROOT / "simulator" / "local-numbers.toml")
    settings = town.but(RETENTION_POLICY=town_policy, LANES="talk,room", LOCAL_NUMBERS=numbers)
    with opened(settings, town.clock) as app:
        yield app


@pytest.fixture
def read(web: Flask) -> Read:
    def read(language: str | None = None) -> str:
        answer = web.test_client().get(
            "/privacy",
            query_string={"lang": language} if language else None,
            headers={"Accept-Language": "ja"},
        )
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
        return answer.text

    return read


def test_each_period_of_the_policy_in_force_stands_there_in_each_language(read: Read) -> None:
    for language in LANGUAGES:
        page = shown(read(language))
        for term, number in OTHERS.items():
            assert re.search(rf"(?<!\d){number} ?(?:日|時間|days|hours)", page), (language, term)
        assert "まちの版-7" in page
        assert load().version not in page


def test_it_speaks_the_language_that_is_asked_for_and_says_who_answers_questions(read: Read) -> None:
    assert words.load("ja")["heading"] in read()
    assert '<html lang="en"' in read("en")
    assert "0000-44-4444" in read()
    easy = re.sub(r'<nav class="tongues".*?</nav>', "", read("easy"), flags=re.DOTALL)
    unread = [
        line.strip() for line in READ.sub("", easy.partition("<main>")[2]).splitlines() if KANJI.search(line)
    ]
    assert [line for line in unread if "tel:" not in line and "まちの版-7" not in line] == []


def test_whoever_looks_over_a_shoulder_learns_nothing_from_title_and_bar(read: Read) -> None:
    for language in LANGUAGES:
        page = read(language)
        outside = page.partition("<main>")[0]
        assert found(TELLING[language], shown(outside)) == []
        assert delivery.not_listed(page, delivery.listed()) == []


def test_where_only_one_way_is_open_the_other_is_not_spoken_of(town: Town) -> None:
    for lanes, said, unsaid in (
        ("talk", "sealed_talk", "sealed_room"),
        ("room", "sealed_room", "sealed_talk"),
    ):
        with opened(town.but(LANES=lanes), town.clock) as app:
            page = app.test_client().get("/privacy?lang=en").text
        group = words.load("en")["kept"]
        assert group[said][:60] in page.replace("&#39;", "'")
        assert group[unsaid][:60] not in page


def test_it_is_one_tap_from_the_talk_in_the_language_of_the_talk(town: Town) -> None:
    talk = Talk(town)
    for words_said, language in (("この場所について", "ja"), ("English", "ja"), ("About", "en")):
        shown_card = str(talk.says(words_said))
        if words_said != "English":
            assert f"/privacy?lang={language}" in shown_card
