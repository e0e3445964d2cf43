"""The audit log: whoever edits, drops, inserts, moves, cuts or rewrites an event is found out."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from storage import audit, audit_chain
from storage.audit import audit_log
from storage.audit_chain import Verified
from storage.certificates import Broken
from tests.cast import DAY, Town

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
SATO, KUDO, CASE = b"sato".ljust(16, b"\0"), b"kudo".ljust(16, b"\0"), b"case".ljust(16, b"\0")


def note(town: Town, *actions: str, actor: bytes = SATO, **facts: Any) -> None:
    for action in actions:
        with town.database.transaction() as connection:
            audit.note(connection, town.keys, action, now=town.clock(), actor=actor, **facts)


def verified(town: Town, head: bytes | None = None) -> Verified:
    with town.database.reading() as connection:
        audit_chain.verify_newest(connection, town.keys)
        return audit_chain.verify(connection, town.keys, head=head)


def fault(town: Town, head: bytes | None = None) -> tuple[str, int]:
    with town.database.reading() as connection, pytest.raises(Broken) as broken:
        audit_chain.verify(connection, town.keys, head=head)
    return broken.value.fault, broken.value.number


def rows(town: Town) -> list[dict[str, Any]]:
    with town.database.reading() as connection:
        query = select(audit_log).order_by(audit_log.c.number)
        return [dict(row._mapping) for row in connection.execute(query)]


def written(town: Town, changed: list[dict[str, Any]]) -> None:
    """What a writer in the database leaves behind."""
    with town.database.transaction() as connection:
        connection.execute(delete(audit_log))
        connection.execute(insert(audit_log), changed)


def forged(before: bytes, row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The row with changes and its hash made anew; the MAC can't be made without the server's key."""
    row = row | changes
    return row | {"hash": audit.hash_of(before, row["number"], row["event"])}


def test_events_are_found_by_what_and_by_whom_the_newest_first(town: Town) -> None:
    note(town, "sign-in", "open", "reply", consultation=CASE)
    note(town, "roster", "open", actor=KUDO, epoch=2)
    with town.database.reading() as connection:
        everything = audit.events(connection)
        assert [event.number for event in everything] == [5, 4, 3, 2, 1]
        assert [e.actor for e in audit.events(connection, action="open")] == [KUDO, SATO]
        assert [e.action for e in audit.events(connection, actor=KUDO)] == ["open", "roster"]
        assert [e.number for e in audit.events(connection, before=4, limit=2)] == [3, 2]
        assert audit.events(connection, action="export") == []
        assert audit.head(connection) == everything[0]
    assert everything[0].facts == {"epoch": 2}
    assert (everything[4].subject, everything[0].subject) == (audit.subject_of(CASE), None)
    assert verified(town) == Verified(5, 1, everything[0].hash)
    assert CASE not in b"".join(row["event"] + (row["subject"] or b"") for row in rows(town))


@ONE_KIND
def test_an_empty_log_holds(town: Town) -> None:
    assert verified(town) == Verified(0, 1, None)
    with town.database.reading() as connection:
        assert audit.head(connection) is None


@ONE_KIND
def test_a_fact_never_takes_the_place_of_who_what_and_when(town: Town) -> None:
    note(town, "open", at=3, subject="none")
    assert verified(town).count == 1
    with town.database.reading() as connection:
        (event,) = audit.events(connection)
    assert (event.at, event.subject, event.facts) == (town.clock(), None, {})


def test_what_is_opened_again_within_minutes_is_known(town: Town) -> None:
    def noted(actor: bytes, case: bytes, ms: int) -> bool:
        with town.database.reading() as connection:
            since = town.clock() - ms
            return audit.noted_since(connection, "open", actor=actor, consultation=case, since=since)

    note(town, "open", consultation=CASE)
    note(town, "reply", consultation=CASE, actor=KUDO)
    town.clock.pass_(minutes=10)
    assert noted(SATO, CASE, 600_000)
    assert not noted(SATO, CASE, 599_999)
    assert not noted(SATO, bytes(16), 600_000)
    assert not noted(KUDO, CASE, 600_000)


@ONE_KIND
@pytest.mark.parametrize("at", [0, 2, 4])
def test_an_edited_event_is_found(town: Town, at: int) -> None:
    note(town, "sign-in", "open", "reply", "close", "sign-out")
    honest = rows(town)
    other = honest[at]["event"].replace(b'"action"', b'"actiom"')
    edited = honest[at] | {"event": other}
    written(town, [*honest[:at], edited, *honest[at + 1 :]])
    assert fault(town) == ("edited", at + 1)
    before = honest[at - 1]["hash"] if at else bytes(32)
    with_action = honest[at]["event"].replace(honest[at]["action"].encode(), b"nothing")
    rehashed = forged(before, honest[at], event=with_action, action="nothing")
    written(town, [*honest[:at], rehashed, *honest[at + 1 :]])
    assert fault(town) == ("signature", at + 1)


@ONE_KIND
def test_an_event_that_was_made_unreadable_hides_no_other(town: Town) -> None:
    note(town, "sign-in", "open", "reply")
    with town.database.transaction() as connection:
        connection.execute(update(audit_log).where(audit_log.c.number == 2).values(event=b"\xff{"))
    with town.database.reading() as connection:
        assert [event.action for event in audit.events(connection)] == ["reply", "open", "sign-in"]
    assert fault(town) == ("edited", 2)


