"""The watchdog among bookings: each thing that must not be raises its alarm, and a place in order raises none."""

import pytest
from sqlalchemy import delete, insert, select, update

from bot.visits.model import HOLD_MS
from storage import booking_wishes, bookings, outbox, shred, slots
from storage.slots import seats
from tests.cast import Town
from tests.retention.test_watchdog import alarms, change, codes, run_purge
from tests.retention.visiting import book, chosen, give_up, open_place, wish


@pytest.fixture(autouse=True)
def there_is_a_place(town: Town) -> None:
    open_place(town)


def test_a_place_in_order_raises_none_through_the_whole_life_of_its_bookings(town: Town) -> None:
    hanako, natsuki = town.resident(), town.resident()
    comes, gives_up = book(town, hanako, note="車いすです"), book(town, natsuki)
    wish(town, town.resident())
    chosen(town, town.resident())
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, comes.id)
        outbox.put(connection, town.keys.courier, "knock", {}, now=1, expires_at=2, case=key)
    assert alarms(town) == []
    town.clock.at += HOLD_MS + 1
    assert alarms(town) == [], "a choice that nobody confirmed frees its seat by itself"
    give_up(town, natsuki, gives_up.id)
    run_purge(town)
    assert alarms(town) == []
    town.clock.at = comes.due_at
    run_purge(town)
    assert alarms(town) == []


def test_a_booking_whose_details_no_key_opens_is_told(town: Town) -> None:
    one = book(town, town.resident(), note="車いすです")
    keys = shred.shred_keys
    change(town, update(keys).where(keys.c.id == one.id).values(id=bytes(16)))
    assert codes(town) == ["key-without-consultation", "booking-without-key"]
    change(town, delete(keys).where(keys.c.id == bytes(16)))
    change(town, update(bookings.bookings).values(sealed_details=None))
    assert codes(town) == [], "of whom nothing is kept, nothing is locked"


def test_a_visit_without_a_seat_and_a_seat_without_a_visit_are_told_while_they_lie_ahead(town: Town) -> None:
    one = book(town, town.resident())
    assert one.starts_at is not None
    table = bookings.bookings
    change(town, update(seats).values(booking=bytes(16)))
    assert codes(town) == ["booking-without-seat", "seat-without-booking"]
    with town.database.reading() as connection:
        later = slots.slots.c.starts_at
        another = connection.scalar(select(later).where(later > one.starts_at).order_by(later).limit(1))
    change(town, update(seats).values(booking=one.id, starts_at=another))
    assert codes(town) == ["booking-without-seat"], "a seat at another time is none"
    change(town, update(table).values(state="cancelled"))
    assert codes(town) == ["seat-without-booking"]
    change(town, delete(seats))
    assert codes(town) == []
    change(town, update(table).values(state="booked"))
    assert codes(town) == ["booking-without-seat"]
    change(town, update(table).values(starts_at=town.clock() - 1))
    assert codes(town) == []


def test_a_wish_or_a_parcel_whose_booking_is_gone_is_told(town: Town) -> None:
    one = wish(town, town.resident())
    table = bookings.bookings
    change(
        town,
        delete(table).where(table.c.id == one.id),
        delete(shred.shred_keys).where(shred.shred_keys.c.id == one.id),
    )
    assert codes(town) == ["orphan-rows"]
    change(town, delete(booking_wishes.booking_wishes))
    assert codes(town) == []
    row = {
        "kind": "knock",
        "consultation_id": one.id,
        "body_id": bytes(16),
        "retry_key": "",
        "state": "queued",
    }
    times = {"attempts": 0, "queued_at": 0, "next_attempt_at": 0, "expires_at": 0}
    change(town, insert(outbox.outbox).values(row | times))
    assert codes(town) == ["orphan-rows"]
