"""Who orders paper and where it goes: sealed under the order's own shred key."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from storage import shred
from storage.keystore import Keys
from storage.paper_orders import paper_orders


class Details(NamedTuple):
    """The organisation, its address, a department or whom to ask for, a telephone number or mail address, and what else they say."""

    name: str
    address: str
    contact: str
    reach: str
    note: str


LOST = Details("", "", "", "", "")
"""Of an order whose key is gone before its row, which the watchdog tells: one of them must not keep the others from being seen."""


def seal(connection: Connection, keys: Keys, order: bytes, details: Details) -> None:
    """Keeps them with a new order. Raises `shred.Erased` for an id that was erased once."""
    case = shred.create(connection, keys.kek, order)
    sealed = case.wrap("paper-order", 0, json.dumps(details, ensure_ascii=False).encode())
    connection.execute(update(paper_orders).where(paper_orders.c.id == order).values(sealed_details=sealed))


def open_(
    connection: Connection, keys: Keys, orders: Iterable[bytes], *, instead: Details | None = None
) -> dict[bytes, Details]:
    """What is kept with each of these; `instead` for one without its key. Raises `shred.Erased` where nothing stands instead."""
    wanted = select(paper_orders.c.id, paper_orders.c.sealed_details).where(
        paper_orders.c.id.in_(list(orders))
    )
    return {
        bytes(row.id): _open(connection, keys, bytes(row.id), bytes(row.sealed_details), instead)
        for row in connection.execute(wanted).all()
    }


def _open(
    connection: Connection, keys: Keys, order: bytes, sealed: bytes, instead: Details | None
) -> Details:
    try:
        case = shred.open_key(connection, keys.kek, order)
    except shred.Erased:
        if instead is None:
            raise
        return instead
    return Details(*json.loads(case.unwrap("paper-order", 0, sealed)))
