"""A resident books, changes and gives up a visit: from a talk or a page, twice, late, from two phones."""

import os

from sqlalchemy import select

from bot.visits.model import HOLD_MS, Details
from storage import shred, visit_kinds, visit_places
from storage.bookings import bookings
from tests.bot.talk import counted
from tests.cast import DAY
from tests.visits.booking import (
    ASATSUYU,
    ASK,
    HOSHIZORA,
    KEPT,
    KINDS,
    LATER,
    MORNING,
    NOON,
    OATH,
    TOMORROW,
    Visits,
    laid,
    refused,
)
from tests.visits.places import HOUR, MINUTE, at


def test_hanako_books_and_what_she_said_lies_under_a_key_of_its_own(visits: Visits) -> None:
    hanako = visits.resident()
    assert [(one.starts_at, one.free) for one in visits.openings()] == [(MORNING, 2), (NOON, 2), (LATER, 1)]
    held = hanako.holds(MORNING)
    assert (held.state, held.offer_until) == ("held", visits.now + HOLD_MS)
    assert visits.free(MORNING) == 1
    wanted = OATH._replace(reminder_hour=18, private_room=False)
    booked = hanako.confirms(held, wanted, Details("はな", "ゆっくり話したいです"))
    assert (booked.id, booked.code, booked.state, booked.sequence) == (held.id, held.code, "booked", 0)
    assert (booked.persons, booked.private_room, booked.reminder_hour) == (2, False, 18)
    assert (booked.ends_at, booked.due_at) == (MORNING + HOUR, MORNING + HOUR + KEPT)
    assert visits.details(booked) == (Details("はな", "ゆっくり話したいです"), hanako.who.address)
    assert hanako.sees() == [booked]
    with visits.town.database.reading() as connection:
        row = connection.execute(select(bookings)).one()
        assert "はな" not in str(row)
        assert bytes(row.sealed_details).find("はな".encode()) == -1
        assert [key for key, *_ in shred.table(connection) if key == booked.id] == [booked.id]


def test_who_wants_no_word_leaves_no_address(visits: Visits) -> None:
    hanako = visits.resident()
    booked = hanako.books(MORNING)
    assert visits.details(booked) == (Details(), None)
    changed = hanako.changes(booked, OATH._replace(notices=True))
    assert visits.details(changed)[1] == hanako.who.address
    hanako.changes(changed, OATH, Details("はな"))
    assert visits.details(changed) == (Details("はな"), None)


def test_every_step_said_twice_is_one_step(visits: Visits) -> None:
    hanako, ours = visits.resident(), os.urandom(16)
    held = hanako.holds(MORNING, booking=ours)
    again = hanako.holds(MORNING, booking=ours)
    assert (held.id, again.id, again.code) == (ours, ours, held.code)
    booked = hanako.confirms(held)
    assert hanako.confirms(held, ASK) == booked == hanako.holds(MORNING, booking=ours)
    moved = hanako.moves(booked, NOON)
    assert hanako.moves(booked, NOON) == moved
    gone = hanako.cancels(booked)
    assert hanako.cancels(booked) == gone
    assert (visits.free(MORNING), visits.free(NOON)) == (2, 2)
    refused("gone", lambda: hanako.confirms(held))
    refused("gone", lambda: hanako.holds(MORNING, booking=ours))
    assert hanako.sees() == []


def test_another_choice_lets_the_first_one_go(visits: Visits) -> None:
    hanako, ours = visits.resident(), os.urandom(16)
    first = hanako.holds(MORNING)
    second = hanako.holds(NOON)
    assert [one.id for one in hanako.sees()] == [second.id]
    assert (visits.free(MORNING), visits.free(NOON)) == (2, 1)
    refused("gone", lambda: hanako.confirms(first))
    third = hanako.holds(LATER, booking=ours)
    moved = hanako.holds(MORNING, booking=ours)
    assert (moved.id, moved.code) == (third.id, third.code)
    assert (visits.free(MORNING), visits.free(NOON), visits.free(LATER)) == (1, 2, 1)


def test_two_phones_and_an_old_button(visits: Visits) -> None:
    hanako = visits.resident()
    here = hanako.holds(LATER, booking=os.urandom(16))
    there = hanako.holds(LATER, booking=os.urandom(16))
    assert visits.free(LATER) == 0
    refused("gone", lambda: hanako.confirms(here))
    hanako.confirms(there)
    mori = visits.resident()
    refused("gone", lambda: mori.confirms(there))
    refused("gone", lambda: mori.cancels(there))
    refused("gone", lambda: mori.moves(there, NOON))
    refused("gone", lambda: mori.holds(NOON, booking=there.id))
    assert hanako.sees()[0].state == "booked"


