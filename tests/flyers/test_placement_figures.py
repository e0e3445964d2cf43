"""What paper led to, as anybody may read it who looks after paper: no number, and no sum of numbers, leads to one pupil."""

import csv
import io

import pytest

from storage import totals
from storage.suppression import LARGEST_SMALL
from tests.cast import town as town
from tests.flyers.placing import NOBODY, SCHOOL, Office
from tests.flyers.placing import office as office
from tests.handlers.at_room import SQLITE
from tests.handlers.desk import Desk


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
