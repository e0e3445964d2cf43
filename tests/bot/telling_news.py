"""A town whose residents want to be told of new flyers, and the office that tells them; the fake LINE at the other end."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select

from bot import gauge
from bot.channel import LineChannel, Quota
from bot.courier import deliver_due
from bot.flyers import mailing
from bot.refusals import of_status
from simulator import sending
from simulator.platform import Platform
from simulator.refusals import Refusal
from storage import backlog, claims, flyers, mailings, subscribers, totals
from storage.flyers import Flyer
from storage.mailings import Mailing
from tests.bot.line import Line
from tests.bot.shelf import NEWS, put_up
from tests.cast import Json

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


class NextDoor(LineChannel):
    """The fake LINE without a wire between: for thousands."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def push(self, to: str, messages: list[Json], *, retry_key: str, quiet: bool = False) -> None:
        body = {"to": to, "messages": messages, "notificationDisabled": quiet}
        try:
            sending.push(self._platform, body, retry_key, "next door")
        except Refusal as refusal:
            if refusal.status != 409:
                raise of_status(refusal.status, str(refusal.body["message"])) from None

    def quota(self) -> Quota:
        platform = self._platform
        return Quota(platform.quota.limit, platform.quota.used(platform.clock()))


class Office:
    """One flyer on the shelf, at ten in the morning of the fifth of next month; its mailings, and what each phone has seen."""

    def __init__(self, line: Line, *, at: str = "10:00") -> None:
        self.line, self.town = line, line.town
        self.zone = self.town.settings.timezone
        today = dt.datetime.fromtimestamp(self.town.clock() / 1000, self.zone).date()
        self.day = (today.replace(day=1) + dt.timedelta(days=35)).replace(day=5)
        self.be(at)
        line.platform.quota.limit = None
        self.flyer: Flyer = put_up(self.town)
        self.users: list[str] = []

    def be(self, time: str, *, days: int = 0) -> None:
        """It is that time, so many days after the first one."""
        moment = dt.datetime.combine(
            self.day + dt.timedelta(days=days), dt.time.fromisoformat(time), self.zone
        )
        self.town.clock.at = round(moment.timestamp() * 1000)

    def next_month(self) -> None:
        """Ten in the morning of the first."""
        self.day = (self.day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        self.be("10:00")

    def want(self, number: int, *, language: str = "ja") -> list[str]:
        """So many more want to be told."""
        house, key, now = self.town.intake().house, self.town.keys.courier, self.town.clock()
        found = [self.line.platform.add_resident(following=True).id for _ in range(number)]
        with self.town.database.transaction() as connection:
            for user in found:
                pseudonym = house.flyer_pseudonym(user)
                subscribers.add(connection, key, pseudonym, user, language=language, now=now)
        self.users += found
        return found

    def begins(self) -> Mailing:
        with self.town.database.transaction() as connection:
            assert flyers.find(connection, self.flyer.id, hold=True)
            made = mailings.begin(connection, self.flyer.id, now=self.town.clock())
        assert made is not None
        return made

    def mails(self, at_once: int = mailing.AT_ONCE) -> int:
        """What the clock's job does once; returns how many were queued."""
        town = self.town
        return mailing.go_on(
            town.database, self.line.channel, town.keys, now=town.clock(), timezone=self.zone, at_once=at_once
        )

    def goes_on(self, at_once: int = mailing.AT_ONCE) -> None:
        """Round after round, until nothing happens any more."""
        self.line.town.clock.pass_(seconds=10)
        while self.mails(at_once) or self.line.deliver():
            self.line.deliver()
            self.town.clock.pass_(seconds=10)

    def hurries_on(self) -> None:
        """The same for thousands, without a wire."""
        town, channel = self.town, NextDoor(self.line.platform)
        while True:
            queued = mailing.go_on(town.database, channel, town.keys, now=town.clock(), timezone=self.zone)
            if not queued + deliver_due(town.database, channel, town.keys, clock=town.clock):
                return
            town.clock.pass_(seconds=10)

    def now(self) -> Mailing:
        """The newest mailing as it stands."""
        with self.town.database.reading() as connection:
            return mailings.all_of(connection)[0]

    def numbers(self) -> tuple[str, int, int, int, int]:
        found = self.now()
        return found.state, found.wanted, found.sent, found.failed, found.waiting

    def turns(self, state: str) -> None:
        with self.town.database.transaction() as connection:
            assert mailings.turn(connection, self.now().id, state)  # type: ignore[arg-type]  # one of the two

    def why(self) -> str | None:
        with self.town.database.reading() as connection:
            return mailing.waits_for(connection, self.now(), now=self.town.clock(), timezone=self.zone)

    def seen(self) -> Counter[str]:
        """How often each phone has shown the notice, in whatever language: 0 for those that have not."""
        shown = Counter(dict.fromkeys(self.users, 0))
        for one in self.line.platform.accepted:
            if one.how == "push" and one.shown and one.messages[0]["text"] == NEWS:
                shown[one.to] += 1
        return shown

    def in_the_outbox(self) -> int:
        with self.town.database.reading() as connection:
            return backlog.will_count(connection)[claims.NEWS]

    def recipients(self) -> int:
        with self.town.database.reading() as connection:
            return len(connection.execute(select(mailings.mailing_recipients)).all())

    def pushed_before(self, words: int) -> None:
        """The office has sent so many answers in the month before this one."""
        month = dt.datetime.combine(self.day.replace(day=1) - dt.timedelta(days=2), dt.time(12), self.zone)
        with self.town.database.transaction() as connection:
            then = round(month.timestamp() * 1000)
            totals.count(connection, "pushed", "words", now=then, timezone=self.zone, number=words)

    @property
    def used(self) -> int:
        """What LINE itself has counted this month."""
        return self.line.platform.quota.used(self.town.clock())


@pytest.fixture
def office(line: Line) -> Office:
    """LINE has told its figures; they have no limit until a story sets one."""
    made = Office(line)
    gauge.read(line.town.database, line.channel, now=line.town.clock())
    return made


def limited(office: Office, limit: int, *, used: int = 0) -> None:
    """So many pushes has the month, of which so many are used; LINE has told."""
    platform = office.line.platform
    platform.quota.limit = limit
    platform.quota.use(used, office.town.clock())
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())


def leaves(office: Office, user: str) -> None:
    """Blocks the account."""
    town = office.town
    raw = town.resident().event("unfollow", source={"type": "user", "userId": user}, replyToken=None)
    assert town.receive(raw) == "unfollow"
