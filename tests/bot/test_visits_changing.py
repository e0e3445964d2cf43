"""What is booked in the talk is changed there, given up there, and erased there; by old buttons and by new ones."""

import pytest

from bot.visits import desk
from storage import shred, visit_endings, visit_kinds, visit_places
from tests.bot.line import ONE_KIND
from tests.bot.talk import labels, words
from tests.bot.visiting import Phone, said
from tests.cast import Town
from tests.visits.booking import ASATSUYU, KINDS, LATER, MORNING, NOON, Visits


@pytest.fixture
def phone(town: Town) -> Phone:
    """Hanako's, after she has booked MORNING for two."""
    phone = Phone(town)
    phone.books()
    return phone


def test_another_time_under_the_same_code(phone: Phone) -> None:
    (before,) = phone.mine
    phone.says("予約")
    asked = phone.chooses("変える", "日時", "12/9(水)", "10:00")
    assert "いま：12月8日(火) 10:00" in words(asked)
    assert phone.visits.free(MORNING) == 1, "nothing has moved yet"
    done = phone.taps("変える")
    (after,) = phone.mine
    assert (after.starts_at, after.code, after.sequence) == (LATER, before.code, before.sequence + 1)
    assert said("same_code") in words(done)
    assert (phone.visits.free(MORNING), phone.visits.free(LATER)) == (2, 0)


def test_an_old_yes_moves_nothing_back(phone: Phone) -> None:
    phone.says("予約")
    phone.chooses("変える", "日時", "12/8(火)", "13:00")
    yes = phone.button("変える")
    phone.presses(yes)
    assert phone.mine[0].starts_at == NOON
    assert phone.mine[0].code in words(phone.presses(yes)), "twice is once"
    phone.says("予約")
    phone.chooses("変える", "日時", "12/9(水)", "10:00", "変える")
    assert "12月9日(水) 10:00" in words(phone.presses(yes))
    assert phone.mine[0].starts_at == LATER


@ONE_KIND
def test_she_keeps_it_as_it_is(phone: Phone) -> None:
    phone.says("予約")
    phone.chooses("変える", "日時", "12/9(水)", "10:00", "このままにする")
    assert phone.mine[0].starts_at == MORNING


def test_who_was_quicker_leaves_her_where_she_was(phone: Phone) -> None:
    phone.says("予約")
    phone.chooses("変える", "日時", "12/9(水)", "10:00")
    phone.visits.fill(LATER)
    answer = phone.taps("変える")
    assert said("why_full") in words(answer)
    assert "12/8(火) 13:00" in labels(answer)
    assert phone.mine[0].starts_at == MORNING
    phone.chooses("12/8(火) 13:00", "変える")
    assert phone.mine[0].starts_at == NOON


@ONE_KIND
def test_persons_room_and_notices(phone: Phone) -> None:
    phone.says("予約")
    done = phone.chooses("変える", "人数・個室・お知らせ", "1人", "どちらでも", "前の日の12時", "変える")
    (after,) = phone.mine
    assert (after.persons, after.private_room, after.reminder_hour, after.notices) == (1, False, 12, True)
    assert phone.visits.details(after)[1] == phone.resident.id
    assert said("changed_title") in words(done)
    phone.says("予約")
    phone.chooses("変える", "人数・個室・お知らせ", "1人", "どちらでも", "いらない", "変える")
    assert phone.visits.details(phone.mine[0])[1] is None, "nothing goes to her any more"


@ONE_KIND
def test_giving_up_is_asked_once_more(phone: Phone) -> None:
    phone.says("予約")
    assert said("cancel_title") in words(phone.taps("取り消す"))
    assert phone.mine[0].state == "booked"
    yes = phone.button("取り消す")
    assert said("cancelled") in words(phone.presses(yes))
    assert phone.mine == []
    assert phone.visits.free(MORNING) == 2
    assert said("cancelled") in words(phone.presses(yes)), "twice is once"


@ONE_KIND
def test_an_old_question_about_giving_up_does_not_end_what_was_moved_since(phone: Phone) -> None:
    phone.says("予約")
    phone.taps("取り消す")
    yes = phone.button("取り消す")
    phone.says("予約")
    phone.chooses("変える", "日時", "12/8(火)", "13:00", "変える")
    assert "12月8日(火) 13:00" in words(phone.presses(yes))
    assert phone.mine[0].state == "booked"


@ONE_KIND
def test_too_late_she_is_told_whom_to_ring(phone: Phone) -> None:
    phone.visits.town.clock.at = MORNING - 3_600_000
    phone.says("予約")
    assert said("why_too_late") in words(phone.chooses("変える", "日時"))
    assert phone.mine[0].state == "booked"
    phone.says("予約")
    phone.chooses("取り消す", "取り消す")
    assert [one.state for one in phone.mine] != ["booked"]


def test_given_up_and_erased_at_once(phone: Phone) -> None:
    town, (booked,) = phone.town, phone.mine
    phone.says("予約")
    assert said("forgotten") in words(phone.chooses("取り消す", "取り消して、すぐ消す"))
    with town.database.reading() as connection:
        assert visit_endings.wished_and_due(connection, now=town.clock())
        with pytest.raises(shred.Erased):
            shred.open_key(connection, town.keys.kek, booked.id)


def test_erasing_everything_asks_about_bookings_too(phone: Phone) -> None:
    assert said("erase_title") in words(phone.says("消す"))
    assert phone.town.phrases.say("erase.nothing") not in words(phone.shown[-1:])
    phone.taps("予約は残す")
    assert phone.mine[0].state == "booked"
    phone.says("いま全部消す")
    assert phone.mine[0].state == "booked", "nobody loses a visit unasked"
    phone.taps("予約も消す")
    assert phone.mine == []
    assert phone.town.phrases.say("erase.nothing") in words(phone.says("消す"))


@ONE_KIND
def test_erasing_a_talk_answers_as_ever_and_asks_beside(phone: Phone) -> None:
    phone.says("きいてください")
    shown = words(phone.says("いま全部消す"))
    assert "消えたかどうかは" in shown
    assert said("erase_title") in shown
    assert phone.mine[0].state == "booked"


@ONE_KIND
def test_what_the_office_took_back_is_said_with_the_way_to_a_new_one(town: Town) -> None:
    visits = Visits(town)
    phone = Phone(town, visits)
    phone.books("2人", "はい", "確認があるときだけ")
    with town.database.transaction() as connection:
        desk.cancel(
            connection, visits.ground, phone.mine[0].id, revision=phone.mine[0].revision, now=visits.now
        )
    shown = phone.says("予約")
    assert said("taken_back_title") in words(shown)
    assert "12月8日(火) 10:00" in words(shown)


@ONE_KIND
def test_when_the_last_place_closes_she_still_sees_hers(phone: Phone) -> None:
    town = phone.town
    with town.database.transaction() as connection:
        for place in visit_places.all_of(connection):
            visit_places.change(connection, place._replace(active=False))
    shown = phone.says("予約")
    assert phone.mine[0].code in words(shown)
    assert said("new_title") not in words(shown)
    assert ASATSUYU.name_ja in words(shown)


@ONE_KIND
def test_of_a_kind_that_nobody_can_book_any_more_she_changes_what_she_hears(phone: Phone) -> None:
    off = [one._replace(active=one.id == "ask") for one in KINDS]
    phone.visits.write(lambda c: visit_kinds.replace(c, off))
    phone.says("予約")
    done = phone.chooses("変える", "人数・個室・お知らせ", "2人", "はい", "確認があるときだけ", "変える")
    assert said("changed_title") in words(done)
    assert phone.mine[0].notices
