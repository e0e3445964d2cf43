"""What comes by itself: a reminder on the eve, and that there is something to check. Once, in waking hours, and nothing telling."""

import pytest

from bot.visits import desk, steps, telling
from bot.visits.model import Details, Wanted, Who
from storage import booking_reminders, bookings, outbox
from storage.bookings import Booking
from tests.bot.line import ONE_KIND, Line
from tests.bot.telling import TELLING, found
from tests.bot.test_clock_jobs import jobs
from tests.bot.visiting import Phone, said
from tests.cast import Town
from tests.visits.booking import ASATSUYU, LATER, MORNING, NOON, Visits
from tests.visits.places import at

REMINDED = "前の日の18時"
NOTICE = "予定について確認があります。メニューの『予約』をひらいてください。"


def booked(
    town: Town, notices: str = REMINDED, *, user: str | None = None, visits: Visits | None = None
) -> Phone:
    phone = Phone(town, visits, user=user)
    phone.books("2人", "はい", notices)
    return phone


def remind(phone: Phone, moment: str | None = None) -> int:
    if moment:
        phone.town.clock.at = at(moment)
    return telling.reminders_due(phone.town.database, phone.town.keys, now=phone.town.clock())


def test_on_the_eve_at_the_chosen_hour_once(town: Town) -> None:
    phone = booked(town)
    (mine,) = phone.mine
    assert [remind(phone, f"2026-12-07 {hour}") for hour in ("17:59", "18:00", "18:01")] == [0, 1, 0]
    assert phone.knocks() == [f"明日の予定のお知らせです。10:00 番号 {mine.code}"]
    assert found(TELLING["ja"], phone.knocks()[0]) == []
    assert remind(phone, "2026-12-08 08:30") == 0


@ONE_KIND
def test_who_wants_none_gets_none(town: Town) -> None:
    phone = booked(town, "確認があるときだけ")
    assert (remind(phone, "2026-12-07 18:00"), phone.knocks()) == (0, [])


@ONE_KIND
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-12-07 20:59", "明日の予定のお知らせです。10:00"),
        ("2026-12-07 21:00", None),
        ("2026-12-08 07:59", None),
        ("2026-12-08 08:00", "きょうの予定のお知らせです。10:00"),
        ("2026-12-08 09:59", "きょうの予定のお知らせです。10:00"),
        ("2026-12-08 10:00", None),
    ],
)
def test_when_the_clock_was_down_it_comes_until_the_visit_and_never_at_night(
    town: Town, moment: str, words: str | None
) -> None:
    phone = booked(town)
    assert remind(phone, moment) == (words is not None)
    assert [one.partition(" 番号")[0] for one in phone.knocks()] == ([words] if words else [])


@ONE_KIND
def test_who_chose_nine_in_the_evening_hears_it_then_or_in_the_morning(town: Town) -> None:
    """The page offers that hour."""
    phone = booked(town)
    (mine,) = phone.mine
    wants(phone, 21, notices=True)
    assert remind(phone, "2026-12-07 21:20") == 0
    assert remind(phone, "2026-12-07 21:05") == 1
    with town.database.transaction() as connection:
        outbox.erase(connection, [mine.id])
        booking_reminders.forget(connection, mine.id, MORNING)
    assert remind(phone, "2026-12-08 08:00") == 1


def test_however_many_come_earlier_and_want_to_hear_it_later_the_others_hear_it_at_their_hour(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking_reminders, "MOST", 1)
    late = booked(town)
    wants(late, 20, notices=True)
    friend = booked(town, visits=late.visits)
    shifted(friend)
    assert remind(late, "2026-12-07 18:00") == 1
    assert [one.partition(" 番号")[0] for one in friend.knocks()] == ["明日の予定のお知らせです。13:00"]
    assert [remind(late, f"2026-12-07 {hour}") for hour in ("18:01", "20:00", "20:01")] == [0, 1, 0]


def test_of_a_visit_that_was_moved_before_it_was_said_only_the_new_time_is(line: Line) -> None:
    town = line.town
    phone = booked(town, user=line.hanako)
    assert remind(phone, "2026-12-07 18:00") == 1
    shifted(phone)
    line.deliver()
    assert line.pushed() == []
    assert remind(phone) == 1
    line.deliver()
    assert line.pushed() == [f"明日の予定のお知らせです。13:00 番号 {phone.mine[0].code}"]


def shifted(phone: Phone) -> Booking:
    """The office moves it to NOON, as agreed by telephone."""
    (mine,) = phone.mine
    visits = phone.visits
    return visits.clerk(desk.shift, mine.id, ASATSUYU.id, NOON, revision=mine.revision)


@ONE_KIND
def test_what_was_given_up_before_it_was_said_is_not_said(line: Line) -> None:
    phone = booked(line.town, user=line.hanako)
    remind(phone, "2026-12-07 10:00")
    phone.says("予約")
    remind(phone, "2026-12-07 18:00")
    phone.says("消す")
    phone.taps("予約も消す")
    line.deliver()
    assert (line.pushed(), phone.knocks()) == ([], [])


@ONE_KIND
def test_what_line_did_not_take_in_the_evening_is_said_in_the_morning_in_other_words(line: Line) -> None:
    phone = booked(line.town, user=line.hanako)
    line.deliver()
    line.platform.faults.refuse(429, times=1, path="/message/push")
    assert remind(phone, "2026-12-07 18:00") == 1
    line.deliver()
    line.town.clock.at = at("2026-12-07 21:30")
    line.deliver()
    assert line.pushed() == []
    assert remind(phone, "2026-12-08 08:00") == 1
    line.deliver()
    assert line.pushed() == [f"きょうの予定のお知らせです。10:00 番号 {phone.mine[0].code}"]


