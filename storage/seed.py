"""The demo office: invented people at two desks of an invented town, as `python app.py seed` makes it."""

from sqlalchemy import Connection

from storage import hours
from storage.founding import Person
from storage.hours import Hours

DESKS = [("kurashi", "くらしの窓口"), ("hataraku", "はたらく窓口")]

HOURS = {
    "kurashi": [
        *(Hours(weekday, None, 10 * 60, 19 * 60, None, None, False) for weekday in range(5)),
        Hours(1, "1", 16 * 60, 21 * 60, None, None, False),
        Hours(5, "2,4", 13 * 60, 17 * 60, None, None, False),
    ],
    "hataraku": [
        Hours(2, None, 10 * 60, 15 * 60, None, None, False),
        Hours(1, "1", 16 * 60, 19 * 60, None, None, False),
    ],
}
"""Weekdays, two Saturdays and a late first Tuesday, so that some answers say "now" and others when."""

PEOPLE = [
    Person("sato", "佐藤", "counselor", ("kurashi",)),
    Person("mori", "森", "counselor", ("hataraku",)),
    Person("kudo", "工藤", "supervisor", ("kurashi", "hataraku")),
]


def furnish(connection: Connection) -> None:
    """The hours of the demo's desks."""
    for desk, rows in HOURS.items():
        hours.replace(connection, desk, rows)
