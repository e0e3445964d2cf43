"""A town with its doors open to a browser, and what is in its store of keys."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, select
from werkzeug.serving import make_server

from storage import prekeys, rosters, shred
from storage.contexts import b64, digest
from storage.generations import Generation, all_of
from storage.roster import Member, SignedRoster, accept_chain, sign_roster
from storage.wrapsets import WrapSet
from tests.cast import Town, founded
from tests.handlers.doors import opened
from tests.harness.whole import whole

DAY = 24 * 3600


class House:
    """On SQLite: what is at stake here is the browser. The doors have their own tests on both databases."""

    def __init__(self, town: Town, origin: str, app: Flask) -> None:
        self.town, self.app = town, app
        self.console = f"{origin}/console/"
        self.nothing = f"{origin}/health/live"
        """A page of the same origin with nothing on it."""

    def hears(self, words: str) -> str:
        """Somebody new writes; the id of the consultation, as the console knows it."""
        before = set(self.town.consultations())
        self.town.clock.at = time.time_ns() // 1_000_000
        self.town.receive(self.town.resident().says(words))
        (new,) = set(self.town.consultations()) - before
        return b64(new)

    def prepared(self) -> dict[str, list[WrapSet]]:
        """Prepared keys by desk."""
        with self.town.database.reading() as connection:
            case = shred.open_key(connection, self.town.keys.kek, shred.STAFF)
            rows = connection.execute(select(prekeys.prekeys)).all()
            found: dict[str, list[WrapSet]] = {}
            for row in rows:
                number = int.from_bytes(row.key_id[:8], "big")
                wrapset = WrapSet.from_json(case.unwrap("prekey", number, bytes(row.sealed)))
                found.setdefault(row.desk, []).append(wrapset)
        return found

    def run_out(self) -> None:
        """No prepared key is left."""
        with self.town.database.transaction() as connection:
            connection.execute(delete(prekeys.prekeys))

    def generations(self, consultation: bytes) -> list[tuple[Generation, WrapSet]]:
        with self.town.database.reading() as connection:
            case = shred.open_key(connection, self.town.keys.kek, consultation)
            return [
                (one, WrapSet.from_json(case.unwrap("wrapset", number, one.sealed)))
                for number, one in all_of(connection, consultation)
            ]

    def chain(self) -> list[SignedRoster]:
        with self.town.database.reading() as connection:
            return rosters.chain(connection)

    def sign(
        self,
        *,
        come: dict[str, list[Member]] | None = None,
        leave: dict[str, list[bytes]] | None = None,
        begins: int | None = None,
        ends: int | None = None,
    ) -> None:
        """The next roster as another supervisor's console would have signed it: who comes to which desk, and who leaves it."""
        office, chain, now = founded().office_key, self.chain(), int(time.time())
        old, come, leave = chain[-1].parsed(), come or {}, leave or {}
        newcomers = [member for members in come.values() for member in members]
        desks = {
            desk: [kid for kid in kids if kid not in leave.get(desk, [])]
            + [m.kid for m in come.get(desk, [])]
            for desk, kids in old.desks.items()
        }
        signed = sign_roster(
            office.roster, office.root.public, office.delegation,
            fp=old.office, epoch=old.epoch + 1, prev=digest(chain[-1].roster),
            not_before=now if begins is None else begins, not_after=now + 35 * DAY if ends is None else ends,
            members=[*old.members.values(), *newcomers], desks=desks, delegations=old.delegations,
        )  # fmt: skip
        accept_chain(old.office, [*chain, signed], signed.parsed().not_before)
        with self.town.database.transaction() as connection:
            assert rosters.add(connection, old.epoch + 1, signed)
            prekeys.discard(connection, [*come, *leave])


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[House]:
    shutil.copy(f"{founded().folder.name}/office.db", folder / "hidamari.db")
    town = Town(folder, f"sqlite:///{folder}/hidamari.db")
    with opened(town.but(**environment)) as app:
        server = make_server("127.0.0.1", 0, whole(app), threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield House(town, f"http://127.0.0.1:{server.server_port}", app)
        server.shutdown()
        serving.join()
        server.server_close()
    town.database.engine.dispose()
