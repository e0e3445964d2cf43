"""More people than places, from several processes at once, and processes that are killed on their way."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import select

from bot.visits.model import HOLD_MS, Refused
from storage.bookings import bookings
from storage.slots import seats, slots
from tests.visits.booking import ASATSUYU, KEPT, LATER, MORNING, NOON, Visits, laid, refused
from tests.visits.rushing import Rush, rush

WHYS = {"full", "gone", "stale", "limit"}


def asked(visits: Visits, what: str, tickets: int, kills: list[int]) -> Rush:
    settings = visits.town.settings
    url = visits.town.database.url.render_as_string(hide_password=False)
    return Rush(
        url, str(settings.keys_dir), str(settings.kek_file), visits.now, KEPT, ASATSUYU.id, MORNING,
        [MORNING, NOON, LATER], what, tickets, 4, kills,
    )  # fmt: skip


def sound(visits: Visits) -> dict[int, int]:
    """How many sit at each time, after looking that nobody sits twice, without a booking, or where there is no seat."""
    with visits.town.database.reading() as connection:
        states = {bytes(row.id): row for row in connection.execute(select(bookings))}
        sat = connection.execute(select(seats)).all()
        capacity = {row.starts_at: row.capacity for row in connection.execute(select(slots))}
    count = Counter(row.starts_at for row in sat if row.held_until is None or row.held_until > visits.now)
    for row in sat:
        booking = states[bytes(row.booking)]
        assert (booking.place, booking.starts_at) == (row.place, row.starts_at)
        assert (booking.state == "booked") == (row.held_until is None)
        assert row.seat <= capacity[row.starts_at]
    agreed = [one for one, row in states.items() if row.state == "booked"]
    assert sorted(agreed) == sorted(bytes(row.booking) for row in sat if row.held_until is None)
    assert all(count[when] <= capacity[when] for when in count)
    return dict(count)


def test_five_hundred_for_ten_places(visits: Visits, tmp_path: Path) -> None:
    visits.lay(ASATSUYU, [laid(MORNING, 10), laid(NOON, 1)])
    outcome = rush(tmp_path, asked(visits, "book", 500, kills=[100, 250]))
    answers = Counter(what for what, _ in outcome.lines)
    assert set(answers) == {"booked", "full"}, answers
    assert outcome.killed >= 3
    assert len(outcome.lines) == 500 - outcome.killed
    assert all(openings == 1 for what, openings in outcome.lines if what == "full"), "each hears of noon"
    # Who was killed between choosing and yes holds a seat for ten minutes, and not a moment longer.
    assert answers["booked"] <= sound(visits)[MORNING] <= 10
    visits.town.clock.at += HOLD_MS
    visits.fill(MORNING)
    assert sound(visits) == {MORNING: 10}
    assert refused("full", lambda: visits.resident().holds(MORNING))[0].starts_at == NOON
    with visits.town.database.reading() as connection:
        booked = connection.execute(select(bookings.c.id).where(bookings.c.state == "booked")).all()
    assert len(booked) == 10
    print(f"{outcome.seconds} s, {outcome.worked} s of work, {outcome.killed} killed, {answers}")


def test_one_resident_on_eight_phones(visits: Visits) -> None:
    """Each phone chooses and says yes at the same moment; the place takes one visit of each resident."""
    visits.lay(ASATSUYU, [laid(when, 8) for when in (MORNING, NOON, LATER)])
    hanako, phones = visits.resident(), 8
    together = Barrier(phones)

    def phone(number: int) -> bytes | str:
        together.wait()
        try:
            return hanako.books((MORNING, NOON, LATER)[number % 3]).id
        except Refused as refused:
            return refused.why

    with ThreadPoolExecutor(phones) as threads:
        answers = set(threads.map(phone, range(phones)))
    (booked,) = [one.id for one in hanako.sees()]
    assert booked in answers
    assert answers <= {booked, "gone", "limit"}
    assert sum(sound(visits).values()) == 1


def test_everybody_changes_their_mind_at_once(visits: Visits, tmp_path: Path) -> None:
    visits.lay(ASATSUYU, [laid(when, 4) for when in (MORNING, NOON, LATER)])
    outcome = rush(tmp_path, asked(visits, "mixed", 240, kills=[60, 120]))
    answers = Counter(what for what, _ in outcome.lines)
    failed = {what for what in answers if ":" in what}
    assert not failed, failed
    assert {"books", "cancels", "cuts", "waits", "offers"} <= set(answers)
    sound(visits)
    visits.town.clock.at += HOLD_MS
    visits.tick()
    sound(visits)
    print(f"{outcome.seconds} s, {outcome.worked} s of work, {outcome.killed} killed, {answers}")
