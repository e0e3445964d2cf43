"""What Abe, the clerk, does with visits: by telephone, out of the pool, and on the day."""

import os

from bot.visits import desk
from bot.visits.model import Details
from storage import bookings, slots
from tests.cast import DAY
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
    Resident,
    Visits,
    laid,
    refused,
)
from tests.visits.places import HOUR, at

EVENING, NEXT_WEEK = at("2026-12-10 18:30"), at("2026-12-17 10:00")


def enter(visits: Visits, starts_at: int, **named: object) -> bookings.Booking:
    return visits.clerk(desk.enter, ASATSUYU.id, starts_at, OATH, Details("はなさん"), **named)


def test_by_telephone_sooner_than_a_resident_may_but_never_more_than_there_are_seats(visits: Visits) -> None:
    visits.lay(ASATSUYU, [laid(TOMORROW, 1), laid(MORNING, 1, "ask"), laid(LATER)])
    refused("too-soon", lambda: visits.resident().holds(TOMORROW))
    refused("too-soon", lambda: enter(visits, TOMORROW, beyond_rules=False))
    ours = os.urandom(16)
    entered = enter(visits, TOMORROW, booking=ours)
    assert enter(visits, TOMORROW, booking=ours) == entered
    assert (entered.state, entered.origin, entered.due_at) == ("booked", "desk", TOMORROW + HOUR + KEPT)
    assert visits.details(entered) == (Details("はなさん"), None)
    assert refused("full", lambda: enter(visits, TOMORROW))[0].starts_at == LATER
    refused("kind", lambda: enter(visits, MORNING))
    refused("closed", lambda: enter(visits, NOON))
    visits.town.clock.at = TOMORROW + HOUR
    refused("past", lambda: enter(visits, TOMORROW))
    first = enter(visits, LATER)
    visits.town.clock.at += 1
    second = enter(visits, LATER)
    assert first.code != second.code
    with visits.town.database.reading() as connection:
        assert bookings.by_code(connection, second.code) == second
        assert [one.id for one in bookings.between(connection, ASATSUYU.id, LATER, LATER + 1)] == [
            first.id,
            second.id,
        ]


