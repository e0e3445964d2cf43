"""One measured figure, and how all of them are shown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """`anchor` names what it was compared with in the same run, `ratio` is value by anchor. Less is better; a `target`
    is not to be passed.
    """

    name: str
    value: float
    unit: str
    anchor: str | None = None
    ratio: float | None = None
    target: float | None = None

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        return None if self.target is None else self.value <= self.target


def middle(name: str, samples: Sequence[float], *, target: float | None = None) -> Figure:
    """The median of samples in ms."""
    return Figure(name, round(median(samples), 1), "ms", target=target)


def table(figures: Iterable[Figure]) -> str:
    """For people, one line each."""
    lines = [("figure", "value", "target", "")]
    for figure in figures:
        target = "–" if figure.target is None else f"{figure.target:g} {figure.unit}"
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        lines.append((figure.name, f"{figure.value:g} {figure.unit}", target, verdict))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in padded)


def write(figures: Iterable[Figure], path: Path) -> None:
    """For programs, as JSON."""
    listed = [asdict(figure) | {"met": figure.met} for figure in figures]
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
