"""Rules of a desk: when a second person looks first, how many consultations an evening takes, how soon an answer is meant to come."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    select,
    update,
)

from storage.database import metadata
from storage.dialect import insert_ignoring

desk_rules = Table(
    "desk_rules",
    metadata,
    Column("desk", String(32), primary_key=True),
    Column("check_first", Boolean, nullable=False),
    Column("check_flagged", Boolean, nullable=False),
    Column("check_referral", Boolean, nullable=False),
    Column("evening_cap", Integer),
    Column("answer_within", Integer),
    Column("changed_by", LargeBinary(16), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

MOST_IN_AN_EVENING = 200
EARLIEST_ANSWER_MS = 60 * 1000
LATEST_ANSWER_MS = 7 * 24 * 3600 * 1000


class Rules(NamedTuple):
    """A second person looks before the first reply, before one while the danger flag is up, before one that names a place to turn to.

    `evening_cap`: so many consultations are meant to be taken in a day; `answer_within` (ms): so soon an answer is meant to
    come. None: no such aim. Both are shown to staff only: nobody is turned away by them.
    """

    check_first: bool = False
    check_flagged: bool = False
    check_referral: bool = False
    evening_cap: int | None = None
    answer_within: int | None = None


class Setting(NamedTuple):
    """The rules of a desk, and who set them when (ms); None and None where nobody ever did."""

    rules: Rules
    changed_by: bytes | None = None
    changed_at: int | None = None


def possible(rules: Rules) -> bool:
    """Whether a desk can mean these numbers."""
    cap, within = rules.evening_cap, rules.answer_within
    few = cap is None or 1 <= cap <= MOST_IN_AN_EVENING
    return few and (within is None or EARLIEST_ANSWER_MS <= within <= LATEST_ANSWER_MS)


def of(connection: Connection, desk: str) -> Rules:
    """The rules of this desk; all off where nobody has set any."""
    return setting(connection, [desk])[desk].rules


def setting(connection: Connection, desks: Iterable[str]) -> dict[str, Setting]:
    """The rules of each of these desks, in their order."""
    wanted = list(desks)
    rows = connection.execute(select(desk_rules).where(desk_rules.c.desk.in_(wanted)))
    found = {row.desk: _setting(row) for row in rows}
    return {desk: found.get(desk, Setting(Rules())) for desk in wanted}


def set_(connection: Connection, desk: str, rules: Rules, *, seen: int | None, by: bytes, now: int) -> bool:
    """From now on these are the desk's rules. ValueError for a number that no desk can mean.

    False when the rules are not those set at `seen` (ms; None: never) any more: what somebody else has set meanwhile stays.
    """
    if not possible(rules):
        raise ValueError("a number of the rules is out of bounds")
    values = rules._asdict() | {"changed_by": by, "changed_at": now}
    if seen is None:
        return insert_ignoring(connection, desk_rules, {"desk": desk} | values)
    same = (desk_rules.c.desk == desk, desk_rules.c.changed_at == seen)
    changed = update(desk_rules).where(*same).values(values).returning(desk_rules.c.desk)
    return connection.execute(changed).first() is not None


def _setting(row: Row[Any]) -> Setting:
    rules = Rules(row.check_first, row.check_flagged, row.check_referral, row.evening_cap, row.answer_within)
    return Setting(rules, bytes(row.changed_by), row.changed_at)
