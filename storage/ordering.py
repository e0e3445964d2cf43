"""The order in which people see what an office has: positions from 1, given anew to all of them together."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, bindparam, update


def arrange(connection: Connection, table: Table, ids: Sequence[str]) -> None:
    """Gives the rows of these ids (all there are, held by the caller) the positions 1, 2, …; nothing else of them changes.

    Not their revision either: whoever is writing at one of them is not in the way of who moves it.
    """
    moved = update(table).where(table.c.id == bindparam("row"), table.c.position != bindparam("place"))
    places = [{"row": row, "place": place} for place, row in enumerate(ids, 1)]
    if places:
        connection.execute(moved.values(position=bindparam("place")), places)