@ONE_KIND
@pytest.mark.parametrize("column", ["action", "actor", "subject", "at"])
def test_a_column_that_hides_an_event_from_a_search_is_found(town: Town, column: str) -> None:
    note(town, "open", "open", "open", consultation=CASE)
    hidden = {"action": "sign-in", "actor": KUDO, "subject": bytes(16), "at": 1}[column]
    with town.database.transaction() as connection:
        connection.execute(update(audit_log).where(audit_log.c.number == 2).values({column: hidden}))
    assert fault(town) == ("edited", 2)


@ONE_KIND
def test_a_dropped_inserted_or_moved_event_is_found(town: Town) -> None:
    note(town, "sign-in", "open", "reply", "close")
    one, two, three, four = rows(town)
    written(town, [one, two, four])
    assert fault(town) == ("missing", 3)
    written(town, [one, two, four | {"number": 3}])
    assert fault(town) == ("edited", 3)
    written(town, [two, three, four])
    assert fault(town) == ("missing", 2)
    written(town, [one, two, two | {"number": 3}, three | {"number": 4}, four | {"number": 5}])
    assert fault(town) == ("edited", 3)
    written(town, [one, three | {"number": 2}, two | {"number": 3}, four])
    assert fault(town) == ("edited", 2)


@ONE_KIND
def test_events_cut_off_at_the_end_show_against_a_printed_head(town: Town) -> None:
    note(town, "sign-in", "open", "reply", "close")
    *kept, last = rows(town)
    written(town, kept)
    assert verified(town).count == 3
    assert verified(town, head=kept[1]["hash"]).count == 3
    assert fault(town, head=last["hash"]) == ("head", 0)


@ONE_KIND
def test_a_log_written_anew_is_found(town: Town) -> None:
    """Without the server's key at the first event; with it, against a printed head."""
    note(town, "sign-in", "open", "reply")
    honest = rows(town)
    written(town, [forged(bytes(32), honest[0], event=b"{}")])
    assert fault(town)[1] == 1
    with town.database.transaction() as connection:
        connection.execute(delete(audit_log))
    note(town, "sign-in", "sign-out", "sign-in")
    assert verified(town).count == 3
    assert fault(town, head=honest[2]["hash"]) == ("head", 0)


def test_what_has_had_its_time_goes_and_the_rest_still_holds(town: Town) -> None:
    note(town, "sign-in", "open")
    printed = rows(town)[1]["hash"]
    erased = []
    for _ in range(3):
        town.clock.pass_(days=1)
        note(town, "reply", "close")
        with town.database.transaction() as connection:
            cutoff = town.clock() - DAY + 1
            erased.append(audit.erase_before(connection, town.keys, cutoff, now=town.clock()))
        assert verified(town).count == 3
    assert erased == [2, 3, 3]
    assert [row["action"] for row in rows(town)] == ["reply", "close", "anchor"]
    assert verified(town) == Verified(3, 9, rows(town)[-1]["hash"])
    assert fault(town, head=printed) == ("head", 0)


@ONE_KIND
def test_nothing_old_leaves_no_anchor(town: Town) -> None:
    note(town, "sign-in")
    with town.database.transaction() as connection:
        assert audit.erase_before(connection, town.keys, town.clock(), now=town.clock()) == 0
    assert [row["action"] for row in rows(town)] == ["sign-in"]


@ONE_KIND
def test_everything_old_leaves_an_anchor_alone(town: Town) -> None:
    note(town, "sign-in", "open")
    last = rows(town)[1]["hash"]
    with town.database.transaction() as connection:
        assert audit.erase_before(connection, town.keys, town.clock() + 1, now=town.clock()) == 2
    assert verified(town, head=last) == Verified(1, 3, rows(town)[0]["hash"])
    note(town, "sign-in")
    assert verified(town).count == 2


@ONE_KIND
def test_a_writer_in_the_database_can_not_play_the_end_of_the_retention_period(town: Town) -> None:
    note(town, "sign-in", "open", "reply", "close")
    with town.database.transaction() as connection:
        connection.execute(update(audit_log).where(audit_log.c.number == 1).values(at=1))
    honest = rows(town)
    written(town, honest[2:])
    assert fault(town) == ("missing", 3)
    facts = {
        "first": 3,
        "before": honest[1]["hash"].hex(),
        "action": "anchor",
        "at": 9,
        "actor": None,
        "subject": None,
    }
    event = str(facts).replace("'", '"').replace("None", "null").encode()
    anchor = honest[3] | {"number": 5, "action": "anchor", "actor": None, "at": 9}
    written(town, [*honest[2:], forged(honest[3]["hash"], anchor, event=event)])
    assert fault(town) == ("missing", 3)


@ONE_KIND
def test_an_older_anchor_does_not_excuse_that_more_is_gone(town: Town) -> None:
    note(town, "sign-in")
    town.clock.pass_(days=1)
    note(town, "open", "reply", "close")
    with town.database.transaction() as connection:
        audit.erase_before(connection, town.keys, town.clock(), now=town.clock())
    assert verified(town).first == 2
    written(town, rows(town)[1:])
    assert fault(town) == ("missing", 3)
