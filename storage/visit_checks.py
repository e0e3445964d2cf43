"""Whether visits can be booked as they should: what somebody who looks after them wants to hear of in time. Pure reading."""

from sqlalchemy import Connection, exists, select

from storage.place_papers import place_papers
from storage.slots import slots
from storage.staff import staff
from storage.visit_clerks import visit_clerks
from storage.visit_places import visit_places


def has_slots(connection: Connection, place: str, first: int, last: int) -> bool:
    """Whether any visit could begin there from `first` to before `last` (ms)."""
    wanted = exists().where(
        slots.c.place == place, slots.c.starts_at >= first, slots.c.starts_at < last, slots.c.capacity > 0
    )
    return bool(connection.scalar(select(wanted)))


def unchecked_papers(connection: Connection, before: str) -> list[str]:
    """Ids of active places of which nobody has checked since that day (YYYY-MM-DD) what to bring; in their order."""
    checked = exists().where(
        place_papers.c.place == visit_places.c.id,
        place_papers.c.checked_on >= before,
        place_papers.c.checked_by.is_not(None),
    )
    wanted = select(visit_places.c.id).where(visit_places.c.active, ~checked)
    return list(connection.scalars(wanted.order_by(visit_places.c.position, visit_places.c.id)))


def clerks_without_place(connection: Connection) -> int:
    """How many clerks see no calendar, because they work for no place."""
    there = exists().where(visit_clerks.c.kid == staff.c.kid)
    wanted = select(staff.c.kid).where(staff.c.role == "clerk", ~there)
    return len(connection.execute(wanted).all())
