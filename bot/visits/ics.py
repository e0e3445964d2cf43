"""A visit as a file for a calendar (RFC 5545) that may lie open on a kitchen table: it says when, and a code, and nothing else.

A newer file of the same visit moves it or takes it off: same UID, higher SEQUENCE. It names no place and no organizer (which
RFC 5546 asks for: calendars do without), and is private where a calendar is shared. Times are UTC: a calendar shows its own.
"""

import datetime as dt

from storage.contexts import ctx, digest

_SUMMARY = {"ja": "予定", "easy": "予定", "en": "Plan"}
_CODE = {"ja": "番号", "easy": "番号", "en": "Code"}


def calendar(
    booking_id: bytes,
    sequence: int,
    starts_at: int,
    ends_at: int,
    code: str,
    language: str,
    now: int,
    cancelled: bool,
) -> bytes:
    """The whole file, in `language` (ja | easy | en); times in ms. The same bytes for the same visit but for DTSTAMP, which is `now`.

    No line needs folding: the longest has 40 octets.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Plan//EN",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{uid(booking_id)}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{_SUMMARY[language]}",
        f"DESCRIPTION:{_CODE[language]} {code}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def uid(booking_id: bytes) -> str:
    """What a calendar knows a visit by: nobody finds the booking by it but who has its id already."""
    return digest(ctx("booking-calendar", booking_id))[:16].hex()


def _utc(at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%Y%m%dT%H%M%SZ}"
