"""A crowd at the door: so many steps, taken by several processes at once, some of which are killed with SIGKILL on their way.

`python -m tests.visits.rushing FILE`: FILE is JSON as `Rush` makes it. Each process takes one ticket after the other from a pipe,
and writes how it went as one line of FILE.log; who is killed is followed by another one. The last word is how long it took.
"""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bot.visits import desk, steps, waiting
from bot.visits.laying import Laid
from bot.visits.model import Details, Ground, Refused, Wanted, Who
from bot.visits.rules import local_day
from storage import bookings, seats, slots
from storage.database import Database
from storage.keystore import Keys
from tests.harness import warm
from tests.visits.places import ASATSUYU, HOUR

ROOT = Path(__file__).parents[2]
DEADLY = ("after take", "before confirm", "after keep")
"""Where the first three processes die, each at its first call there: with a seat taken and nothing committed; with a seat held;
with a seat confirmed and nothing committed."""


class Rush(NamedTuple):
    """`times` are slots of `place`, `starts_at` the one that everybody wants; `kills`: after how many answers one more is killed."""

    url: str
    keys: str
    kek: str
    now: int
    kept: int
    place: str
    starts_at: int
    times: list[int]
    what: str
    tickets: int
    processes: int
    kills: list[int]


class Outcome(NamedTuple):
    """`lines`: what each step answered, [what, number of openings named]. `seconds` from the first ticket to the last; of them they
    all together `worked` so long, and waited for the disk and for each other.
    """

    lines: list[list[Any]]
    killed: int
    seconds: float
    worked: float


def rush(folder: Path, asked: Rush) -> Outcome:
    file = folder / "rush.json"
    file.write_text(json.dumps(asked._asdict()))
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    done = warm.run(["-m", "tests.visits.rushing", str(file)], cwd=ROOT, environment=environment)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in file.with_suffix(".log").read_text().splitlines()]
    said = json.loads(done.stdout)
    return Outcome(lines, said["killed"], said["seconds"], said["worked"])


class Crowd:
    """One process of it."""

    def __init__(self, asked: Rush, log: int) -> None:
        self.asked, self._log = asked, log
        self.database = Database(asked.url)
        keys = Keys.load(Path(asked.keys), Path(asked.kek))
        self.ground = Ground(keys, asked.kept)
        self.dice = random.Random(os.urandom(8))
        self.mine: list[tuple[Who, bytes]] = []

    def work(self, tickets: int) -> None:
        step = {"book": self.books, "mixed": self.does_anything}[self.asked.what]
        while os.read(tickets, 1):
            try:
                self._note(step())
            except Refused as refused:
                self._note(refused.why, len(refused.openings))
            except Exception as error:
                self._note(f"{type(error).__name__}: {error}")

    def books(self) -> str:
        who, asked = self._stranger(), self.asked
        held = self._step(steps.hold, who, asked.place, asked.starts_at, Wanted("oath"))
        self._step(steps.confirm, who, held.id, Wanted("oath"), Details("だれか"))
        self.mine.append((who, held.id))
        return "booked"

    def does_anything(self) -> str:
        """One step of anybody's: the clerk's and the clock's among them."""
        acts: list[Callable[[], Any]] = [
            self._holds_only, self._moves, self._moves, self._cancels, self._cuts, self._lays, self._waits, self._offers, self._shifts
        ]  # fmt: skip
        act = self.dice.choice([self.books, self.books, *acts])
        act()
        return act.__name__.strip("_")

    def _holds_only(self) -> None:
        self._step(steps.hold, self._stranger(), self.asked.place, self._time(), Wanted("oath"))

    def _moves(self) -> None:
        who, booking = self._one()
        self._step(steps.move, who, booking, self.asked.place, self._time())

    def _shifts(self) -> None:
        _, booking = self._one()
        with self.database.reading() as connection:
            known = bookings.find(connection, booking)
        if known is not None:
            self._step(desk.shift, booking, self.asked.place, self._time(), revision=known.revision)

    def _cancels(self) -> None:
        who, booking = self._one()
        self._step(steps.cancel, who, booking)

    def _waits(self) -> None:
        first, last = (local_day(at, ASATSUYU) for at in (min(self.asked.times), max(self.asked.times)))
        who = self._stranger()
        waits = self._step(steps.wait, who, self.asked.place, first, last, Wanted("oath"), Details())
        self.mine.append((who, waits.id))

    def _cuts(self) -> None:
        with self.database.transaction() as connection:
            place, when, capacity = self.asked.place, self._time(), self.dice.randrange(2, 6)
            slots.set_capacity(connection, place, when, capacity, self.asked.now)

    def _lays(self) -> None:
        times = [
            Laid(when, when + HOUR, self.dice.randrange(2, 6), None, "pattern") for when in self.asked.times
        ]
        with self.database.transaction() as connection:
            first, last = min(self.asked.times), max(self.asked.times) + 1
            slots.lay(connection, self.asked.place, times, first=first, last=last, now=self.asked.now)

    def _offers(self) -> None:
        with self.database.transaction() as connection:
            waiting.offer_due(connection, self.ground, now=self.asked.now)

    def _step(self, step: Callable[..., bookings.Booking], *arguments: Any, **named: Any) -> bookings.Booking:
        with self.database.transaction() as connection:
            return step(connection, self.ground, *arguments, now=self.asked.now, **named)

    def _one(self) -> tuple[Who, bytes]:
        if not self.mine:
            raise Refused("gone")
        return self.dice.choice(self.mine)

    def _time(self) -> int:
        return self.dice.choice(self.asked.times)

    def _stranger(self) -> Who:
        return Who(os.urandom(32), None, "ja")

    def _note(self, what: str, openings: int = 0) -> None:
        os.write(self._log, (json.dumps([what, openings]) + "\n").encode())


def _die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _doom(number: int) -> None:
    """The first processes are bound to die at their first call of something."""
    take, keep = seats.take, seats.keep
    if number == DEADLY.index("after take"):
        seats.take = lambda *given, **named: _die(take(*given, **named))
    elif number == DEADLY.index("before confirm"):
        steps.confirm = _die
    elif number == DEADLY.index("after keep"):
        seats.keep = lambda *given: _die(keep(*given))


def _start(asked: Rush, tickets: int, log: int, number: int) -> int:
    pid = os.fork()
    if pid == 0:
        _doom(number)
        Crowd(asked, log).work(tickets)
        os._exit(0)
    return pid


def _answers(log: Path) -> int:
    return log.read_bytes().count(b"\n")


def _run(file: Path) -> None:
    asked = Rush(**json.loads(file.read_text()))
    log_file = file.with_suffix(".log")
    log = os.open(log_file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    tickets, seller = os.pipe()
    # A process ends when no ticket is left and nobody could put in another one.
    os.write(seller, bytes(asked.tickets))
    os.close(seller)
    began, killed, kills = time.monotonic(), 0, list(asked.kills)
    running = {_start(asked, tickets, log, number) for number in range(asked.processes)}
    while running:
        if kills and _answers(log_file) >= kills[0]:
            kills.pop(0)
            os.kill(next(iter(running)), signal.SIGKILL)
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            time.sleep(0.01)
            continue
        running.discard(pid)
        if os.WIFSIGNALED(status):
            killed += 1
            running.add(_start(asked, tickets, log, asked.processes))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, worked = time.monotonic() - began, used.ru_utime + used.ru_stime
    print(json.dumps({"killed": killed, "seconds": round(seconds, 2), "worked": round(worked, 2)}))


if __name__ == "__main__":
    _run(Path(sys.argv[1]))
