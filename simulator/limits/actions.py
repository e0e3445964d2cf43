"""Action objects, and where each of them may stand."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from simulator.limits.shapes import Check, Problem, kinds, like, one_of, shape, text
from simulator.limits.units import graphemes

_FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}
_SHORT = text(300, count=graphemes)
LINK = like(r"(https?://|line://|tel:)[!-~]+", "invalid uri scheme", 1_000)


def _one_way_to_show(value: dict[str, Any], where: str) -> Iterator[Problem]:
    if "displayText" in value and "text" in value:
        yield f"{where}.displayText", "displayText and text cannot be used together"
    if "fillInText" in value and value.get("inputOption") != "openKeyboard":
        yield f"{where}.fillInText", "fillInText needs inputOption openKeyboard"


def _times_in_order(value: dict[str, Any], where: str) -> Iterator[Problem]:
    times: dict[str, datetime] = {}
    for name in value.keys() & {"min", "initial", "max"}:
        try:
            times[name] = datetime.strptime(value[name].replace("t", "T"), _FORMATS[value["mode"]]).replace(
                tzinfo=UTC
            )
        except ValueError:
            yield f"{where}.{name}", "invalid date time format"
    if "min" in times and "max" in times and times["min"] >= times["max"]:
        yield f"{where}.min", "min must be earlier than max"


def actions(most_label: int, *, label: bool = True, in_quick_reply: bool = False) -> Check:
    """Any action that a message may hold, with a label of up to `most_label` graphemes, required or not."""
    named = {"label": text(most_label, count=graphemes)}
    must, may = (named, {}) if label else ({}, named)
    anytime = text(16)
    table = {
        "postback": shape(
            must | {"data": text(300)},
            may
            | {
                "displayText": _SHORT,
                "text": _SHORT,
                "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
                "fillInText": _SHORT,
            },
            _one_way_to_show,
        ),
        "message": shape(must | {"text": _SHORT}, may),
        "uri": shape(must | {"uri": LINK}, may | {"altUri": shape({"desktop": LINK})}),
        "datetimepicker": shape(
            must | {"data": text(300), "mode": one_of(*_FORMATS)},
            may | {"initial": anytime, "min": anytime, "max": anytime},
            _times_in_order,
        ),
        "clipboard": shape(must | {"clipboardText": text(1_000)}, may),
    }
    if in_quick_reply:
        table |= {kind: shape(must, may) for kind in ("camera", "cameraRoll", "location")}
    return kinds(table)
