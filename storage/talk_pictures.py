"""Which pictures of a flyer's pages LINE can carry: JPEG, 10 MB for what is opened and 1 MB for what stands in the talk (LINE Messaging API
reference, "Image message").
"""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from storage.flyer_versions import flyer_images

LARGEST, LARGEST_PREVIEW = 10_000_000, 1_000_000
CLEAR = 480
"""Pixels across below which a page in the talk is a blur."""


class TalkPicture(NamedTuple):
    """A page (from 1), and the widths (pixels) of the picture that is opened and of the small one before."""

    page: int
    width: int
    preview: int


def of(connection: Connection, flyer: str, version: int) -> list[TalkPicture]:
    """In the order of the pages; a page that LINE can't carry is left out. No picture is read for it."""
    images = flyer_images.c
    wanted = (
        select(images.page, images.width, func.length(images.content).label("bytes"))
        .where(images.flyer == flyer, images.version == version, images.format == "jpeg")
        .order_by(images.page, images.width)
    )
    pages: dict[int, list[tuple[int, int]]] = {}
    for row in connection.execute(wanted):
        pages.setdefault(row.page, []).append((row.width, row.bytes))
    found = []
    for page, sizes in pages.items():
        whole = [width for width, size in sizes if size <= LARGEST]
        small = [width for width, size in sizes if size <= LARGEST_PREVIEW]
        if whole and small:
            clear = next((width for width in small if width >= CLEAR), small[-1])
            found.append(TalkPicture(page, whole[-1], clear))
    return found
