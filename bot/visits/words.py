"""Days, times and choices of a visit, as residents read them in the talk. Nothing here says what a visit is for."""

import datetime as dt
import zoneinfo

from bot.openings import date_words
from bot.phrases import Phrases
from storage.bookings import Booking

REMINDER_HOURS = (10, 12, 18, 20)
"""What the talk offers; the page offers every hour from 8 to 21."""

_JA, _EASY = "月火水木金土日", ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(at: int, timezone: str) -> dt.datetime:
    """A moment (ms) as the clocks of the place show it."""
    return dt.datetime.fromtimestamp(at / 1000, zoneinfo.ZoneInfo(timezone))


def time(at: int, timezone: str) -> str:
    """「14:00」, in every language."""
    then = local(at, timezone)
    return f"{then.hour}:{then.minute:02}"


def when(at: int, timezone: str, language: str) -> str:
    """「12月8日(火) 14:00」, "Tue, Dec 8, 14:00"."""
    day = date_words(local(at, timezone).date(), language)
    return f"{day}, {time(at, timezone)}" if language == "en" else f"{day} {time(at, timezone)}"


def short_day(day: dt.date, language: str) -> str:
    """A day that fits on half a card: 「12/8(火)」, 「12/8 か」, "Tue Dec 8"."""
    if language == "en":
        return f"{_EN[day.weekday()]} {_MONTHS[day.month - 1]} {day.day}"
    if language == "easy":
        return f"{day.month}/{day.day} {_EASY[day.weekday()]}"
    return f"{day.month}/{day.day}({_JA[day.weekday()]})"


def short_when(at: int, timezone: str, language: str) -> str:
    """A moment on a button: 「12/8(火) 14:00」."""
    return f"{short_day(local(at, timezone).date(), language)} {time(at, timezone)}"


def span(first: dt.date, last: dt.date, language: str) -> str:
    """From one day to another, both included."""
    between = " - " if language == "en" else "〜"
    return f"{date_words(first, language)}{between}{date_words(last, language)}"


def chosen(p: Phrases, persons: int, private_room: bool | None, notice: str) -> list[str]:
    """What is wanted beside place and time, in two or three lines. `private_room` is None where there is none to choose.

    `notice` is "n", "c", or an hour of the eve.
    """
    said = [p.say("visit.persons_are", persons=persons_words(p, persons))]
    if private_room is not None:
        said.append(p.say("visit.room_is", room=room_words(p, private_room)))
    if p.language == "ja":
        said = ["\u3000".join(said)]
    return [*said, p.say("visit.notice_is", notice=notice_words(p, notice))]


def persons_words(p: Phrases, persons: int) -> str:
    return p.say("visit_label.one_person") if persons == 1 else p.say("visit_label.persons", number=persons)


def room_words(p: Phrases, private_room: bool) -> str:
    return p.say("visit_label.room_yes" if private_room else "visit_label.room_either")


def notice_words(p: Phrases, notice: str) -> str:
    if notice.isdecimal():
        return p.say("visit_label.eve", hour=notice)
    return p.say("visit_label.no_notice" if notice == "n" else "visit_label.on_change")


def notice_of(booking: Booking) -> str:
    """As it travels in buttons: the hour of the eve, or "c" for when something changes, or "n" for never."""
    if booking.reminder_hour is not None:
        return str(booking.reminder_hour)
    return "c" if booking.notices else "n"
