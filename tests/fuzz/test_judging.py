"""The judge sees what is written, by whichever way it goes to the database."""

from sqlalchemy import insert

from storage import receipts, totals
from storage.receipts import unsent_messages
from tests.cast import Town
from tests.fuzz.judging import Writes
from tests.retention.house import TOKYO


def test_a_write_is_seen_by_either_way_once_it_is_committed(town: Town) -> None:
    writes = Writes(town.database.engine)
    try:
        with town.database.transaction() as connection:
            connection.execute(insert(unsent_messages), {"message_ref": bytes(32), "unsent_at": 1})
            assert receipts.record(connection, "01EVENT", now=1)
            totals.count(connection, "message", "text", now=1, timezone=TOKYO)
            assert writes.committed == set()
        assert writes.committed == {"unsent_messages", "receipts", "totals"}
        writes.committed.clear()
        with town.database.transaction() as connection:
            assert not receipts.record(connection, "01EVENT", now=2)
        assert writes.committed == set()
    finally:
        writes.end()
