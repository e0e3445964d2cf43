"""What residents want destroyed at once."""

from storage import endings, visit_endings
from storage.database import Database


def due(database: Database, *, now: int) -> bool:
    """Whether something waits for a purge that shall not wait for the night. Cheap enough to ask every second."""
    with database.reading() as connection:
        return endings.wished_and_due(connection, now=now) or visit_endings.wished_and_due(
            connection, now=now
        )
