"""Where paper lies: its code, its QR, and what is counted of it."""

import pytest
from sqlalchemy import func, select

from bot.flyers import addresses
from storage import flyers, placements, totals
from storage.contexts import fingerprint_text
from storage.flyers import Flyer
from tests.cast import Json, Town
from tests.cast import town as town
from tests.flyers.placing import LIBRARY, NOBODY, ORIGIN, Office
from tests.flyers.placing import office as office
from tests.handlers.at_room import SQLITE, opens
from tests.handlers.desk import Desk
from tests.handlers.doors import opened


def test_a_place_gets_a_code_and_two_who_change_it_hear_of_each_other(office: Office) -> None:
    made, other = office.add(), office.add(name="図書館 2階")
    assert made["code"] != other["code"]
    assert office.put(made["code"], LIBRARY | {"revision": 1, "name": "1階の棚"}).status_code == 200
    late = office.put(made["code"], LIBRARY | {"revision": 1, "retired": True})
    assert (late.status_code, (late.json or {})["stored"]["name"]) == (409, "1階の棚")
    assert (late.json or {})["by"], "who was quicker"
    gone = office.put(made["code"], LIBRARY | {"revision": 2, "retired": True}).json or {}
    assert gone["retired_at"] == office.town.clock()
    with office.town.database.reading() as connection:
        assert [one.code for one in placements.shown(connection)] == [other["code"]]
    back = office.put(made["code"], LIBRARY | {"revision": 3, "retired": False}).json or {}
    assert back["retired_at"] is None
    assert office.put(NOBODY, LIBRARY | {"revision": 1}).status_code == 404
    assert Desk(office.app, "sato").get("placements").status_code == 403


def test_the_flyers_that_lie_there(office: Office) -> None:
    nothing: Json = dict.fromkeys(Flyer._fields, "")
    made = Flyer(**nothing | {"id": "0123456789", "title_ja": "しおり", "revision": 1, "changed_at": 1})
    made = made._replace(card=None, version=None, shown_from=None, shown_until=None)
    with office.town.database.transaction() as connection:
        flyers.add(connection, made)
    lying = office.add(flyers=["0123456789"])
    hidden = office.add(flyers=["0123456789"], shown=False)
    assert (office.kudo.get("placements").json or {})["placements"][0]["flyers"] == ["0123456789"]
    with office.town.database.reading() as connection:
        assert [one.code for one in placements.placements_of(connection, "0123456789")] == [lying["code"]]
    assert office.put(hidden["code"], LIBRARY | {"revision": 1, "flyers": ["9"]}).status_code == 422
    assert office.add(address="あさつゆ町　１－２－３")["address"] == "あさつゆ町　１－２－３"


@SQLITE
@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": " "}, "name", "empty"),
        ({"kind": "bar"}, "kind", "empty"),
        ({"leads": "elsewhere"}, "leads", "empty"),
        ({"shown_en": ""}, "shown_en", "empty"),
        ({"hours_easy": ""}, "hours_easy", "empty"),
        ({"address": "x" * 121}, "address", "long"),
        ({"name": "a\nb"}, "name", "line"),
        ({"flyers": [["x"]]}, "flyers", "gone"),
        ({"kind": "school"}, "shown", "private"),
        ({"kind": "work"}, "shown", "private"),
    ],
)
def test_what_cannot_be_a_placement(office: Office, wrong: Json, field: str, code: str) -> None:
    answer = office.kudo.post("placements", LIBRARY | wrong)
    problems = (answer.json or {})["problems"]
    assert (answer.status_code, [(one["field"], one["code"]) for one in problems]) == (422, [(field, code)])


