"""What the menu looks like and says: `menu.toml` as frozen objects, and where everything stands in the picture."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bot.phrases import COMMANDS, LANGUAGES, Command, Language

WIDTH, HEIGHT = 2500, 1686
"""LINE's large size; on a phone 360 wide, one of its pixels is seven of these."""
STRIP = 286
"""Height of the strip with the tabs."""
ROWS, COLUMNS = 2, 3


class Bounds(NamedTuple):
    """A part of the picture, in pixels from its top left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Tile:
    """How a tile looks, and the command that a tap gives. Colours are #RRGGBB."""

    command: Command
    card: str
    line: str
    disc: str
    ink: str
    accent: str


@dataclass(frozen=True)
class Words:
    """What stands on a tile: up to two lines of a title, or one and a smaller line below. {漢|かん} is 漢 with かん above."""

    title: tuple[str, ...]
    below: str = ""

    @property
    def label(self) -> str:
        """The title as one line, as a screen reader says it."""
        plain = "".join("".join(base for base, _ in pieces(line)) for line in self.title)
        return " ".join(plain.split())


@dataclass(frozen=True)
class Said:
    """One language: `tab` names it on its tab, `bar` is the bar that opens the menu, sizes are in pixels."""

    tab: str
    bar: str
    title_size: int
    below_size: int
    tiles: dict[Command, Words]


@dataclass(frozen=True)
class Design:
    """Everything that is not code."""

    colours: dict[str, str]
    tiles: tuple[Tile, ...]
    languages: dict[Language, Said]


def load(path: Path = Path(__file__).parent / "menu.toml") -> Design:
    """Raises KeyError or TypeError for a file that lacks something, ValueError for other tiles than the six."""
    table = tomllib.loads(path.read_text("utf-8"))
    tiles = tuple(Tile(**tile) for tile in table["tiles"])
    if sorted(tile.command for tile in tiles) != sorted(COMMANDS[: ROWS * COLUMNS]):
        raise ValueError("the menu must have one tile for each of its commands")
    languages = {name: _said(table["languages"][name], tiles) for name in LANGUAGES}
    return Design(dict(table["colours"]), tiles, languages)


def tab_bounds(number: int) -> Bounds:
    """The place of a tab, from 0."""
    left, right = WIDTH * number // COLUMNS, WIDTH * (number + 1) // COLUMNS
    return Bounds(left, 0, right - left, STRIP)


def tile_bounds(number: int) -> Bounds:
    """The place of a tile, from 0 in reading order; tiles touch, so that no tap between them is lost."""
    row, column = divmod(number, COLUMNS)
    left, right = WIDTH * column // COLUMNS, WIDTH * (column + 1) // COLUMNS
    height = (HEIGHT - STRIP) // ROWS
    return Bounds(left, STRIP + row * height, right - left, height)


def pieces(line: str) -> list[tuple[str, str]]:
    """(words, what stands above them or "") in order. ValueError for an unfinished brace."""
    found: list[tuple[str, str]] = []
    while "{" in line:
        before, _, line = line.partition("{")
        base, bar, rest = line.partition("|")
        above, brace, line = rest.partition("}")
        if not (bar and brace and base and above):
            raise ValueError("words with others above them look like {漢|かん}")
        found += [(before, "")] if before else []
        found.append((base, above))
    return [*found, (line, "")] if line else found


def _said(table: dict[str, Any], tiles: tuple[Tile, ...]) -> Said:
    words = {tile.command: table["tiles"][tile.command] for tile in tiles}
    return Said(
        str(table["tab"]),
        str(table["bar"]),
        int(table["title_size"]),
        int(table["below_size"]),
        {name: Words(tuple(said["title"]), str(said.get("below", ""))) for name, said in words.items()},
    )
