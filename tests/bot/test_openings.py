"""When people answer, as residents read it; and the notice for everybody."""

import datetime as dt
import zoneinfo

import pytest

from bot.openings import moment, notice_words, opening_words, row_of, rule_of
from storage import hours
from storage.hours import Hours
from tests.cast import Town

JAPAN = zoneinfo.ZoneInfo("Asia/Tokyo")
FIRST_TUESDAY = Hours(1, "1", 16 * 60, 19 * 60, None, None, False)


def at(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=JAPAN).timestamp()) * 1000


@pytest.mark.parametrize(
    ("then", "ja", "easy", "en"),
    [
        ("2026-11-21 16:00", "きょう16時", "きょう 16時(じ)", "today at 16:00"),
        ("2026-11-22 10:30", "あす10時30分", "あした 10時(じ)30分(ぷん)", "tomorrow at 10:30"),
        ("2026-12-01 16:00", "12/1(火)16時", "12月(がつ)1日(ついたち) 火曜日(かようび) 16時(じ)", "Tue, Dec 1, 16:00"),
        ("2027-04-20 09:05", "4/20(火)9時5分", "4月(しがつ)20日(はつか) 火曜日(かようび) 9時(くじ)5分(ふん)", "Tue, Apr 20, 09:05"),
        (
            "2027-12-05 19:00",
            "2027/12/5(日)19時",
            "2027年(ねん) 12月(がつ)5日(いつか) 日曜日(にちようび) 19時(じゅうくじ)",
            "Sun, Dec 5 2027, 19:00",
        ),
    ],
)  # fmt: skip
def test_a_moment_in_three_languages(then: str, ja: str, easy: str, en: str) -> None:
    now = at("2026-11-21 09:00")
    assert [moment(at(then), now, language, JAPAN) for language in ("ja", "easy", "en")] == [ja, easy, en]


def test_tomorrow_begins_at_midnight() -> None:
    assert moment(at("2026-11-22 00:30"), at("2026-11-21 23:59"), "ja", JAPAN) == "あす0時30分"
    assert moment(at("2026-11-22 10:00"), at("2026-11-22 00:00"), "ja", JAPAN) == "きょう10時"


def test_hanako_hears_when_people_answer(town: Town) -> None:
    with town.database.transaction() as connection:

        def words(now: str, language: str = "ja") -> str | None:
            return opening_words(connection, "kurashi", language, at(now), JAPAN)

        hours.replace(connection, "hataraku", [FIRST_TUESDAY])
        assert words("2026-11-21 09:00") == ""
        hours.replace(connection, "kurashi", [FIRST_TUESDAY])
        assert words("2026-11-21 09:00") == "12/1(火)16時"
        assert words("2026-11-30 23:00", "en") == "tomorrow at 16:00"
        assert words("2026-12-01 09:00", "easy") == "きょう 16時(じ)"
        assert words("2026-12-01 16:00") is None
        hours.close(connection, None, "2026-12-01", "2026-12-01")
        assert words("2026-12-01 16:00") == "1/5(火)16時"
        hours.close(connection, "hataraku", "2027-01-05", "2027-01-05")
        assert words("2026-12-01 16:00") == "1/5(火)16時"
        hours.close(connection, "kurashi", "2026-12-01", "2028-12-31")
        assert words("2026-12-01 16:00") == ""


def test_hanako_hears_the_newest_notice_in_her_language_while_it_is_shown(town: Town) -> None:
    with town.database.transaction() as connection:
        assert notice_words(connection, "ja", 5) is None
        hours.announce(connection, shown_from=10, shown_until=30, ja="雪です", easy="雪(ゆき)です", en="Snow")
        hours.announce(
            connection, shown_from=20, shown_until=25, ja="休みです", easy="休(やす)みです", en="Closed"
        )
        shown = [notice_words(connection, "ja", now) for now in (9, 10, 19, 20, 24, 25, 29, 30)]
        assert shown == [None, "雪です", "雪です", "休みです", "休みです", "雪です", "雪です", None]
        assert notice_words(connection, "easy", 20) == "休(やす)みです"
        assert notice_words(connection, "en", 20) == "Closed"


@pytest.mark.parametrize(
    "row",
    [
        FIRST_TUESDAY,
        Hours(6, "-1,2", 0, 1440, "2026-12-01", None, True),
        Hours(0, None, 1320, 1560, None, "2026-12-31", False),
    ],
)
def test_a_stored_rule_is_the_same_rule(row: Hours) -> None:
    assert row_of(rule_of(row)) == row
