"""What nobody waits to hear of is done all the same: before whatever comes after it, before the commit, and not after a rollback."""

import pytest
from sqlalchemy import Connection, bindparam, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from storage import receipts
from storage.prepared import Prepared
from storage.receipts import unsent_messages
from tests.cast import Town

UNSENT = Prepared(insert(unsent_messages), *unsent_messages.c.keys())
ALL = Prepared(select(func.count().label("number")).select_from(unsent_messages))
NAMED = Prepared(
    select(unsent_messages.c.unsent_at, (unsent_messages.c.unsent_at > 1).label("later")).where(
        unsent_messages.c.message_ref == bindparam("ref")
    )
)


def note(connection: Connection, mark: int) -> None:
    UNSENT.later(connection, {"message_ref": bytes([mark]) * 32, "unsent_at": mark})


def noted(town: Town) -> int:
    with town.database.reading() as connection:
        return int(connection.scalars(select(func.count()).select_from(unsent_messages)).one())


def test_rows_have_names_and_come_as_the_driver_gives_them(town: Town) -> None:
    with town.database.transaction() as connection:
        note(connection, 1)
        note(connection, 2)
        rows = [NAMED.rows(connection, {"ref": bytes([mark]) * 32}) for mark in (1, 2, 3)]
    assert [[(one.unsent_at, bool(one.later)) for one in found] for found in rows] == [
        [(1, False)],
        [(2, True)],
        [],
    ]


def test_it_is_there_for_the_next_statement_of_either_kind_and_for_the_commit(town: Town) -> None:
    with town.database.transaction() as connection:
        note(connection, 1)
        note(connection, 2)
        assert ALL.rows(connection, {})[0].number == 2
        note(connection, 3)
        assert connection.execute(text("SELECT count(*) FROM unsent_messages")).scalar() == 3
        note(connection, 4)
    assert noted(town) == 4


def test_a_rollback_takes_it_along(town: Town) -> None:
    with pytest.raises(KeyError), town.database.transaction() as connection:
        note(connection, 1)
        raise KeyError
    with town.database.transaction() as connection:
        assert receipts.record(connection, "01EVENT", now=1)
    assert noted(town) == 0


@pytest.mark.parametrize("then", ["statement", "other", "commit"])
def test_what_is_wrong_with_it_is_told_before_the_commit_and_nothing_is_kept(town: Town, then: str) -> None:
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        note(connection, 2)
        note(connection, 1)
        note(connection, 1)
        note(connection, 3)
        if then == "statement":
            ALL.rows(connection, {})
        if then == "other":
            connection.execute(select(1))
    assert noted(town) == 0
    with town.database.transaction() as connection:
        note(connection, 1)
    assert noted(town) == 1
