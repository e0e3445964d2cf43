"""Where no time is open: up to three wishes, or waiting; and the offer that comes of either."""

import pytest
from sqlalchemy import Connection

from bot.visits import desk
from storage import bookings, visit_endings
from tests.bot.line import ONE_KIND
from tests.bot.talk import labels, words
from tests.bot.visiting import Phone, code_in, said
from tests.cast import Town
from tests.visits.booking import ASATSUYU, MORNING, Visits, laid
from tests.visits.places import at

TO_NONE = ("ここでえらぶ", "届け出", "ここにする")
ANSWERS = ("2人", "はい", "確認があるときだけ")


@pytest.fixture
def visits(town: Town) -> Visits:
    """Nothing is free at Asatsuyu."""
    visits = Visits(town)
    visits.lay(ASATSUYU, [])
    return visits


def wishing(town: Town, visits: Visits) -> Phone:
    phone = Phone(town, visits)
    phone.says("予約")
    answer = phone.chooses(*TO_NONE)
    assert said("none_now") in words(answer)
    phone.taps("希望の日時を伝える")
    return phone


def test_three_wishes_and_a_proposal(town: Town, visits: Visits) -> None:
    phone = wishing(town, visits)
    for day in ("2026-12-10T14:00", "2026-12-11T10:30", "2026-12-14T09:00"):
        phone.picks("日時をえらぶ", datetime=day)
    assert said("persons_title") in words(phone.shown[-1:]), "after three nothing more is asked for"
    pending = phone.chooses(*ANSWERS, "希望を伝える")
    (wished,) = phone.mine
    assert wished.state == "wished"
    assert wished.wishes == (at("2026-12-10 14:00"), at("2026-12-11 10:30"), at("2026-12-14 09:00"))
    assert said("wished_done") in words(pending)
    assert "12月11日(金) 10:30" in words(phone.says("予約"))
    visits.clerk(desk.propose, wished.id, ASATSUYU.id, wished.wishes[1])
    shown = phone.says("予約")
    assert said("offered_title") in words(shown)
    assert code_in(phone.taps("この時間にする")) == phone.mine[0].code
    assert (phone.mine[0].state, phone.mine[0].starts_at) == ("booked", wished.wishes[1])


@ONE_KIND
def test_one_wish_is_enough(town: Town, visits: Visits) -> None:
    phone = wishing(town, visits)
    phone.picks("日時をえらぶ", datetime="2026-12-10T14:00")
    phone.chooses("これでよい", *ANSWERS)
    button = phone.button("希望を伝える")
    first, second = (words(phone.presses(button)) for _ in range(2))
    assert said("wished_done") in first
    assert first == second
    assert [one.wishes for one in phone.mine] == [(at("2026-12-10 14:00"),)]


def test_an_old_button_brings_nothing_back_that_was_erased(town: Town, visits: Visits) -> None:
    phone = wishing(town, visits)
    phone.picks("日時をえらぶ", datetime="2026-12-10T14:00")
    phone.chooses("これでよい", *ANSWERS)
    button = phone.button("希望を伝える")
    phone.presses(button)
    phone.says("消す")
    phone.taps("予約も消す")
    visits.write(lambda connection: purge(connection, visits.now))
    assert said("why_gone") in words(phone.presses(button))
    assert phone.mine == []


def purge(connection: Connection, now: int) -> None:
    """The rows go; that there was such an id stays."""
    due = [one.id for one in visit_endings.due(connection, now=now, limit=9)]
    assert due
    bookings.erase(connection, due)


@ONE_KIND
@pytest.mark.parametrize(
    "picked",
    ["", "2026-12-10", "2026-02-30T25:61", "2026-12-10T14:00Z", "９９９９-12-10T14:00", "0001-01-01T00:00", "9999-12-31T23:59",
     "2026-12-02T10:00", "x" * 400, "2026-12-10T14:00\x00", "2026-W50-4T10:00"],
)  # fmt: skip
def test_what_is_no_moment_is_asked_for_again(town: Town, visits: Visits, picked: str) -> None:
    phone = wishing(town, visits)
    answer = phone.picks("日時をえらぶ", datetime=picked)
    assert "日時をえらぶ" in labels(answer)
    assert "これでよい" not in labels(answer)
    assert (phone.outcome, phone.mine) == ("tap", [])


