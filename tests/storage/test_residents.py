"""What residents have chosen: written when it changes, and gone with the last that is kept of them."""

import pytest

from storage import consultations, residents
from storage.generations import Generation
from storage.residents import KEPT_MS, Resident
from tests.cast import DAY, Town
from tests.storage.test_consultations import opened

HANAKO = bytes([1]) * 32


def keep(town: Town, **chosen: str) -> Resident:
    with town.database.transaction() as connection:
        found = residents.of(connection, HANAKO)
        return residents.keep(connection, found, now=town.clock(), **chosen)


def of(town: Town) -> Resident:
    with town.database.reading() as connection:
        return residents.of(connection, HANAKO)


def test_who_has_chosen_nothing_has_the_defaults_and_no_row(town: Town) -> None:
    assert of(town) == Resident(HANAKO, "ja", None, "plain", "any", None, None)
    assert town.count()["residents"] == 0


def test_what_is_chosen_stays_and_the_rest_with_it(town: Town) -> None:
    keep(town, language="en")
    town.clock.pass_(minutes=1)
    assert keep(town, arrival="knock", consent="1") == of(town)
    assert (of(town).language, of(town).arrival, of(town).consent) == ("en", "knock", "1")
    assert of(town).seen_at == town.clock()


def test_that_she_was_here_is_written_once_a_day(town: Town) -> None:
    first = keep(town, language="en").seen_at
    town.clock.pass_(hours=23)
    assert keep(town, language="en").seen_at == of(town).seen_at == first
    town.clock.pass_(hours=1)
    assert keep(town, language="en").seen_at == of(town).seen_at == town.clock()


def erase_with(town: Town, *cases: bytes) -> None:
    with town.database.transaction() as connection:
        residents.erase_with(connection, cases)
        consultations.erase(connection, cases)


def test_the_row_goes_with_the_last_consultation(town: Town) -> None:
    keep(town, language="en")
    closed = opened(town, 1)
    town.close(closed)
    other, newer = opened(town, 2), b"n" * 16
    with town.database.transaction() as connection:
        consultations.open_new(
            connection,
            consultations.Opening(newer, "kurashi", "line", HANAKO, b"g", b"a", _generation()),
            now=town.clock(),
        )
    erase_with(town, closed, other)
    assert of(town).language == "en"
    erase_with(town, newer)
    assert of(town).seen_at is None


@pytest.mark.parametrize("kept", [True, False])
def test_without_a_consultation_it_goes_after_a_while(town: Town, kept: bool) -> None:
    keep(town, language="en")
    if kept:
        opened(town, 1)
    town.clock.pass_(seconds=(KEPT_MS + DAY) // 1000)
    with town.database.transaction() as connection:
        gone = residents.erase_before(connection, town.clock() - KEPT_MS)
    assert (gone, of(town).seen_at is not None) == (0 if kept else 1, kept)


def _generation() -> Generation:
    return Generation(b"k" * 16, b"w", epoch=1, made_epoch=1, server_made=True)
