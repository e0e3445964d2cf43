"""When the office began, and how far its newest rotation got."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.purge_runs import rotations
from storage.roster import SignedRoster
from storage.rosters import rosters


class Rotation(NamedTuple):
    """Times in ms; None for what has not happened."""

    epoch: int
    started_at: int
    shipped_at: int | None
    final_at: int | None


def founded_at(connection: Connection) -> int | None:
    """From when the first roster was valid (ms); None for an office without one. `Rejected` for one that can't be read."""
    first = connection.scalar(select(rosters.c.signed).order_by(rosters.c.epoch).limit(1))
    return SignedRoster.from_json(bytes(first)).parsed().not_before * 1000 if first is not None else None


def newest_rotation(connection: Connection) -> Rotation | None:
    columns = (rotations.c.epoch, rotations.c.started_at, rotations.c.shipped_at, rotations.c.final_at)
    row = connection.execute(select(*columns).order_by(rotations.c.epoch.desc()).limit(1)).first()
    return Rotation(*row) if row else None
