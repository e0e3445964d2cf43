"""The demo's flyers: made as an office makes them, read back as a telephone reads them, and typed by nobody who could not have."""

import io

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import Connection

from bot.flyers import addresses, wording
from bot.phrases import LANGUAGES
from handlers.console.flyers import placement_form, words
from handlers.flyers import order_form
from storage import (
    designs,
    flyer_versions,
    flyers,
    order_details,
    paper_orders,
    placements,
    subscribers,
    totals,
)
from storage.contexts import b64
from storage.database import Database
from tests.harness.shell import Shell

NOW = 2**60


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    folder = tmp_path_factory.mktemp("demo")
    shell = Shell(folder, f"sqlite:///{folder}/data/hidamari.db")
    shell.environment |= {"LINE_BASIC_ID": "@000hidam", "LANES": "talk,room"}
    shell.run("seed")
    return shell


def test_four_flyers_are_shown_and_their_codes_lead_to_the_room(demo: Shell) -> None:
    with Database(demo.settings().database_url).reading() as connection:
        shown = flyers.shown(connection, NOW)
        assert [one.card for one in shown] == ["A", "B", "C", "D"]
        (web,) = [one for one in placements.all_of(connection) if one.kind == "web"]
        leads = addresses.room_address(demo.settings().public_origin, demo.keys().fingerprint, 1, web.code)
        for one in shown:
            assert one.version == 1
            found = flyer_versions.version(connection, one.id, 1)
            assert found is not None
            assert found.pages == 1
            assert all(found.alt_of(1, language) and found.aloud_in(language) for language in LANGUAGES)
            widths = {width for _, width, _ in flyer_versions.sizes(connection, one.id, 1)}
            assert widths == set(flyer_versions.WIDTHS)
            page = flyer_versions.picture(connection, one.id, 1, 1, 1440, "jpeg")
            assert page is not None
            (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
            assert code.text == leads


def test_nothing_in_it_could_not_have_been_typed_in_the_console(demo: Shell) -> None:
    with Database(demo.settings().database_url).reading() as connection:
        known = flyers.all_of(connection)
        for one in known:
            typed = one._asdict() | {"languages": one.languages.split(",")}
            assert words.read(typed, one, known) == one
        assert len(designs.all_of(connection)) == 4
        for design in designs.all_of(connection):
            assert wording.read("a4", "open", design.language, design.words) == (design.words, [])
        for place in placements.all_of(connection):
            assert placement_form.read(place._asdict(), place, possible=placements.LEADS) == place
        assert {one.kind for one in placements.shown(connection)} == {"library", "clinic"}


def test_an_order_waits_and_nobody_subscribes_who_is_not_there(demo: Shell) -> None:
    with Database(demo.settings().database_url).reading() as connection:
        (order,) = paper_orders.all_of(connection)
        details = order_details.open_(connection, demo.keys(), [order.id])[order.id]
        body = details._asdict() | {
            "id": b64(order.id),
            "kind": order.kind,
            "items": list(map(list, order.items)),
        }
        asked = order_form.read(body, {one.id for one in flyers.shown(connection, NOW)})
        assert (asked.details, asked.items) == (details, order.items)
        assert order.state == "new"
        assert subscribers.number(connection) == 0


def test_each_place_has_the_figures_of_some_months(demo: Shell) -> None:
    with Database(demo.settings().database_url).reading() as connection:
        codes = {one.code for one in placements.all_of(connection)}
        counted = of_every_month(connection)
    assert {code for kind, code in counted if kind == "paper-open"} == codes
    for code in codes:
        opened, first = counted["paper-open", code], counted["paper-first", code]
        assert opened > first > 0


def of_every_month(connection: Connection) -> totals.Counted:
    months = [f"{year}-{month:02}" for year in (2025, 2026, 2027) for month in range(1, 13)]
    found: totals.Counted = {}
    for month in months:
        for key, number in totals.of_month(connection, month).items():
            found[key] = found.get(key, 0) + number
    return found
