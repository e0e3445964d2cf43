"""When desks answer: weekly hours, nth weekdays, closures, and notices for everybody. Days are local, YYYY-MM-DD."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text

from storage.database import metadata

desk_hours = Table(
    "desk_hours",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String(32), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("nth", String(16)),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("holidays", Boolean, nullable=False),
)

closures = Table(
    "closures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String(32)),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shown_from", BigInteger, nullable=False),
    Column("shown_until", BigInteger, nullable=False),
    Column("ja", Text, nullable=False),
    Column("easy", Text, nullable=False),
    Column("en", Text, nullable=False),
)
