"""Whether a database makes somebody wait for another's lock, so that a story can let two things happen at the same moment."""

from sqlalchemy import text

from storage.database import Database

_SOMEBODY = text(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def somebody_waits(database: Database) -> bool:
    """On SQLite, where one writes after the other, there is no telling, and always true."""
    if database.sqlite:
        return True
    with database.reading() as connection:
        return connection.execute(_SOMEBODY).first() is not None
