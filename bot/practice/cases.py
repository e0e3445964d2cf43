"""The invented cases, from cases.toml, checked when they are loaded."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.phrases import LANGUAGES

_FILE = Path(__file__).with_name("cases.toml")
_LONGEST = 300


class Case(NamedTuple):
    """`turns`: what the resident writes after each answer, nothing where they are silent. `points`: for looking back."""

    id: str
    title: str
    aim: str
    language: str
    flagged: bool
    opening: tuple[str, ...]
    turns: tuple[tuple[str, ...], ...]
    points: tuple[str, ...]

    def after(self, answers: int) -> tuple[str, ...] | None:
        """What comes after so many answers (from 1); None once the script is over."""
        return self.turns[answers - 1] if answers <= len(self.turns) else None


@cache
def load() -> dict[str, Case]:
    """By id, in the order of the file. Raises ValueError for one that can't be played."""
    cases = [_case(row) for row in tomllib.loads(_FILE.read_text("utf-8"))["case"]]
    found = {case.id: case for case in cases}
    if len(found) != len(cases):
        raise ValueError("two cases of one id")
    return found


def _case(row: dict[str, Any]) -> Case:
    turns = tuple(tuple(lines) for lines in row["turns"])
    case = Case(
        row["id"], row["title"], row["aim"], row["language"], row.get("flagged", False),
        tuple(row["opening"]), turns, tuple(row["points"]),
    )  # fmt: skip
    lines = [*case.opening, *(line for turn in turns for line in turn)]
    if not (case.opening and turns and case.points) or case.language not in LANGUAGES:
        raise ValueError(f"the case {case.id} is not whole")
    if not all(line.strip() and len(line) <= _LONGEST for line in lines):
        raise ValueError(f"the case {case.id} has an empty or overlong line")
    return case
