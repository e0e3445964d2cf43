"""The same resident talks and books, and nothing that is stored shows that it is the same one.

Whoever has the database and no key of the server has every row. What could join two of them is a value that stands in both, or
one that can be had from what somebody knows: her LINE id.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.visits import telling
from handlers.context import house
from storage.contexts import ctx, digest
from storage.database import metadata
from tests.cast import Town
from tests.retention.visiting import book, give_up, open_place, wish

OF_VISITS = {"bookings", "booking_wishes", "booking_links", "seats"}
OF_BOTH = {"outbox", "shred_keys", "tombstones", "totals", "ledger", "audit_log", "receipts"}
"""Tables with rows of either. Which is whose, an id says that is random."""
LONG_ENOUGH = 6
"""Bytes, or characters: what is shorter is a state or a kind, and many have it."""


@pytest.fixture
def story(town: Town) -> tuple[str, set[bytes]]:
    """Hanako talks and books, gives up, wishes, and is told; returns her LINE id and the ids of her bookings."""
    open_place(town)
    hanako = town.resident()
    town.receive(hanako.says("家のことで相談があります"))
    made = [
        book(town, hanako, call_name="ハナ", note="車いすです", notices=True),
        book(town, hanako, notices=True, days=1),
    ]
    (case,) = town.consultations()
    town.answer(case, "よく話してくださいました")
    with town.database.transaction() as connection:
        assert telling.tell(connection, town.keys, made[0], "changed", town.clock())
    give_up(town, hanako, made[1].id)
    made.append(wish(town, hanako, note="午前だけ"))
    town.receive(hanako.says("予約もしました"))
    town.close(case)
    return hanako.id, {one.id for one in made}


def rows(town: Town) -> list[tuple[Table, dict[str, Any]]]:
    with town.database.reading() as connection:
        return [
            (table, {name: value for name, value in row._mapping.items() if value is not None})
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]


def telling_values(row: dict[str, Any]) -> Iterable[bytes | str]:
    for value in row.values():
        if isinstance(value, bytes | memoryview):
            yield bytes(value)
        elif isinstance(value, str) and len(value) >= LONG_ENOUGH:
            yield value


def is_of(row: dict[str, Any], ids: set[bytes]) -> bool:
    hashes = {digest(one) for one in ids}
    return any(isinstance(value, bytes) and (value in ids or value in hashes) for value in row.values())


def test_no_row_of_a_booking_shares_a_value_with_a_row_of_a_consultation(
    town: Town, story: tuple[str, set[bytes]]
) -> None:
    _, ids = story
    (case,) = town.consultations()
    ours: dict[bytes | str, str] = {}
    theirs: dict[bytes | str, str] = {}
    for table, row in rows(town):
        if table.name in OF_VISITS or (table.name in OF_BOTH and is_of(row, ids)):
            ours |= dict.fromkeys(telling_values(row), table.name)
        elif "consultation_id" in table.c or table.name in ("consultations", "residents", *OF_BOTH):
            theirs |= dict.fromkeys(telling_values(row), table.name)
    assert case in theirs
    assert ids <= ours.keys()
    shared = ours.keys() & theirs.keys() - {"queued", "knock", "asatsuyu"}
    assert {(value, ours[value], theirs[value]) for value in shared} == set()


def test_without_the_key_of_pseudonyms_nobody_finds_her_from_her_line_id(
    town: Town, story: tuple[str, set[bytes]]
) -> None:
    user, _ = story
    here = house(town.settings, town.office)
    talks, visits = here.pseudonym(user), here.booking_pseudonym(user)
    assert talks != visits
    stored = [value for _, row in rows(town) for value in telling_values(row)]
    assert {talks, visits} <= set(stored), "the server itself finds her by them"
    guessed = [user.encode(), hashlib.sha1(user.encode()).digest(), digest(user.encode())]
    for purpose in ("booking", "consultation"):
        guessed.append(digest(ctx("pseudonym", purpose, user)))
    guessed += [digest(talks), digest(visits), talks[:16], visits[:16]]
    for value in stored:
        content = value.encode() if isinstance(value, str) else value
        assert not [one for one in guessed if one in content and content not in (talks, visits)]
        assert user not in str(value)
