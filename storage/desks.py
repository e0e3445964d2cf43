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


PRACTICE = "practice"
"""The desk at which invented residents write, for staff to practise. Its id stands in the signed roster and in every first page, so
that a browser knows it without asking the server. Nobody real is ever led there.
"""
PRACTICE_NAME = "練習の窓口"
PRACTICE_POSITION = 1_000


def add(connection: Connection, desk: str, *, name: str, position: int) -> None:
    connection.execute(insert(desks), {"id": desk, "name": name, "position": position})


def intake_desk(connection: Connection) -> str:
    """The desk that a talk starts at: the first that is not for practice. Raises LookupError when none has been set up."""
    real = select(desks.c.id).where(desks.c.id != PRACTICE)
    desk = connection.scalar(real.order_by(desks.c.position, desks.c.id).limit(1))
    if desk is None:
        raise LookupError("no desk has been set up: run `python app.py init`")
    return str(desk)


def open_practice(connection: Connection) -> None:
    """Adds the desk for practice, behind all others."""
    add(connection, PRACTICE, name=PRACTICE_NAME, position=PRACTICE_POSITION)


def names(connection: Connection) -> dict[str, str]:
    """Name by id, the first desk first."""
    wanted = select(desks.c.id, desks.c.name).order_by(desks.c.position, desks.c.id)
    return {row.id: row.name for row in connection.execute(wanted)}


def real_names(connection: Connection) -> dict[str, str]:
    """As `names`, without the desk for practice, which has no hours and is nothing to residents."""
    return {desk: name for desk, name in names(connection).items() if desk != PRACTICE}
