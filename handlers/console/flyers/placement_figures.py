"""What the paper of each placement led to, month by month, as anybody may read it who looks after paper. Pure.

A placement is a small group, and a screen is looked at over shoulders: that one pupil of a school has written must not be read off
it. So below five no number stands here, not even 0, and no sum tells one. Nor is a month told while it runs: who looks before and
after would see that it is one more. Only how often the paper of public places was opened, by whomever, is told exactly and at once.
"""

from collections.abc import Mapping, Sequence

from handlers.console import paper_words, table_words
from handlers.language import said
from storage.placements import Placement
from storage.suppression import LARGEST_SMALL
from storage.totals import Counted, Kind

MONTHS = 12
RECENT = 3
"""The months of which the list shows the sum: the last that are over."""
RUNNING = ("来月から", "from next month")
"""In place of a number that may still grow."""

Figure = int | str
"""A number, or what is said in its place."""


def of(placement: Placement, counted: Mapping[str, Counted]) -> dict[str, dict[str, object]]:
    """By what was counted ("open", "first", "add"): {"months": a figure for each month, "recent": one of the last three that are over}.
    The last month of `counted` is the running one.
    """
    return {
        kind.removeprefix("paper-"): _told(
            placement, kind, [_count(month, kind, placement) for month in counted.values()]
        )
        for kind in paper_words.MEASURES
    }


def _count(month: Counted, kind: Kind, placement: Placement) -> int:
    return month.get((kind, placement.code), 0)


def _told(placement: Placement, kind: Kind, numbers: Sequence[int]) -> dict[str, object]:
    over = numbers[:-1]
    recent = over[-RECENT:]
    if kind == "paper-open" and placement.kind in paper_words.PUBLIC:
        return {"months": list(numbers), "recent": sum(recent)}
    return {"months": [*map(_veiled, over), said(*RUNNING)], "recent": _veiled_sum(recent)}


def _veiled(number: int) -> Figure:
    return number if number > LARGEST_SMALL else table_words.named(table_words.SMALL)


def _veiled_sum(numbers: Sequence[int]) -> Figure:
    """The sum where every month is told, otherwise at least as much as the months themselves show.

    A sum with a hidden month in it would give that away later: next month's sum lacks one month and has another, which is told.
    """
    total, hidden = sum(numbers), sum(number for number in numbers if number <= LARGEST_SMALL)
    if all(number > LARGEST_SMALL for number in numbers):
        return total
    if total <= LARGEST_SMALL:
        return table_words.named(table_words.SMALL)
    least = total - hidden or LARGEST_SMALL + 1
    return said(f"{least}以上", f"{least} or more")
