"""Words that wait for 「読む」, and knocks, after a restore: nothing is said twice, and what is new is knocked for."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import knocking, outgoing
from bot.messages import text_message
from storage import outbox, residents, rooms
from storage.consultations import consultations
from storage.database import Database
from tests.cast import Town
from tests.handlers.at_room import House
from tests.handlers.doors import opened
from tests.storage.backups import ONE_KIND, back_up, restore, talk
from tests.storage.backups import folder as folder
from tests.storage.backups import same as same


def says(town: Town, database: Database, case: bytes, text: str, position: int) -> None:
    """Words of the desk, queued in that database."""
    with database.transaction() as connection:
        row = connection.execute(select(consultations).where(consultations.c.id == case)).one()
        outgoing.queue(
            connection, town.keys, row, [text_message(text)],
            position=position, now=town.clock(), timezone=town.settings.timezone,
        )  # fmt: skip


def gone(database: Database, kind: str) -> None:
    """LINE takes everything of that kind."""
    table = outbox.outbox
    with database.transaction() as connection:
        wanted = select(table.c.id).where(table.c.kind == kind, table.c.state == outbox.QUEUED)
        outbox.accepted(connection, list(connection.scalars(wanted)))


def queued(database: Database, kind: str) -> list[Any]:
    table = outbox.outbox
    with database.reading() as connection:
        return list(
            connection.execute(select(table).where(table.c.kind == kind, table.c.state == outbox.QUEUED))
        )


@ONE_KIND
@pytest.mark.parametrize("knocked", [True, False])
def test_what_she_may_have_read_since_is_not_said_again_and_the_next_is_knocked_for(
    town: Town, folder: Path, same: Database, knocked: bool
) -> None:
    """Otherwise the old words come once more when she asks, and until then nothing tells her of any new ones."""
    case = talk(town, "きいて")
    gone(town.database, "push")
    with town.database.transaction() as connection:
        resident = residents.of(connection, bytes(town.row(case).pseudonym))
        residents.keep(connection, resident, now=town.clock(), arrival="knock")
    says(town, town.database, case, "いち", 3)
    if knocked:
        gone(town.database, "knock")
    back_up(town, folder)
    town.clock.pass_(hours=4)
    with town.database.transaction() as connection:
        assert outgoing.release(connection, town.row(case), town.clock()) == 1
    gone(town.database, "push")
    done = restore(town, same, folder)
    assert queued(same, "knock") == []
    says(town, same, case, "に", 4)
    with same.reading() as connection:
        states = outbox.deliveries(connection, case)
    assert states[3] == {"state": "failed", "reason": "unknown"}
    assert (states[4], done.expired) == ({"state": "queued", "reason": "ask"}, 1 if knocked else 2)
    assert len(queued(same, "knock")) == 1


@ONE_KIND
def test_who_may_have_looked_into_the_room_since_is_knocked_at_again(
    town: Town, folder: Path, same: Database
) -> None:
    def knocks(database: Database) -> bool:
        with database.transaction() as connection:
            row = connection.execute(select(consultations)).one()
            return knocking.queue(
                connection, town.keys, row, now=town.clock(), timezone=town.settings.timezone
            )

    with opened(town.but(LANES="talk,room"), town.clock) as app:
        room = House(town, app).linked(town.resident()).open("きいて")
        assert room.post("choices", {"knock": True}).status_code == 200
    town.clock.pass_(minutes=2)
    assert knocks(town.database)
    gone(town.database, "knock")
    back_up(town, folder)
    with town.database.transaction() as connection:
        connection.execute(update(rooms.rooms).values(knocked_at=None, seen_at=town.clock()))
    town.clock.pass_(hours=4)
    restore(town, same, folder)
    assert [knocks(same), knocks(same)] == [True, False]
