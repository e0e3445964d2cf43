"""The first message after a silence is received, with the moment from which people answer, and news for everybody."""

import datetime as dt

from bot import openings
from storage import hours
from storage.hours import Hours
from tests.bot.talk import Talk, words
from tests.cast import DAY, Town


def opens(town: Town, *days_ahead: int) -> None:
    """The desk answers on these days from today on, all day long, and on no other."""
    today = dt.datetime.fromtimestamp(town.clock() / 1000, town.settings.timezone)
    weekdays = {(today.weekday() + ahead) % 7 for ahead in days_ahead}
    rows = [Hours(weekday, None, 0, 1440, None, None, True) for weekday in sorted(weekdays)]
    with town.database.transaction() as connection:
        hours.replace(connection, "kurashi", rows)


def test_when_nobody_answers_now_the_next_moment_is_told(town: Town) -> None:
    opens(town, 2)
    with town.database.reading() as connection:
        opening = openings.opening_words(connection, "kurashi", "ja", town.clock(), town.settings.timezone)
    assert opening
    talk = Talk(town)
    assert f"{opening}からです" in words(talk.says("きいてください"))
    assert talk.says("まだあります") == []


def test_when_people_answer_now_no_day_is_named(town: Town) -> None:
    opens(town, 0, 1)
    assert town.phrases.say("answer.now") in words(Talk(town).says("きいてください"))


def test_a_picture_hears_the_same_and_in_her_language(town: Town) -> None:
    opens(town, 2)
    talk = Talk(town)
    talk.says("English")
    with town.database.reading() as connection:
        opening = openings.opening_words(connection, "kurashi", "en", town.clock(), town.settings.timezone)
    assert str(opening) in words(talk.sends("image"))


def test_news_for_everybody_comes_first(town: Town) -> None:
    with town.database.transaction() as connection:
        hours.announce(
            connection, shown_from=town.clock(), shown_until=town.clock() + DAY,
            ja="大雪のため、あすは休みます。", easy="あしたは やすみます。", en="Closed tomorrow.",
        )  # fmt: skip
    first, *_ = Talk(town).says("きいてください")
    assert words([first]) == "大雪のため、あすは休みます。"


def test_after_a_topic_the_first_words_are_still_received(town: Town) -> None:
    """A topic opens the consultation, but it is no message, and nobody has been thanked for it."""
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    talk.taps("もやっとしている")
    assert town.phrases.say("got.text") in words(talk.says("では"))
    assert talk.says("もうひとつ") == []
