"""Transcript entries as rows: each at its place, none movable, erasable one by one without breaking the chain."""

import pytest
from sqlalchemy import select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from storage import records, shred, transcripts
from storage.contexts import ZERO, Rejected, digest
from storage.record import Record
from storage.transcripts import Head, staff_heads, transcript_entries
from tests.cast import Town, colleague


@pytest.fixture
def case(town: Town) -> bytes:
    """Three messages of Hanako's and a reply of Sato's."""
    hanako = town.resident()
    for text in ("ひとつ", "ふたつ", "みっつ"):
        town.receive(hanako.says(text))
    (case,) = town.consultations()
    town.answer(case, "佐藤です")
    return case


def sealed_at(town: Town, case: bytes) -> dict[int, bytes]:
    wanted = select(transcript_entries.c.position, transcript_entries.c.sealed)
    with town.database.reading() as connection:
        rows = connection.execute(wanted.where(transcript_entries.c.consultation_id == case))
        return {row.position: bytes(row.sealed) for row in rows}


def overwrite(town: Town, case: bytes, position: int, sealed: bytes) -> None:
    place = (transcript_entries.c.consultation_id == case) & (transcript_entries.c.position == position)
    with town.database.transaction() as connection:
        connection.execute(update(transcript_entries).where(place).values(sealed=sealed))


def erase_content(town: Town, case: bytes, position: int) -> None:
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        transcripts.erase_content(connection, key, position)


def test_a_transcript_is_read_in_stored_order(town: Town, case: bytes) -> None:
    assert town.texts(case) == ["ひとつ", "ふたつ", "みっつ", "佐藤です"]
    entries = town.read(case, colleague("kudo"))
    assert [(e.record.seq, e.record.dir) for e in entries] == [(1, 0), (2, 0), (3, 0), (1, 1)]
    assert entries[3].record.ack == entries[2].record.id(town.keys.fingerprint)


def test_a_position_taken_twice_is_refused_and_nothing_of_it_stays(town: Town, case: bytes) -> None:
    record = town.read(case, colleague("sato"))[0].record
    before = sealed_at(town, case)
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        transcripts.append(connection, key, 5, record)
        transcripts.append(connection, key, 4, record)
    assert sealed_at(town, case) == before


def test_a_row_moved_within_or_between_consultations_is_rejected(town: Town, case: bytes) -> None:
    town.receive(town.resident().says("べつの人"))
    other = next(found for found in town.consultations() if found != case)
    honest = sealed_at(town, case)
    for moved in (honest[2], sealed_at(town, other)[1], honest[1][:-1] + bytes([honest[1][-1] ^ 1])):
        overwrite(town, case, 1, moved)
        with pytest.raises(Rejected, match="outer"):
            town.texts(case)
    overwrite(town, case, 1, honest[1])
    assert town.texts(case)[0] == "ひとつ"


def test_erased_content_is_gone_and_the_chain_still_verifies(town: Town, case: bytes) -> None:
    whole = town.read(case, colleague("sato"))[1].record
    erase_content(town, case, 2)
    erase_content(town, case, 2)
    assert town.texts(case) == ["ひとつ", None, "みっつ", "佐藤です"]
    with town.database.reading() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        stored = transcripts.read(connection, key)[1].record
        raw = key.unwrap("record", 2, sealed_at(town, case)[2])
    assert stored == records.erase(whole)
    assert stored.id(town.keys.fingerprint) == whole.id(town.keys.fingerprint)
    assert whole.blob is not None
    assert whole.blob not in raw
    assert len(raw) < len(whole.blob)
    town.answer(case, "つづけましょう")
    assert town.texts(case)[4] == "つづけましょう"


def test_an_entry_of_before_is_read_as_what_is_stored_today(town: Town, case: bytes) -> None:
    """Entries were JSON once, and in older backups they are."""
    with town.database.reading() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        whole, wordless = transcripts.record_at(connection, key, 1), transcripts.record_at(connection, key, 2)
    for position, record in ((1, whole), (2, records.erase(wordless))):
        overwrite(town, case, position, key.wrap("record", position, record.to_json()))
    assert town.texts(case) == ["ひとつ", None, "みっつ", "佐藤です"]
    erase_content(town, case, 1)
    assert town.texts(case) == [None, None, "みっつ", "佐藤です"]


