"""Places that can be visited: the desks of towns, which are not the desks that answer talks. Facts and rules of each.

Names are what residents read. `lead_days`, `change_days` and `horizon_days` count business days of the place: how long before a
visit it can be booked at the latest, changed or given up at the latest, and how far ahead it can be booked.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, select, update

from storage import ordering
from storage.database import metadata

visit_places = Table(
    "visit_places",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name_ja", String(64), nullable=False),
    Column("name_easy", String(128), nullable=False),
    Column("name_en", String(64), nullable=False),
    Column("address", String(200), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("timezone", String(40), nullable=False),
    Column("lead_days", Integer, nullable=False),
    Column("change_days", Integer, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("per_resident", Integer, nullable=False),
    Column("private_room", Boolean, nullable=False),
    Column("takes_wishes", Boolean, nullable=False),
    Column("takes_waiting", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
)


class Place(NamedTuple):
    """One place as it is stored. `per_resident`: so many bookings one resident may have there at once (1 to 9).

    `private_room`: there is one. `takes_wishes`: who finds no time may name up to three. `takes_waiting`: may wait for a time
    that somebody gives up. `timezone` is an IANA name, `revision` counts the changes of this row.
    """

    id: str
    position: int
    name_ja: str
    name_easy: str
    name_en: str
    address: str
    phone: str
    timezone: str
    lead_days: int
    change_days: int
    horizon_days: int
    per_resident: int
    private_room: bool
    takes_wishes: bool
    takes_waiting: bool
    active: bool
    revision: int = 1

    def name(self, language: str) -> str:
        """As residents of this language (ja | easy | en) read it."""
        return {"ja": self.name_ja, "easy": self.name_easy, "en": self.name_en}[language]


def all_of(connection: Connection, *, active: bool = True) -> list[Place]:
    """In their order; with `active` only those that are open for booking."""
    wanted = select(visit_places).order_by(visit_places.c.position, visit_places.c.id)
    if active:
        wanted = wanted.where(visit_places.c.active)
    return [Place(*row) for row in connection.execute(wanted)]


def find(connection: Connection, place: str) -> Place | None:
    row = connection.execute(select(visit_places).where(visit_places.c.id == place)).first()
    return Place(*row) if row is not None else None


def hold(connection: Connection, place: str | None = None) -> list[Place]:
    """This place, or all of them in their order. Until the end of the transaction nobody else who calls this sets them up."""
    wanted = select(visit_places).order_by(visit_places.c.position, visit_places.c.id).with_for_update()
    if place is not None:
        wanted = wanted.where(visit_places.c.id == place)
    return [Place(*row) for row in connection.execute(wanted)]


def arrange(connection: Connection, ids: Sequence[str]) -> None:
    """Their order from now on: all there are, held before."""
    ordering.arrange(connection, visit_places, ids)


def add(connection: Connection, place: Place) -> None:
    """Stores a new place. An id taken twice is an IntegrityError."""
    connection.execute(insert(visit_places), place._asdict())


def change(connection: Connection, place: Place) -> Place | None:
    """Replaces the row of this id if it is still of `place.revision`; as it is stored then, or None when somebody was quicker."""
    values = place._asdict() | {"revision": place.revision + 1}
    changed = connection.execute(
        update(visit_places)
        .where(visit_places.c.id == place.id, visit_places.c.revision == place.revision)
        .values(values)
        .returning(visit_places.c.id)
    ).first()
    return place._replace(revision=place.revision + 1) if changed is not None else None
