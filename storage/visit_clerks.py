"""Which clerk works for which places. A supervisor looks after all of them and needs no row."""

from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, insert, select

from storage.database import metadata

visit_clerks = Table(
    "visit_clerks",
    metadata,
    Column("kid", LargeBinary(16), primary_key=True),
    Column("place", String(32), primary_key=True),
)


def places_of(connection: Connection, kid: bytes) -> list[str]:
    """The ids of the places that this clerk works for."""
    wanted = select(visit_clerks.c.place).where(visit_clerks.c.kid == kid).order_by(visit_clerks.c.place)
    return list(connection.scalars(wanted))


def of_all(connection: Connection) -> dict[str, list[bytes]]:
    """Key ids of clerks by place."""
    found: dict[str, list[bytes]] = {}
    for row in connection.execute(select(visit_clerks).order_by(visit_clerks.c.place, visit_clerks.c.kid)):
        found.setdefault(row.place, []).append(bytes(row.kid))
    return found


def replace(connection: Connection, kid: bytes, places: list[str]) -> None:
    """This clerk works for exactly these places from now on."""
    connection.execute(delete(visit_clerks).where(visit_clerks.c.kid == kid))
    if places:
        connection.execute(
            insert(visit_clerks), [{"kid": kid, "place": place} for place in sorted(set(places))]
        )
