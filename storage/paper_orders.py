"""Orders of paper by schools, companies and others: who, where to and how to reach them lies under the order's shred key."""

import json
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    Text,
    case,
    delete,
    func,
    select,
    update,
)

from storage import erasures
from storage.contexts import digest
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys

Kind = Literal["school", "company", "clinic", "public", "other"]
State = Literal["new", "packed", "sent", "declined"]
KINDS: tuple[Kind, ...] = ("school", "company", "clinic", "public", "other")
STATES: tuple[State, ...] = ("new", "packed", "sent", "declined")
ENDS: tuple[State, ...] = ("sent", "declined")
CARD = "card"
"""Stands in the place of a flyer for the small card that every office has."""

paper_orders = Table(
    "paper_orders",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("code", String(4), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("items", Text, nullable=False),
    Column("sealed_details", LargeBinary, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("due_at", BigInteger, nullable=False),
)
"""`items`: JSON [[flyer, copies], …]. `due_at` (ms): destroyed then, whatever became of it. `code` is what one says on the telephone."""
Index("ix_paper_orders_due_at", paper_orders.c.due_at)

spent_proofs = Table(
    "spent_proofs",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
)
"""Proofs of work that were taken already, until they expire by themselves; and, within a transaction only, the code that it reaches for."""
Index("ix_spent_proofs_expires_at", spent_proofs.c.expires_at)


class Order(NamedTuple):
    """One row without what is sealed. `items`: (flyer, or `CARD`; copies). `ended_at` (ms): since when it is sent or declined."""

    id: bytes
    code: str
    revision: int
    kind: Kind
    state: State
    items: tuple[tuple[str, int], ...]
    asked_at: int
    ended_at: int | None
    due_at: int


_COLUMNS = [paper_orders.c[name] for name in Order._fields]
_MOST_LISTED = 500


def add(connection: Connection, order: Order, *, codes: Iterable[str]) -> Order | None:
    """Stores it under the first of `codes` that no other order has; None when its id is taken. Its details are sealed next.

    Who reaches for the code of an order that is being stored at this moment waits until it is, and takes the next one.
    """
    code = next(one for one in codes if _is_free(connection, one, order.asked_at))
    made = order._replace(code=code)
    values = made._asdict() | {"items": json.dumps(made.items), "sealed_details": b""}
    stored = insert_ignoring(connection, paper_orders, values)
    # Whoever waits for it looks anew when this transaction ends, and finds the order.
    connection.execute(delete(spent_proofs).where(spent_proofs.c.hash == _reached_for(code)))
    return made if stored else None


def find(connection: Connection, order: bytes) -> Order | None:
    return _first(connection, select(*_COLUMNS).where(paper_orders.c.id == order))


def all_of(connection: Connection) -> list[Order]:
    """The newest first; 500 at the most."""
    newest = select(*_COLUMNS).order_by(paper_orders.c.asked_at.desc(), paper_orders.c.id)
    return [_order(row) for row in connection.execute(newest.limit(_MOST_LISTED))]


def mark(connection: Connection, order: bytes, state: State, *, revision: int, now: int) -> Order | None:
    """As it is then; None when it is gone, or no longer of `revision`. What is sent or declined has ended, until it is marked otherwise."""
    ended = case((paper_orders.c.state.in_(ENDS), paper_orders.c.ended_at), else_=now)
    marked = (
        update(paper_orders)
        .where(paper_orders.c.id == order, paper_orders.c.revision == revision)
        .values(state=state, revision=revision + 1, ended_at=ended if state in ENDS else None)
        .returning(*_COLUMNS)
    )
    row = connection.execute(marked).first()
    return _order(row) if row is not None else None


def due(connection: Connection, *, now: int, limit: int) -> list[bytes]:
    """Ids of those that are to be destroyed at `now` (ms), the oldest first."""
    wanted = select(paper_orders.c.id).where(paper_orders.c.due_at <= now)
    ordered = wanted.order_by(paper_orders.c.due_at, paper_orders.c.id).limit(limit)
    return [bytes(found) for found in connection.scalars(ordered)]


def count_due(connection: Connection, *, now: int) -> int:
    wanted = select(func.count()).select_from(paper_orders).where(paper_orders.c.due_at <= now)
    return int(connection.scalars(wanted).one())


def due_dates(connection: Connection, *, before: int) -> list[int]:
    """When each order that is due before that moment will be destroyed (ms)."""
    return list(connection.scalars(select(paper_orders.c.due_at).where(paper_orders.c.due_at < before)))


def erase(connection: Connection, ids: Iterable[bytes]) -> list[bytes]:
    """Deletes their rows, and returns which of them there were. Their shred keys are for who calls this: `destroy` does both."""
    gone = delete(paper_orders).where(paper_orders.c.id.in_(list(ids))).returning(paper_orders.c.id)
    return [bytes(found) for found in connection.scalars(gone)]


def destroy(
    connection: Connection, keys: Keys, ids: Iterable[bytes], *, policy: str, why: str, now: int
) -> int:
    """Rows, keys, and a certificate for each, all or none; returns how many. Final with the next rotation of the KEK.

    `policy` is the version of the retention policy; `why`: "due", or "desk" when a clerk did not wait for the day.
    """
    gone = erase(connection, ids)
    erasures.destroy(connection, keys, "paper-order", [(one, why) for one in gone], policy=policy, now=now)
    return len(gone)


def spend(connection: Connection, proof: bytes, *, expires_at: int) -> bool:
    """Takes what 32 bytes name; False when it was taken before. Another who shows the same waits for the commit."""
    return insert_ignoring(connection, spent_proofs, {"hash": proof, "expires_at": expires_at})


def forget_spent(connection: Connection, *, now: int) -> None:
    """Those that nobody could use any more."""
    connection.execute(delete(spent_proofs).where(spent_proofs.c.expires_at <= now))


def _is_free(connection: Connection, code: str, now: int) -> bool:
    # Looking alone would not do: nobody sees the row of an order before its transaction ends.
    spend(connection, _reached_for(code), expires_at=now)
    found = select(paper_orders.c.id).where(paper_orders.c.code == code).limit(1)
    return connection.scalar(found) is None


def _reached_for(code: str) -> bytes:
    return digest(b"code of a paper order " + code.encode())


def _first(connection: Connection, wanted: Select[tuple[object, ...]]) -> Order | None:
    row = connection.execute(wanted).first()
    return _order(row) if row is not None else None


def _order(row: Row[tuple[object, ...]]) -> Order:
    found = Order._make(row)
    items = tuple((str(flyer), int(copies)) for flyer, copies in json.loads(str(row.items)))
    return found._replace(id=bytes(row.id), items=items)
