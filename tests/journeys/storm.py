"""A bad week at LINE: residents ask, Sato answers, LINE misbehaves, and the time process is killed and started again."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from simulator.faults import Fault
from storage.outbox import outbox
from tests.bot.line import Line
from tests.harness.forked import Forked
from tests.harness.until import until

WAITS = 30 * 60 * 1000
"""Who is put off for longer than this (ms) waits for the month's quota, and not for a passing trouble."""


class Storm:
    """Twelve people's talks, and the one time process that carries everything to them."""

    def __init__(self, line: Line, courier: Forked, seed: int) -> None:
        self.line, self.courier, self.dice = line, courier, random.Random(seed)
        self.asked: dict[str, int] = {}
        self.answers: dict[bytes, list[str]] = {}
        self._people: list[tuple[str, bytes]] = []
        self._hanging: list[Fault] = []
        self._orphans: set[int] = set()
        for _ in range(12):
            user = line.platform.add_resident(following=True).id
            consultation = line.consultation(user_id=user)
            self._people.append((user, consultation))
            self.asked[user], self.answers[consultation] = 0, []

    @property
    def people(self) -> list[tuple[str, bytes]]:
        return self._people

    def happens(self, replies: int, pushes: int) -> None:
        """In any order: so many questions that the bot answers at once, so many words of Sato's."""
        todo = [self._asks] * replies + [self._answers] * pushes
        self.dice.shuffle(todo)
        for one in todo:
            one(*self.dice.choice(self._people))

    def misbehave(self, times: int) -> None:
        """What LINE does to the next calls, in any order."""
        faults = self.line.platform.faults
        kinds: list[Callable[[], Fault]] = [
            lambda: faults.refuse(500),
            lambda: faults.refuse(503),
            lambda: faults.refuse(400, path="/push"),
            faults.rate_limit,
            faults.same_user_limit,
            lambda: faults.monthly_limit(path="/push"),
            lambda: faults.drop_answer(path="/reply"),
            lambda: faults.drop_answer(path="/push"),
            lambda: faults.drop_answer(path="/push"),
            faults.empty_answer,
            lambda: faults.hang(executed=True),
            lambda: faults.hang(executed=False),
        ]
        for _ in range(times):
            fault = self.dice.choice(kinds)()
            if fault.kind.startswith("hang"):
                self._hanging.append(fault)

    def kill(self) -> None:
        """Somewhere within the next calls; whatever it had taken is nobody's until its lease is over."""
        target = len(self.calls()) + self.dice.randrange(1, 40)
        until(lambda: len(self.calls()) >= target or not self._due())
        self.courier.kill()
        self._orphans = {row.id for row in self._rows() if row.claimed_until is not None}
        self.courier.start()

    def settle(self, *, lift_limit_after: int = 3) -> int:
        """Moves the clock from one thing that is due to the next until nothing waits; how often that was for the quota."""
        waited = 0
        while (moment := self._next()) is not None:
            if moment - self.line.town.clock() > WAITS:
                waited += 1
                if waited == lift_limit_after:
                    self.line.platform.quota.limit = None
            self.move_to(moment)
            until(lambda: not self._due(), deadline=30)
        self._release()
        return waited

    def loses_line_for_a_day(self) -> None:
        """LINE accepts an answer, says nothing of it, and is away until nobody can ask under that retry key any more."""
        calls = len(self.calls())
        self.line.platform.faults.clear()
        self.line.platform.faults.drop_answer(path="/push")
        self._answers(*self._people[0])
        until(lambda: len(self.calls()) > calls)
        self._next()
        self.move_to(self.line.town.clock() + 24 * 3600 * 1000)
        self.settle()

    def move_to(self, moment: int) -> None:
        self.line.town.clock.at = max(moment, self.line.town.clock())
        self.courier.tell_time()

    def calls(self) -> list[int]:
        return self.line.statuses("/reply") + self.line.statuses("/push")

    def _next(self) -> int | None:
        """When the next thing is due; None when nothing waits any more."""
        until(lambda: not self._due() and not self._held(), deadline=30)
        moments = [max(row.next_attempt_at, row.claimed_until or 0) for row in self._rows()]
        return min(moments, default=None)

    def _due(self) -> bool:
        """Whether the living courier has something to do now."""
        now = self.line.town.clock()
        return any(
            row.next_attempt_at <= now and (row.claimed_until is None or row.claimed_until <= now)
            for row in self._rows()
        )

    def _held(self) -> bool:
        """Whether the living courier has something in its hands."""
        return any(row.claimed_until is not None and row.id not in self._orphans for row in self._rows())

    def _rows(self) -> list[Any]:
        columns = (outbox.c.id, outbox.c.next_attempt_at, outbox.c.claimed_until)
        earlier = outbox.alias()
        # What waits behind an earlier one of its talk is not due, whatever its own time says.
        behind = select(func.count()).where(
            earlier.c.consultation_id == outbox.c.consultation_id,
            earlier.c.kind == outbox.c.kind,
            earlier.c.id < outbox.c.id,
            earlier.c.state == "queued",
        )
        wanted = select(*columns).where(outbox.c.state == "queued", behind.scalar_subquery() == 0)
        with self.line.town.database.reading() as connection:
            return list(connection.execute(wanted))

    def _asks(self, user: str, _consultation: bytes) -> None:
        self.asked[user] += 1
        self.line.says("いそぐとき", user)

    def _answers(self, _user: str, consultation: bytes) -> None:
        text = f"返事 {len(self.answers[consultation])} {self.dice.getrandbits(64):x}"
        self.answers[consultation].append(text)
        self.line.town.answer(consultation, text)

    def _release(self) -> None:
        for fault in self._hanging:
            fault.release()
        self._hanging.clear()


@contextmanager
def storm(line: Line, folder: Path, seed: int) -> Iterator[Storm]:
    environment = line.town.environment | {"LINE_API_ORIGIN": line.origin}
    courier = Forked(folder / "time", environment, line.town.clock)
    try:
        made = Storm(line, courier, seed)
        courier.start()
        yield made
        made._release()
    finally:
        courier.end()
