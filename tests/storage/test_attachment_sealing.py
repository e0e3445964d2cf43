"""A file in sealed chunks: opened whole, or not at all; the same bytes as in the browser."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import attachments, chunks, shred
from storage.chunks import CHUNK, Cover
from storage.contexts import Rejected, b64, ctx, digest, unb64
from tests.cast import Json, Town

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "attachments.json").read_text("utf-8"))
FP, CASE, REF = (unb64(VECTORS[name]) for name in ("fingerprint", "case", "ref"))
OTHER = bytes(16)


def repeated(size: int) -> bytes:
    return (bytes(range(256)) * (size // 256 + 1))[:size]


def sealed_again(vector: Json, content: bytes) -> tuple[Cover, list[bytes]]:
    found = Cover.from_payload(vector)
    cover, sealed = chunks.seal(content, FP, CASE, REF, key=found.key, prefix=found.prefix)
    assert cover == found
    assert b64(ctx("attachment", FP, CASE, REF, len(content))) == vector["aad"]
    return cover, sealed


@pytest.mark.parametrize("vector", VECTORS["small"], ids=lambda vector: vector["name"])
def test_small_vectors_in_both_directions(vector: Json) -> None:
    content, stored = unb64(vector["plain"]), [unb64(chunk) for chunk in vector["sealed"]]
    cover, sealed = sealed_again(vector, content)
    assert sealed == stored
    assert chunks.open_(cover, stored, FP, CASE, REF) == content
    assert sum(len(chunk) - 16 for chunk in stored) == vector["padded"]


@pytest.mark.parametrize("vector", VECTORS["repeated"], ids=lambda vector: vector["name"])
def test_vectors_of_several_chunks(vector: Json) -> None:
    cover, sealed = sealed_again(vector, repeated(vector["size"]))
    assert [len(chunk) for chunk in sealed] == vector["sealed_lengths"]
    assert [b64(digest(chunk)) for chunk in sealed] == vector["sealed_sha256"]
    assert chunks.open_(cover, sealed, FP, CASE, REF) == repeated(vector["size"])


@given(st.integers(0, 30_000_000))
def test_a_length_tells_little_and_costs_little(size: int) -> None:
    padded = chunks.padme(size)
    assert size <= padded <= size * 1.12 + 1
    assert chunks.padme(padded) == padded


def test_padded_lengths_are_those_of_the_vectors() -> None:
    assert [[size, chunks.padme(size)] for size, _ in VECTORS["padme"]] == VECTORS["padme"]


def test_nothing_can_be_swapped_dropped_added_or_moved() -> None:
    cover, sealed = chunks.seal(repeated(3 * CHUNK), FP, CASE, REF)
    one, two, three = sealed
    flipped = bytes([one[0] ^ 1]) + one[1:]
    for meddled in ([two, one, three], [one, one, three], [one, three, two], [flipped, two, three]):
        with pytest.raises(Rejected, match="decrypt"):
            chunks.open_(cover, meddled, FP, CASE, REF)
    for meddled in ([one, two], [*sealed, three], []):
        with pytest.raises(Rejected, match="padding"):
            chunks.open_(cover, meddled, FP, CASE, REF)
    for place in ((OTHER + FP[16:], CASE, REF), (FP, OTHER, REF), (FP, CASE, OTHER)):
        with pytest.raises(Rejected, match="decrypt"):
            chunks.open_(cover, sealed, *place)
    shorter = cover._replace(size=2 * CHUNK, chunks=2)
    with pytest.raises(Rejected, match="decrypt"):
        chunks.open_(shorter, sealed[:2], FP, CASE, REF)
    with pytest.raises(Rejected, match="blob-hash"):
        chunks.open_(cover._replace(sha256=bytes(32)), sealed, FP, CASE, REF)


def test_two_seals_of_the_same_bytes_have_nothing_in_common() -> None:
    (one, first), (two, second) = (chunks.seal(b"same", FP, CASE, REF) for _ in range(2))
    assert (one.key, one.prefix, first) != (two.key, two.prefix, second)


def test_stored_chunks_come_back_in_order_and_cannot_change_places(town: Town) -> None:
    with town.database.transaction() as connection:
        case = shred.create(connection, town.keys.kek, CASE)
        attachments.put(connection, case, 7, [b"one", b"two", b"three"])
        attachments.put(connection, case, 8, [b"other"])
        attachments.put(connection, case, 9, [])
        assert attachments.read(connection, case, 7) == [b"one", b"two", b"three"]
        assert attachments.read(connection, case, 9) == []
        table = attachments.attachments
        for wanted, moved in ((7, {"number": 5}), (8, {"position": 6}), (8, {"number": 1})):
            where = (table.c.position == wanted) & (table.c.number == 0)
            with pytest.raises(Rejected, match="outer"), connection.begin_nested() as tried:
                connection.execute(table.update().where(where).values(**moved))
                attachments.read(connection, case, moved.get("position", wanted))
            if tried.is_active:
                tried.rollback()
        attachments.erase_position(connection, CASE, 7)
        assert (attachments.read(connection, case, 7), attachments.read(connection, case, 8)) == (
            [],
            [b"other"],
        )
        attachments.erase(connection, [CASE])
        assert attachments.read(connection, case, 8) == []
