"""What is written at the same moment shares a commit; what fails costs nobody else's words."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event, func, select

from storage.database import StorageError
from storage.group_commit import MOST, GroupCommit
from storage.receipts import receipts, record
from tests.cast import Town
from tests.harness.until import until

Work = Callable[[Connection], bool]


class Rush:
    """One piece is being written while all the others come."""

    def __init__(self, town: Town) -> None:
        self._town, self._group = town, GroupCommit(town.database)
        self.commits = 0
        event.listen(town.database.engine, "commit", self._count)

    def goes(self, works: list[Work]) -> list[bool | BaseException]:
        entered, free = threading.Event(), threading.Event()

        def first(connection: Connection) -> bool:
            entered.set()
            free.wait(20)
            return record(connection, "first", now=1)

        with ThreadPoolExecutor(len(works) + 1) as threads:
            begun = threads.submit(self._group.run, first)
            entered.wait(20)
            others = [threads.submit(self._group.run, work) for work in works]
            until(lambda: self._group.waiting == len(works))
            free.set()
            assert begun.result() is True
            return [one.exception() or one.result() for one in others]

    def stored(self) -> set[str]:
        with self._town.database.reading() as connection:
            return set(connection.scalars(select(receipts.c.webhook_event_id)))

    def _count(self, _: Connection) -> None:
        self.commits += 1


@pytest.fixture
def rush(town: Town) -> Rush:
    return Rush(town)


def writing(name: str) -> Work:
    return lambda connection: record(connection, name, now=1)


def test_sixteen_that_come_at_once_share_two_commits_and_each_has_its_own_answer(
    rush: Rush, town: Town
) -> None:
    names = [f"event-{number}" for number in range(2 * MOST)]
    assert rush.goes([writing(name) for name in names]) == [True] * len(names)
    # PostgreSQL is told of the news in a transaction of its own.
    assert rush.commits == 3 if town.database.sqlite else 3 <= rush.commits <= 6
    assert rush.stored() == {"first", *names}


def test_whoever_fails_fails_alone_and_leaves_nothing(rush: Rush) -> None:
    def failing(connection: Connection) -> bool:
        record(connection, "half", now=1)
        raise ValueError("not to be stored")

    answers = rush.goes([writing("before"), failing, writing("after")])
    assert [answers[0], answers[2]] == [True, True]
    assert isinstance(answers[1], ValueError)
    assert rush.stored() == {"first", "before", "after"}


def test_a_commit_that_fails_is_nobodys_success(rush: Rush, town: Town) -> None:
    """The database refuses at the last moment, as a full disk does."""

    def refusing(connection: Connection) -> bool:
        if town.database.sqlite:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            connection.exec_driver_sql(
                "INSERT INTO seats (place, starts_at, seat, capacity, booking) VALUES ('nowhere', 1, 1, 1, x'00')"
            )
        else:
            connection.exec_driver_sql("SELECT 1/0")
        return True

    answers = rush.goes([writing("before"), refusing, writing("after")])
    assert [answers[0], answers[2]] == [True, True]
    assert isinstance(answers[1], StorageError)
    assert rush.stored() == {"first", "before", "after"}
    with town.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(receipts)) == 3


def test_who_waits_behind_somebody_who_was_ended_is_told_and_the_next_goes_on(rush: Rush) -> None:
    class Ended(BaseException):
        pass

    def ending(connection: Connection) -> bool:
        raise Ended

    works = [ending, *(writing(f"with-{number}") for number in range(MOST - 1)), writing("behind")]
    answers = rush.goes(works)
    assert isinstance(answers[0], Ended)
    assert all(isinstance(one, StorageError) for one in answers[1:MOST])
    assert answers[MOST] is True
    assert rush.stored() == {"first", "behind"}
