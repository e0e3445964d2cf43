"""Consultations: who waits, who answers, until when it is kept. Content lies in other tables, under the shred key.

The columns `entries`, `revision`, `waiting_since` and `last_activity_at` are summaries, kept in the same transaction as the
entries they sum up, so that an inbox never counts messages. `revision` rises with every change a console may want to see.
"""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    bindparam,
    false,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from storage import generations, owned
from storage.database import metadata
from storage.generations import Generation, case_keys
from storage.prepared import Prepared, Wanted

OPEN, CLOSED = "open", "closed"

consultations = Table(
    "consultations",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("desk", String(32), nullable=False),
    Column("lane", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("pseudonym", LargeBinary(32), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("last_activity_at", BigInteger, nullable=False),
    Column("waiting_since", BigInteger),
    Column("acknowledged_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("due_at", BigInteger),
    Column("assignee", LargeBinary(16)),
    Column("reachable", Boolean, nullable=False, default=True),
    Column("entries", Integer, nullable=False, default=0),
    Column("revision", BigInteger, nullable=False, default=0),
    Column("intake_seq", Integer, nullable=False, default=0),
    Column("intake_head", LargeBinary(32), nullable=False),
    Column("last_record", LargeBinary(32), nullable=False),
    Column("sealed_genesis", LargeBinary, nullable=False),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("erase_on_close", Boolean, nullable=False, default=False, server_default=false()),
    Column("silence_noticed_at", BigInteger),
    Column("paused_at", BigInteger),
    Column("wish_at", BigInteger),
    Column("flagged_at", BigInteger),
    Column("language", String(8), nullable=False, default="ja", server_default=text("'ja'")),
    Column("ended_by", String(8)),
    Column("replies", Integer, nullable=False, default=0, server_default=text("0")),
    Column("assigned_at", BigInteger),
    Column("handed_by", LargeBinary(16)),
    Column("handed_at", BigInteger),
    Column("marks", String(32), nullable=False, default="", server_default=text("''")),
)
Index(
    "uq_consultations_open_pseudonym",
    consultations.c.pseudonym,
    consultations.c.lane,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)
IS_OPEN, IS_CLOSED = (consultations.c.state == literal_column(f"'{state}'") for state in (OPEN, CLOSED))
"""Spelled out in the statement: SQLite plans one anew, each time it is used, when the value might decide on the index above."""

Index("ix_consultations_pseudonym", consultations.c.pseudonym, consultations.c.state)
Index("ix_consultations_desk", consultations.c.desk, consultations.c.state, consultations.c.waiting_since)
Index("ix_consultations_assignee", consultations.c.assignee, consultations.c.desk, consultations.c.state)
Index("ix_consultations_due", consultations.c.due_at)
Index("ix_consultations_activity", consultations.c.state, consultations.c.last_activity_at)


class Opening(NamedTuple):
    """What a new consultation is made of; the sealed parts are already under its shred key."""

    id: bytes
    desk: str
    lane: str
    pseudonym: bytes
    sealed_genesis: bytes
    sealed_address: bytes
    generation: Generation
    language: str = "ja"
    erase_on_close: bool = False


def new_id() -> bytes:
    return os.urandom(16)


def open_new(connection: Connection, opening: Opening, *, now: int) -> None:
    """Opens it. An IntegrityError when the same resident has an open one of its lane: hold the resident first."""
    values: dict[str, Any] = {
        "id": opening.id,
        "desk": opening.desk,
        "lane": opening.lane,
        "state": OPEN,
        "pseudonym": opening.pseudonym,
        "opened_at": now,
        "last_activity_at": now,
        "reachable": True,
        "entries": 0,
        "revision": 0,
        "intake_seq": 0,
        "intake_head": bytes(32),
        "last_record": bytes(32),
        "sealed_genesis": opening.sealed_genesis,
        "sealed_address": opening.sealed_address,
        "language": opening.language,
        "erase_on_close": opening.erase_on_close,
    }
    connection.execute(insert(consultations), values)
    generations.add(connection, opening.id, 1, opening.generation)


_HOLD = Prepared(text("SELECT pg_advisory_xact_lock(:lock)"))


def hold_resident(connection: Connection, pseudonym: bytes) -> None:
    """Lets the events of one resident pass one after the other until the commit; those of others go on beside them.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        asked = holding(pseudonym)
        asked.statement.later(connection, asked.values)


def holding(pseudonym: bytes) -> Wanted:
    """What `hold_resident` will ask on PostgreSQL."""
    return Wanted(pseudonym, _HOLD, {"lock": int.from_bytes(pseudonym[:8], "big", signed=True)})


OPEN_OF = (
    select(consultations, case_keys.c.generation, case_keys.c.sealed.label("sealed_wrapset"))
    .join(case_keys, case_keys.c.consultation_id == consultations.c.id)
    .where(
        consultations.c.pseudonym == bindparam("pseudonym"),
        IS_OPEN,
        # Not IN, which is spelled anew for each question.
        or_(consultations.c.lane == "line", consultations.c.lane == "both"),
        case_keys.c.inside == false(),
    )
    .order_by((consultations.c.lane == "line").desc(), case_keys.c.generation.desc())
    .limit(1)
    .with_for_update(of=consultations)
)
"""Of `:pseudonym`, what `open_of` gives."""


def open_of(connection: Connection, pseudonym: bytes) -> Row[Any] | None:
    """The open consultation into which goes what the resident says in the talk, held against other writers until the commit:
    the talk itself, else a room that it may come into. With the newest wrap set to seal to.
    """
    return connection.execute(OPEN_OF, {"pseudonym": pseudonym}).first()


_BY_ID = (
    select(consultations, case_keys.c.generation, case_keys.c.sealed.label("sealed_wrapset"))
    .join(case_keys, case_keys.c.consultation_id == consultations.c.id)
    .where(consultations.c.id == bindparam("consultation"), case_keys.c.inside == false())
    .order_by(case_keys.c.generation.desc())
    .limit(1)
    .with_for_update(of=consultations)
)


def hold(connection: Connection, consultation: bytes) -> Row[Any] | None:
    """That consultation, open or closed, with the newest wrap set to seal to, held as `open_of` holds it; None when it is gone."""
    return connection.execute(_BY_ID, {"consultation": consultation}).first()


def another_is_open(connection: Connection, consultation: Row[Any]) -> bool:
    """Whether the same resident has an open one besides, of the same kind: a talk beside a talk, a room beside a room."""
    talk = consultations.c.lane == "line"
    wanted = select(consultations.c.id).where(
        consultations.c.pseudonym == consultation.pseudonym,
        IS_OPEN,
        consultations.c.id != consultation.id,
        talk if consultation.lane == "line" else ~talk,
    )
    return connection.execute(wanted.limit(1)).first() is not None


def all_of(connection: Connection, pseudonym: bytes) -> list[Row[Any]]:
    """Every consultation of this resident that is still kept, open or closed, the newest first."""
    wanted = select(consultations).where(consultations.c.pseudonym == pseudonym)
    return list(connection.execute(wanted.order_by(consultations.c.opened_at.desc(), consultations.c.id)))


def ids_of(connection: Connection, pseudonym: bytes) -> list[bytes]:
    """Every consultation of this resident that is still kept, open or closed."""
    rows = connection.execute(select(consultations.c.id).where(consultations.c.pseudonym == pseudonym))
    return [bytes(row.id) for row in rows]


def set_language(connection: Connection, pseudonym: bytes, language: str) -> None:
    """The resident reads another language from now on."""
    connection.execute(
        update(consultations)
        .where(consultations.c.pseudonym == pseudonym, consultations.c.language != language)
        .values(language=language, revision=consultations.c.revision + 1)
    )


def choose(connection: Connection, consultation: bytes, **chosen: bool | str) -> None:
    """The resident's wishes for this one alone: `language`, `erase_on_close`."""
    ours = update(consultations).where(consultations.c.id == consultation)
    connection.execute(ours.values(**chosen, revision=consultations.c.revision + 1))


def note_replied(connection: Connection, consultation: bytes, record: bytes, *, now: int) -> None:
    """Sums up one more answer from the desk: nobody waits any more, and who took over has taken over."""
    answered = {"last_activity_at": now, "replies": consultations.c.replies + 1}
    nobody = dict.fromkeys(("waiting_since", "silence_noticed_at", "handed_by", "handed_at"))
    _note_one_more(connection, consultation, record, **answered, **nobody)


def note_appended(connection: Connection, consultation: bytes, record: bytes) -> None:
    """Sums up one more entry that stays inside the desk: nobody is answered by it, and it keeps no record alive."""
    _note_one_more(connection, consultation, record)


def _note_one_more(connection: Connection, consultation: bytes, record: bytes, **more: object) -> None:
    added = {"entries": consultations.c.entries + 1, "revision": consultations.c.revision + 1}
    ours = update(consultations).where(consultations.c.id == consultation)
    connection.execute(ours.values(last_record=record, **added, **more))


def note_changed(connection: Connection, consultation: bytes) -> bool:
    """Lets open consoles see that something about it is new (a delivery, an unsend, a hold). False when it is gone."""
    row = connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation)
        .values(revision=consultations.c.revision + 1)
        .returning(consultations.c.id)
    ).first()
    return row is not None


def set_reachable(connection: Connection, pseudonym: bytes, reachable: bool) -> list[bytes]:
    """A block or an unblock; returns the consultations it touched. Who is in a room is reached there, whatever LINE does."""
    rows = connection.execute(
        update(consultations)
        .where(consultations.c.pseudonym == pseudonym, consultations.c.lane == "line")
        .values(reachable=reachable, revision=consultations.c.revision + 1)
        .returning(consultations.c.id)
    )
    return [bytes(row.id) for row in rows]


def close(
    connection: Connection, consultation: bytes, *, now: int, due_at: int, by: str | None = None
) -> int:
    """Closes it; from now on the retention period runs. Closing twice keeps the first due date, which is returned.

    `by`: "resident", "desk" or "silence".
    """
    connection.execute(
        update(consultations)
        .where(consultations.c.id == consultation, IS_OPEN)
        .values(
            state=CLOSED,
            closed_at=now,
            due_at=due_at,
            ended_by=by,
            waiting_since=None,
            revision=consultations.c.revision + 1,
        )
    )
    return int(
        connection.scalars(select(consultations.c.due_at).where(consultations.c.id == consultation)).one()
    )


def erase(connection: Connection, ids: Iterable[bytes]) -> None:
    """Deletes the rows of the consultations themselves; the nouns beside them erase their own."""
    wanted = list(ids)
    generations.erase(connection, wanted)
    owned.erase(connection, consultations.c.id, wanted)
