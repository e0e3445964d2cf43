"""A late yes at the very moment at which a clerk closes the day: Hanako has a seat, or hears that there is none."""

from contextlib import suppress

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot.visits import steps
from bot.visits.model import Refused
from storage import slots
from storage.database import StorageError
from storage.slots import Slot
from tests.visits.booking import ASATSUYU, MORNING, NOTHING, OATH, Visits
from tests.visits.places import MINUTE


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_nobody_is_booked_without_a_seat(visits: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    hanako, removed = visits.resident(), slots._remove
    held = hanako.holds(MORNING)
    visits.town.clock.at += 11 * MINUTE

    def meanwhile(connection: Connection, slot: Slot) -> None:
        # Who would have to wait for the clerk stops waiting, since both stand in one thread here.
        with suppress(StorageError, OperationalError), visits.town.database.transaction() as another:
            another.execute(text("SET LOCAL lock_timeout = '50ms'"))
            steps.confirm(another, visits.ground, hanako.who, held.id, OATH, NOTHING, now=visits.now)
        removed(connection, slot)

    monkeypatch.setattr(slots, "_remove", meanwhile)
    visits.lay(ASATSUYU, [])
    with suppress(Refused):
        hanako.confirms(held)
    after = visits.find(held)
    assert after is not None
    assert (after.state, visits.seat(after)) == ("held", None)
