"""What `doctor` sees of flyers: an office in order is one line, and what would keep a school waiting is named."""

import pytest

from handlers.commands.doctor import flyers as looking
from storage import flyers, placements
from storage.flyers import Flyer
from storage.placements import Placement
from tests.cast import DAY, Town
from tests.retention.ordering import order
from tests.retention.test_watchdog import change

FLYER = Flyer(
    "f1", 1, 0, "話せる場所", "はなせる ばしょ", "A place", "資料1", "しりょう1", "Leaflet 1", "", "", "", "", "", "",
    "ja", "A", 1, 1, None, 1,
)  # fmt: skip
LIBRARY = Placement(
    "K7M4",
    1,
    "library",
    "中央図書館",
    "both",
    True,
    "図書館",
    "としょかん",
    "Library",
    "北1条",
    "",
    "",
    "",
    1,
    None,
)


def said(town: Town, *, basic_id: str | None = "@000hidam") -> dict[str, tuple[str, str]]:
    with town.database.reading() as connection:
        found = list(looking.look(connection, now=town.clock(), basic_id=basic_id))
    return {one.check: (one.level, one.message) for one in found}


@pytest.fixture
def in_order(town: Town) -> None:
    """A flyer without an end, and paper at the library."""
    with town.database.transaction() as connection:
        flyers.add(connection, FLYER)
        placements.add(connection, LIBRARY, lambda: "K7M4")


def test_where_there_is_no_flyer_nothing_is_said(town: Town) -> None:
    assert said(town) == {}


@pytest.mark.usefixtures("in_order")
def test_an_office_in_order_is_one_line(town: Town) -> None:
    order(town)
    assert said(town) == {"flyers": ("ok", "1 flyers are shown, and paper lies at 1 places.")}


def test_an_order_that_nobody_packs_for_a_week_is_named_by_its_code(town: Town) -> None:
    order(town)
    town.clock.pass_(days=7)
    assert list(said(town)) == ["flyers"]
    town.clock.at += 1
    level, message = said(town)["orders-waiting"]
    assert (level, "K7M4" in message, "北ひだまり" in message) == ("warning", True, False)


@pytest.mark.usefixtures("in_order")
def test_paper_that_leads_to_an_account_nobody_can_add_is_named(town: Town) -> None:
    level, message = said(town, basic_id=None)["paper-account"]
    assert (level, "K7M4" in message) == ("warning", True)
    change(town, placements.placements.update().values(leads="room"))
    assert list(said(town, basic_id=None)) == ["flyers"]


@pytest.mark.usefixtures("in_order")
def test_a_flyer_that_will_be_gone_in_two_weeks_is_named(town: Town) -> None:
    until = town.clock() + looking.ENDING_DAYS * DAY
    change(town, flyers.flyers.update().values(shown_until=until))
    assert list(said(town)) == ["flyers"]
    change(town, flyers.flyers.update().values(shown_until=until - 1))
    assert "話せる場所" in said(town)["flyers-ending"][1]
