"""The outbox by itself: claims, leases and order, with time given and claimants at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from storage import outbox, shred
from storage.contexts import Rejected
from storage.outbox import LEASE_MS, Parcel
from storage.shred import Erased
from tests.cast import Town

NOW = 1_795_219_200_000
CASE, OTHER = b"case".ljust(16), b"other".ljust(16)


def put(town: Town, word: str, *owners: bytes, now: int = NOW) -> None:
    """One parcel for each owner, as replies at growing positions; without an owner one that no console shows."""
    with town.database.transaction() as connection:
        for owner in owners or (None,):
            case = shred.open_key(connection, town.keys.kek, owner) if owner else None
            outbox.put(
                connection, town.keys.courier, "push", {"to": "U", "messages": [word]},
                now=now, expires_at=now + 1000, case=case, position=1 if owner else None,
            )  # fmt: skip


@pytest.fixture
def cases(town: Town) -> None:
    with town.database.transaction() as connection:
        for owner in (CASE, OTHER):
            shred.create(connection, town.keys.kek, owner)


def claim(town: Town, now: int = NOW) -> Parcel | None:
    with town.database.transaction() as connection:
        row = outbox.claim(connection, now=now)
        return row and outbox.open_parcel(connection, town.keys.kek, town.keys.courier, row)


def words(parcel: Parcel | None) -> str | None:
    return parcel and parcel.body["messages"][0]


def finish(town: Town, parcel: Parcel | None, *, reason: str | None = None) -> None:
    assert parcel is not None
    with town.database.transaction() as connection:
        if reason is None:
            outbox.accepted(connection, parcel.id)
        else:
            outbox.failed(connection, parcel.id, reason)


def test_what_is_due_first_is_claimed_first(town: Town) -> None:
    put(town, "later", now=NOW + 1)
    put(town, "first")
    put(town, "second")
    assert [words(claim(town)) for _ in range(3)] == ["first", "second", None]
    assert words(claim(town, NOW + 1)) == "later"


@pytest.mark.usefixtures("cases")
def test_within_a_consultation_the_next_waits_for_the_one_before(town: Town) -> None:
    put(town, "1", CASE)
    put(town, "2", CASE)
    put(town, "other", OTHER)
    put(town, "nobody's")
    first = claim(town)
    assert words(first) == "1"
    assert [words(claim(town)) for _ in range(3)] == ["other", "nobody's", None]
    finish(town, first, reason="refused")
    assert words(claim(town)) == "2"


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("after", ["postponed", "lease"])
def test_a_parcel_that_was_not_finished_comes_again_with_the_same_key_and_body(
    town: Town, after: str
) -> None:
    put(town, "1", CASE)
    put(town, "2", CASE)
    first = claim(town)
    assert first is not None
    if after == "postponed":
        with town.database.transaction() as connection:
            outbox.postpone(connection, first.id, until=NOW + LEASE_MS)
    assert claim(town, NOW + LEASE_MS - 1) is None
    again = claim(town, NOW + LEASE_MS)
    assert again == first._replace(attempts=2)


@pytest.mark.usefixtures("cases")
def test_parcels_without_order_are_each_claimed_once_however_many_ask(town: Town) -> None:
    for number in range(60):
        put(town, str(number))
    assert at_once(lambda: words(claim(town))) == Counter({str(number): 1 for number in range(60)})


@pytest.mark.usefixtures("cases")
def test_claimants_at_once_keep_the_order_of_each_consultation(town: Town) -> None:
    for number in range(12):
        put(town, str(number), CASE, OTHER)
    order: dict[bytes | None, list[str | None]] = {CASE: [], OTHER: []}

    def deliver() -> str | None:
        with town.database.reading() as connection:
            if not outbox.depth(connection):
                return None
        parcel = claim(town)
        if parcel is not None:
            order[parcel.consultation].append(words(parcel))
            finish(town, parcel)
        return "tried"

    at_once(deliver)
    assert order == {owner: [str(number) for number in range(12)] for owner in (CASE, OTHER)}


def at_once(work: Callable[[], str | None], threads: int = 8) -> Counter[str]:
    """What all threads got, each asking until there is nothing."""

    def ask() -> Counter[str]:
        got: Counter[str] = Counter()
        while (found := work()) is not None:
            got[found] += 1
        return got

    with ThreadPoolExecutor(threads) as pool:
        return sum((asked.result() for asked in [pool.submit(ask) for _ in range(threads)]), Counter())


@pytest.mark.usefixtures("cases")
def test_a_finished_body_is_erased_and_what_no_console_shows_is_not_kept(town: Town) -> None:
    put(town, "shown", CASE)
    put(town, "nobody's")
    for reason in (None, "quota"):
        finish(town, claim(town), reason=reason)
    with town.database.reading() as connection:
        (row,) = connection.execute(select(outbox.outbox)).all()
        assert (row.state, row.sealed, row.consultation_id) == ("accepted", None, CASE)
        assert outbox.deliveries(connection, CASE) == {1: {"state": "accepted", "reason": None}}
        assert outbox.deliveries(connection, OTHER) == {}
        assert (outbox.depth(connection), outbox.anything_due(connection, now=NOW)) == (0, False)


@pytest.mark.usefixtures("cases")
def test_a_block_fails_what_is_queued_and_nothing_else(town: Town) -> None:
    put(town, "sent", CASE)
    finish(town, claim(town))
    put(town, "queued", CASE, OTHER)
    with town.database.transaction() as connection:
        outbox.fail_unreachable(connection, CASE)
        states = connection.execute(select(outbox.outbox.c.state, outbox.outbox.c.reason)).all()
    assert sorted(map(tuple, states), key=str) == [
        ("accepted", None),
        ("failed", "unreachable"),
        ("queued", None),
    ]
    assert words(claim(town)) == "queued"


@pytest.mark.usefixtures("cases")
def test_a_body_opens_with_both_keys_at_its_own_place_only(town: Town) -> None:
    put(town, "secret", CASE)
    put(town, "other", CASE)
    with town.database.transaction() as connection:
        first, second = connection.execute(select(outbox.outbox).order_by(outbox.outbox.c.id)).all()
        with pytest.raises(Rejected, match="outer"):
            outbox.open_parcel(connection, town.keys.kek, bytes(32), first)
        swap = update(outbox.outbox).where(outbox.outbox.c.id == first.id)
        (swapped,) = connection.execute(swap.values(sealed=second.sealed).returning(*outbox.outbox.c)).all()
        with pytest.raises(Rejected, match="outer"):
            outbox.open_parcel(connection, town.keys.kek, town.keys.courier, swapped)
        shred.erase(connection, town.keys.kek, [CASE], now=NOW)
        with pytest.raises(Erased):
            outbox.open_parcel(connection, town.keys.kek, town.keys.courier, first)
        outbox.erase(connection, [CASE])
        assert outbox.depth(connection) == 0
