"""The end, by either side: asked before, said once, with the day on which everything goes."""

import datetime as dt

import pytest

from bot import endings
from bot.messages import day_words
from retention import wishes
from storage import consultations, holds
from tests.bot.line import ONE_KIND, Line
from tests.bot.talk import Talk, counted, labels, words
from tests.cast import Town
from tests.retention.house import hold


def closes(town: Town, case: bytes) -> int:
    """What the console's door does when Sato closes it."""
    now, row = town.clock(), town.row(case)
    due_at = town.settings.retention_policy.due_at(now, at_once=row.erase_on_close)
    with town.database.transaction() as connection:
        due_at = consultations.close(connection, case, now=now, due_at=due_at, by="desk")
        timezone = town.settings.timezone
        endings.say_goodbye(connection, town.keys, row, due_at=due_at, now=now, timezone=timezone)
    return due_at


def test_she_ends_it_after_one_question(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいてくれてありがとう")
    assert labels(talk.says("終わる")) == ["区切る", "まだつづける"]
    assert town.row(talk.case).state == "open"
    told = talk.taps("区切る")
    row, policy = town.row(talk.case), town.settings.retention_policy
    assert (row.state, row.ended_by, row.closed_at) == ("closed", "resident", town.clock())
    assert row.due_at == policy.due_at(town.clock())
    assert f"{day_words(row.due_at, town.settings.timezone)}に消えます" in words(told)
    assert counted(town)["ended", "resident"] == 1


def test_not_yet_changes_nothing(town: Town) -> None:
    talk = Talk(town)
    talk.says("まだ話したい")
    talk.says("終わる")
    assert town.phrases.say("write_now") in words(talk.taps("まだつづける"))
    assert town.row(talk.case).state == "open"


def test_tapped_twice_it_ends_once(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいて")
    talk.says("終わる")
    talk.taps("区切る")
    first = town.row(talk.case)
    town.clock.pass_(minutes=1)
    assert town.phrases.say("erase.is_closed") in words(talk.taps("区切る"))
    again = town.row(talk.case)
    assert (again.closed_at, again.due_at, again.revision) == (first.closed_at, first.due_at, first.revision)
    assert (counted(town)["ended", "resident"], town.count()["survey_slips"]) == (1, 1)


def test_an_old_button_does_not_end_what_began_later(town: Town) -> None:
    talk = Talk(town)
    talk.says("まえのこと")
    talk.says("終わる")
    old = talk.button("区切る")
    talk.taps("区切る")
    town.clock.pass_(minutes=40)
    talk.says("あたらしいこと")
    assert labels(talk.presses(old)) == ["区切る", "まだつづける"]
    assert town.row(talk.case).state == "open"
    talk.taps("区切る")
    assert town.row(talk.case).state == "closed"


def test_where_nothing_is_open_it_is_said(town: Town) -> None:
    talk = Talk(town)
    assert town.phrases.say("erase.nothing") in words(talk.says("終わる"))
    talk.says("きいて")
    town.close(talk.case)
    assert town.phrases.say("erase.is_closed") in words(talk.says("終わる"))


def test_what_she_wished_erased_at_the_end_is_due_at_once(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいて")
    talk.says("終わったらすぐ消す")
    talk.says("終わる")
    talk.taps("区切る")
    assert town.row(talk.case).due_at == town.clock()


def test_the_countdown_is_told_with_the_choice(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいて")
    assert "何もしなければ" not in words(talk.says("消す"))
    town.close(talk.case)
    town.clock.pass_(days=3, hours=1)
    card = talk.says("消す")
    assert town.phrases.say("erase.days_left", days=11) in words(card)
    assert labels(card) == ["いま全部消す", "このままにする"]


@ONE_KIND
def test_the_countdown_ends_with_what_keeps_it(town: Town) -> None:
    """What two people hold does not go on its day; and what goes with the next purge has not gone yet."""
    talk = Talk(town)
    talk.says("きいて")
    town.close(talk.case)
    asked = hold(town, talk.case, days=30)
    town.clock.pass_(days=20)
    assert town.phrases.say("erase.days_left", days=10) in words(talk.says("消す"))
    with town.database.transaction() as connection:
        assert holds.lift(connection, asked, now=town.clock())
    assert town.phrases.say("erase.days_left", days=1) in words(talk.says("消す"))


def test_an_old_wish_erases_nothing_that_began_later(town: Town) -> None:
    talk = Talk(town)
    talk.says("まえのこと")
    talk.says("消す")
    old = talk.button("いま全部消す")
    town.close(talk.case)
    town.clock.pass_(minutes=1)
    talk.says("あたらしいこと")
    assert "いま全部消す" in labels(talk.presses(old))
    assert [town.row(case).wish_at for case in town.consultations()] == [None, None]
    talk.taps("いま全部消す")
    assert all(town.row(case).wish_at for case in town.consultations())


def test_when_the_desk_ends_it_she_is_told_in_her_language(line: Line) -> None:
    town = line.town
    case = line.consultation("きいてください")
    line.says("English")
    due_at = closes(town, case)
    line.deliver()
    card = line.platform.shown(line.hanako)[-1]
    assert day_words(due_at, town.settings.timezone, "en") in words([card])
    assert town.row(case).ended_by == "desk"


def test_the_closing_words_arrive_before_what_she_wished_is_destroyed(line: Line) -> None:
    town = line.town
    case = line.consultation("きいてください")
    line.says("終わったらすぐ消す")
    line.deliver()
    closes(town, case)
    assert not wishes.due(town.database, now=town.clock())
    line.deliver()
    assert "区切ります" in words(line.platform.shown(line.hanako)[-1:])
    assert wishes.due(town.database, now=town.clock())


@pytest.mark.parametrize("waits", ["ask", "hours"])
def test_closing_words_that_wait_themselves_do_not_keep_what_she_wished_gone(line: Line, waits: str) -> None:
    town = line.town
    case = line.consultation("きいてください")
    hour = dt.datetime.fromtimestamp(town.clock() / 1000, town.settings.timezone).hour
    other_hours = "day" if 17 <= hour < 21 else "evening"
    line.chooses(case, **({"arrival": "knock"} if waits == "ask" else {"contact_hours": other_hours}))
    line.says("終わったらすぐ消す")
    line.deliver()
    closes(town, case)
    line.deliver()
    assert [row["waits_for"] for row in line.rows() if row["kind"] == "push"] == [waits]
    assert wishes.due(town.database, now=town.clock())