def test_what_is_no_entry_is_refused(town: Town, case: bytes) -> None:
    record = town.read(case, colleague("sato"))[0].record
    whole, wordless = record.to_bytes(), records.erase(record).to_bytes()
    assert (Record.from_bytes(whole), Record.from_bytes(wordless)) == (record, records.erase(record))
    for spoilt in (
        b"",
        b"{",
        whole[:100],
        b"\x02" + whole[1:],
        b"\x01\x02" + whole[2:],
        wordless + b"more",
        wordless[:-1],
    ):
        with pytest.raises(Rejected, match="header"):
            Record.from_bytes(spoilt)


def test_a_short_message_fits_onto_a_page_beside_others(town: Town, case: bytes) -> None:
    """SQLite keeps a row without a rowid on its leaf up to 1,001 bytes of a page of 4,096; beyond that it takes a page besides."""
    said = sealed_at(town, case)[1]
    assert len(said) + len(case) + 32 + 10 <= 1001


def test_an_entry_put_back_after_its_erasure_reads_as_it_was_signed(town: Town, case: bytes) -> None:
    """Whoever restores an old row with the right key restores what was said; nothing else can stand at that place."""
    honest = sealed_at(town, case)
    erase_content(town, case, 1)
    overwrite(town, case, 1, honest[1])
    assert town.texts(case)[0] == "ひとつ"


def test_a_message_is_found_by_its_keyed_hash_only(town: Town, case: bytes) -> None:
    said = town.resident().says("さがして")
    town.receive(said)
    other = next(found for found in town.consultations() if found != case)
    wanted = select(transcript_entries.c.message_ref).where(transcript_entries.c.consultation_id == other)
    with town.database.reading() as connection:
        reference = bytes(connection.scalars(wanted).one())
        whose = bytes(town.row(other).pseudonym)
        assert transcripts.find_message(connection, whose, reference) == [(other, 1)]
        assert transcripts.find_message(connection, whose, digest(said["message"]["id"].encode())) == []
        assert transcripts.find_message(connection, bytes(town.row(case).pseudonym), reference) == []


def test_a_message_is_looked_for_in_the_order_in_which_entries_lie(town: Town, case: bytes) -> None:
    """An index by random hashes alone would be torn open at another page for each entry that comes or goes."""
    if town.database.sqlite:
        explain, expected = (
            "EXPLAIN QUERY PLAN ",
            "ix_transcript_entries_message (consultation_id=? AND message_ref=?)",
        )
    else:
        explain, expected = "EXPLAIN ", "ix_transcript_entries_message on transcript_entries"
    wanted = (
        "SELECT position FROM transcript_entries WHERE consultation_id = :id AND message_ref = :reference"
    )
    with town.database.reading() as connection:
        if not town.database.sqlite:
            connection.execute(sql("SET LOCAL enable_seqscan = off"))
            connection.execute(sql("SET LOCAL enable_bitmapscan = off"))
        plan = connection.execute(sql(explain + wanted), {"id": case, "reference": bytes(32)})
        assert expected in " ".join(str(row) for row in plan)


def test_each_counselor_has_a_chain_of_their_own(town: Town, case: bytes) -> None:
    town.answer(case, "工藤です", by="kudo")
    town.answer(case, "また佐藤です")
    with town.database.reading() as connection:
        heads = {
            n: transcripts.staff_head(connection, case, colleague(n).kid) for n in ("sato", "kudo", "mori")
        }
    entries = [entry.record for entry in town.read(case, colleague("sato"))]
    assert heads["sato"] == Head(2, entries[5].id(town.keys.fingerprint))
    assert heads["kudo"] == Head(1, entries[4].id(town.keys.fingerprint))
    assert heads["mori"] == Head(0, ZERO)


def test_erasing_a_consultation_takes_its_entries_and_leaves_the_others(town: Town, case: bytes) -> None:
    town.receive(town.resident().says("のこる人"))
    other = next(found for found in town.consultations() if found != case)
    with town.database.transaction() as connection:
        assert transcripts.erase(connection, [case]) == 4
        assert transcripts.erase(connection, [case]) == 0
        assert connection.execute(select(staff_heads)).all() == []
    assert sealed_at(town, case) == {}
    assert town.texts(other) == ["のこる人"]
