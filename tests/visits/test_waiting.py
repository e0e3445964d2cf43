"""Who finds no time wishes for one or waits: the pool, the offers and their end."""

import os

from bot.visits import openings, rules, waiting
from bot.visits.model import Details
from storage import visit_places
from storage.bookings import ANYWHERE
from tests.bot.talk import counted
from tests.visits.booking import (
    ASATSUYU,
    ASK,
    HOSHIZORA,
    KEPT,
    LATER,
    MORNING,
    NOON,
    OATH,
    TOMORROW,
    Visits,
    laid,
    refused,
)
from tests.visits.places import HOUR, at

EVENING = at("2026-12-10 18:30")
WEEK = ("2026-12-08", "2026-12-11")


def test_up_to_three_wishes_within_the_rules(visits: Visits) -> None:
    hanako, ours = visits.resident(), os.urandom(16)
    wished = hanako.wishes(EVENING, MORNING, booking=ours, note="夕方")
    assert hanako.wishes(EVENING, booking=ours) == wished
    assert (wished.state, wished.wishes, wished.due_at) == ("wished", (EVENING, MORNING), EVENING + KEPT)
    assert visits.details(wished)[0] == Details("", "夕方")
    refused("limit", lambda: hanako.wishes(MORNING))
    refused("limit", lambda: hanako.holds(MORNING))
    yuki = visits.resident()
    refused("too-soon", lambda: yuki.wishes(EVENING, TOMORROW))
    refused("past", lambda: yuki.wishes(visits.now))
    refused("too-far", lambda: yuki.wishes(at("2027-06-01 10:00")))
    refused("closed", lambda: yuki.wishes(at("2026-12-12 10:00")))
    refused("not-here", lambda: yuki.wishes(EVENING, place=HOSHIZORA.id))
    anywhere = yuki.wishes(EVENING, place=ANYWHERE)
    assert (anywhere.place, anywhere.anywhere) == (ANYWHERE, True)
    assert yuki.cancels(anywhere).wishes == ()
    taken = hanako.moves(wished, MORNING)
    assert (taken.state, taken.sequence, taken.starts_at) == ("booked", 0, MORNING)


def test_waiting_and_its_limits(visits: Visits) -> None:
    hanako, ours = visits.resident(), os.urandom(16)
    waits = hanako.waits(*WEEK, booking=ours)
    assert hanako.waits(*WEEK, booking=ours) == waits
    assert (waits.wait_from, waits.wait_until, waits.due_at) == (*WEEK, at("2026-12-12 00:00") + KEPT)
    yuki = visits.resident()
    refused("too-soon", lambda: yuki.waits("2026-12-01", "2026-12-07"))
    refused("too-far", lambda: yuki.waits("2027-06-01", "2027-06-02"))
    visits.write(lambda c: visit_places.change(c, HOSHIZORA._replace(takes_waiting=False)))
    refused("not-here", lambda: yuki.waits(*WEEK, place=HOSHIZORA.id))
    yuki.waits(*WEEK, place=ANYWHERE)
    refused("limit", lambda: yuki.waits(*WEEK, place=ANYWHERE))


def test_what_somebody_gives_up_is_offered_to_who_waits_longest(visits: Visits) -> None:
    strangers = visits.fill(MORNING) + visits.fill(NOON) + visits.fill(LATER)
    hanako, yuki, mori = (visits.resident() for _ in range(3))
    first = hanako.waits(*WEEK)
    visits.town.clock.at += 1
    second = yuki.waits(*WEEK)
    mori.waits("2026-12-10", "2026-12-11")
    assert visits.tick(1) == []
    strangers[0].cancels(strangers[0].sees()[0])
    (offered,) = visits.tick(1)
    assert (offered.id, offered.starts_at, offered.offers) == (first.id, MORNING, 1)
    assert offered.offer_until == at("2026-12-02 00:00"), "on the next day it could not be booked any more"
    assert (visits.tick(1), visits.free(MORNING)) == ([], 0)
    declined = hanako.declines(offered)
    assert (declined.state, declined.starts_at) == ("waiting", None)
    (offered,) = visits.tick()
    assert offered.id == second.id
    booked = yuki.accepts(offered)
    assert (booked.state, booked.place, booked.starts_at) == ("booked", "asatsuyu", MORNING)
    assert booked.due_at == MORNING + HOUR + KEPT


def test_no_time_is_offered_twice_to_the_same_one(visits: Visits) -> None:
    hanako = visits.resident()
    visits.lay(ASATSUYU, [laid(LATER, 1), laid(LATER + HOUR, 1), laid(LATER + 2 * HOUR, 1, "ask")])
    hanako.waits(*WEEK)
    for when in (LATER, LATER + HOUR):
        (offered,) = visits.tick(1)
        assert offered.starts_at == when
        hanako.declines(offered)
    assert visits.tick(1) == []
    assert visits.free(LATER) == 1