@SQLITE
def test_without_an_account_or_a_room_no_qr_leads_there(town: Town) -> None:
    with opened(town.but(LANES="talk,room"), town.clock) as app:
        kudo = Desk(app, "kudo")
        assert (kudo.get("placements").json or {})["leads"] == ["room"]
        for leads in ("account", "both"):
            answer = kudo.post("placements", LIBRARY | {"leads": leads})
            assert [one["code"] for one in (answer.json or {})["problems"]] == ["leads"]
    with opened(town.but(LANES="talk", LINE_BASIC_ID="@123abcde"), town.clock) as app:
        assert (Desk(app, "kudo").get("placements").json or {})["leads"] == ["account"]


@SQLITE
def test_the_qr_says_whose_office_it_is_and_where_the_paper_lies(office: Office) -> None:
    own = f"#k={fingerprint_text(office.town.keys.fingerprint)}&e=1"
    told = {leads: office.add(leads=leads) for leads in placements.LEADS}
    room, account, both = (told[leads]["code"] for leads in placements.LEADS)
    assert told["room"]["link"] == f"{ORIGIN}/room/{own}&p={room}"
    assert told["account"]["link"] == f"{ORIGIN}/flyers/add/{own}&p={account}"
    assert told["both"]["link"] == f"{ORIGIN}/flyers/add/{own}&p={both}&b=1"
    drawn = office.kudo.get(f"placements/{room}/qr.svg")
    assert drawn.headers["Content-Disposition"] == f'attachment; filename="qr-{room}.svg"'
    assert drawn.text.count(f">{room}<") == 2, "as a name and in letters under the code"
    # Each bar "M<x> <y>h<length>v1H<x>z" is some dark modules of a row.
    bars = drawn.text.split('d="M')[2].split('"')[0].split("M")
    dark = sum(int(bar.split("h")[1].split("v")[0]) for bar in bars)
    code = addresses.qr(told["room"]["link"])
    assert dark == sum(map(sum, code.matrix))
    assert code.error == "M"


def test_who_opens_what_by_which_paper_is_a_total_and_nothing_else(office: Office) -> None:
    code = office.add()["code"]
    assert office.scan(code, times=2) == {204}
    assert office.scan(code, "add") == {204}
    assert office.put(code, LIBRARY | {"revision": 1, "retired": True}).status_code == 200
    assert office.scan(code) == {204}, "some of it still lies in a drawer"
    for unknown in (NOBODY, "", None, 7, ["K7M4"], "x" * 90, "K7M\0", "\ud800"):
        assert office.scan(unknown) == {204}, "and says nothing different"
    assert office.scan(code, "first") == {400}
    assert office.app.test_client().post("/flyers/arrivals", data="{").status_code == 400
    assert office.counted() == {("paper-open", code): 3, ("paper-add", code): 1}


@SQLITE
def test_who_counts_for_fun_soon_counts_for_nothing(office: Office) -> None:
    code = office.add()["code"]
    assert office.scan(code, times=70) == {204}
    assert office.counted() == {("paper-open", code): 60}
    office.scan(code, address="198.51.100.23")
    assert office.counted() == {("paper-open", code): 61}, "others are counted"
    office.town.clock.pass_(seconds=120)
    office.scan(code)
    assert office.counted() == {("paper-open", code): 62}


def test_first_words_are_counted_once_and_nothing_of_it_stays_with_them(office: Office) -> None:
    code, hanako = office.add()["code"], office.resident()
    with office.town.database.reading() as connection:
        rows = connection.scalar(select(func.count()).select_from(totals.totals)) or 0
    assert rows == 0
    first = hanako.opening(*hanako.text("はじめまして"), placement=code)
    assert hanako.post("consultations", first).status_code == 201
    assert hanako.post("consultations", first).status_code == 200, "its answer was lost"
    assert office.counted() == {("paper-first", code): 1}
    for other in (NOBODY, 5, None, {"p": code}):
        assert opens(office.resident(), placement=other).status_code == 201
    assert office.counted() == {("paper-first", code): 1}
    with office.town.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT * FROM consultations").mappings().all()
    assert not any(code in str(value) for row in found for value in row.values())
