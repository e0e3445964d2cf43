"""Hanako books, changes and gives up at the page's doors; who is slower is told what is free instead."""

import icalendar
import pytest

from storage.contexts import unb64
from tests.cast import Json
from tests.handlers.at_booking import Site, created, hold, new_id, wanted, why
from tests.handlers.at_booking import site as site
from tests.visits.booking import ASATSUYU, HOSHIZORA, LATER, MORNING, NOON

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""


def test_from_a_day_to_a_code_and_on_to_another_day(site: Site) -> None:
    hanako = site.browser()
    days = hanako.post("searches", {"place": ASATSUYU.id, "kind": "oath"}).json or {}
    assert days["days"] == {"2026-12-08": 4, "2026-12-09": 1}
    assert (days["first"], days["now"]) == ("2026-12-08", site.town.clock())
    times = hanako.post("searches", {"place": "", "kind": "oath", "day": "2026-12-08"}).json or {}
    assert [(one["place"], one["time"], one["until"], one["free"]) for one in times["openings"]] == [
        ("asatsuyu", "10:00", "11:00", 2),
        ("asatsuyu", "13:00", "14:00", 2),
    ]
    held = hanako.hold(MORNING)
    assert (held["state"], held["held_until"] - held["now"]) == ("held", 10 * 60_000)
    booked = created(
        hanako.post(
            f"bookings/{held['id']}/confirmation",
            wanted(call_name="かえで", note="車いすです", reminder_hour=19),
        )
    )
    assert (booked["state"], booked["at"]["day"], booked["at"]["time"]) == ("booked", "2026-12-08", "10:00")
    assert (booked["persons"], booked["reminder_hour"], booked["changeable"]) == (2, 19, True)
    assert len(booked["code"]) == 4
    assert "note" not in hanako.mine()[0]
    seen = hanako.get(f"bookings/{booked['id']}").json or {}
    assert (seen["call_name"], seen["note"]) == ("かえで", "車いすです")

    moved = created(hanako.post(f"bookings/{booked['id']}/move", {"place": ASATSUYU.id, "starts_at": LATER}))
    assert (moved["code"], moved["at"]["day"]) == (booked["code"], "2026-12-09")
    assert (site.visits.free(MORNING), site.visits.free(LATER)) == (2, 0)
    changed = wanted(persons=1, notices=True)
    del changed["call_name"], changed["note"]
    created(hanako.post(f"bookings/{booked['id']}/change", changed))
    seen = hanako.get(f"bookings/{booked['id']}").json or {}
    assert (seen["persons"], seen["notices"], seen["call_name"]) == (1, True, "かえで")

    gone = created(hanako.post(f"bookings/{booked['id']}/cancellation", {"forget": False}))
    assert (gone["state"], gone["ended_by"]) == ("cancelled", "resident")
    assert hanako.mine() == []
    assert site.visits.free(LATER) == 1
    seen = hanako.get(f"bookings/{booked['id']}").json or {}
    assert (seen["call_name"], seen["note"]) == ("", "")


def test_a_double_tap_is_one_tap(site: Site) -> None:
    hanako, once = site.browser(), new_id()
    first, again = hanako.hold(MORNING, id=once), hanako.hold(MORNING, id=once)
    assert first["id"] == again["id"] == once
    assert site.visits.free(MORNING) == 1
    moved = hanako.hold(NOON, id=once)
    assert (moved["id"], site.visits.free(MORNING), site.visits.free(NOON)) == (once, 2, 1)
    said = [created(hanako.post(f"bookings/{once}/confirmation", wanted())) for _ in range(2)]
    assert said[0] == said[1]
    assert [one["code"] for one in hanako.mine()] == [said[0]["code"]]


def test_who_is_slower_is_told_what_is_free_and_who_is_late_too(site: Site) -> None:
    hanako, taro = site.browser(), site.browser()
    hanako.book(LATER)
    refused = taro.post("holds", hold(LATER))
    assert why(refused) == (409, "full")
    told = refused.json or {}
    assert "ほかの人が先に予約しました" in told["message"]
    assert [(one["day"], one["time"]) for one in told["openings"]] == [
        ("2026-12-08", "13:00"),
        ("2026-12-08", "10:00"),
    ]
    held = taro.hold(MORNING)
    site.town.clock.pass_(minutes=11)
    for quicker in (site.browser(), site.browser()):
        quicker.book(MORNING)
    late = taro.post(f"bookings/{held['id']}/confirmation", wanted())
    assert why(late) == (409, "full")
    assert (late.json or {})["openings"][0]["time"] == "13:00"


def test_a_hold_that_is_over_is_theirs_while_nobody_wants_it(site: Site) -> None:
    hanako = site.browser()
    held = hanako.hold(MORNING)
    site.town.clock.pass_(minutes=11)
    assert created(hanako.post(f"bookings/{held['id']}/confirmation", wanted()))["state"] == "booked"


def test_one_booking_at_a_place_and_another_elsewhere(site: Site) -> None:
    hanako = site.browser()
    hanako.book(MORNING)
    assert why(hanako.post("holds", hold(NOON))) == (409, "limit")
    site.visits.lay(HOSHIZORA, [])
    assert why(hanako.post("holds", hold(NOON, place=HOSHIZORA.id))) == (409, "closed")


