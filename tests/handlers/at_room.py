"""The town with its rooms open, and who comes to them: from LINE by a link, or from a flyer without anything."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from retention import purge
from storage import consultations, generations, room_links, rosters, shred, wrapsets
from storage.generations import Generation
from storage.sealing import Identity
from storage.shipping import ship_to
from storage.shred import ShredTable
from tests.cast import Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.line import Callback
from tests.joining import next_roster
from tests.resident import Resident
from tests.room_resident import RoomResident

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""


class House:
    """One web process with rooms, at the town's time."""

    def __init__(self, town: Town, app: Flask) -> None:
        self.town, self.app, self.line = town, app, Callback(app)

    def stranger(self) -> RoomResident:
        """Somebody with a flyer in front of the page."""
        return RoomResident(self.app.test_client(), self.town.keys.fingerprint, self.town.clock)

    def link(self, hanako: Resident) -> bytes:
        """What the bot hands to Hanako."""
        house, now = self.town.intake().house, self.town.clock()
        with self.town.database.transaction() as connection:
            return room_links.issue(
                connection,
                self.town.keys.courier,
                house.pseudonym(hanako.id),
                hanako.id,
                language="easy",
                now=now,
            )

    def linked(self, hanako: Resident, link: bytes | None = None) -> RoomResident:
        """Hanako in front of the page, by a link from the talk."""
        client, fingerprint = self.app.test_client(), self.town.keys.fingerprint
        return RoomResident(client, fingerprint, self.town.clock, link=link or self.link(hanako))

    def next_roster(self) -> None:
        """Signed anew, with the same people."""
        town = self.town
        with town.database.transaction() as connection:
            trust, last = town.office.trust(connection, now=town.clock()), rosters.chain(connection)[-1]
            signed = next_roster(trust, last, now=town.clock() // 1000)
            rosters.add(connection, trust.epoch + 1, signed)

    def desk(self, name: str = "sato") -> Desk:
        return Desk(self.app, name)

    def add_key(self, room: RoomResident, key: Identity, key_id: bytes, *, inside: bool = False) -> None:
        """The next key as Sato's console makes it: for desk and resident, or `inside` for the desk alone."""
        town, sato = self.town, colleague("sato")
        members = room.trust.current.desk_members(room.desk)
        members += [] if inside else [(room.guest.kid, room.guest.epk)]
        made = wrapsets.make_wrapset(
            town.keys.fingerprint,
            sato.signer,
            sato.kid,
            key,
            key_id=key_id,
            desk=room.desk,
            epoch=1,
            members=members,
        )
        with town.database.transaction() as connection:
            case = shred.open_key(connection, town.keys.kek, room.id)
            sealed = case.wrap("wrapset", 2, made.to_json())
            one = Generation(key_id, sealed, 1, 1, server_made=False, inside=inside)
            generations.add(connection, room.id, 2, one)
            consultations.note_changed(connection, room.id)

    def purge(self, *, ship: Path | None = None) -> purge.Outcome:
        """As the time process does it within a second or two of a wish. `ship`: where the table of shred keys goes, if anywhere."""
        town = self.town
        send = ship_to(ship, town.database) if ship else _nowhere
        return purge.run(
            town.database, town.keys, town.settings.retention_policy,
            now=town.clock(), ship=send, clock=town.clock,
        )  # fmt: skip


def _nowhere(table: ShredTable) -> None:
    """To no backup."""


@pytest.fixture
def house(town: Town) -> Iterator[House]:
    """Talk and rooms."""
    with opened(town.but(LANES="talk,room"), town.clock) as app:
        yield House(town, app)


@pytest.fixture
def rooms_only(town: Town) -> Iterator[House]:
    with opened(town.but(LANES="room"), town.clock) as app:
        yield House(town, app)


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("error", "")


def opens(resident: RoomResident, **changes: Any) -> TestResponse:
    return resident.post("consultations", resident.opening(*resident.text("はじめまして"), **changes))


def at_once(call: Callable[[], int], times: int) -> list[int]:
    """So many at the same moment; what each answered."""
    ready, found = threading.Barrier(times), list[int]()

    def run() -> None:
        ready.wait()
        found.append(call())

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
