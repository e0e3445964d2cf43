"""Generations of a consultation's case key, each as a wrap set under the consultation's shred key.

`epoch` is that of the roster by which the present wraps were made, `made_epoch` that by which the key itself was made;
`server_made` says that the server held the key for a moment, because no console had prepared one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    false,
    insert,
    select,
    true,
    update,
)

from storage import owned
from storage.database import metadata
from storage.dialect import insert_ignoring

case_keys = Table(
    "case_keys",
    metadata,
    Column("consultation_id", LargeBinary(16), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("key_id", LargeBinary(16), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("epoch", Integer, nullable=False, server_default="1"),
    Column("made_epoch", Integer, nullable=False, server_default="1"),
    Column("server_made", Boolean, nullable=False, server_default=true()),
    Column("inside", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)


class Generation(NamedTuple):
    """One generation as it is stored; `sealed` is its wrap set, already under the shred key.

    `inside`: a key of the desk alone, for what a room's resident does not read. Nothing of theirs is ever sealed to it.
    """

    key_id: bytes
    sealed: bytes
    epoch: int
    made_epoch: int
    server_made: bool
    inside: bool = False


def add(connection: Connection, consultation: bytes, number: int, generation: Generation) -> None:
    """Stores a generation. A number or a key id taken twice is an IntegrityError."""
    row = {"consultation_id": consultation, "generation": number} | generation._asdict()
    connection.execute(insert(case_keys), row)


def add_if_new(connection: Connection, consultation: bytes, number: int, generation: Generation) -> bool:
    """Stores a generation; False when the number or the key id is taken, by this consultation or another."""
    row = {"consultation_id": consultation, "generation": number} | generation._asdict()
    return insert_ignoring(connection, case_keys, row)


def rewrap(connection: Connection, consultation: bytes, number: int, sealed: bytes, *, epoch: int) -> None:
    """The same key for other members: the wraps of before are gone."""
    ours = (case_keys.c.consultation_id == consultation) & (case_keys.c.generation == number)
    connection.execute(update(case_keys).where(ours).values(sealed=sealed, epoch=epoch))


def is_used(connection: Connection, key_id: bytes) -> bool:
    """Whether some consultation has a key of this id."""
    return (
        connection.execute(select(case_keys.c.key_id).where(case_keys.c.key_id == key_id)).first() is not None
    )


def all_of(connection: Connection, consultation: bytes) -> list[tuple[int, Generation]]:
    """(number, generation) of every generation, the newest last."""
    rows = connection.execute(
        select(case_keys).where(case_keys.c.consultation_id == consultation).order_by(case_keys.c.generation)
    )
    return [
        (
            r.generation,
            Generation(
                bytes(r.key_id), bytes(r.sealed), r.epoch, r.made_epoch, r.server_made, bool(r.inside)
            ),
        )
        for r in rows
    ]


def wrapsets(
    connection: Connection, consultation: bytes, *, inside: bool | None = None
) -> list[tuple[int, bytes]]:
    """(generation, stored wrap set) of every generation, the newest last; with `inside` only those that are so, or are not."""
    wanted = select(case_keys.c.generation, case_keys.c.sealed).where(
        case_keys.c.consultation_id == consultation
    )
    if inside is not None:
        wanted = wanted.where(case_keys.c.inside == inside)
    rows = connection.execute(wanted.order_by(case_keys.c.generation))
    return [(row.generation, bytes(row.sealed)) for row in rows]


def inside_ids(connection: Connection, consultation: bytes) -> set[bytes]:
    """The ids of the keys that are the desk's alone."""
    ours = (case_keys.c.consultation_id == consultation) & case_keys.c.inside
    return {bytes(row.key_id) for row in connection.execute(select(case_keys.c.key_id).where(ours))}


def erase(connection: Connection, consultations: Iterable[bytes]) -> None:
    owned.erase(connection, case_keys.c.consultation_id, consultations)
