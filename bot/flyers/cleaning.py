"""A PDF made anew of what is drawn on its pages, and of nothing else: a list of what stays, never one of what goes."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf, PdfError, Stream, String

from bot.flyers import staying, stripping
from bot.flyers.inspecting import dictionaries, require_still
from bot.flyers.layers import Hidden, Plain, hidden_in
from bot.flyers.unreadable import Unreadable

_PRINTED_NOTES = {
    *("/FreeText", "/Stamp", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Ink", "/Widget"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut"),
}
"""Annotations that are ink on paper; they become part of their page."""
MOST_PIXELS = 100_000_000
"""Of one picture within; an A4 page at 600 dpi has 35 million."""


def clean(source: bytes, most_pages: int) -> bytes:
    """Raises `Unreadable`; MemoryError for what is too big to be read."""
    pdf = _opened(source)
    try:
        if pdf.is_encrypted:
            raise Unreadable("encrypted")
        if len(pdf.pages) > most_pages:
            raise Unreadable("pages")
        if not pdf.pages:
            raise Unreadable("broken")
        require_still(pdf)
        for one in dictionaries(pdf):
            _require_small(one)
        return _Cleaner(pdf).cleaned()
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as problem:
        # Something stands where something else belongs.
        raise Unreadable("broken") from problem


def _opened(source: bytes) -> Pdf:
    try:
        return pikepdf.open(io.BytesIO(source))
    except pikepdf.PasswordError as problem:
        raise Unreadable("encrypted") from problem
    except (PdfError, ValueError, TypeError) as problem:
        raise Unreadable("broken") from problem


class _Cleaner:
    """One file on its way. What is drawn with waits by its kind; each is done once, however often and in whatever circle it is used."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.hidden: Hidden = hidden_in(pdf)
        self.nothing = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0]), Resources=Dictionary()
        )
        self.waiting: list[tuple[str, Any, Any]] = []
        self.done: set[tuple[int, int]] = set()
        self.named: list[Any] = []

    def cleaned(self) -> bytes:
        for page in self.pdf.pages:
            _keep_printed_notes(page, self.hidden)
        self.pdf.flatten_annotations("print")
        for page in self.pdf.pages:
            self._page(page)
        for resources in self.named:
            # Only now: who has none of their own used those of the page.
            _keep(resources, staying.RESOURCES)
        new = Pdf.new()
        new.pages.extend(self.pdf.pages)
        new.remove_unreferenced_resources()
        for one in dictionaries(new):
            _strip(one)
        require_still(new)
        return _written(new)

    def _page(self, page: Page) -> None:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, Dictionary):
            resources = page.obj["/Resources"] = Dictionary()
        page.obj["/Contents"] = self.pdf.make_stream(self._plain(page, resources))
        _keep(page.obj, staying.PAGE)
        self._resources(resources)
        while self.waiting:
            self._one(*self.waiting.pop())

    def _plain(self, drawing: Page, resources: Any) -> bytes:
        return drawing.get_filtered_contents(Plain(resources.get("/Properties"), self.hidden))

    def _resources(self, resources: Any) -> None:
        """Every name in them leads to something that can be drawn with."""
        if not self._first(resources):
            return
        self.named.append(resources)
        for group in staying.RESOURCES:
            named = resources.get(group)
            if not isinstance(named, Dictionary):
                continue
            for name, one in list(named.items()):
                if group == "/XObject" and not self._is_seen(one):
                    named[name] = self.nothing
                elif isinstance(one, Dictionary | Stream):
                    self.waiting.append((group, one, resources))

    def _is_seen(self, one: Any) -> bool:
        kinds = (Name.Form, Name.Image)
        return isinstance(one, Stream) and one.get("/Subtype") in kinds and not self.hidden(one.get("/OC"))

    def _one(self, group: str, one: Any, around: Any) -> None:
        """`around`: the resources that hold for it if it has none."""
        if not self._first(one):
            return
        match group:
            case "/XObject" if one.get("/Subtype") == Name.Image:
                _keep(one, staying.IMAGE)
                masks = (one.get("/SMask"), one.get("/Mask"))
                self.waiting += [(group, mask, around) for mask in masks if isinstance(mask, Stream)]
            case "/XObject":
                self._drawn(one, staying.FORM, around)
            case "/Pattern" if isinstance(one, Stream):
                self._drawn(one, staying.TILES, around)
            case "/Pattern":
                _keep(one, staying.SHADES)
                self._lead("/ExtGState", one.get("/ExtGState"), around)
            case "/ExtGState":
                self._state(one, around)
            case "/Font":
                self._font(one, around)

    def _drawn(self, one: Any, keys: frozenset[str], around: Any) -> None:
        own = one.get("/Resources")
        has_own = isinstance(own, Dictionary)
        # Only what a page draws is read as a drawing.
        page = Page(self.pdf.make_indirect(Dictionary(Type=Name.Page, Contents=one)))
        one.write(self._plain(page, own if has_own else around))
        _keep(one, keys)
        if has_own:
            self._resources(own)

    def _state(self, state: Any, around: Any) -> None:
        _keep(state, staying.STATE)
        font, mask = state.get("/Font"), state.get("/SMask")
        if isinstance(font, Array) and len(font):
            self._lead("/Font", font[0], around)
        if isinstance(mask, Dictionary):
            _keep(mask, staying.SOFT_MASK)
            self._lead("/XObject", mask.get("/G"), around)

    def _font(self, font: Any, around: Any) -> None:
        _keep(font, staying.FONT)
        descendants, signs = font.get("/DescendantFonts"), font.get("/CharProcs")
        for one in descendants if isinstance(descendants, Array) else ():
            self._lead("/Font", one, around)
        if isinstance(descriptor := font.get("/FontDescriptor"), Dictionary):
            _keep(descriptor, staying.DESCRIPTOR)
        own = font.get("/Resources")
        for sign in list(signs.values()) if isinstance(signs, Dictionary) else ():
            if isinstance(sign, Stream) and self._first(sign):
                self._drawn(sign, staying.STREAM, own if isinstance(own, Dictionary) else around)
        if isinstance(own, Dictionary):
            self._resources(own)

    def _lead(self, group: str, one: Any, around: Any) -> None:
        if isinstance(one, Dictionary | Stream):
            self.waiting.append((group, one, around))

    def _first(self, one: Any) -> bool:
        """Whether it has not been done yet. What stands within something else is met once anyway."""
        known = one.is_indirect and one.objgen in self.done
        self.done.add(one.objgen)
        return not known


