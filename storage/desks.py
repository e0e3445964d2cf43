"""Desks: the places that answer. Their names are data; their members stand in the signed roster."""

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select

from storage.database import metadata

desks = Table(
    "desks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("position", Integer, nullable=False),
)


def add(connection: Connection, desk: str, *, name: str, position: int) -> None:
    connection.execute(insert(desks), {"id": desk, "name": name, "position": position})


def intake_desk(connection: Connection) -> str:
    """The desk that a talk starts at: the first. Raises LookupError when none has been set up."""
    desk = connection.scalar(select(desks.c.id).order_by(desks.c.position, desks.c.id).limit(1))
    if desk is None:
        raise LookupError("no desk has been set up: run `python app.py init`")
    return str(desk)


def names(connection: Connection) -> dict[str, str]:
    """Name by id, the first desk first."""
    wanted = select(desks.c.id, desks.c.name).order_by(desks.c.position, desks.c.id)
    return {row.id: row.name for row in connection.execute(wanted)}
