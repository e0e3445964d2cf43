"""What every paper stands on: the settings and the policy in force, and what the office has set up."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection

from bot.calendar import LAST, Rule
from bot.openings import rule_of
from handlers.papers import kept
from handlers.papers.kept import Row
from retention.policy import RetentionPolicy
from settings import Settings
from storage import desks, hours, second_factor, visit_places
from storage.sessions import IDLE_MS, LONGEST_MS

_WEEKDAYS = "月火水木金土日"
_REIWA = 2018
_MINUTE_MS, _HOUR_MS = 60 * 1000, 3600 * 1000


class Desk(NamedTuple):
    """`times` as an office writes them: 「月曜日から金曜日まで 9:00～17:00」; none where none are set."""

    name: str
    times: list[str]


@dataclass(frozen=True)
class Facts:
    """`day` is the day in the office's own timezone; `places` are the names of those open for visits. `two_factors`: nothing opens
    for staff with a passphrase alone.
    """

    day: dt.date
    origin: str
    basic_id: str | None
    lanes: frozenset[str]
    desks: list[Desk]
    places: list[str]
    policy: RetentionPolicy
    two_factors: bool = False
    idle_minutes: int = IDLE_MS // _MINUTE_MS
    session_hours: int = LONGEST_MS // _HOUR_MS

    @property
    def talk(self) -> bool:
        return "talk" in self.lanes

    @property
    def room(self) -> bool:
        return "room" in self.lanes

    @property
    def terms(self) -> dict[str, int | str]:
        return self.policy.terms()

    @property
    def dated(self) -> str:
        return era_day(self.day)

    def kept(self, reader: str) -> list[Row]:
        return kept.table(self.policy, reader, self.lanes)


def gather(settings: Settings, connection: Connection, day: dt.date) -> Facts:
    """Five selects."""
    rules = {desk: [rule_of(row) for row in rows] for desk, rows in hours.all_of(connection).items()}
    return Facts(
        day,
        settings.public_origin,
        settings.line_basic_id,
        settings.lanes,
        [Desk(name, times_text(rules.get(desk, []))) for desk, name in desks.real_names(connection).items()],
        [place.name_ja for place in visit_places.all_of(connection)],
        settings.retention_policy,
        second_factor.rule(connection).demanded,
    )


def era_day(day: dt.date) -> str:
    """「令和8年11月22日」. From 2019-05-01 on."""
    year = day.year - _REIWA
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def times_text(rules: Sequence[Rule]) -> list[str]:
    """Those that differ in nothing but the weekday as one line, in their order."""
    weekdays: dict[Rule, list[int]] = {}
    for rule in rules:
        weekdays.setdefault(replace(rule, weekday=0), []).append(rule.weekday)
    return [_line(sorted(set(days)), rule) for rule, days in weekdays.items()]


def _line(days: list[int], rule: Rule) -> str:
    names = [_WEEKDAYS[day] for day in days]
    in_a_row = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    said = f"{names[0]}曜日から{names[-1]}曜日まで" if in_a_row else f"{'・'.join(names)}曜日"
    nth = "・".join("最終" if one == LAST else f"第{one}" for one in sorted(rule.nth or (), key=_last_behind))
    limits = f"（{_limits(rule)}）" if rule.first_day or rule.last_day else ""
    days_off = "（祝日及び年末年始を含む。）" if rule.holidays else ""
    return f"{nth}{said} {_clock(rule.opens)}～{_clock(rule.closes)}{limits}{days_off}"


def _limits(rule: Rule) -> str:
    first = f"{era_day(rule.first_day)}から" if rule.first_day else ""
    return first + (f"{era_day(rule.last_day)}まで" if rule.last_day else "")


def _last_behind(nth: int) -> int:
    return 6 if nth == LAST else nth


def _clock(minutes: int) -> str:
    next_day, minute = divmod(minutes, 24 * 60)
    return f"{'翌日' if next_day else ''}{minute // 60}:{minute % 60:02}"
