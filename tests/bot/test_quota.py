"""The month's pushes: LINE's own figures, what waits when they are spent, and who is told."""

import datetime as dt
import zoneinfo

import pytest

from bot import gauge
from bot.channel import Quota
from bot.outgoing import SAVING_MS
from bot.phrases import load
from storage import claims, outbox, quota
from storage.quota import Reading
from tests.bot.line import ONE_KIND, Line
from tests.bot.line import midmonth as midmonth

PUSH = "/message/push"
pytestmark = pytest.mark.usefixtures("midmonth")

TOKYO = zoneinfo.ZoneInfo("Asia/Tokyo")
MINUTE, HOUR = 60 * 1000, 3600 * 1000


def read(line: Line) -> Reading:
    found = gauge.read(line.town.database, line.channel, now=line.town.clock())
    assert found is not None
    return found


def level(line: Line) -> str | None:
    with line.town.database.reading() as connection:
        found = quota.newest(connection)
    return found and found.level


@ONE_KIND
def test_the_gauge_is_lines_own(line: Line) -> None:
    line.platform.quota.limit = 200
    line.platform.quota.spend(7, line.town.clock())
    assert line.channel.quota() == Quota(200, 7)
    assert read(line) == Reading(200, 7, line.town.clock(), None)
    line.platform.quota.limit = None
    assert line.channel.quota() == Quota(None, 7)
    assert (read(line).percent, level(line)) == (0, None)


def test_the_office_is_warned_at_80_and_95_percent_and_when_it_is_spent(line: Line) -> None:
    line.platform.quota.limit = 100
    told = []
    for more in (79, 1, 14, 1, 4, 1):
        line.platform.quota.spend(more, line.town.clock())
        line.town.clock.pass_(minutes=15)
        told.append(read(line).level)
    assert told == [None, "quota-80", "quota-80", "quota-95", "quota-95", "quota-spent"]
    line.platform.quota.limit = 200
    assert read(line).level is None


