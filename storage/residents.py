"""What a resident has chosen: language, consent, how and when answers arrive. Known by the consultation's pseudonym only.

Nothing here says what anybody wrote. A row goes with the last consultation of its resident, and after a while without any.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from storage.consultations import consultations
from storage.database import metadata

residents = Table(
    "residents",
    metadata,
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("language", String(8), nullable=False),
    Column("consent", String(16)),
    Column("consented_at", BigInteger),
    Column("arrival", String(8), nullable=False),
    Column("contact_hours", String(8), nullable=False),
    Column("stage", String(16)),
    Column("seen_at", BigInteger, nullable=False, index=True),
)

KEPT_MS = 30 * 24 * 3600 * 1000
"""So long a row stays without a consultation: time enough to come back and find one's language."""

_DAY_MS = 24 * 3600 * 1000


class Resident(NamedTuple):
    """The choices of one resident, or the defaults of somebody who has chosen nothing yet (`seen_at` is None: no row).

    `language` ja | easy | en; `consent` the version of the text that was agreed to; `arrival` plain | quiet | knock;
    `contact_hours` any | day | evening | office; `stage` what the bot has asked already and must not ask again.
    """

    pseudonym: bytes
    language: str = "ja"
    consent: str | None = None
    arrival: str = "plain"
    contact_hours: str = "any"
    stage: str | None = None
    seen_at: int | None = None


_OF = select(
    residents.c.pseudonym,
    residents.c.language,
    residents.c.consent,
    residents.c.arrival,
    residents.c.contact_hours,
    residents.c.stage,
    residents.c.seen_at,
).where(residents.c.pseudonym == bindparam("pseudonym"))


def of(connection: Connection, pseudonym: bytes) -> Resident:
    """What is known of this resident; the defaults when there is no row."""
    row = connection.execute(_OF, {"pseudonym": pseudonym}).first()
    return Resident(pseudonym, *row[1:]) if row is not None else Resident(pseudonym)


def keep(connection: Connection, resident: Resident, *, now: int, **chosen: str | None) -> Resident:
    """Writes what was chosen, and that they were here; returns them as they are then. Nothing new writes nothing."""
    values: dict[str, str | int | None] = dict(chosen)
    if "consent" in chosen and chosen["consent"] != resident.consent:
        values["consented_at"] = now if chosen["consent"] else None
    changed = resident._replace(**chosen, seen_at=now)  # type: ignore[arg-type]  # names of its own fields
    if resident.seen_at is None:
        connection.execute(insert(residents), changed._asdict() | values)
    elif changed._replace(seen_at=resident.seen_at) != resident:
        wanted = residents.c.pseudonym == resident.pseudonym
        connection.execute(update(residents).where(wanted).values(**values, seen_at=now))
    else:
        return seen(connection, resident, now=now)
    return changed


def seen(connection: Connection, resident: Resident, *, now: int) -> Resident:
    """Notes once a day that somebody with a row was here; who has no row stays without one."""
    if resident.seen_at is None or now - resident.seen_at < _DAY_MS:
        return resident
    wanted = residents.c.pseudonym == resident.pseudonym
    connection.execute(update(residents).where(wanted).values(seen_at=now))
    return resident._replace(seen_at=now)


_GOING: BindParameter[bytes] = bindparam("ids", expanding=True)
_ERASE_WITH = delete(residents).where(
    residents.c.pseudonym.in_(select(consultations.c.pseudonym).where(consultations.c.id.in_(_GOING))),
    ~select(consultations.c.id)
    .where(consultations.c.pseudonym == residents.c.pseudonym, consultations.c.id.not_in(_GOING))
    .exists(),
)


def erase_with(connection: Connection, ids: Iterable[bytes]) -> None:
    """Erases whose last consultations these are; call it before the consultations' own rows go."""
    connection.execute(_ERASE_WITH, {"ids": list(ids)})


def erase_before(connection: Connection, cutoff: int) -> int:
    """Erases who was not here since the cutoff and has no consultation; returns how many."""
    living = select(consultations.c.id).where(consultations.c.pseudonym == residents.c.pseudonym)
    gone = connection.execute(
        delete(residents)
        .where(residents.c.seen_at < cutoff, ~living.exists())
        .returning(residents.c.pseudonym)
    )
    return len(gone.all())
