"""Whether a PDF does anything but lie there: looked for in every object of the file, whether something leads to it or not."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from bot.flyers.unreadable import Unreadable

MOST_OBJECTS = 200_000
_ACTS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoTo3DView"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
"""ISO 32000-2, table 201: actions that run, send, fetch or play something."""
_PARTS = {
    "/FileAttachment",
    "/RichMedia",
    "/3D",
    "/Movie",
    "/Sound",
    "/Screen",
    "/EmbeddedFile",
    "/U3D",
    "/PRC",
}
"""Annotations and streams that carry something else than paper."""
_KEYS = {"/EmbeddedFiles", "/XFA", "/EF", "/RichMediaContent", "/3DD"}


def require_still(pdf: Pdf) -> None:
    """Raises `Unreadable` "active" for scripts, forms that send, files and media within; "big" for too many objects."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise Unreadable("big")
    if any(_is_active(one) for one in dictionaries(pdf)):
        raise Unreadable("active")


def dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary and every stream, also within others; the trailer too."""
    waiting: list[Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        one = waiting.pop()
        # What is led to by reference is one of the file's objects, and comes by itself: no circle holds this up.
        if isinstance(one, Dictionary | Stream):
            yield one
            waiting += [value for value in one.values() if _is_within(value)]
        elif isinstance(one, Array):
            waiting += [value for value in one if _is_within(value)]


def _is_within(value: object) -> bool:
    return isinstance(value, Dictionary | Array | Stream) and not value.is_indirect


def _is_active(one: Any) -> bool:
    return (
        _name(one, "/S") in _ACTS
        or _name(one, "/Subtype") in _PARTS
        or _name(one, "/Type") in _PARTS
        or any(key in one for key in _KEYS)
        or _is_script(one.get("/JS"))
    )


def _name(one: Any, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, Name) else ""


def _is_script(value: object) -> bool:
    """A font or a picture may have this name as well."""
    return isinstance(value, String | str) or (isinstance(value, Stream) and "/Subtype" not in value)