def test_a_time_is_proposed_where_no_slot_is_and_vanishes_with_the_offer(visits: Visits) -> None:
    hanako = visits.resident()
    wished = hanako.wishes(EVENING, MORNING, note="夕方がいいです")
    offered = visits.clerk(desk.propose, wished.id, ASATSUYU.id, EVENING, minutes=30)
    assert (offered.state, offered.starts_at, offered.ends_at) == ("offered", EVENING, EVENING + HOUR // 2)
    assert (offered.offer_until, offered.wishes) == (visits.now + desk.PROPOSAL_MS, (EVENING, MORNING))
    assert visits.free(EVENING) == 0
    refused("closed", lambda: visits.resident().holds(EVENING))
    declined = hanako.declines(offered)
    assert (declined.state, declined.starts_at, declined.wishes) == ("wished", None, (EVENING, MORNING))
    assert hanako.declines(offered) == declined
    refused("gone", lambda: hanako.accepts(offered))
    refused("closed", lambda: visits.resident().holds(EVENING))
    again = visits.clerk(desk.propose, wished.id, ASATSUYU.id, EVENING, until=visits.now + HOUR)
    other = visits.clerk(desk.propose, wished.id, ASATSUYU.id, MORNING, until=visits.now + 2 * HOUR)
    assert (other.offers, visits.free(MORNING)) == (again.offers + 1, 1)
    booked = hanako.accepts(other)
    assert hanako.accepts(other) == booked
    assert (booked.state, booked.sequence, booked.due_at) == ("booked", 0, MORNING + HOUR + KEPT)
    visits.tick()
    with visits.town.database.reading() as connection:
        assert slots.find(connection, ASATSUYU.id, EVENING, visits.now) is None


def test_a_proposal_that_nobody_answers_is_a_wish_again(visits: Visits) -> None:
    hanako = visits.resident()
    offered = visits.clerk(
        desk.propose, hanako.wishes(EVENING).id, ASATSUYU.id, EVENING, until=visits.now + HOUR
    )
    visits.town.clock.at += HOUR
    assert [(one.state, one.starts_at) for one in hanako.sees()] == [("wished", None)]
    assert hanako.accepts(offered).state == "booked"

    yuki = visits.resident()
    offered = visits.clerk(desk.propose, yuki.wishes(MORNING).id, ASATSUYU.id, MORNING, until=visits.now + 1)
    visits.fill(MORNING)
    visits.town.clock.at += 1
    visits.fill(MORNING)
    refused("full", lambda: yuki.accepts(offered))
    assert visits.tick() == []
    assert [(one.state, one.wishes) for one in yuki.sees()] == [("wished", (MORNING,))]
    refused("full", lambda: visits.clerk(desk.propose, offered.id, ASATSUYU.id, MORNING))
    refused("past", lambda: visits.clerk(desk.propose, offered.id, ASATSUYU.id, visits.now))


def test_rooms_and_who_came_by_revision(visits: Visits) -> None:
    hanako = visits.resident()
    booked = hanako.books(MORNING)
    placed = visits.clerk(desk.assign_room, booked.id, "第2", revision=booked.revision)
    assert placed.room == "第2"
    refused("stale", lambda: visits.clerk(desk.assign_room, booked.id, "第3", revision=booked.revision))

    def mark(what: str, seen: bookings.Booking) -> bookings.Booking:
        return visits.clerk(desk.mark, booked.id, what, revision=seen.revision)

    refused("too-soon", lambda: mark("attended", placed))
    visits.town.clock.at = MORNING - HOUR
    refused("stale", lambda: mark("attended", booked))
    came = mark("attended", placed)
    assert mark("attended", placed) == came
    assert (came.state, came.due_at) == ("attended", booked.due_at)
    visits.lay(ASATSUYU, [laid(MORNING), laid(NEXT_WEEK)])
    assert hanako.books(NEXT_WEEK).nth == 1
    assert (mark("booked", came).nth, mark("missed", visits.find(came) or came).state) == (2, "missed")
    refused("stale", lambda: hanako.cancels(booked))


def test_the_desk_calls_it_off_and_can_still_say_so(visits: Visits) -> None:
    hanako, yuki = visits.resident(), visits.resident()
    wanted = OATH._replace(notices=True)
    hers = hanako.books(MORNING, wanted, Details("はな", "入口で待ちます"))
    quiet = yuki.books(MORNING, OATH, Details("ゆき"))
    gone, silent = (visits.clerk(desk.cancel, one.id, revision=one.revision) for one in (hers, quiet))
    assert visits.clerk(desk.cancel, hers.id, revision=hers.revision) == gone
    assert (gone.ended_by, gone.sequence, gone.due_at) == ("desk", 1, visits.now + KEPT)
    assert visits.details(gone) == (Details(), hanako.who.address)
    assert visits.details(silent) == (Details(), None)
    assert visits.free(MORNING) == 2
    assert [one.state for one in hanako.sees()] == ["cancelled"]
    again = yuki.books(NOON)
    refused("stale", lambda: visits.clerk(desk.cancel, again.id, revision=again.revision + 1))


def test_another_place_takes_over_straight_or_as_a_wish(visits: Visits) -> None:
    hanako, yuki = visits.resident(), visits.resident()
    visits.lay(HOSHIZORA, [laid(MORNING, 1)])
    hers, yukis = (one.books(MORNING, details=Details("はな")) for one in (hanako, yuki))

    def hand_over(one: bookings.Booking) -> bookings.Booking:
        return visits.clerk(desk.hand_over, one.id, HOSHIZORA.id, revision=one.revision)

    straight = hand_over(hers)
    assert (straight.state, straight.place, straight.starts_at, straight.sequence) == (
        "booked",
        "hoshizora",
        MORNING,
        1,
    )
    wished = hand_over(yukis)
    assert (wished.state, wished.place, wished.wishes, wished.sequence) == (
        "wished",
        "hoshizora",
        (MORNING,),
        1,
    )
    assert visits.details(wished)[0] == Details("はな")
    assert visits.free(MORNING) == 2
    with visits.town.database.reading() as connection:
        assert bookings.pool(connection, [ASATSUYU.id]) == []
        assert bookings.pool(connection, [HOSHIZORA.id]) == [wished]
    proposed = visits.clerk(desk.propose, wished.id, HOSHIZORA.id, EVENING)
    assert yuki.accepts(proposed).sequence == 2
    refused("stale", lambda: hand_over(straight))


def test_who_waited_once_and_was_handed_over_wishes_also_after_a_no(visits: Visits) -> None:
    hanako = visits.resident()
    hanako.waits("2026-12-08", "2026-12-08")
    (offered,) = visits.tick()
    booked = hanako.accepts(offered)
    wished = visits.clerk(desk.hand_over, booked.id, HOSHIZORA.id, revision=booked.revision)
    proposed = visits.clerk(desk.propose, wished.id, HOSHIZORA.id, EVENING)
    again = hanako.declines(proposed)
    assert (again.state, again.place, again.wishes) == ("wished", "hoshizora", (MORNING,))


def test_a_visit_is_shifted_as_agreed_also_within_the_lead_time(visits: Visits) -> None:
    hanako, mori = visits.resident(), visits.resident()
    visits.lay(ASATSUYU, [laid(TOMORROW, 1), laid(MORNING)])
    booked = hanako.books(MORNING)
    shifted = visits.clerk(desk.shift, booked.id, ASATSUYU.id, TOMORROW, revision=booked.revision)
    assert (shifted.starts_at, shifted.code, shifted.sequence) == (TOMORROW, booked.code, 1)
    again = {"revision": shifted.revision}
    assert visits.clerk(desk.shift, booked.id, ASATSUYU.id, TOMORROW, **again) == shifted
    waits = mori.waits("2026-12-08", "2026-12-11")
    refused("full", lambda: visits.clerk(desk.shift, waits.id, ASATSUYU.id, TOMORROW, revision=1))
    agreed = visits.clerk(desk.shift, waits.id, ASATSUYU.id, MORNING, revision=1)
    assert (agreed.state, agreed.sequence, visits.free(MORNING)) == ("booked", 0, 1)
    refused("stale", lambda: visits.clerk(desk.propose, agreed.id, ASATSUYU.id, EVENING))


def test_a_day_of_the_calendar_shows_a_hold_only_while_it_lasts(visits: Visits) -> None:
    people: list[Resident] = [visits.resident() for _ in range(3)]
    booked = people[0].books(MORNING)
    visits.town.clock.at += 1
    held = people[1].holds(MORNING)
    people[2].books(NOON, ASK)

    def shown(place: str | list[str] | None = None) -> list[bytes]:
        with visits.town.database.reading() as connection:
            return [
                one.id
                for one in bookings.between(connection, place, MORNING, NOON, now=visits.now)
                if one.starts_at == MORNING
            ]

    assert shown() == shown("asatsuyu") == shown(["asatsuyu", "hoshizora"]) == [booked.id, held.id]
    assert shown("hoshizora") == []
    visits.town.clock.at += DAY
    assert shown() == [booked.id]
    with visits.town.database.reading() as connection:
        assert len(bookings.changed_since(connection, ["asatsuyu"], visits.now - DAY)) == 2
        assert bookings.changed_since(connection, ["asatsuyu"], visits.now) == []
