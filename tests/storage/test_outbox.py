"""The outbox by itself: claims, leases, order and what is held, with time given and claimants at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, update

from storage import claims, outbox, shred
from storage.claims import LEASE_MS, Parcel
from storage.contexts import Rejected
from storage.shred import Erased
from tests.cast import Town

NOW = 1_795_219_200_000
CASE, OTHER = b"case".ljust(16), b"other".ljust(16)


def put(town: Town, word: str, *owners: bytes, now: int = NOW, kind: str = "knock", **how: Any) -> None:
    """One parcel for each owner at position 1; without an owner one that no console shows.

    What goes alone is a knock here; pushes go together (tests/bot/test_bundles.py).
    """
    with town.database.transaction() as connection:
        for owner in owners or (None,):
            case = shred.open_key(connection, town.keys.kek, owner) if owner else None
            outbox.put(
                connection, town.keys.courier, kind, {"to": "U", "messages": [word]},
                now=now, expires_at=now + 1000, case=case, position=1 if owner else None, **how,
            )  # fmt: skip


@pytest.fixture
def cases(town: Town) -> None:
    with town.database.transaction() as connection:
        for owner in (CASE, OTHER):
            shred.create(connection, town.keys.kek, owner)


def claim(town: Town, now: int = NOW) -> Parcel | None:
    with town.database.transaction() as connection:
        row = claims.next_due(connection, now=now)
        return row and claims.take(connection, town.keys.kek, town.keys.courier, row, now=now)


def words(parcel: Parcel | None) -> str | None:
    return parcel and parcel.body["messages"][0]


def finish(town: Town, parcel: Parcel | None, *, reason: str | None = None) -> None:
    assert parcel is not None
    with town.database.transaction() as connection:
        if reason is None:
            outbox.accepted(connection, parcel.members)
        else:
            outbox.failed(connection, parcel.members, reason)


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
            outbox.postpone(connection, first.members, until=NOW + LEASE_MS)
    assert claim(town, NOW + LEASE_MS - 1) is None
    again = claim(town, NOW + LEASE_MS)
    # Whose lease ran out died perhaps after LINE had it; who postponed it says how it went.
    assert again == first._replace(attempts=2, uncertain_at=NOW if after == "lease" else None)


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
    put(town, "shown", CASE, kind="push")
    put(town, "nobody's")
    for reason in (None, "quota"):
        finish(town, claim(town), reason=reason)
    with town.database.reading() as connection:
        (row,) = connection.execute(select(outbox.outbox)).all()
        assert (row.state, row.sealed, row.consultation_id) == ("accepted", None, CASE)
        assert outbox.deliveries(connection, CASE) == {1: {"state": "accepted", "reason": None}}
        assert outbox.deliveries(connection, OTHER) == {}
        assert (outbox.depth(connection), claims.anything_due(connection, now=NOW)) == (0, False)


@pytest.mark.usefixtures("cases")
def test_a_block_fails_what_is_said_to_the_resident_and_nothing_else(town: Town) -> None:
    put(town, "sent", CASE)
    finish(town, claim(town))
    put(town, "queued", CASE, OTHER, kind="push")
    put(town, "held", CASE, kind="push", held=True)
    put(town, "what they sent is fetched all the same", CASE, kind="fetch")
    with town.database.transaction() as connection:
        outbox.fail_unreachable(connection, CASE)
    assert states(town) == [
        ("accepted", None),
        ("failed", "unreachable"),
        ("queued", None),
        ("failed", "unreachable"),
        ("queued", None),
    ]
    assert words(claim(town)) == "queued"
    with town.database.transaction() as connection:
        outbox.fail_queued(connection, CASE, "erased")
    assert states(town)[-1] == ("failed", "erased")


def states(town: Town) -> list[tuple[str, str | None]]:
    with town.database.reading() as connection:
        rows = connection.execute(select(outbox.outbox).order_by(outbox.outbox.c.id))
        return [(row.state, row.reason) for row in rows]


@pytest.mark.usefixtures("cases")
def test_replies_come_before_what_has_waited_for_longer(town: Town) -> None:
    """A reply token lives a minute."""
    put(town, "push", CASE, kind="push")
    put(town, "leave", kind="leave")
    put(town, "reply", CASE, kind="reply", now=NOW + 5)
    assert [words(claim(town, NOW + 5)) for _ in range(3)] == ["reply", "push", "leave"]


@pytest.mark.usefixtures("cases")
def test_kinds_do_not_wait_for_each_other_and_what_is_to_be_fetched_is_nobody_elses(town: Town) -> None:
    put(town, "push", CASE, kind="push", not_before=NOW + 1000)
    put(town, "knock", CASE)
    put(town, "one picture", CASE, kind="fetch")
    put(town, "another", CASE, kind="fetch")
    assert [words(claim(town)), words(claim(town))] == ["knock", None]
    with town.database.transaction() as connection:
        for word in ("one picture", "another"):
            row = claims.next_due(connection, now=NOW, kinds=claims.FETCHED)
            assert row is not None
            assert (
                words(claims.take(connection, town.keys.kek, town.keys.courier, row, now=NOW, lease=9))
                == word
            )
        assert not claims.anything_due(connection, now=NOW + 8, kinds=claims.FETCHED)
        assert claims.anything_due(connection, now=NOW + 9, kinds=claims.FETCHED)


@pytest.mark.usefixtures("cases")
def test_what_is_held_goes_when_it_is_released_and_is_gone_when_it_is_dropped(town: Town) -> None:
    put(town, "one", CASE, OTHER, kind="push", held=True)
    put(town, "two", CASE, kind="push", held=True)
    put(town, "a place", CASE, kind="location", held=True)
    assert claim(town) is None
    with town.database.transaction() as connection:
        (place,) = outbox.held(connection, CASE, "location")
        assert outbox.open_body(connection, town.keys.kek, town.keys.courier, place)["messages"] == [
            "a place"
        ]
        assert outbox.waiting(connection) == {"turn": 0, "quota": 0, "hours": 0, "ask": 3}
        assert outbox.deliveries(connection, CASE) == {1: {"state": "queued", "reason": "ask"}}
        (place,) = outbox.unfinished(connection, CASE, "location")
        outbox.accepted(connection, [place.id])
        assert outbox.release(connection, CASE, "push", now=NOW, quiet=True) == 2
        assert (outbox.held(connection, CASE, "push"), outbox.release(connection, CASE, "push", now=NOW)) == (
            [],
            0,
        )
    parcel = claim(town)
    assert parcel is not None
    assert (parcel.body["messages"], parcel.quiet) == (["one", "two"], True)
    assert claim(town) is None
    with town.database.transaction() as connection:
        outbox.expire_held(connection, now=NOW + 999)
        assert len(outbox.held(connection, OTHER, "push")) == 1
        outbox.expire_held(connection, now=NOW + 1000)
        assert outbox.deliveries(connection, OTHER) == {1: {"state": "failed", "reason": "expired"}}


@pytest.mark.usefixtures("cases")
def test_what_waits_behind_something_waits_for_the_same(town: Town) -> None:
    put(town, "one", CASE, kind="push")
    first = claim(town)
    assert first is not None
    with town.database.transaction() as connection:
        outbox.postpone(connection, first.members, until=NOW + 9, waits_for="quota", refused=True)
        case = shred.open_key(connection, town.keys.kek, CASE)
        body = {"to": "U", "messages": ["two"]}
        outbox.put(
            connection, town.keys.courier, "push", body, now=NOW, expires_at=NOW + 99, case=case, position=2
        )
        waits = {"state": "queued", "reason": "quota"}
        assert outbox.deliveries(connection, CASE) == {1: waits, 2: waits}
        outbox.hurry(connection, "quota", now=NOW + 1, consultation=OTHER)
        assert not claims.anything_due(connection, now=NOW + 1)
        outbox.hurry(connection, "quota", now=NOW + 1)
    parcel = claim(town, NOW + 1)
    assert parcel is not None
    assert (parcel.body["messages"], parcel.retry_key) == (["one", "two"], first.retry_key)


@pytest.mark.usefixtures("cases")
def test_a_body_opens_with_both_keys_at_its_own_place_only(town: Town) -> None:
    put(town, "secret", CASE)
    put(town, "other", CASE)
    with town.database.transaction() as connection:
        first, second = connection.execute(select(outbox.outbox).order_by(outbox.outbox.c.id)).all()
        with pytest.raises(Rejected, match="outer"):
            outbox.open_body(connection, town.keys.kek, bytes(32), first)
        swap = update(outbox.outbox).where(outbox.outbox.c.id == first.id)
        (swapped,) = connection.execute(swap.values(sealed=second.sealed).returning(*outbox.outbox.c)).all()
        with pytest.raises(Rejected, match="outer"):
            outbox.open_body(connection, town.keys.kek, town.keys.courier, swapped)
        shred.erase(connection, town.keys.kek, [CASE], now=NOW)
        with pytest.raises(Erased):
            outbox.open_body(connection, town.keys.kek, town.keys.courier, first)
        outbox.erase(connection, [CASE])
        assert outbox.depth(connection) == 0
