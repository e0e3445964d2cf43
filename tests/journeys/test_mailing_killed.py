"""Three thousand are told of a new flyer with a quota that takes three months for it, by a time process that is killed again and again."""

import random
from pathlib import Path

from storage.claims import LEASE_MS
from tests.bot.conftest import line as line
from tests.bot.line import Line
from tests.bot.telling_news import Office
from tests.cast import town as town
from tests.harness.forked import Forked
from tests.harness.until import until

WANT = {"sqlite": 3_000, "postgresql": 120}
"""All of them on one kind of database; the other is asked whether it does the same."""
KILLS = 3
"""In each month."""
SEED = 20261205


def test_each_is_told_once_within_the_quota_and_what_answers_need_stays(line: Line, tmp_path: Path) -> None:
    office, dice = Office(line), random.Random(SEED)
    wanted = WANT[line.town.database.engine.dialect.name]
    limit = line.platform.quota.limit = wanted // 2
    case = line.consultation("きいてください")
    office.want(wanted)
    office.begins()
    environment = line.town.environment | {"LINE_API_ORIGIN": line.origin}
    clock = Forked(tmp_path / "time", environment, line.town.clock, "MAILING_SECONDS", "GAUGE_SECONDS")
    told, months = 0, 0
    try:
        while office.now().state == "going":
            months += 1
            line.push(case, f"お返事 {months}")
            _is_killed(office, clock, dice)
            office.hurries_on()
            before, told = told, office.now().sent
            assert office.used == told - before + 1, "LINE has counted what arrived, and nothing twice"
            assert limit - office.used >= limit // 4
            office.next_month()
    finally:
        clock.end()
    assert office.numbers() == ("done", wanted, wanted, 0, 0)
    assert set(office.seen().values()) == {1}
    assert len(line.pushed()) == months == 3
    assert '"failed"' not in clock.said


def _is_killed(office: Office, clock: Forked, dice: random.Random) -> None:
    """The time process carries some of them, and dies some times: in a call to LINE, before it, after it, or while it queues more."""
    for _ in range(KILLS):
        clock.tell_time()
        clock.start()
        goal = _pushes(office) + dice.randrange(1, 12)
        until(lambda: _pushes(office) >= goal or _rests(office), deadline=30)  # noqa: B023 (called at once)
        clock.kill()
        # Whatever it had taken is nobody's until its lease is over.
        office.town.clock.at += LEASE_MS


def _rests(office: Office) -> bool:
    return not office.in_the_outbox() and (office.now().state == "done" or office.why() == "quota")


def _pushes(office: Office) -> int:
    return len(office.line.statuses("/message/push"))