def test_a_late_yes_counts_as_long_as_nobody_else_sits_there(visits: Visits) -> None:
    hanako, yuki = visits.resident(), visits.resident()
    held = hanako.holds(LATER)
    visits.town.clock.at += HOLD_MS + MINUTE
    assert visits.free(LATER) == 1
    assert hanako.confirms(held).state == "booked"

    late = visits.resident()
    held = late.holds(NOON)
    visits.fill(NOON)
    visits.town.clock.at += HOLD_MS
    yuki.books(NOON)
    assert late.sees() == []
    instead = refused("full", lambda: late.confirms(held))
    assert [one.starts_at for one in instead] == [MORNING]
    assert late.holds(MORNING).starts_at == MORNING


def test_a_hold_that_lapsed_before_the_lead_time_ended_is_too_soon_afterwards(visits: Visits) -> None:
    hanako = visits.resident()
    visits.town.clock.at = at("2026-12-01 23:55")
    held, in_time = hanako.holds(MORNING), visits.resident()
    other = in_time.holds(MORNING)
    visits.town.clock.at = at("2026-12-02 00:04")
    assert in_time.confirms(other).state == "booked"
    visits.town.clock.at = at("2026-12-02 00:06")
    assert [one.starts_at for one in refused("too-soon", lambda: hanako.confirms(held))] == [LATER]


