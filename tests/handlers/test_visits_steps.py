"""What Abe does with bookings through the doors: by telephone, from the pool, on the day, and when a colleague was quicker."""

import os
from collections.abc import Callable

import pytest
from flask import Flask

from bot.visits import steps
from handlers.context import house
from storage.contexts import b64
from tests.cast import Json, Resident, Town
from tests.handlers.at_visits import HOSHIZORA, HOUR, Clerk, abe_of, furnish, noted, refused
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.supervising import Newcomer
from tests.retention.visiting import PLACE, book, who, wish


@pytest.fixture
def abe(web: Flask, town: Town) -> Clerk:
    furnish(town)
    return Clerk(town, abe_of(web, town, PLACE.id))


def test_by_telephone_never_more_than_there_are_seats_and_the_same_press_once(abe: Clerk, town: Town) -> None:
    at, press = abe.at(0, 10) + 24 * HOUR, b64(os.urandom(16))
    first = abe.entered(at, id=press)
    assert abe.entered(at, id=press) == first
    assert (first["state"], first["origin"], len(first["code"])) == ("booked", "desk", 4)
    assert abe.opens(first["id"])["details"] == {
        "call_name": "はな",
        "note": "車いすで来ます",
        "reachable": False,
    }
    second = abe.entered(at)
    assert second["code"] != first["code"]
    full = abe.enters(at)
    assert refused(full) == (409, "full")
    assert (full.json or {})["openings"][0].keys() >= {"place", "day", "time"}
    wrong = ({"persons": 3}, {"kind": "nothing"}, {"starts_at": at + 1}, {"starts_at": at - 72 * HOUR})
    assert [refused(abe.enters(at + HOUR, **one))[1] for one in wrong] == [
        "persons",
        "kind",
        "closed",
        "closed",
    ]
    junk = (
        {"call_name": "は" * 41},
        {"note": "x" * 201},
        {"starts_at": "10"},
        {"id": "x"},
        {"persons": True},
    )
    assert {refused(abe.enters(at + HOUR, **one)) for one in junk} == {(422, "entry")}
    assert [one["code"] for one in abe.slot(1, 10)["bookings"]] == [first["code"], second["code"]]
    assert noted(town) == ["visit-enter", "visit-read", "visit-enter"]


def test_a_room_has_a_name_that_can_be_kept_and_nothing_is_handed_to_no_place(abe: Clerk) -> None:
    one = abe.entered(abe.at(1, 10))
    for room in ("二階\0", "二階\n奥", "\ud83d", "あ" * 41):
        assert refused(abe.steps(one, "room", room=room)) == (422, "room"), room
    for nowhere in ("a\0", "\ud83d", ["hoshizora"], one["place"]):
        assert abe.steps(one, "handovers", place=nowhere).status_code == 404, nowhere
    assert {refused(abe.enters(abe.at(1, 11), **{what: "は\ud83d"})) for what in ("call_name", "note")} == {
        (422, "entry")
    }
    assert abe.stepped(one, "room", room="二階　奥")["room"] == "二階　奥"


def test_a_time_without_a_slot_is_made_for_one_visit(abe: Clerk, town: Town, hanako: Resident) -> None:
    evening = {"starts_at": None, "day": abe.day(3), "time": "18:30", "minutes": 45}
    late = abe.entered(0, **evening)
    assert (late["begins"]["time"], late["until"]) == ("18:30", "19:15")
    assert refused(abe.enters(0, **evening)) == (409, "full")
    assert refused(abe.enters(0, **(evening | {"day": abe.day(-3)}))) == (409, "past")
    wish(town, hanako)
    (line,) = abe.pool()
    agreed = {"place": PLACE.id, "day": abe.day(4), "time": "19:00"}
    booked = abe.stepped(line, "moves", **agreed)
    assert (booked["state"], booked["code"], booked["begins"]["time"]) == ("booked", line["code"], "19:00")
    abe.stepped(booked, "moves", place=PLACE.id, starts_at=abe.at(4, 10))
    assert [one["time"] for one in abe.slots(4)] == [f"{hour}:00" for hour in range(10, 16)]


