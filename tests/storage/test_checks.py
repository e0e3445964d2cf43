"""When a second person looks first, and what their word is worth."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import checks
from storage.checks import commitment_of, needed
from storage.desk_rules import Rules
from tests.cast import Town, colleague
from tests.cast import town as town

CASE, OTHER = b"c" * 16, b"d" * 16
SATO, KUDO = colleague("sato").kid, colleague("kudo").kid


@pytest.mark.parametrize(
    ("rules", "replies", "flagged", "refers", "why"),
    [
        (Rules(), 0, True, True, ()),
        (Rules(check_first=True), 0, False, False, ("first",)),
        (Rules(check_first=True), 1, True, True, ()),
        (Rules(check_flagged=True), 5, True, False, ("flagged",)),
        (Rules(check_flagged=True), 0, False, True, ()),
        (Rules(check_referral=True), 5, False, True, ("referral",)),
        (Rules(check_referral=True), 0, True, False, ()),
        (Rules(True, True, True), 0, True, True, ("first", "flagged", "referral")),
    ],
)
def test_a_second_person_looks_where_the_desk_wants_it(
    rules: Rules, replies: int, flagged: bool, refers: bool, why: tuple[str, ...]
) -> None:
    assert needed(rules, replies=replies, flagged=flagged, refers=refers) == why


@given(st.binary(min_size=20, max_size=20), st.binary(min_size=16, max_size=16), st.text(), st.text())
def test_a_commitment_stands_for_one_text_in_one_consultation(
    office: bytes, salt: bytes, text: str, other: str
) -> None:
    made = commitment_of(office, CASE, salt, text)
    assert len(made) == 32
    assert (made == commitment_of(office, CASE, salt, other)) == (text == other)
    assert made != commitment_of(office, OTHER, salt, text)
    changed = bytes([salt[0] ^ 1]) + salt[1:]
    assert made != commitment_of(office, CASE, changed, text)


def ask(town: Town, commitment: bytes, *, at: int = 1, by: bytes = SATO, case: bytes = CASE) -> bytes:
    with town.database.transaction() as connection:
        return checks.ask(connection, case, commitment=commitment, record=os.urandom(32), by=by, now=at)


def answer(town: Town, check: bytes, *, agreed: bool = True, by: bytes = KUDO) -> bool:
    with town.database.transaction() as connection:
        return checks.answer(connection, check, agreed=agreed, by=by, now=2)


def agreed_to(town: Town, commitment: bytes, *, by: bytes = SATO, case: bytes = CASE) -> bool:
    with town.database.reading() as connection:
        return checks.agreed_to(connection, case, commitment, by=by)


def states(town: Town) -> dict[bytes, str]:
    with town.database.reading() as connection:
        return checks.states(connection, [CASE, OTHER])


def test_somebody_else_agrees_once_and_to_these_words_only(town: Town) -> None:
    words, others = b"w" * 32, b"x" * 32
    check = ask(town, words)
    assert states(town) == {CASE: "asked"}
    assert not answer(town, check, by=SATO)
    assert not agreed_to(town, words)
    assert answer(town, check)
    assert not answer(town, check, agreed=False)
    assert states(town) == {CASE: "agreed"}
    assert agreed_to(town, words)
    assert not agreed_to(town, others)
    assert not agreed_to(town, words, by=KUDO)
    assert not agreed_to(town, words, case=OTHER)
    with town.database.transaction() as connection:
        checks.use(connection, CASE, words, by=SATO)
    assert not agreed_to(town, words)
    assert states(town) == {}


def test_what_is_declined_withdrawn_or_asked_anew_agrees_to_nothing(town: Town) -> None:
    words = b"w" * 32
    assert answer(town, ask(town, words), agreed=False)
    assert states(town) == {CASE: "declined"}
    assert not agreed_to(town, words)
    first, second = ask(town, words, at=3), ask(town, words, at=4)
    assert not answer(town, first)
    with town.database.transaction() as connection:
        assert checks.withdraw(connection, CASE, by=SATO)
        assert not checks.withdraw(connection, CASE)
    assert not answer(town, second)
    assert states(town) == {}


def test_they_go_with_their_consultation(town: Town) -> None:
    ask(town, b"w" * 32)
    ask(town, b"w" * 32, case=OTHER)
    with town.database.transaction() as connection:
        checks.erase(connection, [CASE])
    assert states(town) == {OTHER: "asked"}
    assert town.count()["checks"] == 1
