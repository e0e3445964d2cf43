"""Who wants to be told on LINE of new flyers: nothing but that, under a pseudonym of its own."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    select,
    update,
)

from storage import sealing
from storage.contexts import ctx
from storage.database import metadata
from storage.dialect import insert_ignoring

subscribers = Table(
    "subscribers",
    metadata,
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("language", String(8), nullable=False),
    Column("since", BigInteger, nullable=False),
)
"""`pseudonym`: ctx("pseudonym", "flyers", user id), which can't be joined to that of a consultation or a booking. `sealed_address`
under the courier key.
"""


class Subscriber(NamedTuple):
    """`language`: in which they are told."""

    pseudonym: bytes
    sealed_address: bytes
    language: str

    def open_address(self, courier_key: bytes) -> str:
        """The LINE user id. Raises `Rejected("outer")` for a row that was altered or moved."""
        aad = ctx("subscriber", self.pseudonym)
        return sealing.decrypt(courier_key, self.sealed_address, aad=aad).decode()


def add(
    connection: Connection, courier_key: bytes, pseudonym: bytes, address: str, *, language: str, now: int
) -> bool:
    """From now on they are told; `address` is their LINE user id. False for who was told already."""
    sealed = sealing.encrypt(courier_key, address.encode(), aad=ctx("subscriber", pseudonym))
    row = {"pseudonym": pseudonym, "sealed_address": sealed, "language": language, "since": now}
    return insert_ignoring(connection, subscribers, row)


def remove(connection: Connection, pseudonym: bytes) -> bool:
    """Nothing of them stays here; False for who was not there. What is on its way to them: mailings.forget."""
    gone = delete(subscribers).where(subscribers.c.pseudonym == pseudonym)
    return connection.execute(gone.returning(subscribers.c.pseudonym)).first() is not None


def is_there(connection: Connection, pseudonym: bytes) -> bool:
    wanted = select(subscribers.c.pseudonym).where(subscribers.c.pseudonym == pseudonym)
    return connection.execute(wanted).first() is not None


def speak(connection: Connection, pseudonym: bytes, language: str) -> None:
    """Who wants to be told is told in this language from now on."""
    wanted = subscribers.c.pseudonym == pseudonym
    connection.execute(update(subscribers).where(wanted).values(language=language))


def those(connection: Connection, pseudonyms: list[bytes]) -> dict[bytes, Subscriber]:
    """Who of these is still there, by pseudonym."""
    wanted = select(*_COLUMNS).where(subscribers.c.pseudonym.in_(pseudonyms))
    return {bytes(row.pseudonym): _subscriber(row) for row in connection.execute(wanted)}


def number(connection: Connection) -> int:
    return int(connection.scalars(select(func.count()).select_from(subscribers)).one())


_COLUMNS = (subscribers.c.pseudonym, subscribers.c.sealed_address, subscribers.c.language)


def _subscriber(row: Any) -> Subscriber:
    return Subscriber(bytes(row.pseudonym), bytes(row.sealed_address), row.language)