@ONE_KIND
def test_a_sunday_is_refused_kindly(town: Town, visits: Visits) -> None:
    phone = wishing(town, visits)
    phone.picks("日時をえらぶ", datetime="2026-12-13T10:00")
    answer = phone.chooses("これでよい", *ANSWERS, "希望を伝える")
    assert said("why_closed") in words(answer)
    assert phone.mine == []


def test_waiting_an_offer_and_yes(town: Town) -> None:
    visits = Visits(town)
    strangers = visits.fill(MORNING)
    phone = Phone(town, visits)
    phone.says("予約")
    phone.chooses(*TO_NONE, "合う日がない", "あくのを待つ", "2週間", *ANSWERS, "待つ")
    (waiting,) = phone.mine
    assert (waiting.state, waiting.wait_from, waiting.wait_until) == ("waiting", "2026-12-08", "2026-12-22")
    assert said("waiting_title") in words(phone.says("予約"))
    assert strangers
    visits.tick()
    shown = phone.says("予約")
    assert said("offered_title") in words(shown)
    phone.taps("ほかの時間を待つ")
    assert [one.state for one in phone.mine] == ["waiting"]
    visits.tick()
    phone.says("予約")
    done = phone.taps("この時間にする")
    assert [one.state for one in phone.mine] == ["booked"]
    assert code_in(done) == phone.mine[0].code


@ONE_KIND
def test_an_offer_that_has_lapsed_is_not_given(town: Town) -> None:
    visits = Visits(town)
    phone = Phone(town, visits)
    phone.says("予約")
    phone.chooses(*TO_NONE, "合う日がない", "あくのを待つ", "1か月", *ANSWERS, "待つ")
    visits.tick()
    phone.says("予約")
    yes = phone.button("この時間にする")
    visits.tick(minutes=24 * 60 + 1)
    answer = words(phone.presses(yes))
    assert phone.mine[0].state in ("waiting", "offered")
    assert said("why_full") in answer or said("offered_title") in answer


@ONE_KIND
def test_anywhere_shows_every_place_with_its_times(town: Town) -> None:
    phone = Phone(town)
    phone.says("予約")
    answer = phone.chooses("ここでえらぶ", "届け出", "どこでもよい", "12/8(火)")
    assert ASATSUYU.name_ja in words(answer)
    phone.chooses("10:00", *ANSWERS, "予約する")
    assert [(one.place, one.starts_at) for one in phone.mine] == [(ASATSUYU.id, MORNING)]


@ONE_KIND
def test_the_calendar_of_line_says_a_day_and_our_own_zone_decides(town: Town) -> None:
    visits = Visits(town)
    days = [at(f"2026-12-{day:02} 10:00") for day in (8, 9, 10, 11, 14, 15, 16, 17, 18, 21)]
    visits.lay(ASATSUYU, [laid(when) for when in days])
    phone = Phone(town, visits)
    phone.says("予約")
    phone.chooses(*TO_NONE)
    picker = phone.button("ほかの日をカレンダーで")
    assert (picker["mode"], picker["min"], picker["max"]) == ("date", "2026-12-08", "2026-12-21")
    phone.picks("ほかの日をカレンダーで", date="2026-12-21")
    phone.chooses("10:00", *ANSWERS, "予約する")
    assert phone.mine[0].starts_at == days[-1]


@ONE_KIND
@pytest.mark.parametrize("picked", ["2026-12-12", "2020-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_without_times_leads_to_the_nearest(town: Town, picked: str) -> None:
    visits = Visits(town)
    days = [at(f"2026-12-{day:02} 10:00") for day in (8, 9, 10, 11, 14, 15, 16, 17, 18, 21)]
    visits.lay(ASATSUYU, [laid(when) for when in days])
    phone = Phone(town, visits)
    phone.says("予約")
    phone.chooses(*TO_NONE)
    answer = phone.picks("ほかの日をカレンダーで", date=picked)
    assert said("other_title") in words(answer)
    assert len([label for label in labels(answer) if "10:00" in label]) == 6
