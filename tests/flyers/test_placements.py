"""Where paper lies: its code, its QR, what is counted of it, and what nobody can read off the counts."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from bot.flyers import addresses
from storage import flyers, placements, totals
from storage.contexts import fingerprint_text
from storage.flyers import Flyer
from storage.suppression import LARGEST_SMALL
from tests.cast import Json, Town
from tests.cast import town as town
from tests.handlers.at_room import SQLITE, opens
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.room_resident import RoomResident

ORIGIN = "https://kurashi.example.jp"
NOBODY = "2222"
LIBRARY: Json = {
    "kind": "library", "name": "中央図書館 1階", "leads": "room", "shown": True, "flyers": [],
    "shown_ja": "中央図書館", "shown_easy": "中央図書館(ちゅうおうとしょかん)", "shown_en": "Central Library",
    "address": "常磐公園", "hours_ja": "9:30〜18:00", "hours_easy": "9:30〜18:00", "hours_en": "9:30–18:00",
}  # fmt: skip
SCHOOL: Json = LIBRARY | {"kind": "school", "name": "第一中学校 保健室", "shown": False}


class Office:
    """Kudo at the screen of placements, and phones that scan."""

    def __init__(self, town: Town, app: Flask) -> None:
        self.town, self.app, self.kudo = town, app, Desk(app, "kudo")

    def add(self, **other: Any) -> Json:
        answer = self.kudo.post("placements", LIBRARY | other)
        assert answer.status_code == 201, answer.text
        return answer.json or {}

    def put(self, code: str, body: Json) -> TestResponse:
        return self.kudo.client.put(f"/console/placements/{code}", json=body, headers=self.kudo.headers)

    def scan(self, code: object, what: str = "open", times: int = 1, **more: str) -> set[int]:
        body, where = {"placement": code, "what": what}, {"REMOTE_ADDR": more.get("address", "203.0.113.7")}
        client = self.app.test_client()
        return {
            client.post("/flyers/arrivals", json=body, environ_base=where).status_code for _ in range(times)
        }

    def resident(self) -> RoomResident:
        return RoomResident(self.app.test_client(), self.town.keys.fingerprint, self.town.clock)

    def counted(self) -> dict[tuple[str, str], int]:
        month = totals.month_of(self.town.clock(), self.town.settings.timezone)
        with self.town.database.reading() as connection:
            found = totals.of_month(connection, month)
        return {what: number for what, number in found.items() if what[0].startswith("paper-")}

    def count(self, kind: totals.Kind, code: str, number: int, *, months_ago: int = 0) -> None:
        at = self.town.clock() - months_ago * 31 * 86_400_000
        with self.town.database.transaction() as connection:
            totals.count(connection, kind, code, now=at, timezone=self.town.settings.timezone, number=number)

    def month_passes(self) -> None:
        self.town.clock.pass_(days=31)
        self.kudo = Desk(self.app, "kudo")

    def figures(self, code: str) -> Json:
        found: Json = (self.kudo.get("placements/figures").json or {})["figures"][code]
        return found


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    settings = town.but(LANES="talk,room", LINE_BASIC_ID="@123abcde", PUBLIC_ORIGIN=ORIGIN)
    with opened(settings, town.clock) as app:
        yield Office(town, app)


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


@SQLITE
def test_one_pupil_can_not_be_read_off_the_screen(office: Office) -> None:
    library, school = office.add()["code"], office.add(**SCHOOL)["code"]
    for code in (library, school):
        office.count("paper-open", code, 7)
        office.count("paper-open", code, 3, months_ago=1)
        office.count("paper-first", code, 1, months_ago=1)
        office.count("paper-open", code, 20, months_ago=2)
    public, private = office.figures(library), office.figures(school)
    assert public["open"]["months"][-3:] == [20, 3, 7]
    assert public["open"]["recent"] == 23
    assert private["open"]["months"][-3:] == [20, "5未満", "来月から"]
    assert private["open"]["recent"] == "20以上", "what the months show, and no more"
    for figures in (public, private):
        told = {"months": ["5未満"] * 11 + ["来月から"], "recent": "5未満"}
        assert figures["first"] == told, "as if there were none"
    assert len(public["add"]["months"]) == 12


@SQLITE
def test_who_looks_before_and_after_does_not_see_one_more(office: Office) -> None:
    """Abe knows who stood before the poster of the school at noon, and looks at the screen at eleven and at one."""
    code = office.add(**SCHOOL)["code"]
    for ago in range(4):
        office.count("paper-first", code, 8, months_ago=ago)
    before = office.figures(code)
    office.count("paper-first", code, 1)
    assert office.figures(code) == before
    office.month_passes()
    assert office.figures(code)["first"]["months"][-2:] == [9, "来月から"], "once the month is over"


@SQLITE
@pytest.mark.parametrize(
    ("numbers", "said"),
    [((9, 8, 7), 24), ((2, 3, 2), "5以上"), ((4, 4, 4), "5以上"), ((4, 0, 0), "5未満"), ((0, 1, 9), "9以上"), ((4, 2, 9), "9以上")],
)  # fmt: skip
def test_no_sum_tells_what_its_months_hide(office: Office, numbers: tuple[int, ...], said: object) -> None:
    code = office.add(**SCHOOL)["code"]
    for ago, number in enumerate(reversed(numbers), start=1):
        office.count("paper-first", code, number, months_ago=ago)
    told = office.figures(code)["first"]
    assert told["recent"] == said
    hidden = [number for number in told["months"][-4:-1] if isinstance(number, str)]
    assert len(hidden) == sum(number <= LARGEST_SMALL for number in numbers)


@SQLITE
def test_no_sum_gives_away_next_month_what_a_month_hides(office: Office) -> None:
    """2, 3, 3 and then 9: told as 8, and a month later as 15, whoever kept the first sheet would have 8 - (15 - 9) = 2."""
    code, sums = office.add(**SCHOOL)["code"], []
    for number in (2, 3, 3, 9):
        office.count("paper-first", code, number)
        office.month_passes()
        sums.append(office.figures(code)["first"]["recent"])
    assert sums[2:] == ["5以上", "9以上"]


@SQLITE
def test_what_leaves_has_no_small_number_and_lists_no_school(office: Office) -> None:
    library, other = office.add()["code"], office.add(name="支所", kind="branch")["code"]
    schools = [office.add(**SCHOOL | {"name": name})["code"] for name in ("第一中学校", "第二中学校")]
    for code, number in ((library, 41), (other, 2), (schools[0], 1), (schools[1], 12)):
        office.count("paper-first", code, number)
    office.count("survey-3", "library", 6)
    month = totals.month_of(office.town.clock(), office.town.settings.timezone)
    shown = {table["id"]: table for table in (office.kudo.get("statistics").json or {})["tables"]}
    kinds = {
        line["label"]: [cell["number"] for cell in line["cells"]] for line in shown["paper-kind"]["lines"]
    }
    assert kinds["図書館"] == [0, 41, 0, 6], "beside what the survey says"
    assert kinds["学校"] == [0, 13, 0, 0]
    assert kinds["計"] == [0, 56, 0, 6]
    rows = {
        table: exported(office.kudo, table, month) for table in ("paper-kind", "paper-place", "paper-month")
    }
    assert rows["paper-kind"]["市役所・支所・役場"][1] == "5未満"
    assert not {"第一中学校", "第二中学校"} & set("".join(rows["paper-place"]))
    assert rows["paper-place"]["学校(まとめて)"] == rows["paper-kind"]["学校"][:3]
    known = [row[1] for row in rows["paper-kind"].values()]
    assert known.count("X") >= 1, "or the small one would be what the sum leaves over"
    assert rows["paper-month"]["計"][1] == rows["paper-kind"]["計"][1]


@SQLITE
def test_where_no_paper_lies_there_are_no_tables_of_it(office: Office) -> None:
    shown = [table["id"] for table in (office.kudo.get("statistics").json or {})["tables"]]
    assert not [table for table in shown if table.startswith("paper-")]


@SQLITE
def test_what_was_counted_of_a_place_that_is_no_more_stays_in_the_sum(office: Office) -> None:
    office.count("paper-open", NOBODY, 9)
    (shown,) = [
        table for table in (office.kudo.get("statistics").json or {})["tables"] if table["id"] == "paper-kind"
    ]
    told = {line["label"]: line["cells"][0]["number"] for line in shown["lines"]}
    assert (told["そのほか"], told["計"]) == (9, 9)


def exported(desk: Desk, table: str, month: str) -> dict[str, list[str]]:
    answer = desk.post("exports", {"form": "csv", "table": table, "until": month})
    assert answer.status_code == 200, answer.text
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    return {row[0]: row[1:] for row in rows if len(row) > 2}