def _keep_printed_notes(page: Page, hidden: Hidden) -> None:
    notes = page.obj.get("/Annots")
    if isinstance(notes, Array):
        printed = [
            one
            for one in notes
            if isinstance(one, Dictionary)
            and str(one.get("/Subtype")) in _PRINTED_NOTES
            and not hidden(one.get("/OC"))
        ]
        page.obj["/Annots"] = Array(printed)


def _require_small(one: Any) -> None:
    """Raises `Unreadable` "big" for a stream that unpacks to too much, and for a picture that would be drawn on too much."""
    width, height = one.get("/Width", 0), one.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
        raise Unreadable("big")
    if isinstance(one, Stream):
        stripping.require_small(one)


def _keep(one: Any, keys: frozenset[str]) -> None:
    for key in [key for key in one.keys() if key not in keys]:  # noqa: SIM118 - it is no mapping of Python's
        del one[key]


def _strip(one: Any) -> None:
    """Of anything that is left: strings that nobody draws, and what a stream carries beside its content."""
    for key, value in list(one.items()):
        if isinstance(value, String) and key not in staying.STRINGS and key != "/ID":
            del one[key]
    if isinstance(one, Stream):
        _keep(one, staying.ANY_STREAM)
        stripping.strip(one)


def _written(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    together = ObjectStreamMode.generate
    pdf.save(written, min_version="1.7", object_stream_mode=together, deterministic_id=True)
    return written.getvalue()
