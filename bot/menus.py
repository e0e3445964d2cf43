"""The rich menus of the account, one for each language: LINE's object, its picture, and a name that changes with either."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

from bot.limits import graphemes
from bot.menu_design import HEIGHT, WIDTH, Design, load, tab_bounds, tile_bounds
from bot.menu_drawing import draw, png
from bot.phrases import LANGUAGES, Language
from bot.phrases import load as phrases

LARGEST_PICTURE = 1_000_000
"""Bytes. LINE says 1 MB; this is the smaller reading."""
OURS = re.compile(r"hidamari-(ja|easy|en)-[0-9a-f]{12}")
"""The names of menus that this program made."""
_AREAS, _NAME, _BAR, _LABEL, _TEXT = 20, 300, 14, 20, 300


@dataclass(frozen=True)
class Menu:
    """`made` is LINE's rich menu object, `picture` a PNG of its size."""

    language: Language
    made: dict[str, Any]
    picture: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return str(self.made["name"])


def alias(language: Language) -> str:
    """Under which name the tabs find the menu of a language, whichever is the newest."""
    return f"hidamari-{language}"


def menus(design: Design | None = None) -> tuple[Menu, ...]:
    """All three. ValueError when one of them breaks a limit of LINE's, or when words don't fit into the picture."""
    return tuple(_menu(design or load(), language) for language in LANGUAGES)


def check(menu: Menu) -> None:
    """Raises ValueError for anything that LINE would refuse (LINE reference, Rich menu structure)."""
    made, size = menu.made, menu.made["size"]
    _require(0 < len(menu.picture) <= LARGEST_PICTURE, "its picture is larger than 1 MB")
    _require(800 <= size["width"] <= 2500 and size["height"] >= 250, "its size is out of bounds")
    _require(size["width"] / size["height"] >= 1.45, "it is too tall for its width")
    _require(0 < len(graphemes(made["name"])) <= _NAME, "its name is too long")
    _require(0 < len(graphemes(made["chatBarText"])) <= _BAR, "the words on its bar are too long")
    _require(0 < len(made["areas"]) <= _AREAS, "it has too many areas")
    for area in made["areas"]:
        bounds, action = area["bounds"], area["action"]
        across, down = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
        _require(min(bounds.values()) >= 0 and min(bounds["width"], bounds["height"]) > 0, "an area is empty")
        _require(across <= size["width"] and down <= size["height"], "an area is outside of the picture")
        _require(0 < len(graphemes(action["label"])) <= _LABEL, "a label is too long")
        _require(
            0 < len(graphemes(action.get("text", action.get("data", "")))) <= _TEXT, "an action is too long"
        )


def _menu(design: Design, language: Language) -> Menu:
    drawn = draw(design, language)
    made = _object(design, language)
    # The pixels, for the same picture may be compressed otherwise on another machine.
    content = json.dumps(made, sort_keys=True).encode() + drawn.tobytes()
    name = f"{alias(language)}-{hashlib.sha256(content).hexdigest()[:12]}"
    menu = Menu(language, {**made, "name": name}, png(drawn))
    check(menu)
    return menu


def _object(design: Design, language: Language) -> dict[str, Any]:
    said, words = design.languages[language], phrases(language)
    tabs = [
        (tab_bounds(number), _switch(name, design.languages[name].tab))
        for number, name in enumerate(LANGUAGES)
    ]
    tiles = [
        (
            tile_bounds(number),
            _say(said.tiles[tile.command].label, words.keyword(tile.command)),
        )
        for number, tile in enumerate(design.tiles)
    ]
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": said.bar,
        "areas": [{"bounds": bounds._asdict(), "action": action} for bounds, action in tabs + tiles],
    }


def _say(label: str, keyword: str) -> dict[str, str]:
    return {"type": "message", "label": label, "text": keyword}


def _switch(language: Language, label: str) -> dict[str, str]:
    return {
        "type": "richmenuswitch",
        "label": label,
        "richMenuAliasId": alias(language),
        "data": f"lang.{language}",
    }


def _require(true: bool, problem: str) -> None:
    if not true:
        raise ValueError(f"the menu can't be published: {problem}")
