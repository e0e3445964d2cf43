"""Whether the office asks more of everybody than their passphrase, and what that means for one session.

A passkey shows possession and, by PIN or finger, the person: it is enough by itself. Six digits are enough beside the
passphrase. A session knows whether one of them was shown in it (`sessions.strong`).
"""

from typing import Literal, NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, LargeBinary, Table, exists, select

from storage.database import metadata
from storage.dialect import inserting
from storage.passkeys import passkeys
from storage.sessions import Session
from storage.staff import staff

sign_in_rules = Table(
    "sign_in_rules",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("second_factor", Boolean, nullable=False),
    Column("changed_by", LargeBinary(16), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

_THE_ONE = 1

Standing = Literal["enough", "none-yet", "not-shown"]


class Rule(NamedTuple):
    """Whether a second factor is demanded, and who said so when (ms); None and None where nobody ever did."""

    demanded: bool
    changed_by: bytes | None = None
    changed_at: int | None = None


def rule(connection: Connection) -> Rule:
    row = connection.execute(select(sign_in_rules).where(sign_in_rules.c.id == _THE_ONE)).first()
    return Rule(row.second_factor, bytes(row.changed_by), row.changed_at) if row else Rule(demanded=False)


def demand(connection: Connection, demanded: bool, *, by: bytes, now: int) -> None:
    """From now on, of sessions that are open too."""
    values = {"second_factor": demanded, "changed_by": by, "changed_at": now}
    connection.execute(
        inserting(sign_in_rules, connection.dialect.name)
        .values(id=_THE_ONE, **values)
        .on_conflict_do_update(index_elements=[sign_in_rules.c.id], set_=values)
    )


def standing(connection: Connection, session: Session) -> Standing:
    """ "none-yet": its owner has to set one up first; "not-shown": they have one, and this session was begun without it."""
    if session.strong or not rule(connection).demanded:
        return "enough"
    return "not-shown" if _ways(connection, session.kid) else "none-yet"


def passkey_wanted(connection: Connection, kid: bytes) -> bool:
    """Whether this person's passphrase alone opens nothing, because they have a passkey and it has to be shown.

    Who gives six digits is asked for them whatever the office demands.
    """
    return rule(connection).demanded and bool(_ways(connection, kid))


def is_last(connection: Connection, kid: bytes) -> bool:
    """Whether one may not be taken off, because it is demanded and the only one. Of two at once the second waits."""
    connection.execute(select(staff.c.kid).where(staff.c.kid == kid).with_for_update())
    return rule(connection).demanded and _ways(connection, kid) <= 1


def _ways(connection: Connection, kid: bytes) -> int:
    """How many second factors somebody has."""
    gives_digits = exists().where(staff.c.kid == kid, staff.c.totp_step.is_not(None))
    digits = connection.scalar(select(gives_digits))
    keys = connection.scalars(select(passkeys.c.credential_id).where(passkeys.c.kid == kid)).all()
    return len(keys) + int(bool(digits))
