"""Template messages: buttons, confirm, carousel, image carousel."""

from collections.abc import Iterator
from typing import Any

from simulator.limits.actions import actions
from simulator.limits.shapes import Check, Problem, kinds, listing, shape, text
from simulator.limits.units import graphemes
from simulator.limits.values import COLOUR, IMAGE_FIT, IMAGE_RATIO, https

_ACTION = actions(20)
_PLAIN_ACTION = actions(20, label=False)


def _short_beside_picture(most: int) -> Check:
    def check(value: dict[str, Any], where: str) -> Iterator[Problem]:
        if ("title" in value or "thumbnailImageUrl" in value) and graphemes(value["text"]) > most:
            yield f"{where}.text", f"Length must be between 0 and {most}"

    return check


def _even_columns(value: dict[str, Any], where: str) -> Iterator[Problem]:
    columns = value["columns"]
    for feature in ("title", "thumbnailImageUrl"):
        if len({feature in column for column in columns}) > 1:
            yield f"{where}.columns", f"All columns must have {feature}, or none"
    if len({len(column["actions"]) for column in columns}) > 1:
        yield f"{where}.columns", "All columns must have the same number of actions"


_HEAD = {
    "thumbnailImageUrl": https(),
    "imageBackgroundColor": COLOUR,
    "title": text(40, count=graphemes),
    "defaultAction": _PLAIN_ACTION,
}
_LOOK = {"imageAspectRatio": IMAGE_RATIO, "imageSize": IMAGE_FIT}
_COLUMN = shape(
    {"text": text(120, count=graphemes), "actions": listing(_ACTION, 1, 3)}, _HEAD, _short_beside_picture(60)
)

TEMPLATE = kinds(
    {
        "buttons": shape(
            {"text": text(160, count=graphemes), "actions": listing(_ACTION, 1, 4)},
            _HEAD | _LOOK,
            _short_beside_picture(60),
        ),
        "confirm": shape({"text": text(240, count=graphemes), "actions": listing(_ACTION, 2, 2)}),
        "carousel": shape({"columns": listing(_COLUMN, 1, 10)}, _LOOK, _even_columns),
        "image_carousel": shape(
            {"columns": listing(shape({"imageUrl": https(), "action": actions(12, label=False)}), 1, 10)}
        ),
    }
)
