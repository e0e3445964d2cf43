"""What paper led to, for the statistics: by kind beside the survey's answers, by placement, by month. Pure.

What was counted of one placement is told of public ones only. Of a school, a clinic or a workplace the kind is told as a whole.
"""

from collections.abc import Mapping, Sequence

from handlers.console import paper_words, table_words
from handlers.console.paper_words import MEASURES, PUBLIC
from handlers.console.table_words import named
from handlers.console.tables import Draft, Line, Style, Table, period
from storage.placements import KINDS, Placement
from storage.suppression import Cell
from storage.totals import Kind

SURVEY = "survey-3"
SOURCES = table_words.ITEMS[SURVEY]
_UNKNOWN = ""
"""The kind of what was counted under a code that no placement has any more."""


def tables(draft: Draft, placements: Sequence[Placement]) -> tuple[Table, ...]:
    """None where no paper lies anywhere. Adds their numbers to the draft; those of the survey must be there already."""
    kinds = {one.code: one.kind for one in placements}
    if not kinds and not any(draft.of_kind(kind) for kind in MEASURES):
        return ()
    lone = [one for one in placements if one.kind in PUBLIC]
    known = [*SOURCES, *([_UNKNOWN] if any(_left(draft, kind, kinds) for kind in MEASURES) else [])]
    for measure in MEASURES:
        _add(draft, measure, kinds, lone, known)
    return _by_kind(draft, known), _by_place(draft, lone, known), _by_month(draft)


def _add(
    draft: Draft, measure: Kind, kinds: Mapping[str, str], lone: Sequence[Placement], known: Sequence[str]
) -> None:
    """The months flow into the whole, which is divided by kind; public kinds are divided once more, by placement."""
    begin, whole, split = (measure, "begin"), (measure, "whole"), (measure, "split")
    cells = draft.cells
    for month in draft.months:
        number = sum(n for (kind, _), n in draft.counted.get(month, {}).items() if kind == measure)
        cells[f"{month}/{measure}"] = Cell(number, begin, whole)
    cells[f"{measure}/sum"] = Cell(draft.of_kind(measure), whole, split)
    divided = {one.kind for one in lone}
    for kind in known:
        of_kind = [code for code, its in kinds.items() if its == kind]
        number = sum(draft.of(draft.months, measure, code) for code in of_kind)
        number += _left(draft, measure, kinds) if kind == _UNKNOWN else 0
        cells[f"{measure}/{kind}"] = Cell(number, split, (measure, kind) if kind in divided else begin)
    for one in lone:
        number = draft.of(draft.months, measure, one.code)
        cells[f"{measure}/at {one.code}"] = Cell(number, (measure, one.kind), begin)


def _left(draft: Draft, measure: Kind, kinds: Mapping[str, str]) -> int:
    return draft.of_kind(measure) - sum(draft.of(draft.months, measure, code) for code in kinds)


def _by_kind(draft: Draft, known: Sequence[str]) -> Table:
    """The survey's answers beside what was counted; who passed its question over stands in no line."""
    lines = [_line(_kind_name(kind), kind, survey=True) for kind in known]
    lines.append(_line(named(table_words.SUM), "sum", "sum", survey=True))
    # What stands in no line of the survey is counted there as nothing.
    if _UNKNOWN in known:
        draft.cells[f"{SURVEY}/{_UNKNOWN}"] = Cell(0, (SURVEY, "begin"), (SURVEY, "end"))
    return _table(draft, "paper-kind", lines, named(paper_words.SURVEY))


def _by_place(draft: Draft, lone: Sequence[Placement], known: Sequence[str]) -> Table:
    lines = []
    for kind in [kind for kind in known if kind in KINDS or kind == _UNKNOWN]:
        if kind in PUBLIC:
            lines += [_line(f"{one.name}({one.code})", f"at {one.code}") for one in lone if one.kind == kind]
        elif kind == _UNKNOWN:
            lines.append(_line(_kind_name(kind), kind))
        else:
            lines.append(_line(named(paper_words.TOGETHER).format(kind=_kind_name(kind)), kind))
    return _table(draft, "paper-place", [*lines, _line(named(table_words.SUM), "sum", "sum")])


def _by_month(draft: Draft) -> Table:
    months = [
        Line(table_words.row_month(month), tuple(f"{month}/{measure}" for measure in MEASURES))
        for month in draft.months
    ]
    return _table(draft, "paper-month", [*months, _line(named(table_words.SUM), "sum", "sum")])


def _line(label: str, item: str, style: Style = "part", *, survey: bool = False) -> Line:
    measures = (*MEASURES, SURVEY) if survey else tuple(MEASURES)
    return Line(label, tuple(f"{measure}/{item}" for measure in measures), style)


def _kind_name(kind: str) -> str:
    return named(SOURCES[kind] if kind else table_words.OTHERS)


def _table(draft: Draft, name: str, lines: Sequence[Line], *more: str) -> Table:
    columns = (*(named(label) for label in MEASURES.values()), *more)
    title, head = named(paper_words.TITLES[name]), named(paper_words.HEADS[name])
    return Table(name, title, head, columns, tuple(lines), period(draft))
