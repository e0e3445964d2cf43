"""The pages of a flyer as a browser is offered them: every width in every format, and how much room to keep."""

from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection

from handlers.flyers.pages import ROOT
from storage import flyer_versions
from storage.flyer_versions import FORMATS
from storage.flyers import Flyer

_USUAL = 960
"""Pixels, for browsers that choose nothing themselves."""


class Drawn(NamedTuple):
    """`sources`: (MIME type, srcset), the smallest format first; `src` is for who knows none of it. `width`, `height`: its shape."""

    page: int
    width: int
    height: int
    sources: list[tuple[str, str]]
    src: str
    srcset: str


def drawn(connection: Connection, flyer: Flyer) -> list[Drawn]:
    """All pages of the version that is shown."""
    sizes = flyer_versions.sizes(connection, flyer.id, flyer.version or 0)
    return [
        _page(flyer, page, [size[1:] for size in found]) for page, found in groupby(sizes, lambda s: s[0])
    ]


def _page(flyer: Flyer, page: int, sizes: list[tuple[int, int]]) -> Drawn:
    def address(width: int, form: str) -> str:
        return f"{ROOT}{flyer.id}/pictures/{flyer.version}-{page}-{width}.{form}"

    sets = {form: ", ".join(f"{address(width, form)} {width}w" for width, _ in sizes) for form in FORMATS}
    last = FORMATS[-1]
    usual = max((width for width, _ in sizes if width <= _USUAL), default=sizes[0][0])
    return Drawn(
        page,
        *sizes[-1],
        [(f"image/{form}", srcset) for form, srcset in sets.items() if form != last],
        address(usual, last),
        sets[last],
    )
