"""docs/asvs.md answers each requirement of ASVS 5.0.0, levels 1 and 2, exactly once, and what it answers with no it explains."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "asvs.md"
LAST = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
"""The number of the last requirement of each section that is of level 1 or 2; there are no gaps before it."""

ROW = re.compile(r"^\| ([\d., –]+) \| [^|]+ \| (yes|no|operator|–) \|([^|]*)\|$", re.MULTILINE)
MISSING = re.compile(r"^\| ([\d.]+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)


def test_each_requirement_has_one_answer() -> None:
    answered = [number for numbers, _, _ in rows() for number in spelled(numbers)]
    wanted = [f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)]
    assert sorted(answered) == sorted(wanted)


def test_what_is_answered_with_yes_is_shown_and_with_no_explained() -> None:
    assert [
        numbers for numbers, answer, shown in rows() if answer in ("yes", "operator") and not shown.strip()
    ] == []
    refused = [number for numbers, answer, _ in rows() if answer == "no" for number in spelled(numbers)]
    assert MISSING.findall(PAGE.read_text("utf-8")) == refused


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall(PAGE.read_text("utf-8"))


def spelled(numbers: str) -> list[str]:
    """ "1.2.6–1.2.8, 1.3.1" is 1.2.6, 1.2.7, 1.2.8 and 1.3.1."""
    found: list[str] = []
    for part in numbers.split(", "):
        first, _, last = part.partition("–")
        section, _, begin = first.strip().rpartition(".")
        end = last.strip().rpartition(".")[2] or begin
        found += [f"{section}.{number}" for number in range(int(begin), int(end) + 1)]
    return found