def test_a_colleague_who_was_quicker(abe: Clerk, sign_in: Callable[[str], Desk], town: Town) -> None:
    kudo = Clerk(town, sign_in("kudo"))
    seen = abe.entered(abe.at(2, 10))
    assert kudo.stepped(seen, "room", room="第2会議室")["room"] == "第2会議室"
    to = {"place": PLACE.id, "starts_at": abe.at(2, 12)}
    stale: dict[str, Json] = {
        "room": {"room": "第1"},
        "moves": to,
        "handovers": {"place": "hoshizora"},
        "cancellation": {},
    }
    for noun, body in stale.items():
        assert refused(abe.steps(seen, noun, **body)) == (409, "stale"), noun
    now = abe.opens(seen["id"])["booking"]
    moved = abe.stepped(now, "moves", **to)
    assert (moved["code"], moved["begins"]["time"], moved["room"]) == (seen["code"], "12:00", None)
    assert (abe.slot(2, 10)["taken"], abe.slot(2, 12)["taken"]) == (0, 1)
    for _ in range(2):
        abe.entered(abe.at(2, 13))
    full = abe.steps(moved, "moves", place=PLACE.id, starts_at=abe.at(2, 13))
    assert refused(full) == (409, "full")
    assert abe.slot(2, 12)["taken"] == 1, "who finds no seat keeps the old one"
    gone = abe.stepped(moved, "cancellation")
    assert (gone["state"], gone["ended_by"]) == ("cancelled", "desk")
    assert abe.slot(2, 12)["taken"] == 0
    assert refused(abe.steps(gone, "room", room="x" * 41)) == (422, "room")
    assert refused(abe.steps(gone, "moves", place=PLACE.id, starts_at="soon")) == (422, "time")


def test_a_wish_becomes_a_visit(
    abe: Clerk, town: Town, hanako: Resident, sign_in: Callable[[str], Desk]
) -> None:
    wished = wish(town, hanako)
    (line,) = abe.pool()
    kudo = Clerk(town, sign_in("kudo"))
    offered = abe.stepped(line, "proposals", place=PLACE.id, starts_at=line["wishes"][1]["at"])
    assert (offered["state"], offered["begins"]) == ("offered", line["wishes"][1])
    assert refused(kudo.steps(line, "proposals", place=PLACE.id, starts_at=line["wishes"][0]["at"])) == (
        409,
        "stale",
    )
    evening = {"place": PLACE.id, "day": abe.day(5), "time": "18:30", "minutes": 45}
    for wrong in ({"minutes": 0}, {"time": "25:00"}, {"day": "2026-13-01"}, {"time": None}):
        assert refused(abe.steps(offered, "proposals", **(evening | wrong))) == (422, "time")
    other = abe.stepped(offered, "proposals", **evening)
    assert (other["begins"]["time"], other["until"]) == ("18:30", "19:15")
    with town.database.transaction() as connection:
        ground = house(town.settings, town.office).ground
        steps.accept(connection, ground, who(town, hanako), wished.id, now=town.clock())
    booked = abe.opens(line["id"])["booking"]
    assert (booked["state"], booked["code"], abe.pool()) == ("booked", line["code"], [])
    assert noted(town)[-3:] == ["visit-offer", "visit-offer", "visit-read"]


def test_on_the_day_they_came_or_did_not(abe: Clerk, town: Town, hanako: Resident) -> None:
    booked = book(town, hanako, days=1)
    assert booked.starts_at is not None
    seen = abe.opens(b64(booked.id))["booking"]
    assert refused(abe.steps(seen, "attendance", state="attended"))[0] == 409, "not before the day"
    town.clock.at = booked.starts_at + 1
    with opened(town.settings, town.clock) as later:
        abe = Clerk(town, Newcomer(later, abe.desk.person))
        came = abe.stepped(seen, "attendance", state="attended")
        back = abe.stepped(came, "attendance", state="booked")
        missed = abe.stepped(back, "attendance", state="missed")
        assert [one["state"] for one in (came, back, missed)] == ["attended", "booked", "missed"]
        assert refused(abe.steps(came, "attendance", state="attended")) == (409, "stale")
        assert refused(abe.steps(missed, "attendance", state="cancelled")) == (422, "state")


def test_the_capacity_of_one_slot_is_never_below_what_is_booked(abe: Clerk, town: Town) -> None:
    at = abe.at(2, 10)
    for _ in range(2):
        abe.entered(at)
    fewer = abe.puts(f"slots/asatsuyu/{at}", capacity=1)
    assert refused(fewer) == (409, "booked")
    assert (fewer.json or {})["taken"] == 2
    assert abe.puts(f"slots/asatsuyu/{at}", capacity=3).json == {"capacity": 3, "taken": 2}
    abe.entered(at)
    assert abe.slot(2, 10)["capacity"] == abe.slot(2, 10)["taken"] == 3
    assert refused(abe.puts(f"slots/asatsuyu/{at + 1}", capacity=1)) == (404, "closed")
    for wrong in (-1, 51, True, "3", None):
        assert refused(abe.puts(f"slots/asatsuyu/{at}", capacity=wrong)) == (422, "capacity")
    assert noted(town)[2] == "visit-capacity"


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_only_who_wanted_it_hears_that_there_is_something_to_check(
    abe: Clerk, town: Town, hanako: Resident
) -> None:
    asked = book(town, hanako, notices=True, days=1)
    silent = book(town, town.resident(), days=1)
    queued = town.count()["outbox"]
    for one in (asked, silent):
        seen = abe.opens(b64(one.id))["booking"]
        abe.stepped(seen, "moves", place=PLACE.id, starts_at=(one.starts_at or 0) + 2 * 24 * HOUR)
    assert town.count()["outbox"] == queued + 1
    assert HOSHIZORA.id not in str(abe.pool())
