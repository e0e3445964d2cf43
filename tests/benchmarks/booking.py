"""A crowd that books the same hour, and how long a page of the calendar and the search for a time take among many bookings."""

import datetime as dt
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import insert

from bot.visits import rules
from storage import booking_links, visit_kinds, visit_places
from storage.bookings import bookings
from storage.contexts import b64
from storage.slots import seats, slots
from tests.benchmarks.figure import Figure, middle
from tests.cast import Town, founded, furnish
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.harness.postgres import Postgres, running
from tests.visits.booking import ASATSUYU, KEPT, KINDS, MORNING, NOON, Visits, laid
from tests.visits.rushing import Rush, rush

TICKETS, PLACES_TO_HAVE, PROCESSES = 500, 10, 6
RUSHES, TIMES = 3, 21
TOWNS, DAYS, HOURS, CAPACITY, EMPTY = 9, 120, 12, 8, 0.04
"""So many places take visits on so many days, in so many hours a day, and of their seats so few are free: 100,000 bookings."""
HOUR = 3_600_000


class Where(NamedTuple):
    kind: str
    fresh: Callable[[Path], Town]


def measure() -> list[Figure]:
    """On both databases. Raises when a seat too many or too few was given away."""
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running() as server:
        for where in (Where("SQLite", _in_a_file), Where("PostgreSQL", lambda at: _in(server, at))):
            at = Path(folder) / where.kind
            found += [_rushed(where, at / "rush"), *_searched(where, at / "many")]
    return found


def _in_a_file(folder: Path) -> Town:
    folder.mkdir(parents=True)
    shutil.copy(Path(founded().folder.name) / "office.db", folder / "hidamari.db")
    return Town(folder, f"sqlite:///{folder}/hidamari.db")


def _in(server: Postgres, folder: Path) -> Town:
    folder.mkdir(parents=True)
    return Town(folder, server.fresh_from("founded", furnish))


def _rushed(where: Where, folder: Path) -> Figure:
    """Six processes, three of which are killed at the worst moment: with a seat that is theirs and nothing committed."""
    taken = []
    for number in range(RUSHES):
        town = where.fresh(folder / str(number))
        visits = Visits(town)
        visits.lay(ASATSUYU, [laid(MORNING, PLACES_TO_HAVE), laid(NOON, 1)])
        settings, url = town.settings, town.database.url.render_as_string(hide_password=False)
        asked = Rush(
            url, str(settings.keys_dir), str(settings.kek_file), visits.now, KEPT, ASATSUYU.id, MORNING,
            [MORNING, NOON], "book", TICKETS, PROCESSES, [],
        )  # fmt: skip
        outcome = rush(folder, asked)
        (folder / "rush.log").unlink()
        # Whom death has caught between choosing and yes keeps a seat for ten minutes; then it is somebody else's.
        town.clock.at += 10 * 60_000
        visits.fill(MORNING)
        assert len(visits.numbers(MORNING)) == PLACES_TO_HAVE
        assert {what for what, _ in outcome.lines} == {"booked", "full"}
        assert all(openings for what, openings in outcome.lines if what == "full"), (
            "each hears of another time"
        )
        taken.append(outcome.seconds * 1000)
        town.database.engine.dispose()
    name = f"{TICKETS} parallel bookings for {PLACES_TO_HAVE} places (ms), {where.kind}"
    return Figure(name, round(statistics.median(taken), 1), "ms", target=5000)


def _searched(where: Where, folder: Path) -> list[Figure]:
    town = where.fresh(folder)
    number = _fill(town)
    with opened(town.settings, town.clock) as app:
        kudo, ask = Desk(app, "kudo"), _resident(town, app)
        today = rules.local_day(town.clock(), ASATSUYU)
        busy, place = (today + dt.timedelta(days=30)).isoformat(), "town-4"
        page = f"visits/timetable?place={place}&first={busy}&last={busy}"
        one = {"place": place, "kind": "oath"}
        named = {
            "a day of a place": lambda: kudo.get(page),
            "days with a free time at a place": lambda: ask(one),
            "days with a free time anywhere": lambda: ask(one | {"place": ""}),
            "free times of a day anywhere": lambda: ask(one | {"place": "", "day": busy}),
        }
        samples = {name: [_timed(act) for _ in range(TIMES)] for name, act in named.items()}
    town.database.engine.dispose()
    name = f"among {number:,} bookings (ms), {where.kind}"
    return [middle(f"{what} {name}", taken, target=50) for what, taken in samples.items()]


def _resident(town: Town, app: Flask) -> Callable[[dict[str, str]], Any]:
    """A browser that came by a link from the talk, and searches."""
    link_of, secret, client = bytes(32), b64(os.urandom(32)), app.test_client()
    with town.database.transaction() as connection:
        link = booking_links.issue(
            connection, town.keys.courier, link_of, "U" + "0" * 32, language="ja", now=town.clock()
        )
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.post("/booking/claims", json={"link": b64(link)}, headers=headers).status_code == 201
    return lambda wanted: client.post("/booking/searches", json=wanted, headers=headers)


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    answer = act()
    taken = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.text
    assert len(json.loads(answer.data)) > 0
    return taken


def _fill(town: Town) -> int:
    """Nine places that are nearly full for months; returns how many have booked."""
    dice, now = random.Random(1), town.clock()
    today = rules.local_day(now, ASATSUYU)
    with town.database.transaction() as connection:
        visit_kinds.replace(connection, KINDS)
        for number in range(TOWNS):
            visit_places.add(connection, ASATSUYU._replace(id=f"town-{number}", position=number))
        rows = [
            _slot(dice, f"town-{number}", rules.moment(today + dt.timedelta(days=day), hour * 60, "Asia/Tokyo"), now)
            for number in range(TOWNS) for day in range(DAYS) for hour in range(8, 8 + HOURS)
        ]  # fmt: skip
        connection.execute(insert(slots), [slot for slot, _, _ in rows])
        booked = [row for _, made, _ in rows for row in made]
        connection.execute(insert(bookings), [row | {"code": _code(at)} for at, row in enumerate(booked)])
        connection.execute(insert(seats), [row for _, _, sat in rows for row in sat])
    return len(booked)


def _slot(
    dice: random.Random, place: str, at: int, now: int
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """A slot, who has booked it, and where they sit."""
    slot = {"place": place, "starts_at": at, "ends_at": at + HOUR, "capacity": CAPACITY, "origin": "pattern"}
    made, sat = [], []
    for seat in range(1, CAPACITY + 1):
        if dice.random() < EMPTY:
            continue
        booking = dice.randbytes(16)
        sat.append({"place": place, "starts_at": at, "seat": seat, "capacity": CAPACITY, "booking": booking})
        made.append(
            {
                "id": booking, "state": "booked", "place": place, "kind": "oath", "starts_at": at, "ends_at": at + HOUR,
                "persons": 2, "private_room": True, "language": "ja", "origin": "page", "pseudonym": dice.randbytes(32),
                "nth": 1, "notices": False, "offers": 0, "sequence": 0, "revision": 1, "made_at": now, "changed_at": now,
                "due_at": at + HOUR + KEPT, "anywhere": False,
            }
        )  # fmt: skip
    return slot, made, sat


def _code(number: int) -> str:
    """A different one for each."""
    signs = "2345679ACDEFGHJKMNPQRTUVWXY"
    return "".join(signs[number // len(signs) ** place % len(signs)] for place in range(4))
