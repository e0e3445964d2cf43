"""The real things of the year: web application, time process, database, keys, and the fake LINE, all in one process, at a moved clock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, event, select

import clock as time_process
from simulator.app import create_simulator
from simulator.platform import Platform
from simulator.rehearsal import serve
from storage import backup, restoring, rosters
from storage.consultations import consultations
from storage.database import Database
from storage.restoring import Restored
from storage.roster import SignedRoster
from storage.rosters import Office
from storage.succession import Change, accept_next
from tests.cast import CHANNEL_ID, SECRET, TOKEN, KeysInAFile, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.joining import delegate, next_roster

Empty = Callable[[], str]
"""Makes an empty database of the town's kind, and returns its DATABASE_URL."""


MOST = 5_000
"""Transactions of one run of a job. None has needed a tenth of them."""


class Endless(AssertionError):
    """A job turns in a circle: in earnest it would hold up everybody."""


class City:
    """A town in use. What is not on its disks can be thrown away at any moment: `restart`."""

    def __init__(self, town: Town, platform: Platform, origin: str, folder: Path, empty: Empty) -> None:
        self.town, self.platform, self.folder = town, platform, folder
        self._empty = empty
        town.environment |= {"LINE_API_ORIGIN": f"{origin}/line", "LANES": "talk,room"}
        self._running = ExitStack()
        self._begun = 0
        self.fault: Literal["before", "after"] | None = None
        self._start()

    @property
    def now(self) -> int:
        return self.town.clock()

    @property
    def database(self) -> Database:
        return self.town.database

    def restart(self) -> None:
        """Every process has ended, and is started anew from what lies on the disks."""
        self.end()
        town = self.town
        town.database = Database(town.but().database_url)
        town.keys = KeysInAFile.load(town.settings.keys_dir, town.settings.kek_file)
        town.office = Office(town.keys)
        self._start()

    def end(self) -> None:
        self._running.close()
        self.town.database.engine.dispose()

    def run(self, *names: str) -> None:
        """These jobs of the time process, once each, in this order."""
        for name in names:
            self._begun = 0
            self.jobs[name]()

    def tick(self) -> None:
        """What the time process does many times a second."""
        self.run("deliver", "fetch", "purge_wished", "deliver")

    def takes(self, body: bytes, headers: Mapping[str, str]) -> int:
        """A webhook at the door. Raises `OSError`, as LINE sees it, while there is nobody, or when they died before they answered."""
        if self.fault == "before":
            raise ConnectionRefusedError
        status = self.app.test_client().post("/callback", data=body, headers=dict(headers)).status_code
        if self.fault == "after":
            raise ConnectionResetError
        return status

    @contextmanager
    def dying(self, fault: Literal["before", "after"]) -> Iterator[None]:
        """What arrives meanwhile is not taken, or taken and not answered; then all is started anew, and LINE delivers it late."""
        self.fault = fault
        yield
        self.arrives()
        self.fault = None
        self.restart()
        self.platform.webhooks.redeliver_failed()
        self.arrives()

    def arrives(self) -> None:
        """Every webhook that is on its way."""
        self.platform.webhooks.settle()

    def desk(self, name: str) -> Desk:
        return Desk(self.app, name)

    def rows(self) -> dict[bytes, Any]:
        """Every consultation, by id."""
        with self.database.reading() as connection:
            return {bytes(row.id): row for row in connection.execute(select(consultations))}

    def talks_of(self, user: str) -> list[bytes]:
        """The open ones of somebody's talk with LINE."""
        pseudonym, table = self.town.intake().house.pseudonym(user), consultations
        wanted = select(table.c.id).where(table.c.pseudonym == pseudonym, table.c.state == "open")
        with self.database.reading() as connection:
            return [bytes(one) for one in connection.scalars(wanted)]

    def back_up(self) -> None:
        town = self.town
        backup.write(town.database, town.keys, self.folder, town.settings.shred_table, now=self.now)

    def restore(self) -> Restored:
        """The database is lost: the newest backup goes into a new one, and everything is started on that."""
        self.end()
        town, url = self.town, self._empty()
        town.environment["DATABASE_URL"] = url
        town.settings = town.but()
        into = Database(town.settings.database_url)
        done = restoring.restore(into, town.keys, self.folder, town.settings.shred_table, now=self.now)
        into.engine.dispose()
        self.restart()
        return done

    def sign_roster(self, *, delegated: bool = False) -> None:
        """Kudo signs the list of people for another 35 days; `delegated`: the root lets Kudo do so for another 399."""
        town, now = self.town, self.now
        with town.database.transaction() as connection:
            trust, last = town.office.trust(connection, now=now), rosters.chain(connection)[-1]
            fields: dict[str, Any] = {"signer": colleague("kudo").roster_key}
            if delegated:
                granted = delegate(colleague("kudo"), epoch=trust.epoch + 1, now=now // 1000)
                fields["delegations"] = [granted]
            signed: SignedRoster = next_roster(trust, last, now=now // 1000, **fields)
            accept_next(connection, town.office, signed, Change(), actor=None, now=now)

    @property
    def epoch(self) -> int:
        with self.database.reading() as connection:
            return self.town.office.trust(connection, now=self.now).epoch

    def _start(self) -> None:
        town = self.town
        town.settings = town.but()
        self.app = self._running.enter_context(opened(town.settings, town.clock))
        named = time_process.jobs(town.database, town.keys, town.settings, town.clock)
        self.jobs = {job.__name__: job for job, _ in named}
        event.listen(town.database.engine, "begin", self._counts)

    def _counts(self, _connection: Connection) -> None:
        self._begun += 1
        if self._begun > MOST:
            raise Endless(f"{MOST} transactions, and the job goes on")


@contextmanager
def city(town: Town, folder: Path, empty: Empty) -> Iterator[City]:
    """Its doors shut and its LINE hung up at the end."""
    found: list[City] = []

    def post(_url: str, body: bytes, headers: Mapping[str, str]) -> int:
        return found[0].takes(body, headers)

    simulator = create_simulator(
        channel_secret=SECRET, callback_url="http://city.invalid/callback", access_token=TOKEN,
        channel_id=CHANNEL_ID, clock=town.clock, post=post,
    )  # fmt: skip
    simulator.platform.webhooks.pauses = ()
    with serve(simulator) as origin:
        made = City(town, simulator.platform, origin, folder, empty)
        found.append(made)
        try:
            yield made
        finally:
            simulator.platform.webhooks.settle()
            made.end()
