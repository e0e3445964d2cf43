"""What the calendar for visits shows, and to whom: own and other places, counselors and auditors, codes on paper."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from storage import bookings, visit_clerks
from storage.contexts import b64
from tests.cast import Json, Resident, Town
from tests.handlers.access_table import INVENTED
from tests.handlers.at_visits import HOSHIZORA, Clerk, abe_of, furnish, noted, refused
from tests.handlers.desk import Desk
from tests.retention.visiting import PLACE, book, give_up, wish

STEPS: dict[str, Json] = {
    "room": {"room": "第2会議室"},
    "attendance": {"state": "attended"},
    "moves": {"place": PLACE.id, "starts_at": 1},
    "handovers": {"place": PLACE.id},
    "cancellation": {},
    "proposals": {"place": PLACE.id, "starts_at": 1},
}

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""


@pytest.fixture
def abe(web: Flask, town: Town) -> Clerk:
    furnish(town)
    return Clerk(town, abe_of(web, town, PLACE.id))


def test_another_places_booking_does_not_exist_for_abe(
    abe: Clerk, town: Town, sign_in: Callable[[str], Desk]
) -> None:
    kudo = Clerk(town, sign_in("kudo"), HOSHIZORA.id)
    theirs = kudo.entered(kudo.at(3, 10))
    mine = abe.entered(abe.at(3, 10))
    assert [one["id"] for one in (abe.desk.get("visits/calendar").json or {})["places"]] == [PLACE.id]
    assert len((kudo.desk.get("visits/calendar").json or {})["places"]) == 2
    invented = mine | {"id": INVENTED}
    for noun, body in STEPS.items():
        told = [abe.steps(one, noun, **body) for one in (theirs, invented)]
        assert {one.status_code for one in told} == {404}, noun
        assert told[0].data == told[1].data, noun
    for one in (theirs["id"], INVENTED):
        assert abe.desk.get(f"visits/bookings/{one}").status_code == 404
    elsewhere = Clerk(town, abe.desk, HOSHIZORA.id)
    assert elsewhere.timetable(3).status_code == elsewhere.enters(abe.at(3, 11)).status_code == 404
    assert elsewhere.puts(f"slots/hoshizora/{abe.at(3, 10)}", capacity=9).status_code == 404
    assert abe.desk.post("visits/prints", {"place": "hoshizora", "day": abe.day(3)}).status_code == 404
    assert abe.steps(mine, "moves", place="hoshizora", starts_at=abe.at(3, 11)).status_code == 404
    codes = [abe.desk.get(f"visits/bookings?code={code}") for code in (theirs["code"], "2222", "")]
    assert {refused(one) for one in codes} == {(404, "code")}
    assert len({one.data for one in codes}) == 1
    typed = " ".join(mine["code"].lower())
    assert (abe.desk.get(f"visits/bookings?code={typed}").json or {})["id"] == mine["id"]
    assert abe.stepped(mine, "handovers", place="hoshizora")["state"] == "booked", (
        "it had a free seat at that time"
    )
    assert abe.desk.get(f"visits/bookings/{mine['id']}").status_code == 404
    assert len(kudo.slot(3, 10)["bookings"]) == 2


@SQLITE
def test_counselors_and_auditors_never_see_it_and_who_has_no_place_sees_nothing(
    abe: Clerk, town: Town, web: Flask, sign_in: Callable[[str], Desk]
) -> None:
    made = abe.entered(abe.at(2, 10))
    sato = Clerk(town, sign_in("sato"))
    for path in ("calendar", "pool", f"bookings/{made['id']}", f"bookings?code={made['code']}"):
        assert refused(sato.desk.get(f"visits/{path}")) == (403, "role"), path
    assert refused(sato.timetable(2)) == refused(sato.enters(abe.at(2, 11))) == (403, "role")
    with town.database.transaction() as connection:
        visit_clerks.replace(connection, abe.desk.person.kid, [])
    assert (abe.desk.get("visits/calendar").json or {})["places"] == []
    assert abe.timetable(2).status_code == 404
    assert abe.desk.get(f"visits/bookings/{made['id']}").status_code == 404


def test_the_day_is_live_and_says_nothing_of_who_comes(abe: Clerk, town: Town, hanako: Resident) -> None:
    booked = book(town, hanako, call_name="はな", note="車いすで来ます")
    days = next(days for days in range(10) if any(one["bookings"] for one in abe.slots(days)))
    (slot,) = (one for one in abe.slots(days) if one["bookings"])
    (line,) = slot["bookings"]
    assert (line["code"], line["state"], slot["taken"], slot["capacity"]) == (booked.code, "booked", 1, 2)
    first = abe.timetable(days)
    for telling in ("はな", "車いす", hanako.id, "pseudonym", "sealed"):
        assert telling not in first.get_data(as_text=True)
    mark = first.headers["ETag"]
    assert abe.timetable(days, **{"If-None-Match": mark}).status_code == 304
    whole = abe.opens(line["id"])
    assert whole["details"] == {"call_name": "はな", "note": "車いすで来ます", "reachable": False}
    abe.opens(line["id"])
    assert noted(town) == ["visit-read"], "an open card that asks again is one reading"
    give_up(town, hanako, booked.id)
    changed = abe.timetable(days, **{"If-None-Match": mark})
    assert changed.status_code == 200
    assert abe.opens(line["id"])["details"] is None
    assert abe.opens(line["id"])["booking"]["state"] == "cancelled"


@SQLITE
def test_a_month_is_counts_and_names_of_holidays(abe: Clerk, town: Town) -> None:
    abe.entered(abe.at(1, 10))
    first, last = abe.day(0), abe.day(41)
    told = (abe.desk.get(f"visits/timetable?place=asatsuyu&first={first}&last={last}").json or {})["days"]
    assert len(told) == 42
    assert (told[1]["taken"], told[1]["capacity"], "slots" in told[1]) == (1, 12, False)
    newyear = abe.desk.get("visits/timetable?place=asatsuyu&first=2027-01-01&last=2027-01-02").json or {}
    assert [one["holiday"] for one in newyear["days"]] == ["元日", "年末年始"]
    for wrong in (
        f"first={last}&last={first}",
        f"first={first}",
        f"first=x&last={last}",
        f"first={first}&last=2029-01-01",
    ):
        assert abe.desk.get(f"visits/timetable?place=asatsuyu&{wrong}").status_code == 404


@SQLITE
def test_paper_has_times_and_codes_and_nothing_else(abe: Clerk, town: Town) -> None:
    coming = [abe.entered(abe.at(2, hour)) for hour in (14, 10, 10)]
    abe.stepped(abe.entered(abe.at(2, 11)), "cancellation")
    answer = abe.desk.post("visits/prints", {"place": PLACE.id, "day": abe.day(2)})
    assert answer.status_code == 201
    told = answer.json or {}
    assert told.keys() == {"day", "lines"}
    assert [one["time"] for one in told["lines"]] == ["10:00", "10:00", "14:00"]
    assert {one["code"] for one in told["lines"]} == {one["code"] for one in coming}
    assert all(one.keys() == {"time", "code"} for one in told["lines"])
    assert not re.search(r"[ぁ-んァ-ヶ一-龠]", answer.get_data(as_text=True))
    assert noted(town)[-1] == "visit-print"


def test_the_pool_is_of_their_places_and_of_who_does_not_mind_where(
    abe: Clerk, town: Town, hanako: Resident, sign_in: Callable[[str], Desk]
) -> None:
    wished = wish(town, hanako, note="午後がいいです")
    kudo = Clerk(town, sign_in("kudo"), HOSHIZORA.id)
    (line,) = abe.pool()
    assert (line["id"], line["state"], len(line["wishes"])) == (b64(wished.id), "wished", 3)
    assert (abe.timetable(1).json or {})["awaiting"] == 1
    handed = abe.stepped(line, "handovers", place="hoshizora")
    assert (handed["state"], handed["place"], len(handed["wishes"])) == ("wished", "hoshizora", 3)
    assert abe.pool() == []
    assert [one["id"] for one in kudo.pool()] == [line["id"]]
    with town.database.transaction() as connection:
        bookings.change(connection, wished.id, now=town.clock(), place=bookings.ANYWHERE, anywhere=True)
    assert [one["id"] for one in abe.pool()] == [line["id"]]


@SQLITE
def test_the_open_booking_is_followed_to_another_day(
    abe: Clerk, town: Town, sign_in: Callable[[str], Desk]
) -> None:
    """Whatever days are looked at; and of another place's nothing is told."""
    kudo = Clerk(town, sign_in("kudo"), HOSHIZORA.id)
    theirs, mine = kudo.entered(kudo.at(3, 10)), abe.entered(abe.at(3, 10))
    moved = abe.stepped(mine, "moves", place=PLACE.id, starts_at=abe.at(4, 10))
    day = f"visits/timetable?place={PLACE.id}&first={abe.day(3)}&last={abe.day(3)}"
    for looked_at in (day, "visits/pool?"):
        shown = abe.desk.get(f"{looked_at}&beside={mine['id']}")
        assert (shown.json or {})["beside"] == moved
        known = abe.desk.get(f"{looked_at}&beside={mine['id']}", **{"If-None-Match": shown.headers["ETag"]})
        assert known.status_code == 304
        assert "beside" not in (abe.desk.get(looked_at).json or {})
        for hidden in (theirs["id"], INVENTED):
            assert (abe.desk.get(f"{looked_at}&beside={hidden}").json or {})["beside"] is None
    gone = abe.stepped(moved, "cancellation")
    news = abe.desk.get(f"{day}&beside={mine['id']}", **{"If-None-Match": shown.headers["ETag"]})
    assert (news.json or {})["beside"] == gone