def test_wishes_and_waiting_until_a_time_is_offered(site: Site) -> None:
    hanako = site.browser()
    asked = wanted(id=new_id(), place=ASATSUYU.id, times=[{"day": "2026-12-10", "minutes": 14 * 60 + 30}])
    wished = created(hanako.post("wishes", asked))
    assert (wished["state"], wished["wishes"]) == ("wished", [{"day": "2026-12-10", "time": "14:30"}])
    assert created(hanako.post("wishes", asked))["id"] == wished["id"]
    created(hanako.post(f"bookings/{wished['id']}/cancellation", {"forget": True}))

    taro = site.browser()
    strangers = site.visits.fill(LATER)
    waits = wanted(id=new_id(), place="", first="2026-12-09", last="2026-12-09")
    waiting = created(taro.post("waits", waits))
    assert (waiting["state"], waiting["wait_from"], waiting["place"]) == ("waiting", "2026-12-09", "")
    strangers[0].cancels(strangers[0].sees()[0])
    site.visits.tick()
    (offered,) = taro.mine()
    assert (offered["state"], offered["at"]["day"], offered["place"]) == ("offered", "2026-12-09", "asatsuyu")
    assert offered["held_until"] > site.town.clock()
    declined = created(taro.post(f"bookings/{offered['id']}/answer", {"accept": False}))
    assert (declined["state"], "at" in declined) == ("waiting", False)
    site.visits.tick(minutes=1)
    assert taro.mine()[0]["state"] == "waiting"
    moved = taro.post(f"bookings/{offered['id']}/move", {"place": ASATSUYU.id, "starts_at": MORNING})
    assert created(moved)["state"] == "booked"


def test_an_offer_is_taken(site: Site) -> None:
    taro = site.browser()
    strangers = site.visits.fill(LATER)
    created(taro.post("waits", wanted(id=new_id(), place=ASATSUYU.id, first="2026-12-09", last="2026-12-09")))
    strangers[0].cancels(strangers[0].sees()[0])
    site.visits.tick()
    (offered,) = taro.mine()
    taken = [created(taro.post(f"bookings/{offered['id']}/answer", {"accept": True})) for _ in range(2)]
    assert [one["state"] for one in taken] == ["booked", "booked"]
    assert len(taken[0]["code"]) == 4


@SQLITE
def test_the_file_for_a_calendar_tells_nothing(site: Site) -> None:
    hanako = site.browser()
    booked = hanako.book(MORNING, call_name="かえで", note="車いすです")

    def plan() -> tuple[str, icalendar.Component]:
        answer = hanako.get(f"bookings/{booked['id']}/calendar")
        assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
        assert "plan.ics" in answer.headers["Content-Disposition"]
        (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
        return answer.text, event

    text, event = plan()
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("予定", f"番号 {booked['code']}")
    assert [
        word for word in ("かえで", "車いす", "あさつゆ", "asatsuyu", "宣誓", "oath") if word in text
    ] == []
    created(hanako.post(f"bookings/{booked['id']}/cancellation", {"forget": False}))
    _, ended = plan()
    assert (str(ended["STATUS"]), ended["UID"]) == ("CANCELLED", event["UID"])
    assert int(str(ended["SEQUENCE"])) > int(str(event["SEQUENCE"]))
    waiting = created(
        hanako.post("waits", wanted(id=new_id(), place="", first="2026-12-09", last="2026-12-09"))
    )
    assert why(hanako.get(f"bookings/{waiting['id']}/calendar")) == (404, "gone")


@SQLITE
def test_when_the_day_is_close_they_are_sent_to_the_telephone(site: Site) -> None:
    hanako = site.browser()
    booked = hanako.book(MORNING)
    site.town.clock.pass_(days=6, hours=22)
    again = site.browser(hanako.resident)
    assert again.mine()[0]["changeable"] is False
    refused = again.post(f"bookings/{booked['id']}/move", {"place": ASATSUYU.id, "starts_at": LATER})
    assert why(refused) == (409, "too-late")
    assert "電話" in (refused.json or {})["message"]
    given_up = again.post(f"bookings/{booked['id']}/cancellation", {"forget": False})
    assert (given_up.json or {})["state"] == "cancelled"


@SQLITE
def test_nobody_finds_or_changes_anothers_booking(site: Site) -> None:
    hanako, mori = site.browser(), site.browser()
    booked = hanako.book(MORNING)
    steps: list[tuple[str, Json]] = [
        ("confirmation", wanted()),
        ("move", {"place": ASATSUYU.id, "starts_at": NOON}),
        ("change", wanted()),
        ("cancellation", {"forget": True}),
        ("answer", {"accept": True}),
    ]
    for noun, body in steps:
        assert why(mori.post(f"bookings/{booked['id']}/{noun}", body)) == (404, "gone"), noun
    for path in (booked["id"], f"{booked['id']}/calendar", new_id(), "AAAA", "!"):
        assert why(mori.get(f"bookings/{path}")) == (404, "gone"), path
    assert mori.mine() == []
    assert why(mori.post("holds", hold(NOON, id=booked["id"]))) == (404, "gone")
    assert len(unb64(hanako.mine()[0]["id"])) == 16
