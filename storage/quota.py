"""The gauge of LINE's monthly quota: LINE's own figures, as they were last read."""

from typing import Any, Literal, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, delete, insert, select, update

from storage.database import metadata

quota_readings = Table(
    "quota_readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quota", BigInteger),
    Column("used", BigInteger, nullable=False),
    Column("read_at", BigInteger, nullable=False),
    Column("spent_at", BigInteger),
)

Level = Literal["quota-80", "quota-95", "quota-spent"]
LEVELS: tuple[Level, ...] = ("quota-80", "quota-95", "quota-spent")

_THE_ONE = 1


class Reading(NamedTuple):
    """How many pushes the month has (None: no limit), how many went; when that was read (ms), and since when none is left."""

    quota: int | None
    used: int
    read_at: int
    spent_at: int | None

    @property
    def percent(self) -> int:
        """Of the quota, rounded down; 0 where there is no limit."""
        if self.quota is None:
            return 0
        return 100 * self.used // self.quota if self.quota else 100

    @property
    def level(self) -> Level | None:
        """What the office is warned of."""
        if self.spent_at is not None:
            return "quota-spent"
        if self.percent >= 95:
            return "quota-95"
        return "quota-80" if self.percent >= 80 else None


def newest(connection: Connection) -> Reading | None:
    """The last reading; None before the first."""
    row = connection.execute(select(quota_readings).order_by(quota_readings.c.id.desc()).limit(1)).first()
    return Reading(row.quota, row.used, row.read_at, row.spent_at) if row else None


def note(connection: Connection, *, quota: int | None, used: int, now: int, refused: bool = False) -> Reading:
    """Keeps what LINE says. `refused`: it has just refused a push for want of quota, whatever its figures say.

    They lag behind. So a refusal counts until the figures have changed for the better.
    """
    before = newest(connection)
    spent = quota is not None and used >= quota
    spent_at = before.spent_at if before else None
    if spent or refused:
        spent_at = spent_at if spent_at is not None else now
    elif before is not None and (used < before.used or quota != before.quota):
        # A new month, or a bigger plan.
        spent_at = None
    reading = Reading(quota, used, now, spent_at)
    _replace(connection, reading._asdict())
    return reading


def note_refused(connection: Connection, *, now: int) -> None:
    """LINE refused a push for want of quota, and does not tell its figures at the moment."""
    before = newest(connection)
    note(
        connection,
        quota=before.quota if before else None,
        used=before.used if before else 0,
        now=now,
        refused=True,
    )


def note_accepted(connection: Connection) -> bool:
    """LINE took a push: there is quota again. True when that is news."""
    table = quota_readings
    news = update(table).where(table.c.spent_at.is_not(None)).values(spent_at=None).returning(table.c.id)
    return connection.execute(news).first() is not None


def _replace(connection: Connection, values: dict[str, Any]) -> None:
    there = connection.execute(
        update(quota_readings)
        .where(quota_readings.c.id == _THE_ONE)
        .values(**values)
        .returning(quota_readings.c.id)
    ).first()
    if there is None:
        connection.execute(delete(quota_readings))
        connection.execute(insert(quota_readings), {"id": _THE_ONE} | values)
