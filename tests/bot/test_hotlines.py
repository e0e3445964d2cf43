"""Whom to ring: checked by somebody not too long ago, complete, and the city's own where the city entered them."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from bot import hotlines
from bot.hotlines import InvalidNumbers, load

HERE = Path(__file__).parents[2]
EXAMPLE = HERE / "bot" / "local-numbers.example.toml"
ASKED = ("city-sogi", "city-women", "womens-net", "city-office")
LINE = """
[[line]]
id = "{id}"
number = "{number}"
tags = ["here"]
source = "https://www.city.example.jp/"
checked_on = {checked}
next_check = {next}
name = {{ ja = "窓口", easy = "窓口(まどぐち)", en = "Desk" }}
hours = {{ ja = "平日", easy = "平日(へいじつ)", en = "Weekdays" }}
"""


def line(
    name: str = "city-sogi",
    number: str = "0166-00-0000",
    checked: str = "2026-11-01",
    until: str = "2027-05-01",
) -> str:
    return LINE.format(id=name, number=number, checked=checked, next=until)


def city(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "numbers.toml"
    file.write_text(text, "utf-8")
    return file


def released() -> list[dt.date]:
    """The days of the releases in the changelog, newest first."""
    changelog = (HERE / "CHANGELOG.md").read_text("utf-8")
    days = re.findall(r"^## \[[^\]]+\] - (\d{4}-\d{2}-\d{2})$", changelog, re.MULTILINE)
    return sorted(map(dt.date.fromisoformat, days), reverse=True)


def test_no_check_is_overdue_at_the_newest_release() -> None:
    """It turns red when a release is dated, and not because a day has passed."""
    for day in released()[:1]:
        assert load().overdue(day) == []


def test_a_check_is_overdue_the_day_after() -> None:
    ours = load()
    first = min(one.next_check for one in ours.lines)
    assert ours.overdue(first) == []
    assert ours.overdue(first + dt.timedelta(days=1)) == [
        one.id for one in ours.lines if one.next_check == first
    ]


def test_what_is_only_second_hand_is_looked_at_again_sooner() -> None:
    rows = {str(row["id"]): row for row in tomllib.loads(hotlines.OURS.read_text("utf-8"))["line"]}
    for one in load().lines:
        assert rows[one.id]["status"] in {"primary", "second-hand"}
        if rows[one.id]["status"] == "second-hand":
            assert one.next_check - one.checked_on <= dt.timedelta(days=185)


def test_wrong_copies_are_not_passed_on() -> None:
    text = "\n".join(row for row in hotlines.OURS.read_text("utf-8").splitlines() if not row.startswith("#"))
    for wrong in ("046-556", "279338.jp", "#9999", "0120-783-556"):
        assert wrong not in text


def test_there_is_somebody_to_ring_in_every_situation() -> None:
    for tag in ("danger", "life", "fear", "hurt", "young", "urgent-young", "write"):
        assert 1 <= len(load().tagged(tag)) <= hotlines.MOST
    assert load().tagged("here") == []


def test_the_city_is_told_what_is_still_missing(tmp_path: Path) -> None:
    assert load().missing == ASKED
    assert load(EXAMPLE).missing == ("city-sogi", "city-women", "city-office")
    assert load(city(tmp_path, line())).missing == ("city-women", "womens-net", "city-office")
    assert load(HERE / "simulator" / "local-numbers.toml").missing == ()


def test_the_city_may_add_lines_and_change_the_words_of_ours(tmp_path: Path) -> None:
    file = city(
        tmp_path, line() + line("snow-office", "0166-11-1111") + '[[line]]\nid = "womens-net"\nnone = true\n'
    )
    found = load(file)
    assert [one.number for one in found.tagged("here")] == ["0166-00-0000", "0166-11-1111"]
    assert found.tagged("here")[0].name["ja"] == "窓口"
    assert found.missing == ("city-women", "city-office")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no toml", "no list of"),
        ("[[line]]\nnumber = '1'\n", "each with an id"),
        ("line = 3\n", "no list of"),
        (line() + line(), "an id twice"),
        (line().replace("[[line]]", "[[number]]"), "says number, which no entry has"),
        (line().replace("number =", "numbers ="), "says numbers, which no entry has"),
        (line(number="call us"), "digits and hyphens"),
        (line(number="0166-00-0000-0000-0000-0000"), "at most"),
        (line().replace('"0166-00-0000"', "110"), "'?number'? is missing or not what"),
        (line().replace("[[line]]", "[[line]]\nsite = 110"), "'?site'? is missing or not what"),
        (line(until="9999-12-31"), "at most a year"),
        (line(until="2028-01-01"), "at most a year"),
        (line(until="2026-10-01"), "at most a year"),
        (line(until='"2027-05-01"'), "next_check"),
        (line().replace("here", "elsewhere"), "the tags are out of"),
        (line("new").replace('en = "Desk"', 'fr = "Bureau"'), "number new: 'en' is missing"),
        (line().replace("https://www", "www"), "a source"),
        (line().replace("平日", "平日" * 100), "at most 120 characters"),
        ("".join(line(f"desk-{number}") for number in range(9)), "more than 8 numbers"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidNumbers, match=complaint) as refused:
        load(city(tmp_path, text))
    assert refused.value.ja.endswith("。")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert load(city(tmp_path, line())).tagged("here")[0].number == "0166-00-0000"
    file = city(tmp_path, line(number="0166-22-2222"))
    assert load(file).tagged("here")[0].number == "0166-22-2222"
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "elsewhere.toml")


def test_a_number_with_a_hash_is_for_the_fingers() -> None:
    by_id = {one.id: one for one in load().lines}
    assert (by_id["dv-navi"].dial, by_id["dv-navi"].number) == (None, "#8008")
    assert by_id["child-abuse"].dial == "189"
