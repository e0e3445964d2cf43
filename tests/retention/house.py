"""What the purge's tests do to a town."""

import datetime as dt
import zoneinfo
from collections.abc import Callable

from retention import purge
from retention.batches import Bound
from retention.purge import Outcome
from storage import holds, ledger
from storage.keystore import Keys
from storage.shred import ShredTable
from tests.cast import DAY, Json, Town, colleague, founded

TOKYO = zoneinfo.ZoneInfo("Asia/Tokyo")


def shipped_nowhere(table: ShredTable) -> None:
    """The table of shred keys goes to no backup."""


def run(
    town: Town,
    *,
    ship: Callable[[ShredTable], None] = shipped_nowhere,
    progress: Callable[[int], None] = lambda erased: None,
    rotate: bool = False,
    keys: Keys | None = None,
    bound: Bound | None = None,
    pause: Callable[[float], None] = lambda seconds: None,
) -> Outcome:
    policy, now = town.settings.retention_policy, town.clock()
    return purge.run(
        town.database, keys or town.keys, policy,
        now=now, ship=ship, progress=progress, rotate=rotate, clock=town.clock, bound=bound, pause=pause,
    )  # fmt: skip


def talk(town: Town, *texts: str) -> bytes:
    """A new resident says these, and Sato answers each."""
    hanako, before = town.resident(), set(town.consultations())
    for text in texts:
        town.receive(hanako.says(text))
        (case,) = set(town.consultations()) - before
        town.answer(case, f"{text}、と言ったのですね")
    return case


def unfinished(town: Town) -> bool:
    return purge.unfinished(town.database, town.keys.kek)


def certificates(town: Town, kind: str | None = None) -> list[Json]:
    """What the ledger says, of this kind, oldest first."""
    with town.database.reading() as connection:
        found = [entry.certificate for entry in ledger.entries(connection)]
    return [one for one in found if kind in (None, one["t"])]


def hold(town: Town, case: bytes, *, days: int = 30, agreed: bool = True) -> bytes:
    """Sato asks that it is kept so long, and Kudo agrees. Returns the hold's id."""
    now = town.clock()
    with town.database.transaction() as connection:
        until, sato, kudo = now + days * DAY, colleague("sato").kid, colleague("kudo").kid
        asked = holds.ask(connection, case, reason="court", until=until, by=sato, now=now)
        assert not agreed or holds.agree(connection, asked, by=kudo, now=now)
    return asked


def local_day(town: Town, number: int) -> dt.date:
    """A day in Japan, counted from the day after the town was founded."""
    return dt.datetime.fromtimestamp(founded().at / 1000, TOKYO).date() + dt.timedelta(days=number + 1)


def at(town: Town, number: int, hour: int = 12) -> int:
    """Sets the clock to that hour of that day, and returns it."""
    town.clock.at = round(
        dt.datetime.combine(local_day(town, number), dt.time(hour), TOKYO).timestamp() * 1000
    )
    return town.clock()
