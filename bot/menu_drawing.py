"""Draws the menu's picture for one language, from `menu.toml` alone: the same words and colours give the same pixels."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.menu_design import HEIGHT, STRIP, WIDTH, Bounds, Design, Said, Tile, pieces
from bot.menu_design import tab_bounds as tab_at
from bot.menu_design import tile_bounds as tile_at
from bot.menu_icons import ICONS, Pen
from bot.phrases import LANGUAGES, Language

FONT = Path(__file__).parent / "fonts" / "BIZUDPGothic-Bold.ttf"
TAB_SIZE = 86
"""Pixels; seven of them are one on a phone 360 wide."""
_FINE = 2
"""Shapes are drawn this many times larger, for smooth edges."""
_DISC, _ICON = 252, 184
_EDGE = 20
"""Half of the gap between two tiles."""
_TICK_SPACE = 100
_GAP = 34
"""Between two lines of words."""


def draw(design: Design, language: Language) -> Image.Image:
    """The picture, WIDTH by HEIGHT. ValueError for words that don't fit or that the font can't write."""
    picture = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), design.colours["paper"])
    shapes = ImageDraw.Draw(picture)
    _strip(shapes, design, language)
    for number, tile in enumerate(design.tiles):
        _card(shapes, tile, tile_at(number))
    picture = picture.reduce(_FINE)
    words = ImageDraw.Draw(picture)
    _tab_words(words, design, language)
    for number, tile in enumerate(design.tiles):
        _tile_words(words, design, design.languages[language], tile, tile_at(number))
    return picture


def png(picture: Image.Image) -> bytes:
    """As LINE takes it; the same bytes for the same picture on one machine."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _strip(shapes: ImageDraw.ImageDraw, design: Design, language: Language) -> None:
    """Tabs as in a card index: the current one lies in front, of one piece with the paper, and has a bar on top."""
    colours = design.colours
    shapes.rectangle(_fine(0, 0, WIDTH, STRIP), colours["strip"])
    shapes.rectangle(_fine(0, STRIP - 6, WIDTH, STRIP), colours["tab_line"])
    for number, name in enumerate(LANGUAGES):
        x, _, width, _ = tab_at(number)
        current = name == language
        box = _fine(x + 20, 28 if current else 52, x + width - 20, STRIP + 60 if current else STRIP)
        shapes.rounded_rectangle(
            box,
            36 * _FINE,
            fill=colours["paper" if current else "tab"],
            outline=colours["tab_line"],
            width=6 * _FINE,
            corners=(True, True, False, False),
        )
        if current:
            shapes.rectangle(_fine(x + 14, STRIP, x + width - 14, STRIP + 70), colours["paper"])
            shapes.rounded_rectangle(_fine(x + 74, 28, x + width - 74, 44), 8 * _FINE, fill=colours["mark"])
            long = font(TAB_SIZE).getlength(design.languages[name].tab) + _TICK_SPACE
            place = (x + (width - long) / 2) * _FINE, (STRIP / 2 - 18) * _FINE
            pen = Pen(shapes, *place, 72 * _FINE, colours["mark"], colours["mark"], colours["mark"])
            pen.line((6, 54), (34, 84), (94, 16), width=21)


def _card(shapes: ImageDraw.ImageDraw, tile: Tile, at: Bounds) -> None:
    left, top = at.x + _EDGE, at.y + _EDGE
    box = _fine(left, top, at.x + at.width - _EDGE, at.y + at.height - _EDGE)
    shapes.rounded_rectangle(box, 44 * _FINE, fill=tile.card, outline=tile.line, width=6 * _FINE)
    middle, high = at.x + at.width / 2, top + 40
    shapes.ellipse(_fine(middle - _DISC / 2, high, middle + _DISC / 2, high + _DISC), fill=tile.disc)
    inset = (_DISC - _ICON) / 2
    place = (middle - _ICON / 2) * _FINE, (high + inset) * _FINE
    ICONS[tile.command](Pen(shapes, *place, _ICON * _FINE, tile.ink, tile.accent, tile.disc))


def _tab_words(words: ImageDraw.ImageDraw, design: Design, language: Language) -> None:
    for number, name in enumerate(LANGUAGES):
        x, _, width, height = tab_at(number)
        middle, baseline = x + width / 2, (height + 40) / 2 + TAB_SIZE * 0.38
        current = name == language
        text = design.languages[name].tab
        colour = design.colours["words" if current else "quiet"]
        middle += _TICK_SPACE / 2 if current else 0
        write(words, text, middle, baseline, TAB_SIZE, colour, width - 60)


def _tile_words(words: ImageDraw.ImageDraw, design: Design, said: Said, tile: Tile, at: Bounds) -> None:
    title, below = said.tiles[tile.command].title, said.tiles[tile.command].below
    size = said.title_size if len(title) == 1 else round(said.title_size * 0.82)
    lines = [(line, size, design.colours["words"]) for line in title]
    lines += [(below, said.below_size, design.colours["quiet"])] if below else []
    tall = sum(_tall(line, size) for line, size, _ in lines) + _GAP * (len(lines) - 1)
    top, bottom = at.y + _EDGE + 40 + _DISC, at.y + at.height - _EDGE
    y = top + (bottom - top - tall) / 2
    for line, one, colour in lines:
        y += _tall(line, one)
        write(words, line, at.x + at.width / 2, y - one * 0.1, one, colour, at.width - 2 * _EDGE - 56)
        y += _GAP


def _tall(line: str, size: int) -> float:
    """From the top of a line to its foot, with what stands above it."""
    return size * (0.92 + (0.5 if any(above for _, above in pieces(line)) else 0))


def write(
    words: ImageDraw.ImageDraw, line: str, middle: float, baseline: float, size: int, colour: str, widest: int
) -> None:
    """One line, centred; readings stand above their words. ValueError when it is wider than `widest` or can't be written."""
    large, little = font(size), font(max(round(size * 0.46), 44))
    parts = [(base, above, large.getlength(base), little.getlength(above)) for base, above in pieces(line)]
    long = sum(max(one, other) for _, _, one, other in parts)
    if long > widest or not all(map(writable, line)):
        raise ValueError(f"these words don't fit into the menu, or its font lacks a sign: {line}")
    x = middle - long / 2
    for base, above, one, other in parts:
        centre = x + max(one, other) / 2
        words.text((centre, baseline), base, colour, large, anchor="ms")
        if above:
            words.text((centre, baseline - size * 0.95), above, colour, little, anchor="ms")
        x += max(one, other)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at that many pixels; laid out without libraries that a machine may lack."""
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def writable(sign: str) -> bool:
    """False for a sign that the font would show as a box."""
    return sign in " {|}" or bytes(font(40).getmask(sign)) != bytes(font(40).getmask("\uffff"))


def _fine(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * _FINE, top * _FINE, right * _FINE - 1, bottom * _FINE - 1
