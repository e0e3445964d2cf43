"""The door to a sealed picture: for whoever may see the consultation, and nothing in it that the server could read."""

import struct
from collections.abc import Callable

import pytest

from storage import attachments, consultations, shred
from storage.contexts import b64
from tests.cast import Resident, Town
from tests.handlers.desk import Desk
from tests.handlers.line import Callback

CHUNKS = [b"one sealed chunk", b"another", b""]


@pytest.fixture
def kept(town: Town, case: bytes) -> str:
    """Hanako's consultation, with an attachment at position 2."""
    with town.database.transaction() as connection:
        attachments.put(connection, shred.open_key(connection, town.keys.kek, case), 2, CHUNKS)
        consultations.note_replied(connection, case, bytes(32), now=town.clock())
    return b64(case)


def test_the_chunks_come_with_their_lengths_and_without_the_outer_layer(sato: Desk, kept: str) -> None:
    answer = sato.get(f"consultations/{kept}/attachments/2")
    assert (answer.status_code, answer.mimetype) == (200, "application/octet-stream")
    assert answer.data == b"".join(struct.pack(">I", len(chunk)) + chunk for chunk in CHUNKS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("position", ["1", "3", "0", "-1", "99999999999999999999", "x", ""])
def test_where_nothing_is_nothing_is_found(sato: Desk, kept: str, position: str) -> None:
    assert sato.get(f"consultations/{kept}/attachments/{position}").status_code == 404


def test_who_may_not_see_the_consultation_finds_nothing(
    sign_in: Callable[[str], Desk], sato: Desk, kept: str
) -> None:
    assert sign_in("mori").get(f"consultations/{kept}/attachments/2").status_code == 404
    sato.claim(kept)
    assert sign_in("kudo").get(f"consultations/{kept}/attachments/2").status_code == 404
    sato.client.delete_cookie("hidamari")
    assert sato.get(f"consultations/{kept}/attachments/2").status_code == 401


def test_another_consultation_does_not_open_it(
    town: Town, callback: Callback, hanako: Resident, sato: Desk, kept: str
) -> None:
    callback.events(town.resident().says("べつのひと"))
    (other,) = {b64(case) for case in town.consultations()} - {kept}
    assert sato.get(f"consultations/{other}/attachments/2").status_code == 404
