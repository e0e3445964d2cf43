"""A link from the talk to the page for visits: one browser has it, for as long as it is heard."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from storage import booking_links
from storage.booking_links import IDLE_MS, LINK_MS
from storage.contexts import Rejected
from tests.cast import Town

NOW = 1_795_219_200_000
WHO, ADDRESS = bytes(range(32)), "U" + "4af4980629" * 3 + "ab"
PHONE, LAPTOP = bytes([1]) * 32, bytes([2]) * 32


def issued(town: Town, *, now: int = NOW) -> bytes:
    with town.database.transaction() as connection:
        return booking_links.issue(connection, town.keys.courier, WHO, ADDRESS, language="easy", now=now)


def claimed(town: Town, link: bytes, access: bytes, *, now: int = NOW) -> tuple[str, str] | None:
    with town.database.transaction() as connection:
        return booking_links.claim(connection, link, access, now=now)


def found(town: Town, access: bytes, *, now: int) -> tuple[booking_links.Opened, bool] | None:
    with town.database.reading() as connection:
        return booking_links.find(connection, access, now=now)


def test_the_first_browser_has_it_and_a_second_is_told(town: Town) -> None:
    link = issued(town)
    assert claimed(town, link, PHONE) == ("ok", "easy")
    assert claimed(town, link, PHONE, now=NOW + 1) == ("ok", "easy")
    assert claimed(town, link, LAPTOP, now=NOW + 1) == ("taken", "easy")
    assert claimed(town, bytes(16), LAPTOP) is None
    assert found(town, LAPTOP, now=NOW) is None
    seen = found(town, PHONE, now=NOW)
    assert seen is not None
    assert (seen[0].pseudonym, seen[0].language, seen[1]) == (WHO, "easy", False)
    assert booking_links.open_address(town.keys.courier, seen[0]) == ADDRESS


def test_of_many_at_once_one_has_it(town: Town) -> None:
    link = issued(town)

    def opens(number: int) -> str:
        answer = claimed(town, link, bytes([number]) * 32)
        assert answer is not None
        return answer[0]

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(opens, range(16))) == ["ok"] + ["taken"] * 15


def test_a_link_lies_half_an_hour_and_a_browser_may_be_silent_as_long(town: Town) -> None:
    late, used = issued(town), issued(town)
    assert claimed(town, late, PHONE, now=NOW + LINK_MS) is None
    opened_at = NOW + LINK_MS - 1
    assert claimed(town, used, PHONE, now=opened_at) == ("ok", "easy")

    def heard(now: int) -> bool | None:
        """None when it has to come from the talk again; otherwise whether its coming is to be noted."""
        seen = found(town, PHONE, now=now)
        return seen and seen[1]

    assert [heard(opened_at + 60_000), heard(opened_at + 60_001)] == [False, True]
    assert [heard(opened_at + IDLE_MS - 1), heard(opened_at + IDLE_MS)] == [True, None]
    with town.database.transaction() as connection:
        booking_links.touch(connection, PHONE, now=opened_at + IDLE_MS - 1)
    assert heard(opened_at + IDLE_MS) is False
    assert claimed(town, used, PHONE, now=opened_at + 2 * IDLE_MS) is None


def test_what_is_over_or_left_is_forgotten(town: Town) -> None:
    old, left, used = (issued(town), issued(town), issued(town))
    claimed(town, left, LAPTOP)
    claimed(town, used, PHONE, now=NOW + LINK_MS - 1)
    with town.database.transaction() as connection:
        booking_links.forget(connection, LAPTOP)
    assert claimed(town, left, LAPTOP) is None
    with town.database.transaction() as connection:
        assert booking_links.erase_before(connection, now=NOW + LINK_MS) == 1
        assert booking_links.erase_before(connection, now=NOW + LINK_MS) == 0
    assert claimed(town, old, LAPTOP) is None
    assert found(town, PHONE, now=NOW + LINK_MS) is not None


def test_neither_link_nor_secret_nor_person_lies_in_the_row(town: Town) -> None:
    mine, other = issued(town), issued(town)
    claimed(town, mine, PHONE)
    claimed(town, other, LAPTOP)
    table = booking_links.booking_links
    with town.database.reading() as connection:
        stored = b"".join(
            bytes(value)
            for row in connection.execute(select(table))
            for value in row
            if isinstance(value, bytes | memoryview)
        )
    assert [one for one in (mine, other, PHONE, LAPTOP, ADDRESS.encode()) if one in stored] == []
    with town.database.transaction() as connection:
        seen = booking_links.find(connection, LAPTOP, now=NOW)
        assert seen is not None
        # Another link's address in this row's place can't be opened.
        connection.execute(
            update(table)
            .where(table.c.link_hash != seen[0].link_hash)
            .values(sealed_address=seen[0].sealed_address)
        )
    moved = found(town, PHONE, now=NOW)
    assert moved is not None
    with pytest.raises(Rejected, match="outer"):
        booking_links.open_address(town.keys.courier, moved[0])
