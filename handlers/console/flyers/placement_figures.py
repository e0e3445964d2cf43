"""What the paper of each placement led to, month by month, as anybody may read it who looks after paper. Pure.

A placement is a small group, and a screen is looked at over shoulders: that one pupil of a school has written must not be read off
it. So below five no number stands here, not even 0, and no sum tells one. Only how often the paper of public places was opened, by
whomever, is told exactly.
"""

from collections.abc import Mapping, Sequence

from handlers.console import paper_words, table_words
from handlers.language import said
from storage.placements import Placement
from storage.suppression import LARGEST_SMALL
from storage.totals import Counted, Kind

MONTHS = 12
RECENT = 3
"""The months of which the list shows the sum, the running one among them."""

Figure = int | str
"""A number, or what is said in its place."""


def of(placement: Placement, counted: Mapping[str, Counted]) -> dict[str, dict[str, object]]:
    """By what was counted ("open", "first", "add"): {"months": a figure for each month, "recent": one of their last three}."""
    return {
        kind.removeprefix("paper-"): _told(
            placement, kind, [_count(month, kind, placement) for month in counted.values()]
        )
        for kind in paper_words.MEASURES
    }


def _count(month: Counted, kind: Kind, placement: Placement) -> int:
    return month.get((kind, placement.code), 0)


def _told(placement: Placement, kind: Kind, numbers: Sequence[int]) -> dict[str, object]:
    recent = numbers[-RECENT:]
    if kind == "paper-open" and placement.kind in paper_words.PUBLIC:
        return {"months": list(numbers), "recent": sum(recent)}
    return {"months": [_veiled(number) for number in numbers], "recent": _veiled_sum(recent)}


def _veiled(number: int) -> Figure:
    return number if number > LARGEST_SMALL else table_words.named(table_words.SMALL)


def _veiled_sum(numbers: Sequence[int]) -> Figure:
    """The sum, unless what is veiled in the months could be had from it: then at least as much as the months themselves show."""
    veiled = [number for number in numbers if number <= LARGEST_SMALL]
    hidden, total = sum(veiled), sum(numbers)
    if not veiled or LARGEST_SMALL < hidden < LARGEST_SMALL * len(veiled):
        return total
    if total <= LARGEST_SMALL:
        return table_words.named(table_words.SMALL)
    least = total - hidden or LARGEST_SMALL + 1
    return said(f"{least}以上", f"{least} or more")
