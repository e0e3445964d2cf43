"""The end of what was practised: destroyed by the first purge after some hours, without a certificate, for it was never anybody's."""

from sqlalchemy import Connection

from storage import checks, co_readings, consultations, endings, outbox, shred, transcripts
from storage.keystore import Keys

AT_LEAST_MS = 6 * 3600 * 1000
"""A purge that comes in the middle of a lesson, for a resident's wish, leaves it."""


def erase(connection: Connection, keys: Keys, *, now: int) -> int:
    """Whatever was begun some hours ago; returns how many went. Final with the next rotation of the KEK."""
    ids = endings.practised(connection, before=now - AT_LEAST_MS)
    if ids:
        for rows in (transcripts, outbox, co_readings, checks, consultations):
            rows.erase(connection, ids)
        shred.erase(connection, keys.kek, ids, now=now)
    return len(ids)
