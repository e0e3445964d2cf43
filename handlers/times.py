"""Moments as people read them."""

import datetime as dt
import time
import zoneinfo

JST = zoneinfo.ZoneInfo("Asia/Tokyo")


def milliseconds() -> int:
    """Now, in ms since 1970."""
    return time.time_ns() // 1_000_000


def moment_text(at: int, zone: zoneinfo.ZoneInfo = JST) -> str:
    """A moment (ms) as "2026-11-22 03:20 JST"."""
    return f"{dt.datetime.fromtimestamp(at / 1000, zone):%Y-%m-%d %H:%M %Z}"


def japanese_moment(at: int, zone: zoneinfo.ZoneInfo = JST) -> str:
    """A moment (ms) as 「2026年11月22日 3時20分」."""
    local = dt.datetime.fromtimestamp(at / 1000, zone)
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}時{local.minute:02}分"
