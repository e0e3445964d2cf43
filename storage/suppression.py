"""Small numbers kept back from what leaves the console, so that nobody can be made out and nothing be computed back. Pure.

A sheet of numbers is a network in which every sum holds: each cell flows from one node to another, and at each node as much
comes in as goes out. A month's total flows into the month, what its parts are out of it; a total over months gathers them.
Whoever reads the sheet knows these sums, each number shown, and of a cell marked SMALL that it is 1 to 4.

A small cell can't be computed back when the sheet would look the same although its number was another: when round some
circle of the network one more (or one less) can flow without changing a number that is shown. The circle that hides least
is looked for, cell by cell, and what is shown on it is WITHHELD. More hidden cells only leave more circles, so once is enough.

Four times one that make four would be told by saying that all of them are SMALL. Then the sum is WITHHELD too, which says
nothing of a number but that it is not 0. Every number above 0 lies on a circle of such numbers, so there is always a way.
"""

import heapq
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Mark = Literal["small", "withheld"]
Node = Hashable

SMALL: Mark = "small"
WITHHELD: Mark = "withheld"
LARGEST_SMALL = 4
_COST_OF_SILENCE = 10**6
"""Saying "withheld" of a small number is the last resort: "under 5" tells the reader more."""


@dataclass(frozen=True)
class Cell:
    """A number of the sheet. `shown` is false for one that nobody prints and everybody can subtract."""

    number: int
    source: Node
    target: Node
    shown: bool = True

    @property
    def small(self) -> bool:
        return 1 <= self.number <= LARGEST_SMALL


Cells = Mapping[str, Cell]
Marks = dict[str, Mark]
_At = Mapping[Node, Sequence[str]]
"""The names of the cells at each node."""


@dataclass(frozen=True, order=True)
class _Way:
    """From one node to another, and what has to be withheld for it."""

    cost: int
    turns: int
    end: Node = field(compare=False)
    withheld: tuple[str, ...] = field(default=(), compare=False)


def suppress(cells: Cells) -> Marks:
    """The marks of the shown cells whose number must not leave. Raises `ValueError` when a sum does not hold."""
    _require_balance(cells)
    at = _by_node(cells)
    small = sorted(name for name, cell in cells.items() if cell.small)
    marks: Marks = {name: SMALL for name in small if cells[name].shown}
    for name in small:
        marks.update(dict.fromkeys(_cheapest_circle(cells, at, marks, name), WITHHELD))
    return marks


def _by_node(cells: Cells) -> _At:
    at: dict[Node, list[str]] = {}
    for name, cell in cells.items():
        for node in (cell.source, cell.target):
            at.setdefault(node, []).append(name)
    return at


def _require_balance(cells: Cells) -> None:
    balance: dict[Node, int] = {}
    for cell in cells.values():
        balance[cell.source] = balance.get(cell.source, 0) - cell.number
        balance[cell.target] = balance.get(cell.target, 0) + cell.number
    if any(balance.values()) or any(cell.number < 0 for cell in cells.values()):
        raise ValueError("a sum of the sheet does not hold")


def _cheapest_circle(cells: Cells, at: _At, marks: Marks, name: str) -> tuple[str, ...]:
    """What has to be withheld on the circle through this small cell that hides least."""
    cell, found = cells[name], []
    for up, start, end in ((True, cell.target, cell.source), (False, cell.source, cell.target)):
        cost = _cost(cell, marks.get(name), up=up)
        if cost is not None:
            first = _Way(cost, 0, start, (name,) if cost else ())
            way = _cheapest_way(cells, at, marks, first, end, besides=name)
            found += [way] if way is not None else []
    return min(found).withheld


def _cheapest_way(
    cells: Cells, at: _At, marks: Marks, first: _Way, end: Node, *, besides: str
) -> _Way | None:
    """Dijkstra over what can change by one."""
    waiting, done, turns = [first], set[Node](), 0
    while waiting:
        way = heapq.heappop(waiting)
        if way.end == end:
            return way
        if way.end in done:
            continue
        done.add(way.end)
        for name, onward, cost in _steps(cells, at, marks, way.end):
            if name != besides and onward not in done:
                turns += 1
                withheld = (*way.withheld, name) if cost else way.withheld
                heapq.heappush(waiting, _Way(way.cost + cost, turns, onward, withheld))
    return None


def _steps(cells: Cells, at: _At, marks: Marks, node: Node) -> Iterator[tuple[str, Node, int]]:
    """The cells at this node of which one more could flow out, or one less in; where they lead, and at what cost."""
    for name in at[node]:
        cell = cells[name]
        up = cell.source == node
        cost = _cost(cell, marks.get(name), up=up)
        if cost is not None:
            yield name, cell.target if up else cell.source, cost


def _cost(cell: Cell, mark: Mark | None, *, up: bool) -> int | None:
    """What it costs that this number may be one more or less for all that the reader knows; None when it may not."""
    if not cell.shown:
        return 0 if up or cell.number > 0 else None
    if cell.small:
        if mark == WITHHELD:
            return 0 if up or cell.number > 1 else None
        if up:
            return 0 if cell.number < LARGEST_SMALL else _COST_OF_SILENCE
        return 0 if cell.number > 1 else None
    if cell.number == 0 or not (up or cell.number > LARGEST_SMALL + 1):
        return None
    return 0 if mark == WITHHELD else 1 + cell.number
