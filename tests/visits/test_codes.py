"""Codes that are read from a small screen, said aloud and typed by somebody else."""

import itertools
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.visits.codes import ALPHABET, LENGTH, is_kind, new_code, normalise
from storage import bookings
from tests.visits.booking import MORNING, Visits

ALL = ["".join(signs) for signs in itertools.product(ALPHABET, repeat=LENGTH)]
KIND = [code for code in ALL if is_kind(code)]
ROMAJI = {"SHI", "SI", "KUSO", "BAKA", "AHO", "SEI", "DV", "LGBT", "HIV", "SEX", "GAY", "KO", "ONNA", "OTOKO"}


def test_no_sign_looks_or_sounds_like_another() -> None:
    seen = ("0DOQ", "1IL", "2Z", "5S", "6G", "8B", "UV")
    heard = ("MN", "9Q", "AK", "AJ", "EK", "BV", "DT", "GJ", "17")
    assert [group for group in (*seen, *heard) if sum(sign in ALPHABET for sign in group) > 1] == []
    assert "H" not in ALPHABET
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_no_code_says_a_word() -> None:
    assert not set("AEIOU") & set(ALPHABET)
    assert not [code for code in KIND for word in ROMAJI if word in code]
    assert not [code for code in KIND if not set(code) & set("23456789")]
    assert all(not is_kind(code) for code in ("K42M", "494M", "893K", "X893", "MTF7", "7FTM", "XY77", "KKKM"))
    assert is_kind("K7M4")


def test_there_are_enough_for_a_hundred_thousand_at_once() -> None:
    assert len(KIND) > 120_000


def test_each_code_comes_as_often_as_any_other() -> None:
    """Of all sequences of bytes, one sign a byte, every kind code is drawn from equally many."""
    drawn = Counter(new_code(_bytes([number])) for number in range(256) if _is_used(number))
    assert set(drawn.values()) == {12}
    assert len(drawn) == len([sign for sign in ALPHABET if is_kind(sign * 4)])


def test_what_would_be_unkind_is_drawn_again() -> None:
    unkind, kind = ([ALPHABET.index(sign) for sign in code] for code in ("XY42", "K7M4"))
    assert new_code(_bytes([*unkind, 250, *kind])) == "K7M4"


def test_no_two_bookings_have_one_code(visits: Visits) -> None:
    first = visits.resident().books(MORNING)
    with visits.town.database.transaction() as connection:
        another = first._replace(id=bookings.new_id())
        assert bookings.add(connection, another, None) is None
        added = bookings.add(connection, another, None, codes=[first.code, "K7M4"])
    assert added is not None
    assert added.code == "K7M4"


@given(st.sampled_from(KIND), st.sampled_from(["{}", " {} ", "{}\n", "\u3000{}"]))
def test_a_code_is_known_however_it_is_typed(code: str, around: str) -> None:
    wide = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in ALPHABET})
    ways = (code, code.lower(), wide, wide.lower(), f"{code[:2]}-{code[2:]}", " ".join(code))
    assert {normalise(around.format(way)) for way in ways} == {code}


def test_what_was_misread_is_put_right() -> None:
    assert [normalise(typed) for typed in ("Z5BU", "kgms")] == ["258V", "K6M5"]


def _is_used(number: int) -> bool:
    return number < 240 and is_kind(ALPHABET[number % 20] * 4)


def _bytes(numbers: list[int]) -> Callable[[int], bytes]:
    cycled = itertools.cycle(numbers)
    return lambda count: bytes(next(cycled) for _ in range(count))
