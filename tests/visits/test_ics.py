"""The file of a visit, as two calendar programs read it, and as somebody at the same kitchen table does."""

import re
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bot.visits.ics import calendar, uid
from tests.visits.places import HOUR, at

BOOKING = bytes(range(16))
STARTS, NOW = at("2026-12-08 14:00"), at("2026-11-21 10:00")
TELLING = re.compile(
    "相談|宣誓|性|暴力|パートナー|役場|市|町|窓口|女|予約|LGBT|DV|oath|partner|consult|town|city|desk|visit|booking|hidamari|line",
    re.IGNORECASE,
)

NAMES = [
    *("VERSION", "PRODID", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND"),
    *("SUMMARY", "DESCRIPTION", "STATUS", "CLASS"),
]


def file(
    sequence: int = 0, starts_at: int = STARTS, *, language: str = "ja", now: int = NOW, off: bool = False
) -> bytes:
    return calendar(BOOKING, sequence, starts_at, starts_at + HOUR, "K7M4", language, now, off)


def in_icalendar(content: bytes) -> dict[str, Any]:
    read = icalendar.Calendar.from_ical(content)
    event: Any = read.walk("VEVENT")[0]
    return {
        "method": str(read["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "times": [round(event[name].dt.timestamp()) * 1000 for name in ("DTSTART", "DTEND")],
        "words": [str(event["SUMMARY"]), str(event["DESCRIPTION"])],
        "status": str(event["STATUS"]),
    }


def in_vobject(content: bytes) -> dict[str, Any]:
    read = vobject.readOne(content.decode())
    event = read.vevent
    return {
        "method": read.method.value,
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "times": [round(one.value.timestamp()) * 1000 for one in (event.dtstart, event.dtend)],
        "words": [event.summary.value, event.description.value],
        "status": event.status.value,
    }


READERS = pytest.mark.parametrize("read", [in_icalendar, in_vobject])


@READERS
def test_two_calendars_read_when_it_is_and_a_code(read: Any) -> None:
    assert read(file()) == {
        "method": "PUBLISH",
        "uid": uid(BOOKING),
        "sequence": 0,
        "times": [STARTS, STARTS + HOUR],
        "words": ["予定", "番号 K7M4"],
        "status": "CONFIRMED",
    }
    assert read(file(language="en"))["words"] == ["Plan", "Code K7M4"]


@READERS
def test_a_move_and_a_cancellation_reach_the_visit_that_is_there(read: Any) -> None:
    kept: dict[str, dict[str, Any]] = {}
    for content in (file(), file(1, STARTS + 24 * HOUR), file(), file(2, STARTS + 24 * HOUR, off=True)):
        found = read(content)
        if found["sequence"] >= kept.get(found["uid"], found)["sequence"]:
            kept[found["uid"]] = found
    (visit,) = kept.values()
    assert (visit["sequence"], visit["method"], visit["status"]) == (2, "CANCEL", "CANCELLED")
    assert visit["times"][0] == STARTS + 24 * HOUR


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("off", [False, True])
def test_nothing_in_it_tells_where_or_why(language: str, off: bool) -> None:
    content = file(language=language, off=off).decode()
    words = [line.partition(":") for line in content.split("\r\n")[:-1]]
    assert [name for name, _, _ in words if name not in ("BEGIN", "END")] == NAMES
    shown = "\n".join(value for name, _, value in words if name not in ("BEGIN", "END", "UID"))
    assert TELLING.search(shown) is None
    assert "CLASS:PRIVATE" in content


def test_the_booking_cannot_be_found_by_what_a_calendar_keeps() -> None:
    assert BOOKING.hex() not in file().decode()
    assert uid(BOOKING) != uid(bytes(16))


@given(
    st.binary(min_size=16, max_size=16),
    st.integers(0, 10_000),
    st.integers(0, 4_000_000_000_000),
    st.booleans(),
)
def test_the_lines_are_as_the_standard_wants_them(
    booking: bytes, sequence: int, starts_at: int, off: bool
) -> None:
    content = calendar(booking, sequence, starts_at, starts_at + 1, "WWWW", "easy", starts_at, off)
    *lines, rest = content.split(b"\r\n")
    assert rest == b""
    assert not [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line]


@given(st.integers(0, 4_000_000_000_000))
def test_the_same_visit_is_the_same_file_but_for_when_it_was_made(later: int) -> None:
    first, second = (
        [line for line in file(now=now).split(b"\r\n") if not line.startswith(b"DTSTAMP")]
        for now in (NOW, later)
    )
    assert first == second


@READERS
def test_it_begins_when_the_desks_clock_says_so_wherever_clocks_change(read: Any) -> None:
    for zone in ("Europe/Berlin", "America/New_York"):
        for day in ("2027-03-27", "2027-03-28", "2027-03-14", "2027-10-31", "2027-11-07"):
            starts_at = at(f"{day} 10:00", zone)
            assert read(file(starts_at=starts_at))["times"][0] == starts_at
