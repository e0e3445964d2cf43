"""What the documentation says of the tests is true: each test it names exists, and LINE's forty points are all there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")])
NAMED = re.compile(r"`(?:tests/)?([\w/]+\.py)::(\w+)`")
FILES = re.compile(r"`(?:tests/)?((?:[a-z]+/)*test_\w+\.py)`")
LINKS = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
POINT = re.compile(r"^\| (\d+) \|.*`[\w/]+\.py::\w+` \|$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    written = page.read_text("utf-8")
    missing = [f"{file}::{name}" for file, name in NAMED.findall(written) if name not in functions(file)]
    missing += [file for file in FILES.findall(written) if not list(TESTS.rglob(file))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_house_leads_somewhere(page: Path) -> None:
    found = LINKS.findall(page.read_text("utf-8"))
    own = [link for link in found if not link.startswith(("http", "mailto:"))]
    assert [link for link in own if not (page.parent / link).exists()] == []


def test_each_of_the_forty_points_is_shown_by_a_test() -> None:
    table = (ROOT / "docs" / "line.md").read_text("utf-8")
    assert [int(number) for number in POINT.findall(table)] == list(range(1, 41))


@cache
def functions(file: str) -> set[str]:
    """The names of the functions at the top of a file below tests/; none where there is no such file."""
    path = TESTS / file
    if not path.is_file():
        return set()
    return {
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }
