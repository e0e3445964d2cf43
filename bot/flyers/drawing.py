"""The child that opens uploads: `python -m bot.flyers.drawing`, a file on its input, what becomes of it on its output. Nobody imports this.

It is told {"widths", "formats", "pages", "seconds", "drawing", "first"} as JSON and answers one line of JSON, {"refused": code} or {"pdf":
bytes, "texts": [one for each page], "pictures": [{"page", "width", "height", "format", "bytes"}]}, followed by the file and the pictures
themselves. It works for so many "seconds" at most, and begins no further page when "drawing" of them are over: what is left of a thick
booklet another child draws, from the cleaned file and the "first" page that has no pictures yet.
"""

import io
import json
import resource
import sys
import time
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from PIL import Image

from bot.flyers.cleaning import clean
from bot.flyers.unreadable import Unreadable

MEMORY = 1 << 30
LONGEST_TEXT = 8000
"""Characters of one page."""
HIGHEST = 3
"""Times as high as wide: a picture that is higher is left out, until the smallest."""
_OPEN_FILES = 32
_GENTLY = 2.0
"""Seconds of work for which small files are worth their time; nobody shall wait a minute for a thick booklet."""


class Drawn(NamedTuple):
    """One picture of a page (from 1)."""

    page: int
    width: int
    height: int
    format: str
    content: bytes


def main(asked: dict[str, Any]) -> None:
    confine(asked["seconds"])
    try:
        pdf = sys.stdin.buffer.read()
        if asked["first"] == 1:
            pdf = clean(pdf, asked["pages"])
        pages = pypdfium2.PdfDocument(pdf)
        texts = [_text(page) for page in pages] if asked["first"] == 1 else []
        drawn = list(_pictures(asked, list(pages)))
    except Unreadable as problem:
        _say({"refused": problem.code})
    except MemoryError:
        _say({"refused": "big"})
    except pypdfium2.PdfiumError:
        _say({"refused": "broken"})
    else:
        told = [{"page": d.page, "width": d.width, "height": d.height, "format": d.format} for d in drawn]
        sizes = [{"bytes": len(d.content)} for d in drawn]
        pictures = [one | size for one, size in zip(told, sizes, strict=True)]
        head = {"pdf": len(pdf), "texts": texts, "pictures": pictures}
        _say(head, pdf, *(one.content for one in drawn))


def confine(seconds: int) -> None:
    """From here on it can't write a file, start anything, or take more than its share."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))
    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=100_000, flate_max_memory=MEMORY // 4, run_length_max_memory=MEMORY // 4,
        png_max_memory=MEMORY // 4, tiff_max_memory=MEMORY // 4, dct_max_memory=MEMORY // 4,
        dct_max_progressive_scans=100,
    )  # fmt: skip


def _text(page: pypdfium2.PdfPage) -> str:
    """What the page says, line by line."""
    said = page.get_textpage().get_text_bounded()[:LONGEST_TEXT]
    lines = (_readable(line) for line in said.splitlines())
    return "\n".join(line for line in lines if line)


def _readable(line: str) -> str:
    """Without signs that no one can see or read."""
    plain = (" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", line))
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C").strip()


def _pictures(asked: dict[str, Any], pages: list[pypdfium2.PdfPage]) -> Iterator[Drawn]:
    """Of one page at least. What takes its time is making small files of them, which nobody's file can make worse; but each page is
    drawn once in the first child, so that none gets further that is slow to draw.
    """
    begun, first = time.process_time(), asked["first"]
    for number, page in enumerate(pages[first - 1 :], first):
        if number == first or time.process_time() - begun < asked["drawing"]:
            yield from _drawn(asked, number, page)
        elif first == 1:
            _whole(asked, page)


def _whole(asked: dict[str, Any], page: pypdfium2.PdfPage) -> tuple[Image.Image, list[int]]:
    """The page as wide as it is wanted at all, and how wide it is wanted."""
    width, height = page.get_size()
    widths = [one for one in asked["widths"] if one * height <= HIGHEST * max(asked["widths"]) * width]
    if not widths:
        raise Unreadable("broken")
    return page.render(scale=max(widths) / width).to_pil().convert("RGB"), widths


def _drawn(asked: dict[str, Any], number: int, page: pypdfium2.PdfPage) -> Iterator[Drawn]:
    whole, widths = _whole(asked, page)
    width, height = page.get_size()
    gently = asked["first"] == 1 and time.process_time() < _GENTLY
    for each in widths:
        size = (each, max(1, round(each * height / width)))
        picture = whole if size == whole.size else whole.resize(size, Image.Resampling.LANCZOS)
        for kind in asked["formats"]:
            yield Drawn(number, *size, kind, _encoded(picture, kind, gently))


def _encoded(picture: Image.Image, kind: str, gently: bool) -> bytes:
    """Without a word beside the pixels, which are sRGB."""
    options: dict[str, dict[str, Any]] = {
        "avif": {"quality": 55, "speed": 8 if gently else 10, "max_threads": 1},
        "webp": {"quality": 80, "method": 4 if gently else 0},
        "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    }
    written = io.BytesIO()
    picture.save(written, kind, **options[kind])
    return written.getvalue()


def _say(head: dict[str, Any], *pieces: bytes) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    out.writelines(pieces)
    out.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
