"""Rich menu objects, aliases and pictures (LINE reference, Rich menu structure)."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, UnidentifiedImageError

from simulator.limits.actions import actions
from simulator.limits.shapes import Check, Problem, flag, kinds, like, listing, shape, text, whole
from simulator.limits.units import graphemes

LARGEST_PICTURE = 1_000_000
"""Bytes. LINE says 1 MB; this is the smaller reading."""
PICTURE_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG"}
_NARROWEST, _WIDEST, _LOWEST, _FLATTEST = 800, 2_500, 250, 1.45
_MENU = like(r"richmenu-[0-9a-f]{32}", "invalid rich menu id")
_ALIAS = like(r"[a-z0-9_-]{1,32}", "invalid rich menu alias id")
_switch = shape(
    {"type": like("richmenuswitch"), "richMenuAliasId": _ALIAS, "data": text(300)},
    {"label": text(20, count=graphemes)},
)
_others = actions(20, label=False)


def _action(value: Any, where: str) -> Iterator[Problem]:
    switches = isinstance(value, dict) and value.get("type") == "richmenuswitch"
    yield from (_switch if switches else _others)(value, where)


def _wide_enough(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if value["width"] / value["height"] < _FLATTEST:
        yield where, f"The aspect ratio must be at least {_FLATTEST}"


def _inside(value: dict[str, Any], where: str) -> Iterator[Problem]:
    for place, area in enumerate(value["areas"]):
        bounds, size = area["bounds"], value["size"]
        across = bounds["x"] + bounds["width"] <= size["width"]
        if not across or bounds["y"] + bounds["height"] > size["height"]:
            yield f"areas[{place}].bounds", "The area must be inside the rich menu"


_bounds = shape(
    {
        "x": whole(0, _WIDEST),
        "y": whole(0, _WIDEST),
        "width": whole(1, _WIDEST),
        "height": whole(1, _WIDEST),
    }
)
rich_menu: Check = shape(
    {
        "size": shape(
            {"width": whole(_NARROWEST, _WIDEST), "height": whole(_LOWEST, _WIDEST)}, {}, _wide_enough
        ),
        "selected": flag,
        "name": text(300, count=graphemes),
        "chatBarText": text(14, count=graphemes),
        "areas": listing(shape({"bounds": _bounds, "action": _action}), 1, 20),
    },
    {},
    _inside,
)
new_alias: Check = shape({"richMenuAliasId": _ALIAS, "richMenuId": _MENU})
moved_alias: Check = shape({"richMenuId": _MENU})
_operation = kinds(
    {"link": shape({"from": _MENU, "to": _MENU}), "unlink": shape({"from": _MENU}), "unlinkAll": shape({})}
)
batch: Check = shape(
    {"operations": listing(_operation, 1, 1_000)}, {"resumeRequestKey": like(r"[a-zA-Z0-9_-]{1,100}")}
)


def picture_problem(content: bytes, mimetype: str, size: dict[str, int]) -> str | None:
    """What is wrong with a picture for a menu of that size, or None."""
    try:
        with Image.open(io.BytesIO(content), formats=[PICTURE_TYPES[mimetype]]) as picture:
            picture.load()
            if picture.size != (size["width"], size["height"]):
                return "The size of the image must be the size of the rich menu"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return "The image could not be read"
    return None