def test_who_comes_too_late_hears_what_is_near(visits: Visits) -> None:
    visits.lay(ASATSUYU, [laid(MORNING + n * HOUR, 1) for n in range(9)])
    wanted = MORNING + 4 * HOUR
    visits.fill(wanted)
    offers = refused("full", lambda: visits.resident().holds(wanted))
    assert [(one.starts_at - wanted) // HOUR for one in offers] == [-1, 1, -2, 2, -3, 3]
    visits.lay(ASATSUYU, [])
    visits.lay(HOSHIZORA, [laid(NOON)])
    assert [one.place for one in refused("closed", lambda: visits.resident().holds(MORNING))] == ["hoshizora"]


def test_what_a_place_does_not_take(visits: Visits) -> None:
    hanako = visits.resident()
    far = at("2027-03-30 10:00")
    friday = at("2026-12-11 10:00")
    visits.lay(ASATSUYU, [laid(TOMORROW), laid(MORNING, 1, "ask"), laid(friday), laid(far)])
    visits.close("2026-12-11")
    assert [one.starts_at for one in refused("too-soon", lambda: hanako.holds(TOMORROW))] == []
    assert [one.starts_at for one in refused("too-far", lambda: hanako.holds(far, ASK))] == [MORNING]
    refused("past", lambda: hanako.holds(visits.now - HOUR))
    refused("closed", lambda: hanako.holds(NOON))
    refused("closed", lambda: hanako.holds(friday))
    refused("kind", lambda: hanako.holds(MORNING))
    refused("kind", lambda: hanako.holds(MORNING, ASK._replace(kind="old")))
    refused("persons", lambda: hanako.holds(MORNING, ASK._replace(persons=2)))
    refused("closed", lambda: hanako.holds(MORNING, place=ASATSUYU._replace(id="nowhere")))
    assert visits.town.count()["bookings"] == visits.town.count()["seats"] == 0


def test_one_resident_has_as_many_as_the_place_allows(visits: Visits) -> None:
    hanako = visits.resident()
    visits.lay(HOSHIZORA, [laid(MORNING, 3), laid(NOON)])
    one = hanako.books(MORNING)
    refused("limit", lambda: hanako.holds(NOON))
    first, second = (hanako.books(when, place=HOSHIZORA) for when in (MORNING, NOON))
    assert (one.nth, first.nth, second.nth) == (1, 1, 2)
    refused("limit", lambda: hanako.moves(one, MORNING, place=HOSHIZORA))
    hanako.cancels(first)
    moved = hanako.moves(one, MORNING, place=HOSHIZORA)
    assert (moved.place, moved.nth, moved.code) == ("hoshizora", 1, one.code)
    assert visits.free(MORNING) == 2


def test_a_move_frees_the_old_seat_and_tells_the_calendar(visits: Visits) -> None:
    hanako = visits.resident()
    booked = hanako.books(LATER)
    visits.write(lambda c: c.execute(bookings.update().values(room="第1", reminded_for=LATER)))
    moved = hanako.moves(booked, NOON)
    assert (moved.starts_at, moved.ends_at, moved.due_at) == (NOON, NOON + HOUR, NOON + HOUR + KEPT)
    assert (moved.sequence, moved.revision > booked.revision, moved.room) == (1, True, None)
    assert (visits.free(LATER), visits.free(NOON)) == (1, 1)
    visits.fill(LATER)
    assert refused("full", lambda: hanako.moves(moved, LATER))[0].starts_at == NOON
    assert hanako.sees() == [moved]
    gone = hanako.cancels(moved)
    assert (gone.sequence, gone.ended_by) == (2, "resident")


def test_too_late_to_move_but_never_too_late_to_give_up_and_be_forgotten(visits: Visits) -> None:
    hanako, yuki = visits.resident(), visits.resident()
    booked, hers = (
        one.books(MORNING, OATH._replace(notices=True), Details("はな")) for one in (hanako, yuki)
    )
    visits.town.clock.at = MORNING - HOUR
    refused("too-late", lambda: hanako.moves(booked, LATER))
    assert hanako.changes(booked, OATH._replace(persons=1)).persons == 1
    assert hanako.cancels(booked).state == "cancelled"
    forgotten = hanako.cancels(booked, forget=True)
    assert (forgotten.state, forgotten.due_at) == ("cancelled", visits.now)
    visits.town.clock.at = MORNING + 2 * HOUR
    refused("past", lambda: yuki.cancels(hers))
    refused("past", lambda: yuki.changes(hers, OATH))
    assert yuki.cancels(hers, forget=True).due_at == visits.now
    assert visits.details(hers) == (Details(), None)
    assert counted(visits.town)[("visit", "cancelled")] == 1, "hanako gave hers up, yuki's is over"


def test_of_a_kind_that_nobody_can_book_any_more_she_can_still_say_that_she_wants_no_word(
    visits: Visits,
) -> None:
    hanako = visits.resident()
    booked = hanako.books(MORNING, OATH._replace(notices=True, reminder_hour=18))
    off = [one._replace(active=one.id == "ask", most_persons=1) for one in KINDS]
    visits.write(lambda c: visit_kinds.replace(c, off))
    quiet = hanako.changes(booked, OATH)
    assert (quiet.notices, quiet.reminder_hour, quiet.persons) == (False, None, 2)
    assert hanako.changes(booked, OATH._replace(persons=1)).persons == 1
    refused("persons", lambda: hanako.changes(booked, OATH))
    refused("kind", lambda: hanako.changes(booked, OATH._replace(kind="old")))
    refused("kind", lambda: visits.resident().holds(MORNING))


def test_what_is_given_up_is_destroyed_at_once_with_its_key(visits: Visits) -> None:
    hanako = visits.resident()
    booked = hanako.books(LATER, OATH._replace(notices=True), Details("はな", "うしろの入口から"))
    gone = hanako.cancels(booked)
    assert gone.due_at == visits.now + KEPT < booked.due_at
    assert visits.details(gone) == (Details(), None)
    assert visits.seat(gone) is None
    with visits.town.database.reading() as connection:
        assert booked.id not in [key for key, *_ in shred.table(connection)]
        assert shred.awaits_rotation(connection, visits.town.keys.kek)
    refused("gone", lambda: hanako.holds(MORNING, booking=booked.id))
    assert hanako.cancels(gone, forget=True).due_at == visits.now


def test_a_hold_that_nobody_confirms_is_due_within_the_hour(visits: Visits) -> None:
    hanako = visits.resident()
    held = hanako.holds(MORNING)
    assert held.due_at == visits.now + 3600 * 1000
    gone = hanako.cancels(held)
    assert (gone.state, gone.starts_at, gone.due_at) == ("cancelled", None, held.due_at)
    assert visits.free(MORNING) == 2


def test_a_place_that_closes_for_booking_keeps_who_has_booked(visits: Visits) -> None:
    hanako = visits.resident()
    booked = hanako.books(MORNING)
    visits.write(lambda c: visit_places.change(c, ASATSUYU._replace(active=False)))
    refused("closed", lambda: visits.resident().holds(MORNING))
    assert hanako.cancels(booked).state == "cancelled"
    assert visits.now < MORNING - 5 * DAY
