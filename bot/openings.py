"""When people answer, in words: 「お返事は{…}からです」, "We reply from {…}". And the notice for everybody."""

import datetime as dt

from sqlalchemy import Connection

from bot.calendar import Calendar, Rule
from storage import hours
from storage.hours import Hours

_WEEKDAYS = "月火水木金土日"
_WEEKDAY_READINGS = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_DAY_READINGS = {
    **dict(zip(range(1, 6), ("ついたち", "ふつか", "みっか", "よっか", "いつか"), strict=True)),
    **dict(zip(range(6, 11), ("むいか", "なのか", "ようか", "ここのか", "とおか"), strict=True)),
    **dict(zip((14, 20, 24), ("じゅうよっか", "はつか", "にじゅうよっか"), strict=True)),
}
_MONTH_READINGS = {4: "しがつ", 7: "しちがつ", 9: "くがつ"}
_HOUR_READINGS = {4: "よじ", 7: "しちじ", 9: "くじ", 14: "じゅうよじ", 17: "じゅうしちじ", 19: "じゅうくじ"}
"""Where the numeral alone would be read otherwise; the rest is にち, がつ and じ."""

_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FAR_DAYS = 300
"""From here on a day without its year could be taken for this year's."""


def opening_words(
    connection: Connection, desk: str, language: str, now: int, timezone: dt.tzinfo
) -> str | None:
    """When people at the desk answer next, such as 「きょう16時」; None when they do now, "" when nobody knows.

    Nobody knows when the desk has no hours, or none in the next 400 days. Two selects.
    """
    calendar = calendar_of(connection, desk, timezone)
    opening = calendar.next_opening(now)
    if opening is None:
        return ""
    return None if opening == now else moment(opening, now, language, timezone)


def notice_words(connection: Connection, language: str, now: int) -> str | None:
    """What everybody is told at present about hours and places, in one of the three languages; None when nothing is."""
    notice = hours.notice_at(connection, now)
    if notice is None:
        return None
    return {"ja": notice.ja, "easy": notice.easy, "en": notice.en}[language]


def calendar_of(connection: Connection, desk: str, timezone: dt.tzinfo) -> Calendar:
    """The stored hours and closures of a desk."""
    rows, closures = hours.of(connection, desk)
    days = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in closures]
    return Calendar([rule_of(row) for row in rows], days, timezone)


def rule_of(row: Hours) -> Rule:
    """Raises ValueError for a row that is no rule."""
    nth = frozenset(int(one) for one in row.nth.split(",")) if row.nth is not None else None
    return Rule(
        row.weekday, nth, row.opens, row.closes, _day(row.first_day), _day(row.last_day), row.holidays
    )


def row_of(rule: Rule) -> Hours:
    """As it is stored."""
    nth = ",".join(str(one) for one in sorted(rule.nth)) if rule.nth is not None else None
    first, last = (day.isoformat() if day else None for day in (rule.first_day, rule.last_day))
    return Hours(rule.weekday, nth, rule.opens, rule.closes, first, last, rule.holidays)


def moment(at: int, now: int, language: str, timezone: dt.tzinfo) -> str:
    """A coming moment as a resident reads it: 「あす10時」, 「12/1(火)16時」, "Tue, Dec 1, 16:00"."""
    then, today = (dt.datetime.fromtimestamp(one / 1000, timezone) for one in (at, now))
    ahead = (then.date() - today.date()).days
    return {"ja": _ja, "easy": _easy, "en": _en}[language](then, ahead)


def date_words(then: dt.date, language: str) -> str:
    """A day as residents read it whenever they look: 「12月2日(水)」, "Wed, Dec 2"."""
    if language == "en":
        return f"{_EN_DAYS[then.weekday()]}, {_EN_MONTHS[then.month - 1]} {then.day}"
    return (
        _easy_day(then) if language == "easy" else f"{then.month}月{then.day}日({_WEEKDAYS[then.weekday()]})"
    )


def _ja(then: dt.datetime, ahead: int) -> str:
    year = f"{then.year}/" if ahead >= _FAR_DAYS else ""
    day = f"{year}{then.month}/{then.day}({_WEEKDAYS[then.weekday()]})"
    return (
        {0: "きょう", 1: "あす"}.get(ahead, day)
        + f"{then.hour}時"
        + (f"{then.minute}分" if then.minute else "")
    )


def _easy(then: dt.datetime, ahead: int) -> str:
    """With spaces between phrases, and readings in brackets."""
    if ahead in (0, 1):
        day = ("きょう", "あした")[ahead]
    else:
        day = (f"{then.year}年(ねん) " if ahead >= _FAR_DAYS else "") + _easy_day(then)
    minute = "ぷん" if then.minute % 10 in (0, 1, 3, 4, 6, 8) else "ふん"
    minutes = f"{then.minute}分({minute})" if then.minute else ""
    return f"{day} {then.hour}時({_HOUR_READINGS.get(then.hour, 'じ')}){minutes}"


def _easy_day(then: dt.date) -> str:
    month = f"{then.month}月({_MONTH_READINGS.get(then.month, 'がつ')})"
    date = f"{then.day}日({_DAY_READINGS.get(then.day, 'にち')})"
    return f"{month}{date} {_WEEKDAYS[then.weekday()]}曜日({_WEEKDAY_READINGS[then.weekday()]}ようび)"


def _en(then: dt.datetime, ahead: int) -> str:
    if ahead in (0, 1):
        return f"{('today', 'tomorrow')[ahead]} at {then:%H:%M}"
    year = f" {then.year}" if ahead >= _FAR_DAYS else ""
    return f"{_EN_DAYS[then.weekday()]}, {_EN_MONTHS[then.month - 1]} {then.day}{year}, {then:%H:%M}"


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None else None
