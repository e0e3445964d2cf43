"""A visit booked in the talk, from 「予約」 to the code; tapped twice, from two phones, and weeks later."""

import json

import pytest

from bot.phrases import load
from storage import booking_links
from storage.contexts import b64, unb64
from tests.bot.line import ONE_KIND
from tests.bot.talk import Talk, labels, words
from tests.bot.telling import TELLING, found
from tests.bot.test_intake_at_once import at_once
from tests.bot.visiting import TO_A_TIME, Phone, code_in, said
from tests.cast import Json, Town
from tests.visits.booking import MORNING, NOON, Visits


@ONE_KIND
def test_without_places_it_is_the_telephone(town: Town) -> None:
    assert town.phrases.say("booking.body").splitlines()[0] in words(Talk(town).says("予約"))


def test_hanako_books_for_two_and_needs_to_say_only_a_code(town: Town) -> None:
    phone = Phone(town)
    done = phone.books()
    (booked,) = phone.mine
    assert (booked.state, booked.starts_at, booked.persons, booked.private_room) == (
        "booked",
        MORNING,
        2,
        True,
    )
    assert (booked.origin, booked.reminder_hour, booked.notices) == ("talk", None, False)
    assert code_in(done) == booked.code
    assert "12月8日(火) 10:00" in words(done)
    assert "あさつゆ町" in words(done)
    assert phone.visits.details(booked) == (("", ""), None), (
        "nothing may go to her, so her address is not kept"
    )
    assert booked.code in words(phone.says("予約"))
    assert town.consultations() == []


@ONE_KIND
def test_only_who_has_something_to_bring_reads_of_it(town: Town) -> None:
    phone = Phone(town)
    assert "持ち物・予定ファイル" in labels(phone.books())
    phone = Phone(town, phone.visits)
    phone.says("予約")
    phone.chooses("ここでえらぶ", "質問", "ここにする", "12/8(火)", "10:00")
    done = phone.chooses("はい", "いらない", "予約する")
    assert labels(done)[0] == "予定ファイルなど"
    assert "持ち物" not in str(done)


@ONE_KIND
def test_the_whole_way_leaves_nothing_telling_outside_of_the_cards(town: Town) -> None:
    phone = Phone(town)
    phone.books("2人", "はい", "前の日の18時")
    for message in phone.shown:
        seen = [str(message.get("altText", message.get("text")))]
        seen += [one.get("displayText", "") for one in _postbacks(message)]
        # Ids and seals are drawn by lot, and spell whatever they happen to spell.
        parts = [part for one in _postbacks(message) for part in one["data"].split(".")]
        seen += [part for part in parts if len(part) < len(b64(bytes(12)))]
        assert found(TELLING["ja"], " ".join(seen)) == []
    assert (
        found(("宣誓", "oath"), json.dumps([words([one]) for one in phone.shown], ensure_ascii=False)) == []
    )


def _postbacks(part: object) -> list[Json]:
    if isinstance(part, list):
        return [one for inner in part for one in _postbacks(inner)]
    if isinstance(part, dict):
        mine = [part] if part.get("type") == "postback" else []
        return mine + [one for inner in part.values() for one in _postbacks(inner)]
    return []


@ONE_KIND
def test_who_wants_a_reminder_is_written_to(town: Town) -> None:
    phone = Phone(town)
    phone.books("1人", "どちらでも", "前の日の20時")
    (booked,) = phone.mine
    assert (booked.private_room, booked.reminder_hour, booked.notices) == (False, 20, True)
    assert phone.visits.details(booked)[1] == phone.resident.id


@ONE_KIND
def test_every_button_can_be_tapped_twice(town: Town) -> None:
    phone = Phone(town)
    phone.says("予約")
    for label in (*TO_A_TIME, "2人", "はい", "いらない", "予約する"):
        button = phone.button(label)
        first, second = (words(phone.presses(button)) for _ in range(2))
        assert first == second
    assert [one.state for one in phone.mine] == ["booked"]
    assert phone.visits.free(MORNING) == 1


