"""What `doctor` sees of visits: a place in order is one line, and each thing that somebody would stumble over is named."""

import datetime as dt

import pytest
from sqlalchemy import delete, insert, update

from bot.visits import rules
from handlers.commands.doctor import visits
from storage import place_papers, slots, staff, visit_clerks, visit_places
from storage.place_papers import Papers
from tests.cast import DAY, Town, colleague
from tests.retention.test_watchdog import change
from tests.retention.visiting import PLACE, open_place

CLERK = bytes(range(16))


def said(town: Town) -> dict[str, tuple[str, str]]:
    today = rules.local_day(town.clock(), PLACE)
    with town.database.reading() as connection:
        found = list(visits.look(connection, now=town.clock(), today=today))
    return {one.check: (one.level, one.message) for one in found}


@pytest.fixture
def in_order(town: Town) -> None:
    """A place with times, papers that Kudo has checked today, and a clerk who works there."""
    open_place(town)
    today = rules.local_day(town.clock(), PLACE)
    with town.database.transaction() as connection:
        kudo = colleague("kudo").kid
        place_papers.add(connection, Papers(PLACE.id, {"items": []}, "https://", today.isoformat(), kudo))
        account = {"kid": CLERK, "name": "abe", "display_name": "阿部", "role": "clerk"}
        connection.execute(insert(staff.staff).values(**account, sealed_capsule=b"", sealed_verifier=b""))
        visit_clerks.replace(connection, CLERK, [PLACE.id])


def test_where_nobody_takes_visits_nothing_is_said(town: Town) -> None:
    assert said(town) == {}
    with town.database.transaction() as connection:
        visit_places.add(connection, PLACE._replace(active=False))
    assert said(town) == {}


@pytest.mark.usefixtures("in_order")
def test_a_place_in_order_is_one_line(town: Town) -> None:
    assert said(town) == {"visits": ("ok", "1 places take visits, and have times and papers.")}


@pytest.mark.usefixtures("in_order")
def test_a_place_without_a_time_is_named_also_when_all_of_them_are_too_soon_or_too_far(town: Town) -> None:
    change(town, delete(slots.slots).where(slots.slots.c.starts_at > town.clock() + 3600_000))
    level, message = said(town)["visit-times"]
    assert (level, PLACE.id in message) == ("warning", True)
    far = {"place": PLACE.id, "capacity": 1, "origin": "day"}
    at = town.clock() + 300 * DAY
    change(town, insert(slots.slots).values(far | {"starts_at": at, "ends_at": at + 3600_000}))
    assert list(said(town)) == ["visit-times"]


@pytest.mark.usefixtures("in_order")
def test_papers_that_nobody_has_looked_at_for_half_a_year_are_named(town: Town) -> None:
    table, today = place_papers.place_papers, rules.local_day(town.clock(), PLACE)
    for days, named in ((180, []), (181, ["visit-papers"])):
        change(town, update(table).values(checked_on=(today - dt.timedelta(days=days)).isoformat()))
        assert [check for check in said(town) if check != "visits"] == named
    change(town, update(table).values(checked_on=today.isoformat(), checked_by=None))
    assert list(said(town)) == ["visit-papers"], "what came with the software is checked by nobody"
    change(town, delete(table))
    assert list(said(town)) == ["visit-papers"]


@pytest.mark.usefixtures("in_order")
def test_a_clerk_who_works_nowhere_is_counted_and_not_named(town: Town) -> None:
    change(town, delete(visit_clerks.visit_clerks))
    found = said(town)
    assert list(found) == ["visit-clerks"]
    assert found["visit-clerks"][1].startswith("1 of the clerks work for no place")
    assert "阿部" not in str(found)
