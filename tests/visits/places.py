"""A desk as the tests of rules and slots need one."""

import datetime as dt
import zoneinfo

from storage.visit_places import Place

ASATSUYU = Place(
    "asatsuyu", 0, "あさつゆ町", "あさつゆ町", "Asatsuyu", "", "", "Asia/Tokyo", 5, 1, 60, 1, True, False, True, True
)  # fmt: skip
MINUTE, HOUR = 60_000, 3_600_000


def at(text: str, timezone: str = "Asia/Tokyo") -> int:
    """ "2026-12-01 16:00" there, as ms."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(timezone)).timestamp()) * 1000


def text(moment: int, timezone: str = "Asia/Tokyo") -> str:
    return f"{dt.datetime.fromtimestamp(moment / 1000, zoneinfo.ZoneInfo(timezone)):%Y-%m-%d %H:%M}"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
