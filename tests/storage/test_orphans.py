"""Rows without their consultation are found in every table that has such rows."""

import pytest
from sqlalchemy import Table, insert

from storage import attachments, orphans, outbox, shred, transcripts
from storage.database import metadata
from tests.cast import Town
from tests.retention.house import talk

GONE = b"gone".ljust(16)


@pytest.mark.parametrize("first", [b"\0" * 15 + b"\1", b"\xff" * 16])
@pytest.mark.parametrize("table", [attachments.attachments, transcripts.transcript_entries])
def test_a_row_whose_consultation_is_gone_is_found_wherever_it_lies(
    town: Town, table: Table, first: bytes
) -> None:
    for number in range(2):
        talk(town, f"{number}")
    with town.database.transaction() as connection:
        for case in town.consultations():
            key = shred.open_key(connection, town.keys.kek, case)
            attachments.put(connection, key, 3, [b"one", b"two"])
        assert not orphans.any_orphan_row(connection)
        row = {"consultation_id": first, "position": 1, "sealed": b"x"}
        more = {"number": 0} if "number" in table.c else {}
        connection.execute(insert(table), row | more)
        assert orphans.any_orphan_row(connection)


def test_every_table_that_belongs_to_a_consultation_is_looked_at() -> None:
    """And restoring erases from each of them: it goes by the name of the column."""
    looked_at = {table.name for table in (*orphans._FEW, *orphans._MANY)}
    assert looked_at == {t.name for t in metadata.sorted_tables if "consultation_id" in t.c} - {"audit_log"}
    assert outbox.outbox.name in looked_at
