"""Setting paper: a design, an address for its QR code, and it is ready for the printer, as PDF/A with its text in reading order."""

import io
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

from bot.flyers import addresses, apart, wording
from bot.flyers.apart import Failed
from bot.hotlines import Hotline
from storage.designs import Design

SECONDS, MEMORY = 10, 1_500_000_000
"""What one paper may take: it needs a fifth of a second, and most of the addresses are never used."""
SHEET = 10
"""Cards on a sheet of A4."""
_AT_ONCE = threading.BoundedSemaphore(2)
_DAY = 24 * 3600 * 1000
_SAID = {
    "ja": ("資料", "QRコード。スマートフォンのカメラで読みとると、ページがひらきます。"),
    "easy": ("資料", "QRコード。スマートフォンの カメラで 読むと、ページが ひらきます。"),
    "en": ("Leaflet", "QR code. Scan it with a phone’s camera to open a page."),
}
"""The title, which tells nothing, and what a screen reader says for the picture."""


class Over(NamedTuple):
    """Words that don't fit: of which field, by how many millimetres of height or width, and about how many characters that is."""

    field: str
    millimetres: float
    characters: int


class TooMuch(Exception):
    """Nothing was set: words don't fit, and none is cut off in silence."""

    def __init__(self, over: list[Over]) -> None:
        super().__init__(", ".join(one.field for one in over))
        self.over = over


def set_paper(
    design: Design,
    *,
    address: str,
    code: str | None,
    office: str = "",
    numbers: Sequence[Hotline] = (),
    bleed: bool = False,
    copies: Literal[1, 10] = 1,
) -> bytes:
    """A PDF/A-2a and PDF/UA-1, the same bytes for the same words on the same day of change.

    `address`: what the QR code says; `code`: of the placement, printed below it. `office`: whom it is from, where the design's own
    words don't say. `bleed`: 3 mm of colour beyond the cut, with marks. `copies`: 10 cards on A4. Raises `TooMuch` and `Failed`.
    """
    paper = _paper(design, address, code, office, numbers) | {"bleed": bleed, "copies": copies}
    over, made = _made(design, paper, None)
    if over:
        raise TooMuch(over)
    return made


def picture(
    design: Design,
    *,
    address: str,
    code: str | None,
    office: str = "",
    numbers: Sequence[Hotline] = (),
    width: int = 640,
) -> tuple[bytes, list[Over]]:
    """A PNG of the whole paper, about so many pixels wide (a card shows both faces), and what doesn't fit. Raises `Failed`."""
    paper = _paper(design, address, code, office, numbers) | {"look": True}
    over, made = _made(design, paper, width / _INCHES[design.template])
    return made, over


_INCHES = {"a4": 8.27, "a5": 5.83, "card": 3.66, "poster": 11.69}


def _paper(
    design: Design, address: str, code: str | None, office: str, numbers: Sequence[Hotline]
) -> dict[str, Any]:
    """What the templates read."""
    language = design.language
    has_numbers = wording.has_numbers(design.template, design.variant)
    told = [_number(one, language) for one in numbers if one.number] if has_numbers else []
    title, said = _SAID[language]
    words = {name: design.words.get(name, "") for name in wording.fields(design.template, design.variant)}
    return {
        "template": design.template,
        "variant": design.variant,
        "language": language,
        "words": words | {"office": words["office"] or office},
        "colours": wording.palettes()[design.colour],
        "code": code,
        "numbers": told,
        "qr": _qr(address),
        "said": {"title": title, "qr": f"{said} {code}" if code else said},
        "bleed": False,
        "copies": 1,
        "look": False,
    }


def _number(line: Hotline, language: str) -> dict[str, str | None]:
    return {"name": line.name[language], "number": line.number, "hours": line.hours[language]}


def _qr(address: str) -> dict[str, Any]:
    """Level M, as docs/decisions/typst.md measured."""
    drawn, file = addresses.qr(address), io.BytesIO()
    drawn.save(file, kind="svg", border=0, xmldecl=False)
    return {"svg": file.getvalue().decode(), "modules": drawn.symbol_size(border=0)[0]}


def _made(design: Design, paper: dict[str, Any], ppi: float | None) -> tuple[list[Over], bytes]:
    asked = {"paper": paper, "ppi": ppi, "day": design.changed_at // _DAY * _DAY // 1000}
    with _turn():
        answer = apart.run("bot.flyers.composing", json.dumps(asked).encode(), seconds=SECONDS, memory=MEMORY)
    head, _, made = answer.partition(b"\n")
    # A card on a sheet says it ten times.
    over = {one["field"]: one for one in json.loads(head)["over"]}
    return [_over(paper["words"], one) for one in over.values()], made


@contextmanager
def _turn() -> Iterator[None]:
    """Two papers at once at most; who waits longer than one may take hears `Failed("slow")`."""
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise Failed("slow")
    try:
        yield
    finally:
        _AT_ONCE.release()


def _over(words: dict[str, str], told: dict[str, Any]) -> Over:
    """A fair guess at what to leave out: the share of the field that its room lacks."""
    field, over, share = str(told["field"]), float(told["over"]), float(told["share"])
    return Over(field, over, max(1, round(len(words.get(field, "")) * share)))
