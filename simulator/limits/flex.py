"""Flex messages: bubbles, carousels, and the components inside."""

import json
from collections.abc import Iterator
from typing import Any

from simulator.limits.actions import actions
from simulator.limits.shapes import (
    Check,
    Problem,
    flag,
    kinds,
    later,
    like,
    listing,
    one_of,
    shape,
    text,
    whole,
)
from simulator.limits.values import COLOUR, FONT_SIZE, IMAGE_SIZE, LENGTH, RATIO, SIZE, https

BUBBLE_BYTES, CAROUSEL_BYTES = 30 * 1024, 50 * 1024
_ACTION = actions(40, label=False)
_FLEX = whole(0, 1_000)
_PLACE = {
    "margin": SIZE,
    "position": one_of("relative", "absolute"),
    "offsetTop": SIZE,
    "offsetBottom": SIZE,
    "offsetStart": SIZE,
    "offsetEnd": SIZE,
}
_ALIGN = {"align": one_of("start", "end", "center"), "gravity": one_of("top", "bottom", "center")}
_FONT: dict[str, Check] = {
    "size": FONT_SIZE,
    "color": COLOUR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_FIT: dict[str, Check] = {"adjustMode": one_of("shrink-to-fit"), "scaling": flag}
_PERCENT = like(r"\d+(\.\d+)?%", "invalid percentage")


def _says_something(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if not value.get("text") and not value.get("contents"):
        yield f"{where}.text", "must be non-empty text"


def _fits_layout(value: dict[str, Any], where: str) -> Iterator[Problem]:
    baseline = value["layout"] == "baseline"
    allowed = (
        {"icon", "text", "filler"}
        if baseline
        else {"box", "button", "image", "text", "separator", "filler", "video"}
    )
    for place, part in enumerate(value["contents"]):
        if part["type"] not in allowed:
            yield f"{where}.contents[{place}].type", f"May not stand in a {value['layout']} box"


def _light(most: int, kind: str) -> Check:
    def check(value: dict[str, Any], where: str) -> Iterator[Problem]:
        size = len(json.dumps({"type": kind, **value}, ensure_ascii=False, separators=(",", ":")).encode())
        if size > most:
            yield where, f"A {kind} may have at most {most} bytes"

    return check


def _has_block(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if not value.keys() & {"header", "hero", "body", "footer"}:
        yield where, "At least one block must be specified"


def _one_size(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if len({bubble.get("size", "mega") for bubble in value["contents"]}) > 1:
        yield f"{where}.contents", "All bubbles must have the same size"


_SPAN = shape({"text": text(2_000)}, _FONT)
_TEXT = shape(
    {},
    {"text": text(2_000), "flex": _FLEX, "wrap": flag, "lineSpacing": SIZE, "maxLines": whole(0, 1_000)}
    | {"action": _ACTION, "contents": listing(kinds({"span": _SPAN}), 1, 100)}
    | (_PLACE | _ALIGN | _FONT | _FIT),
    _says_something,
)
_BUTTON = shape(
    {"action": actions(40)},
    {
        "flex": _FLEX,
        "color": COLOUR,
        "style": one_of("primary", "secondary", "link"),
        "height": one_of("md", "sm"),
    }
    | {"gravity": _ALIGN["gravity"]}
    | (_PLACE | _FIT),
)
_IMAGE = shape(
    {"url": https()},
    {"flex": _FLEX, "size": IMAGE_SIZE, "aspectRatio": RATIO, "aspectMode": one_of("fit", "cover")}
    | {"backgroundColor": COLOUR, "action": _ACTION, "animated": flag}
    | (_PLACE | _ALIGN),
)
_ICON = shape({"url": https()}, {"size": FONT_SIZE, "aspectRatio": RATIO, "scaling": flag} | _PLACE)
_BACKGROUND = kinds(
    {
        "linearGradient": shape(
            {"angle": like(r"\d+(\.\d+)?deg"), "startColor": COLOUR, "endColor": COLOUR},
            {"centerColor": COLOUR, "centerPosition": _PERCENT},
        )
    }
)
_BOX = shape(
    {
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": listing(later(lambda: COMPONENT), 0, 200),
    },
    {"flex": _FLEX, "spacing": SIZE, "action": _ACTION, "background": _BACKGROUND}
    | {"backgroundColor": COLOUR, "borderColor": COLOUR, "cornerRadius": SIZE}
    | {"borderWidth": like(r"none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px")}
    | dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), LENGTH)
    | {"padding" + side: SIZE for side in ("All", "Top", "Bottom", "Start", "End")}
    | {
        "justifyContent": one_of(
            "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
        )
    }
    | {"alignItems": one_of("center", "flex-start", "flex-end")}
    | _PLACE,
    _fits_layout,
)
_VIDEO = shape(
    {"url": https(), "previewUrl": https(), "altContent": later(lambda: COMPONENT)},
    {"aspectRatio": RATIO, "action": _ACTION},
)
COMPONENT: Check = kinds(
    {
        "box": _BOX,
        "button": _BUTTON,
        "image": _IMAGE,
        "icon": _ICON,
        "text": _TEXT,
        "video": _VIDEO,
        "separator": shape({}, {"margin": SIZE, "color": COLOUR}),
        "filler": shape({}, {"flex": _FLEX}),
    }
)
_ONLY_BOX = kinds({"box": _BOX})
_BLOCK_STYLE = shape({}, {"backgroundColor": COLOUR, "separator": flag, "separatorColor": COLOUR})
_BUBBLE = shape(
    {},
    {
        "direction": one_of("ltr", "rtl"),
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
    }
    | {"header": _ONLY_BOX, "body": _ONLY_BOX, "footer": _ONLY_BOX}
    | {"hero": kinds({"box": _BOX, "image": _IMAGE, "video": _VIDEO}), "action": _ACTION}
    | {"styles": shape({}, dict.fromkeys(("header", "hero", "body", "footer"), _BLOCK_STYLE))},
    _has_block,
    _light(BUBBLE_BYTES, "bubble"),
)
CONTAINER = kinds(
    {
        "bubble": _BUBBLE,
        "carousel": shape(
            {"contents": listing(kinds({"bubble": _BUBBLE}), 1, 12)},
            {},
            _one_size,
            _light(CAROUSEL_BYTES, "carousel"),
        ),
    }
)
