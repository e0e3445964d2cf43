"""One measured figure, and how all of them are shown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """`anchor` names what it was compared with in the same run, `ratio` is value by anchor.

    `target` is for the ratio where there is an anchor, and for the value otherwise. Less is better unless `more`; a target may
    be reached and not be passed.
    """

    name: str
    value: float
    unit: str
    anchor: str | None = None
    ratio: float | None = None
    target: float | None = None
    more: bool = False

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        if self.target is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.target if self.more else judged <= self.target


def middle(name: str, samples: Sequence[float], *, target: float | None = None) -> Figure:
    """The median of samples in ms."""
    return Figure(name, round(median(samples), 1), "ms", target=target)


def against(
    name: str,
    value: float,
    unit: str,
    anchor: tuple[str, float],
    target: float | None = None,
    *,
    more: bool = False,
) -> Figure:
    """A value beside that of its anchor (name, value)."""
    return Figure(name, round(value, 2), unit, anchor[0], round(value / anchor[1], 2), target, more)


def table(figures: Iterable[Figure]) -> str:
    """For people, one line each."""
    lines = [("figure", "value", "beside", "target", "")]
    for figure in figures:
        beside = "" if figure.ratio is None else f"{figure.ratio:g} × {figure.anchor}"
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        lines.append((figure.name, f"{figure.value:g} {figure.unit}", beside, _target(figure), verdict))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in padded)


def write(figures: Iterable[Figure], path: Path) -> None:
    """For programs, as JSON."""
    listed = [
        {name: value for name, value in asdict(figure).items() if name != "more"} | {"met": figure.met}
        for figure in figures
    ]
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")


def _target(figure: Figure) -> str:
    if figure.target is None:
        return "–"
    sign = "≥" if figure.more else "≤"
    return f"{sign} {figure.target:g} " + ("×" if figure.ratio is not None else figure.unit)