def test_when_the_month_is_spent_words_wait_and_are_said_when_there_is_quota_again(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 0
    line.push(case, "いち")
    line.push(case, "に")
    revision = line.town.row(case).revision
    line.deliver()
    line.push(case, "さん")
    assert line.deliveries(case) == [("queued", "quota")] * 3
    assert line.town.row(case).revision > revision
    assert level(line) == "quota-spent"
    begun = line.town.clock()
    with line.town.database.reading() as connection:
        # What waits behind something is not late, and nobody asks for the write lock because of it.
        assert not claims.anything_due(connection, now=begun + HOUR - 1)
    for hours in range(1, 5):
        line.town.clock.at = begun + hours * HOUR - 1
        assert line.deliver() == 0
        line.town.clock.at += 1
        assert line.deliver() == 1
    # Refused for sure, so they may go together with what came since: it counts once.
    line.platform.quota.limit = 1
    line.town.clock.pass_(hours=1)
    line.deliver()
    assert line.pushed() == ["いち", "に", "さん"]
    assert line.deliveries(case) == [("accepted", None)] * 3
    assert line.statuses(PUSH) == [429] * 5 + [200]


@ONE_KIND
def test_they_wait_longer_than_a_retry_key_lives(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 0
    line.push(case, "いつか")
    line.deliver()
    for _ in range(20):
        line.town.clock.pass_(days=1)
        line.deliver()
    assert line.deliveries(case) == [("queued", "quota")]
    line.platform.quota.limit = 10
    line.town.clock.pass_(hours=1)
    line.deliver()
    assert line.pushed() == ["いつか"]


def test_a_new_month_begins_in_japan_and_is_not_waited_past() -> None:
    def ms(text: str) -> int:
        return round(dt.datetime.fromisoformat(text).replace(tzinfo=TOKYO).timestamp() * 1000)

    first = ms("2026-12-01 00:00")
    assert gauge.month_after(ms("2026-11-30 23:59")) == first
    assert gauge.next_try(ms("2026-11-30 23:30")) == first
    assert gauge.next_try(ms("2026-11-30 12:00")) == ms("2026-11-30 13:00")
    assert gauge.month_after(first) == ms("2027-01-01 00:00")


def test_bigger_figures_at_line_let_them_go_before_the_hour_is_over(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 0
    line.push(case, "いま")
    line.deliver()
    line.platform.quota.limit = 5
    line.town.clock.pass_(minutes=15)
    assert line.deliver() == 0
    read(line)
    line.deliver()
    assert (line.pushed(), level(line)) == (["いま"], None)


@ONE_KIND
def test_a_refusal_counts_though_the_figures_lag_until_a_push_goes_through(line: Line) -> None:
    case = line.consultation()
    line.platform.faults.monthly_limit(path=PUSH)
    line.push(case, "いま")
    line.deliver()
    assert (line.deliveries(case), level(line)) == ([("queued", "quota")], "quota-spent")
    line.town.clock.pass_(minutes=15)
    assert read(line).level == "quota-spent"
    line.town.clock.pass_(minutes=45)
    line.deliver()
    assert (line.deliveries(case), level(line)) == ([("accepted", None)], None)


@ONE_KIND
def test_the_figures_say_what_a_429_means_when_its_text_does_not(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 0
    line.platform.faults.refuse(429, path=PUSH, message="Something LINE may say one day.")
    line.push(case, "いま")
    line.deliver()
    assert line.deliveries(case) == [("queued", "quota")]


@ONE_KIND
def test_a_rate_limit_is_a_short_wait_and_the_figures_are_asked_once_a_minute(line: Line) -> None:
    case = line.consultation()
    line.platform.faults.rate_limit(3, path=PUSH)
    line.push(case, "いま")
    for _ in range(4):
        line.deliver()
        line.town.clock.pass_(seconds=6)
    assert line.deliveries(case) == [("accepted", None)]
    assert line.statuses("/message/quota") == [200]


@ONE_KIND
def test_a_gauge_that_does_not_answer_changes_nothing_of_it(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 0
    line.platform.faults.refuse(500, times=2, path="/message/quota")
    line.push(case, "いま")
    line.deliver()
    assert (line.deliveries(case), level(line)) == ([("queued", "quota")], "quota-spent")


@ONE_KIND
def test_answers_by_reply_token_go_on_when_nothing_else_does(line: Line) -> None:
    line.platform.quota.limit = 0
    case = line.consultation()
    line.push(case, "いま")
    line.deliver()
    line.says("いそぐとき")
    line.deliver()
    assert line.replies() == 2


@ONE_KIND
def test_from_80_percent_on_words_wait_a_moment_for_the_next_ones(line: Line) -> None:
    case = line.consultation()
    line.platform.quota.limit = 10
    line.platform.quota.spend(8, line.town.clock())
    read(line)
    line.push(case, "いち")
    assert line.deliver() == 0
    line.town.clock.at += SAVING_MS - 1
    line.push(case, "に")
    assert line.deliver() == 0
    line.town.clock.at += 1
    assert line.deliver() == 1
    assert line.pushed() == ["いち", "に"]
    assert line.platform.quota.used(line.town.clock()) == 9


def test_numbers_for_those_who_watch(line: Line) -> None:
    case, other = line.consultation(), line.consultation("もうひとり", line.platform.add_resident().id)
    line.platform.quota.limit = 0
    line.push(case, "まつ")
    line.deliver()
    line.chooses(other, arrival="knock")
    line.push(other, "もとめられたら")
    with line.town.database.reading() as connection:
        waiting = outbox.waiting(connection)
    assert waiting == {"turn": 1, "quota": 1, "hours": 0, "ask": 1}


def month_ends(line: Line) -> None:
    """Its last evening, and its pushes are spent."""
    line.town.clock.at = gauge.month_after(line.town.clock()) - 2 * HOUR
    line.platform.quota.limit = 1
    line.platform.quota.use(1, line.town.clock())


def new_month(line: Line, *, hours: int) -> None:
    """So many hours after midnight, when LINE counts anew; its figures are read, and whatever is due goes."""
    line.town.clock.at = gauge.month_after(line.town.clock() - 12 * HOUR) + hours * HOUR
    line.platform.quota.limit = 10
    read(line)
    line.deliver()


@pytest.mark.parametrize("arrival", ["plain", "knock"])
def test_at_midnight_when_the_month_turns_no_phone_rings(line: Line, arrival: str) -> None:
    """Nobody chose that hour: it is LINE's, and words that have waited for days can wait for the morning."""
    case = line.consultation()
    line.chooses(case, arrival=arrival)
    month_ends(line)
    line.push(case, "いち")
    line.deliver()
    for hours in (0, 1, 7):
        new_month(line, hours=hours)
        line.push(case, f"{hours}時")
        line.deliver()
    assert line.pushed() == []
    new_month(line, hours=8)
    assert line.pushed() == (
        ["いち", "0時", "1時", "7時"] if arrival == "plain" else [load("ja").say("knock")]
    )


@ONE_KIND
def test_what_rings_no_bell_comes_when_the_month_turns_and_a_bigger_plan_is_never_waited_with(
    line: Line,
) -> None:
    case = line.consultation()
    month_ends(line)
    line.push(case, "いち")
    line.deliver()
    line.platform.quota.limit = 5
    read(line)
    line.deliver()
    assert line.pushed() == ["いち"]
    line.platform.quota.limit = 2
    line.push(case, "に", quiet=True)
    line.deliver()
    line.deliver()
    new_month(line, hours=0)
    assert line.pushed() == ["いち", "に"]
