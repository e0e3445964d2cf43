"""How it stands with a resident when an event of theirs comes: one question where there were six, for each was a way to the database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, literal, select, true

from storage.blocks import IN_FORCE
from storage.consultations import IS_CLOSED, OPEN_OF, consultations
from storage.prepared import Prepared, Wanted
from storage.receipts import unsent_messages
from storage.residents import Resident, residents
from storage.rosters import rosters
from storage.shred import Stored, shred_keys


@dataclass(frozen=True)
class Standing:
    """As it was when it was asked for; `row` is held from then on, as that of `consultations.open_of`, until the commit.

    `blocked_until` (ms) None for who is not blocked. `unsent`, `edited`: the message was taken back, or edited, before it came.
    `shred`: the consultation's shred key as it is stored. `roster`: the newest epoch. `puts_off`: writing now puts off the end of
    an earlier consultation.
    """

    resident: Resident
    blocked_until: int | None
    unsent: bool
    edited: bool
    row: Any | None
    shred: Stored | None
    roster: int | None
    puts_off: bool


_open = OPEN_OF.subquery("open_one")
_always = select(literal(1).label("one")).subquery("always")


def _named(reference: str) -> Any:
    return exists().where(unsent_messages.c.message_ref == bindparam(reference))


_STANDING = Prepared(
    select(
        *(residents.c[name].label(f"resident_{name}") for name in Resident._fields),
        IN_FORCE.scalar_subquery().label("blocked_until"),
        _named("message_ref").label("unsent"),
        _named("edit_ref").label("edited"),
        select(func.max(rosters.c.epoch)).scalar_subquery().label("roster"),
        shred_keys.c.epoch.label("shred_epoch"),
        shred_keys.c.sealed.label("shred_sealed"),
        exists()
        .where(
            consultations.c.pseudonym == bindparam("pseudonym"),
            IS_CLOSED,
            consultations.c.due_at > bindparam("now"),
            consultations.c.due_at < bindparam("until"),
            consultations.c.paused_at.is_(None),
        )
        .label("puts_off"),
        _open,
    )
    .select_from(_always)
    .outerjoin(residents, residents.c.pseudonym == bindparam("pseudonym"))
    .outerjoin(_open, true())
    .outerjoin(shred_keys, shred_keys.c.id == _open.c.id)
)


def asking(
    pseudonym: bytes, *, message_ref: bytes | None, edit_ref: bytes | None, now: int, pause: int
) -> Wanted:
    """`pause` (ms) as `endings.pause` has it; the references are None for what is no message."""
    asked = {
        "pseudonym": pseudonym,
        "message_ref": message_ref,
        "edit_ref": edit_ref,
        "now": now,
        "until": now + pause,
    }
    return Wanted(pseudonym, _STANDING, asked)


def of(connection: Connection, asked: Wanted) -> Standing:
    """`asked` as `asking` makes it."""
    (row,) = asked.statement.rows(connection, asked.values)
    known, pseudonym = row[0] is not None, asked.about
    return Standing(
        resident=Resident(pseudonym, *row[1 : len(Resident._fields)]) if known else Resident(pseudonym),
        blocked_until=None if row.blocked_until is None else int(row.blocked_until),
        unsent=bool(row.unsent),
        edited=bool(row.edited),
        row=row if row.id is not None else None,
        shred=Stored(row.shred_epoch, bytes(row.shred_sealed)) if row.shred_sealed is not None else None,
        roster=row.roster,
        puts_off=bool(row.puts_off),
    )
