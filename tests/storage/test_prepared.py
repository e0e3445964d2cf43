"""What nobody waits to hear of is done all the same: before whatever comes after it, before the commit, and not after a rollback."""

import contextlib
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, bindparam, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from storage import consultations, prepared, receipts
from storage.prepared import Prepared, Wanted, ask_ahead
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


def test_what_was_asked_ahead_is_answered_once_and_only_for_the_same_values(town: Town) -> None:
    """Of two about the same, the first alone: it may change what the second finds."""
    ref = {mark: bytes([mark]) * 32 for mark in (1, 2, 3)}
    with town.database.transaction() as connection:
        note(connection, 2)
        wanted = [
            Wanted(ref[2], NAMED, {"ref": ref[2]}),
            Wanted(ref[1], UNSENT, {"message_ref": ref[1], "unsent_at": 1}),
        ]
        ask_ahead(connection, [*wanted, Wanted(ref[1], UNSENT, {"message_ref": ref[3], "unsent_at": 3})])
        assert noted_in(connection) == (1 if town.database.sqlite else 2)
        note(connection, 1)
        note(connection, 3)
        assert [one.unsent_at for one in NAMED.rows(connection, {"ref": ref[2]})] == [2]
        assert [one.unsent_at for one in NAMED.rows(connection, {"ref": ref[3]})] == [3]
        connection.execute(text("DELETE FROM unsent_messages"))
        assert NAMED.rows(connection, {"ref": ref[2]}) == []
        note(connection, 1)
    assert noted(town) == 1


@pytest.mark.parametrize("fails", [True, False])
def test_an_answer_from_before_is_nobodys_afterwards(town: Town, fails: bool) -> None:
    with town.database.engine.connect() as connection:
        with contextlib.suppress(KeyError), connection.begin():
            ask_ahead(connection, [Wanted(b"", ALL, {})])
            note(connection, 1)
            if fails:
                raise KeyError
        with connection.begin():
            assert ALL.rows(connection, {})[0].number == (0 if fails else 1)


def test_with_nothing_to_ask_nothing_is_lost(town: Town) -> None:
    with town.database.transaction() as connection:
        note(connection, 1)
        ask_ahead(connection, [])
    assert noted(town) == 1


def test_whoever_asks_ahead_holds_residents_in_the_same_order(town: Town) -> None:
    """Otherwise each of two groups could hold whom the other one waits for."""
    if town.database.sqlite:
        return
    with (
        town.database.transaction() as one,
        patch.object(prepared, "_sent", side_effect=prepared._sent) as asked,
    ):
        for order in ((3, 1, 2), (2, 3, 1)):
            ask_ahead(one, [consultations.holding(bytes([mark]) * 32) for mark in order])
    locks = [[values["lock"] for _, values in call.args[1]] for call in asked.call_args_list]
    assert locks[0] == locks[1] == sorted(locks[0])


def test_what_cannot_be_asked_ahead_is_told_at_once(town: Town) -> None:
    if town.database.sqlite:
        return
    twice = {"message_ref": bytes(32), "unsent_at": 1}
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        ask_ahead(
            connection, [Wanted(b"1", UNSENT, twice), Wanted(b"2", UNSENT, twice), Wanted(b"3", ALL, {})]
        )
    assert noted(town) == 0


def noted_in(connection: Connection) -> int:
    return int(connection.scalars(select(func.count()).select_from(unsent_messages)).one())
