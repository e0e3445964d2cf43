"""The six icons of the menu, drawn by code: each in a square of 100 by 100 units."""

import math
from collections.abc import Callable, Sequence

from PIL import ImageDraw

Point = tuple[float, float]
Box = tuple[float, float, float, float]
STROKE = 5.5
"""Width of a line, in units."""


class Pen:
    """Draws in units, with round ends, on a picture whose icon begins at `left`, `top` and has `side` pixels."""

    def __init__(
        self,
        draw: ImageDraw.ImageDraw,
        left: float,
        top: float,
        side: float,
        ink: str,
        accent: str,
        disc: str,
    ) -> None:
        self._draw, self._left, self._top, self._unit = draw, left, top, side / 100
        self.ink, self.accent, self.disc, self.blank = ink, accent, disc, "#FFFFFF"

    def line(self, *points: Point, width: float = STROKE, colour: str | None = None) -> None:
        colour, wide = colour or self.ink, round(width * self._unit) | 1
        placed = [(round(x), round(y)) for x, y in map(self._at, points)]
        self._draw.line(placed, fill=colour, width=wide)
        reach = wide // 2
        for x, y in placed:
            self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def dot(self, centre: Point, radius: float, colour: str | None = None) -> None:
        x, y = centre
        self._draw.ellipse(
            self._box((x - radius, y - radius, x + radius, y + radius)), fill=colour or self.ink
        )

    def arc(self, centre: Point, radius: float, start: float, end: float, width: float = STROKE) -> None:
        """From `start` to `end` degrees, clockwise from three o'clock."""
        steps = max(8, round((end - start) / 1.5))
        turns = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
        self.line(
            *((centre[0] + radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in turns),
            width=width,
        )

    def card(self, box: Box, radius: float, fill: str, *, edge: bool = True) -> None:
        """A rectangle with round corners."""
        self._draw.rounded_rectangle(
            self._box(box),
            radius * self._unit,
            fill=fill,
            outline=self.ink if edge else None,
            width=round(STROKE * self._unit) if edge else 0,
        )

    def shape(self, points: Sequence[Point], fill: str, *, edge: bool = True) -> None:
        """A closed shape with round corners."""
        self._draw.polygon([self._at(point) for point in points], fill=fill)
        if edge:
            self.line(*points, points[0])

    def _at(self, point: Point) -> Point:
        return self._left + point[0] * self._unit, self._top + point[1] * self._unit

    def _box(self, box: Box) -> Box:
        return (*self._at(box[:2]), *self._at(box[2:]))


def talk(pen: Pen) -> None:
    """Two people's speech bubbles."""
    pen.shape(_bubble((40, 15, 92, 54), [(84, 69), (66, 54)]), pen.accent)
    front = _bubble((9, 33, 66, 75), [(38, 75), (20, 90), (23, 75)])
    pen.line(*front, front[0], width=STROKE * 2.6, colour=pen.disc)
    pen.shape(front, pen.blank)
    for x in (24, 37.5, 51):
        pen.dot((x, 54), 4.2)


def book(pen: Pen) -> None:
    """A page of a calendar with a tick."""
    pen.card((15, 22, 85, 85), 9, pen.accent)
    pen.card((20.4, 43, 79.6, 79.6), 4, pen.blank, edge=False)
    pen.line((17.7, 43), (82.3, 43))
    for x in (34, 66):
        pen.line((x, 14), (x, 29), width=7)
    pen.line((36, 61), (46, 71), (65, 53), width=7)


def flyers(pen: Pen) -> None:
    """Two sheets of paper, one with a folded corner."""
    pen.card((34, 13, 82, 74), 5, pen.accent)
    sheet = [(18, 26), (50, 26), (66, 42), (66, 87), (18, 87)]
    pen.shape(sheet, pen.blank)
    pen.shape([(50, 26), (66, 42), (50, 42)], pen.accent)
    for y, end in ((54, 55), (65, 55), (76, 44)):
        pen.line((29, y), (end, y))


def urgent(pen: Pen) -> None:
    """A telephone receiver that is ringing."""
    centre, radius = (80.0, 20.0), 57.0
    pen.arc(centre, radius, 99, 171, width=14)
    for turn in (97, 173):
        angle = math.radians(turn)
        ends = [
            (centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle))
            for reach in (radius - 1, radius - 11)
        ]
        pen.line(*ends, width=23)
    for reach in (16, 31):
        pen.arc((54, 46), reach, -80, -10, width=6.5)


def erase(pen: Pen) -> None:
    """An eraser on a line that is half gone."""
    pen.line((12, 86), (34, 86), width=6)
    pen.line((62, 86), (88, 86), width=6, colour=pen.accent)
    angle = math.radians(-42)
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

    def corner(u: float, v: float) -> Point:
        return 52 + u * along[0] + v * across[0], 46 + u * along[1] + v * across[1]

    pen.shape([corner(-40, -17), corner(40, -17), corner(40, 17), corner(-40, 17)], pen.blank)
    pen.shape([corner(-8, -17), corner(40, -17), corner(40, 17), corner(-8, 17)], pen.accent)


def about(pen: Pen) -> None:
    """A house with the sign for information."""
    pen.shape([(22, 44), (50, 20), (78, 44), (78, 85), (22, 85)], pen.blank)
    pen.line((10, 51), (50, 16), (90, 51), width=7)
    pen.dot((50, 47), 5)
    pen.line((50, 60), (50, 73), width=8.5)


def _bubble(box: Box, tail: Sequence[Point], radius: float = 11) -> list[Point]:
    """A rectangle with round corners, clockwise from its top left, with a tail in its lower edge."""
    left, top, right, bottom = box
    corners = [
        (left + radius, top + radius, 180),
        (right - radius, top + radius, 270),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
    ]
    points: list[Point] = []
    for x, y, start in corners:
        turns = [math.radians(start + step * 9) for step in range(11)]
        points += tail if start == 90 else []
        points += [(x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns]
    return points


ICONS: dict[str, Callable[[Pen], None]] = {
    "talk": talk,
    "book": book,
    "flyers": flyers,
    "urgent": urgent,
    "erase": erase,
    "about": about,
}
"""By command."""