def tell(phone: Phone, booking: Booking, about: str) -> bool:
    town = phone.town
    with town.database.transaction() as connection:
        return telling.tell(connection, town.keys, booking, about, town.clock())  # type: ignore[arg-type]  # a word of the three


def test_what_the_office_changes_is_told_once_in_the_same_words(town: Town) -> None:
    phone = booked(town)
    assert tell(phone, shifted(phone), "changed")
    (mine,) = phone.mine
    assert not tell(phone, mine, "changed"), "the first is still on its way"
    cancelled = phone.visits.clerk(desk.cancel, mine.id, revision=mine.revision)
    assert not tell(phone, cancelled, "cancelled")
    assert phone.knocks() == [NOTICE]
    assert found(TELLING["ja"], NOTICE) == []


@ONE_KIND
def test_who_is_cancelled_hears_that_there_is_something(line: Line) -> None:
    phone = booked(line.town, user=line.hanako)
    (mine,) = phone.mine
    cancelled = phone.visits.clerk(desk.cancel, mine.id, revision=mine.revision)
    assert tell(phone, cancelled, "cancelled")
    line.deliver()
    assert line.pushed() == [NOTICE]
    assert "窓口の都合" in str(phone.says("予約"))


@ONE_KIND
def test_who_wants_no_notices_gets_none(town: Town) -> None:
    phone = booked(town, "いらない")
    assert not tell(phone, shifted(phone), "changed")


@ONE_KIND
def test_a_notice_of_the_night_waits_for_the_morning(line: Line) -> None:
    phone = booked(line.town, user=line.hanako)
    line.town.clock.at = at("2026-12-02 22:00")
    assert tell(phone, shifted(phone), "changed")
    line.deliver()
    line.town.clock.at = at("2026-12-03 07:59")
    line.deliver()
    assert line.pushed() == []
    line.town.clock.at = at("2026-12-03 08:00")
    line.deliver()
    assert line.pushed() == [NOTICE]


@ONE_KIND
def test_who_wants_to_hear_nothing_any_more_hears_nothing_of_what_is_on_its_way(line: Line) -> None:
    """In the night somebody may have come who looks at her telephone in the morning."""
    phone = booked(line.town, user=line.hanako)
    line.town.clock.at = at("2026-12-02 22:00")
    assert tell(phone, shifted(phone), "changed")
    wants(phone, None, notices=False)
    line.town.clock.at = at("2026-12-03 08:00")
    line.deliver()
    wants(phone, 18, notices=True)
    assert remind(phone, "2026-12-07 18:00") == 1
    wants(phone, None, notices=True)
    line.deliver()
    assert (line.pushed(), phone.knocks()) == ([], [])


def wants(phone: Phone, hour: int | None, *, notices: bool) -> None:
    """What she chooses on the page."""
    (mine,) = phone.mine
    who = Who(phone.town.intake().house.booking_pseudonym(phone.resident.id), phone.resident.id, "ja")
    chosen = Wanted(mine.kind, 2, True, hour, notices)
    with phone.town.database.transaction() as connection:
        steps.change(connection, phone.visits.ground, who, mine.id, chosen, None, now=phone.town.clock())


def test_who_blocks_the_account_keeps_the_visit_and_hears_no_more_of_it(town: Town) -> None:
    """No push could reach her, so that nothing that could is kept; a friend's reminder still comes."""
    phone = booked(town)
    friend = booked(town, visits=phone.visits)
    assert remind(phone, "2026-12-07 18:00") == 2
    phone.gets(phone.resident.event("unfollow", replyToken=None))
    assert phone.knocks() == [f"明日の予定のお知らせです。10:00 番号 {friend.mine[0].code}"]
    (mine,) = phone.mine
    assert (mine.state, mine.starts_at, mine.notices, mine.reminder_hour) == ("booked", MORNING, False, None)
    assert phone.visits.details(mine) == (Details(), None)
    assert not tell(phone, shifted(phone), "changed")
    phone.gets(phone.resident.event("follow", follow={"isUnblocked": True}))
    assert (remind(phone), len(phone.knocks())) == (0, 1)
    assert phone.mine[0].starts_at == NOON
    assert friend.visits.details(friend.mine[0])[1] == friend.resident.id


@pytest.mark.parametrize("language", ["easy", "en"])
@ONE_KIND
def test_in_the_language_in_which_it_was_booked(town: Town, language: str) -> None:
    phone = booked(town)
    (mine,) = phone.mine
    with town.database.transaction() as connection:
        bookings.change(connection, mine.id, now=town.clock(), language=language)
    remind(phone, "2026-12-07 18:00")
    assert phone.knocks() == [said("reminder", language, time="10:00", code=mine.code)]


def test_the_clock_reminds_offers_and_tells(line: Line) -> None:
    town = line.town
    visits = Visits(town)
    for full in (MORNING, LATER):
        visits.fill(full)
    strangers = visits.fill(NOON)
    phone = Phone(town, visits, user=line.hanako)
    phone.says("予約")
    answers = ("2人", "はい", REMINDED, "待つ")
    phone.chooses("ここでえらぶ", "届け出", "ここにする", "あくのを待つ", "2週間", *answers)
    due = jobs(line)
    line.deliver()
    due["offer"]()
    line.deliver()
    assert line.pushed() == []
    strangers[0].cancels(strangers[0].sees()[0])
    due["offer"]()
    line.deliver()
    assert line.pushed() == [NOTICE]
    phone.says("予約")
    phone.taps("この時間にする")
    town.clock.at = at("2026-12-07 18:00")
    due["remind"]()
    line.deliver()
    assert line.pushed() == [NOTICE, f"明日の予定のお知らせです。13:00 番号 {phone.mine[0].code}"]
