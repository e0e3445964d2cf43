"""Two kinds of rows that only have to be remembered for a while: received events, and who is signed in."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from sqlalchemy import select

from storage import receipts, sessions
from storage.sessions import IDLE_MS, LONGEST_MS
from tests.cast import Town, colleague

NOW = 1_795_219_200_000


def test_an_event_is_new_once_also_in_parallel(town: Town) -> None:
    def record(_: int) -> bool:
        with town.database.transaction() as connection:
            return receipts.record(connection, "01JD0EXAMPLE", now=NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(record, range(24))) == [False] * 23 + [True]


def test_a_receipt_of_a_transaction_that_failed_was_never_given(town: Town) -> None:
    class Failed(Exception):
        pass

    for _ in range(2):
        with suppress(Failed), town.database.transaction() as connection:
            assert receipts.record(connection, "01JD0EXAMPLE", now=NOW)
            raise Failed


def test_receipts_are_forgotten_when_they_are_old(town: Town) -> None:
    with town.database.transaction() as connection:
        for number in range(4):
            receipts.record(connection, str(number), now=NOW + number)
            receipts.record_unsent(connection, bytes([number]) * 32, now=NOW + number)
        receipts.record_unsent(connection, bytes(32), now=NOW + 9)
        assert receipts.erase_before(connection, NOW + 2) == 4
        assert receipts.record(connection, "1", now=NOW)
        assert not receipts.record(connection, "2", now=NOW)
        unsent = [receipts.was_unsent(connection, bytes([number]) * 32) for number in range(4)]
    assert unsent == [False, False, True, True]


def test_a_session_ends_after_half_an_hour_without_use_and_after_a_working_day(town: Town) -> None:
    with town.database.transaction() as connection:
        token, session = sessions.start(connection, colleague("sato").kid, now=NOW)

        def found(now: int) -> bool | None:
            """None when it is over; otherwise whether its use is to be noted."""
            seen = sessions.find(connection, token, now=now)
            assert seen is None or seen[0] == session
            return seen and seen[1]

        assert [found(NOW), found(NOW + 60_000), found(NOW + 60_001)] == [False, False, True]
        assert [found(NOW + IDLE_MS), found(NOW + IDLE_MS + 1)] == [True, None]
        for used in range(NOW, NOW + LONGEST_MS, IDLE_MS):
            sessions.touch(connection, token, now=used)
        assert found(NOW + LONGEST_MS - 1) is not None
        sessions.touch(connection, token, now=NOW + LONGEST_MS)
        assert found(NOW + LONGEST_MS) is not None
        assert found(NOW + LONGEST_MS + 1) is None


def test_each_sign_in_is_a_session_of_its_own(town: Town) -> None:
    with town.database.transaction() as connection:
        started = [
            sessions.start(connection, colleague(name).kid, now=NOW) for name in ("sato", "sato", "mori")
        ]
        assert len({token for token, _ in started} | {session.csrf for _, session in started}) == 6
        sessions.end(connection, started[0][0])
        found = [sessions.find(connection, token, now=NOW) for token, _ in started]
        assert found == [None, (started[1][1], False), (started[2][1], False)]
        assert sessions.find(connection, "", now=NOW) is None
        assert sessions.find(connection, started[1][0].swapcase(), now=NOW) is None


def test_a_stolen_table_opens_no_session_and_old_rows_are_forgotten(town: Town) -> None:
    with town.database.transaction() as connection:
        token, session = sessions.start(connection, colleague("sato").kid, now=NOW)
        rows = connection.execute(select(sessions.sessions)).all()
        told = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in rows[0])
        assert token.encode() not in told
        assert sessions.find(connection, bytes(rows[0].token_hash).hex(), now=NOW) is None
        sessions.erase_before(connection, now=NOW + IDLE_MS)
        assert sessions.find(connection, token, now=NOW) == (session, False)
        sessions.erase_before(connection, now=NOW + IDLE_MS + 1)
        assert sessions.find(connection, token, now=NOW) is None