def test_offers_lapse_by_the_clock_and_after_three_nobody_waits(visits: Visits) -> None:
    hanako = visits.resident()
    times = [at(f"2026-12-{day} 10:00") for day in (22, 23, 24, 25)]
    visits.lay(ASATSUYU, [laid(when, 1) for when in times])
    waits = hanako.waits("2026-12-22", "2026-12-25")
    for number, when in enumerate(times[:3], 1):
        (offered,) = visits.tick(1)
        assert (offered.starts_at, offered.offers) == (when, number)
        assert offered.offer_until == visits.now + waiting.OFFER_MS
        visits.town.clock.at += waiting.OFFER_MS
        assert [one.state for one in hanako.sees()] == ["waiting"]
        assert visits.free(when) == 1
    assert visits.tick() == []
    gone = visits.find(waits)
    assert gone is not None
    assert (gone.state, gone.ended_by, gone.starts_at) == ("cancelled", "lapse", None)
    assert counted(visits.town)[("visit", "lapsed")] == 3
    assert visits.details(gone) == (Details(), None)


def test_whose_days_are_over_waits_no_more(visits: Visits) -> None:
    hanako = visits.resident()
    waits = hanako.waits("2026-12-08", "2026-12-08")
    visits.fill(MORNING)
    visits.fill(NOON)
    visits.town.clock.at = at("2026-12-02 09:00")
    visits.tick()
    gone = visits.find(waits)
    assert gone is not None
    assert (gone.state, gone.ended_by) == ("cancelled", "lapse")


def test_while_no_place_takes_anybody_who_waits_goes_on_waiting(visits: Visits) -> None:
    here, anywhere = visits.resident().waits(*WEEK), visits.resident().waits(*WEEK, place=ANYWHERE)
    both = (ASATSUYU, HOSHIZORA)
    visits.write(lambda c: [visit_places.change(c, one._replace(active=False)) for one in both])
    assert visits.tick() == []
    visits.write(lambda c: [visit_places.change(c, one._replace(revision=2)) for one in both])
    assert {one.id for one in visits.tick(1)} == {here.id, anywhere.id}


def test_nobody_waits_and_is_kept_beyond_what_can_be_booked(visits: Visits) -> None:
    hanako = visits.resident()
    waits = hanako.waits("2026-12-08", "9999-12-31")
    with visits.town.database.reading() as connection:
        last = openings.bounds(connection, ASATSUYU, visits.now).last_day
    assert waits.wait_until == last.isoformat()
    assert waits.due_at == rules.day_bounds(last, ASATSUYU.timezone)[1] + KEPT


def test_an_offer_leaves_time_to_answer_or_is_none(visits: Visits) -> None:
    visits.resident().waits("2026-12-08", "2026-12-08")
    visits.town.clock.at = at("2026-12-01 21:30")
    assert visits.tick() == []


def test_anywhere_is_where_there_is_room_and_anywhere_again_afterwards(visits: Visits) -> None:
    hanako = visits.resident()
    visits.lay(ASATSUYU, [laid(LATER, 1)])
    visits.lay(HOSHIZORA, [laid(LATER + HOUR, 1)])
    here = hanako.books(LATER)
    waits = hanako.waits(*WEEK, place=ANYWHERE)
    (offered,) = visits.tick(1)
    assert (offered.place, offered.anywhere, offered.nth) == ("hoshizora", True, 1)
    assert offered.starts_at == LATER + HOUR
    again = hanako.declines(offered)
    assert (again.place, again.state, again.nth) == (ANYWHERE, "waiting", 1)
    assert visits.tick(1) == []
    hanako.cancels(here)
    (offered,) = visits.tick(1)
    booked = hanako.accepts(offered)
    assert (booked.id, booked.place, booked.anywhere) == (waits.id, "asatsuyu", False)


def test_one_who_waits_takes_what_is_open_after_all(visits: Visits) -> None:
    hanako = visits.resident()
    visits.lay(ASATSUYU, [laid(MORNING, 1), laid(LATER, 1, "ask")])
    waits = hanako.waits(*WEEK, ASK)
    refused("kind", lambda: visits.resident().waits(*WEEK, OATH._replace(kind="old")))
    (offered,) = visits.tick(1)
    assert offered.starts_at == MORNING
    booked = hanako.moves(waits, LATER)
    assert (booked.state, booked.starts_at, visits.free(MORNING)) == ("booked", LATER, 1)
    assert visits.tick(2 * 24 * 60) == []
