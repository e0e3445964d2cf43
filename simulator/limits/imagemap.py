"""Imagemap messages."""

from simulator.limits.actions import LINK
from simulator.limits.shapes import Check, kinds, listing, shape, text, whole
from simulator.limits.units import graphemes
from simulator.limits.values import https

_SIDE = whole(1, 10_000)
_AREA = shape({"x": whole(0, 10_000), "y": whole(0, 10_000), "width": _SIDE, "height": _SIDE})
_LABEL = {"label": text(100, count=graphemes)}
_VIDEO = shape(
    {"originalContentUrl": https(), "previewImageUrl": https(), "area": _AREA},
    {"externalLink": shape({"linkUri": LINK, "label": text(30, count=graphemes)})},
)
_ACTION = kinds(
    {
        "message": shape({"text": text(400, count=graphemes), "area": _AREA}, _LABEL),
        "uri": shape({"linkUri": LINK, "area": _AREA}, _LABEL),
        "clipboard": shape({"clipboardText": text(1_000), "area": _AREA}, _LABEL),
    }
)
REQUIRED: dict[str, Check] = {
    "baseUrl": https(),
    "altText": text(1_500),
    "baseSize": shape({"width": whole(1_040, 1_040), "height": _SIDE}),
    "actions": listing(_ACTION, 1, 50),
}
OPTIONAL: dict[str, Check] = {"video": _VIDEO}
