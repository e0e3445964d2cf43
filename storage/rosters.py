"""The signed rosters as stored, and the office's trust in them.

A roster is believed because the office root signed for it and the root's fingerprint stands in a file beside the database
(`keys/office`), never because it stands in the database.
"""

import threading

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, func, select, text

from storage.contexts import Rejected
from storage.database import metadata
from storage.dialect import insert_ignoring
from storage.keystore import Keys
from storage.roster import Remembered, SignedRoster, Trust, accept_chain

_LOCK = 0x524F53544552

rosters = Table(
    "rosters",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("signed", LargeBinary, nullable=False),
)


def add(connection: Connection, epoch: int, signed: SignedRoster) -> bool:
    """False when there is a roster of this epoch already."""
    return insert_ignoring(connection, rosters, {"epoch": epoch, "signed": signed.to_json()})


def hold(connection: Connection) -> None:
    """Until the commit nobody else accepts the next roster or invites anybody, and whoever had to keep this one (`keep`) has done it.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def keep(connection: Connection) -> None:
    """Until the commit no next roster is accepted; for who gives somebody work, and before they hold what it is about."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _LOCK})


def chain(connection: Connection) -> list[SignedRoster]:
    """Every roster from the first, as the exact bytes that were signed."""
    rows = connection.execute(select(rosters.c.signed).order_by(rosters.c.epoch))
    return [SignedRoster.from_json(bytes(row.signed)) for row in rows]


_NEWEST = select(func.max(rosters.c.epoch))


class Office:
    """One office in one process: its secret keys, and its roster once it has been verified.

    Also remembers which wrap sets it has verified, with the id and the public half of their case key, so that a message to a
    known consultation costs no second check.
    """

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.verified: dict[bytes, tuple[bytes, bytes]] = {}
        self._guard = threading.Lock()
        self._trust: Trust | None = None

    def trust(self, connection: Connection, *, now: int, newest: int | None = None) -> Trust:
        """The verified chain of rosters (times in ms). Raises `Rejected`; what it raises must stop any sealing. `newest`: the epoch
        that is stored, where it is known in this transaction.

        An expired newest roster is accepted here, and only here: a resident's message is worth more than a late signature.
        The browsers refuse it, and `/health/ready` reports it, until the roster is signed anew.
        """
        newest = connection.scalar(_NEWEST) if newest is None else newest
        if newest is None:
            raise Rejected("roster")
        with self._guard:
            if self._trust is None or self._trust.epoch != newest:
                remembered = self._trust.remembered if self._trust else None
                self._trust = _accept(self.keys.fingerprint, chain(connection), now // 1000, remembered)
            return self._trust


def _accept(fingerprint: bytes, signed: list[SignedRoster], now: int, remembered: Remembered | None) -> Trust:
    try:
        return accept_chain(fingerprint, signed, now, remembered=remembered)
    except Rejected as refused:
        if refused.code != "stale":
            raise
    return accept_chain(fingerprint, signed, signed[-1].parsed().not_before, remembered=remembered)
