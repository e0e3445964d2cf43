"""What `doctor` sees of visits: nothing here stops an office, but somebody would stand before a shut door."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection

from bot.visits import rules
from handlers.commands.doctor.finding import Finding, good, warn
from storage import slot_patterns, visit_checks, visit_places
from storage.visit_places import Place

PAPERS_DAYS = 180
"""What a town wants to see changes with its ordinances: somebody looks it up twice a year."""


def look(connection: Connection, *, now: int, today: dt.date) -> Iterator[Finding]:
    """Nothing where nobody takes visits."""
    places = visit_places.all_of(connection)
    if not places:
        return
    empty = [place.id for place in places if not _can_be_booked(connection, place, now)]
    if empty:
        yield warn(
            "visit-times",
            f"予約できる時間が、ひとつもありません： {', '.join(empty)}。「予約の設定」で曜日と時間を入れるか、受付を止めてください。",
            f"No time can be booked at {', '.join(empty)}: enter patterns of times in the console (予約の設定), or close the place.",
        )
    oldest = today - dt.timedelta(days=PAPERS_DAYS)
    unchecked = visit_checks.unchecked_papers(connection, oldest.isoformat())
    if unchecked:
        yield warn(
            "visit-papers",
            f"持ちものを、{PAPERS_DAYS}日のあいだ、だれも確かめていません： {', '.join(unchecked)}。役場に聞いて、画面で「確認」を押してください。",
            f"What to bring was not checked for {PAPERS_DAYS} days, or never: {', '.join(unchecked)}. Ask the town, and confirm it in "
            "the console.",
        )
    clerks = visit_checks.clerks_without_place(connection)
    if clerks:
        yield warn(
            "visit-clerks",
            f"窓口担当のうち{clerks}人は、受け持ちの場所がなく、予定表が見えません。責任者が、画面で場所を選んでください。",
            f"{clerks} of the clerks work for no place, and see no calendar: a supervisor chooses their places in the console.",
        )
    if not (empty or unchecked or clerks):
        yield good(
            "visits",
            f"予約を受ける{len(places)}か所に、時間と持ちものがそろっています。",
            f"{len(places)} places take visits, and have times and papers.",
        )


def _can_be_booked(connection: Connection, place: Place, now: int) -> bool:
    """Whether there is any slot between lead time and horizon, free or not."""
    closed = rules.closed_of(slot_patterns.closed_days(connection, place.id))
    first, _ = rules.day_bounds(rules.earliest(now, place, closed), place.timezone)
    _, last = rules.day_bounds(rules.latest(now, place, closed), place.timezone)
    return visit_checks.has_slots(connection, place.id, max(first, now), last)