def test_ten_yeses_at_the_same_moment_are_one_booking(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    phone.chooses("2人", "はい", "いらない")
    yes = phone.button("予約する")
    events: list[Json] = [phone.resident.event("postback", postback={"data": yes["data"]}) for _ in range(10)]
    assert set(at_once(town.receive, events)) == {"tap"}
    assert [one.state for one in phone.mine] == ["booked"]


@ONE_KIND
def test_what_was_booked_from_a_card_is_shown_by_every_card_before(town: Town) -> None:
    phone = Phone(town)
    phone.books()
    (booked,) = phone.mine
    assert booked.code in words(phone.taps("予約する"))
    assert booked.code in words(phone.taps("いらない")) or said("sure_title") in words(phone.shown[-1:])
    refused = words(phone.taps("10:00"))
    assert said("why_limit") in refused
    assert [one.id for one in phone.mine] == [booked.id]


def test_who_comes_second_is_told_what_is_still_free(town: Town) -> None:
    visits = Visits(town)
    hanako, taro = Phone(town, visits), Phone(town, visits)
    for phone in (hanako, taro):
        phone.says("予約")
        phone.chooses(*TO_A_TIME[:-1])
    visits.fill(MORNING)
    answer = taro.taps("10:00")
    assert said("why_full") in words(answer)
    assert "12/8(火) 13:00" in labels(answer)
    taro.chooses("12/8(火) 13:00", "1人", "はい", "いらない", "予約する")
    assert [one.starts_at for one in taro.mine] == [NOON]


def test_a_time_that_is_refused_leaves_her_the_one_before(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    phone.says("予約")
    phone.chooses(*TO_A_TIME[:-1])
    phone.visits.fill(NOON)
    assert said("why_full") in words(phone.taps("13:00"))
    assert [(one.state, one.starts_at) for one in phone.mine] == [("held", MORNING)]
    phone.says("予約")
    assert code_in(phone.chooses("つづける", "2人", "はい", "いらない", "予約する"))


def test_a_hold_that_is_over_is_booked_all_the_same_or_kindly_refused(town: Town) -> None:
    visits = Visits(town)
    hanako, taro = Phone(town, visits), Phone(town, visits)
    for phone in (hanako, taro):
        phone.begins()
        phone.chooses("2人", "はい", "いらない")
    town.clock.pass_(minutes=11)
    assert code_in(hanako.taps("予約する"))
    visits.fill(MORNING)
    answer = words(taro.taps("予約する"))
    assert said("why_full") in answer


@ONE_KIND
def test_she_goes_on_where_she_was(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    assert said("held_title") in words(phone.says("予約"))
    phone.chooses("つづける", "2人", "はい", "いらない", "予約する")
    assert [one.state for one in phone.mine] == ["booked"]


@ONE_KIND
def test_she_gives_a_held_time_back_at_once(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    phone.chooses("2人", "はい", "いらない", "やめる")
    assert phone.visits.free(MORNING) == 2
    assert said("held_title") not in words(phone.says("予約"))


@ONE_KIND
def test_after_a_month_no_button_does_anything(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    time, person = phone.button("10:00"), phone.button("2人")
    town.clock.pass_(days=31)
    for button in (time, person):
        assert town.phrases.say("old_button") in words(phone.presses(button))


@ONE_KIND
def test_an_old_time_says_that_it_is_over(town: Town) -> None:
    phone = Phone(town)
    phone.begins()
    town.clock.pass_(days=20)
    assert said("why_past") in words(phone.taps("10:00"))


@ONE_KIND
def test_the_page_is_reached_by_a_link_that_is_good_once(town: Town) -> None:
    phone = Phone(town)
    address = next(one["uri"] for one in _links(phone.says("予約")))
    path, _, link = address.partition("#t=")
    assert path.endswith("/booking/?openExternalBrowser=1")
    with town.database.transaction() as connection:
        claim = booking_links.claim(connection, unb64(link), b"x" * 32, now=town.clock())
        opened = booking_links.find(connection, b"x" * 32, now=town.clock())
    assert claim == ("ok", "ja")
    assert opened is not None
    assert opened[0].pseudonym == town.intake().house.booking_pseudonym(phone.resident.id)
    assert opened[0].pseudonym != town.intake().house.pseudonym(phone.resident.id)


def _links(part: object) -> list[Json]:
    if isinstance(part, list):
        return [one for inner in part for one in _links(inner)]
    if isinstance(part, dict):
        mine = [part] if part.get("type") == "uri" else []
        return mine + [one for inner in part.values() for one in _links(inner)]
    return []


@ONE_KIND
@pytest.mark.parametrize("language", ["easy", "en"])
def test_in_every_language(town: Town, language: str) -> None:
    phone = Phone(town)
    phone.says({"easy": "やさしい日本語", "en": "English"}[language])
    first = phone.says({"easy": "よやく", "en": "Book"}[language])
    assert said("new_title", language) in words(first)
    kind = {"easy": "とどけで", "en": "Papers"}[language]
    p = load(language)
    phone.chooses(p.say("visit_label.new"), kind, p.say("visit_label.here"))
    phone.chooses({"easy": "12/8 か", "en": "Tue Dec 8"}[language], "10:00")
    phone.chooses(
        p.say("visit_label.persons", number=2), p.say("visit_label.room_yes"), p.say("visit_label.no_notice")
    )
    done = phone.taps(p.say("visit_label.book"))
    assert code_in(done) == phone.mine[0].code
    assert phone.mine[0].language == language
