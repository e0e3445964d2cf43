"""What an office begins with, and what the demo's towns show to whoever tries them."""

import re
import time
from typing import Any

import pytest

from bot.visits import openings, rules
from handlers.console.visits import facts, paper_content
from storage import (
    booking_details,
    bookings,
    place_papers,
    slot_patterns,
    visit_clerks,
    visit_kinds,
    visit_places,
)
from storage.database import Database
from tests.cast import Town
from tests.cast import town as town
from tests.harness.shell import Shell

TELLING = re.compile(
    "相談|宣誓|性|暴力|パートナー|LGBT|DV|そうだん|せんせい|partner|oath|women|violence|counsel",
    re.IGNORECASE,
)


def test_the_nine_first_kinds_say_in_the_talk_what_anybody_may_read() -> None:
    kinds = visit_kinds.first()
    assert len(kinds) == 9
    for kind in kinds:
        shown = [kind.id, *(kind.talk(language) for language in ("ja", "easy", "en"))]
        assert [text for text in shown if TELLING.search(text) or facts.telling(text)] == []
        assert all(kind.name(language) for language in ("ja", "easy", "en"))
    table = visit_kinds.visit_kinds
    for name in ("name_ja", "name_easy", "name_en", "talk_ja", "talk_easy", "talk_en"):
        most: Any = table.c[name].type
        assert max(len(getattr(kind, name)) for kind in kinds) <= most.length


def test_an_office_begins_with_them_and_keeps_its_own(town: Town) -> None:
    with town.database.transaction() as connection:
        visit_kinds.furnish(connection)
        kinds = visit_kinds.all_of(connection)
        assert kinds == visit_kinds.first()
        visit_kinds.replace(connection, [kinds[1]._replace(active=False)])
        visit_kinds.furnish(connection)
        assert visit_kinds.all_of(connection, active=False) == [kinds[1]._replace(active=False)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    folder = tmp_path_factory.mktemp("demo")
    shell = Shell(folder, f"sqlite:///{folder}/data/hidamari.db")
    shell.run("seed", "--no-flyers")
    return shell


def test_the_demos_towns_show_each_way_to_a_visit(demo: Shell) -> None:
    now = time.time_ns() // 1_000_000
    with Database(demo.settings().database_url).reading() as connection:
        places = {place.id: place for place in visit_places.all_of(connection)}
        abe = next(kid for kids in visit_clerks.of_all(connection).values() for kid in kids)
        theirs = visit_clerks.places_of(connection, abe)
        waiting = bookings.pool(connection, theirs)
        free = {
            place.id: openings.nearest(connection, [place], "kind-1", now, now) for place in places.values()
        }
        made = bookings.between(connection, theirs, now, now + 400 * 24 * 3600 * 1000, now=now)
        told = [booking_details.open_(connection, demo.keys(), one.id)[0].call_name for one in made]
        papers = [place_papers.find(connection, place) for place in places]
    assert len(places) == 9
    assert sorted(theirs) == ["hidamari", "tsukinowa", "watayuki"]
    assert sorted(place.lead_days for place in places.values()) == [5] * 8 + [7]
    assert {place for place, found in free.items() if not found} == {"tsukinowa", "watayuki"}
    assert {(one.place, one.state) for one in waiting} == {("tsukinowa", "waiting"), ("watayuki", "wished")}
    assert {"かえで", "すず", "なぎ"} <= set(told)
    assert {one.origin for one in made} == {"page", "desk"}
    assert all(found is not None and found.content["items"] and found.source for found in papers)


def test_nothing_in_the_demo_could_not_have_been_typed_in_the_console(demo: Shell) -> None:
    with Database(demo.settings().database_url).reading() as connection:
        for place in visit_places.all_of(connection):
            typed = place._asdict()
            assert facts.read(typed, place) == place
            assert place.phone.startswith("0000-")
            papers = place_papers.find(connection, place.id)
            assert papers is not None
            content = paper_content.read(papers.content | {"source": papers.source})
            assert content == (papers.content, papers.source)


def test_a_booking_of_the_demo_keeps_to_its_place(demo: Shell) -> None:
    now = time.time_ns() // 1_000_000
    with Database(demo.settings().database_url).reading() as connection:
        for place in visit_places.all_of(connection):
            closed = rules.closed_of(slot_patterns.closed_days(connection, place.id))
            made = bookings.between(connection, place.id, now, now + 400 * 24 * 3600 * 1000, now=now)
            first = rules.earliest(now, place, closed)
            sooner = [one for one in made if one.starts_at and rules.local_day(one.starts_at, place) < first]
            assert {one.origin for one in sooner} <= {"desk"}
