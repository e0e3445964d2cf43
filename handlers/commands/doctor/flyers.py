"""What `doctor` sees of flyers and paper: nothing here stops an office, but a school would wait, or a QR would lead nowhere."""

from collections.abc import Iterator

from sqlalchemy import Connection

from handlers.commands.doctor.finding import Finding, good, warn
from storage import flyers, paper_orders, placements

_DAY_MS = 24 * 3600 * 1000
WAITING_DAYS = 7
ENDING_DAYS = 14


def look(connection: Connection, *, now: int, basic_id: str | None) -> Iterator[Finding]:
    """Nothing where there are neither flyers nor paper nor orders."""
    shown = flyers.shown(connection, now)
    places = [one for one in placements.all_of(connection) if one.retired_at is None]
    orders = paper_orders.all_of(connection)
    if not (shown or places or orders):
        return
    troubles = list(_troubles(shown, places, orders, now, basic_id))
    yield from troubles
    if not troubles:
        yield good(
            "flyers",
            f"資料{len(shown)}件を見せています。紙は{len(places)}か所に置いてあります。",
            f"{len(shown)} flyers are shown, and paper lies at {len(places)} places.",
        )


def _troubles(
    shown: list[flyers.Flyer],
    places: list[placements.Placement],
    orders: list[paper_orders.Order],
    now: int,
    basic_id: str | None,
) -> Iterator[Finding]:
    waiting = [
        one.code for one in orders if one.state == "new" and one.asked_at < now - WAITING_DAYS * _DAY_MS
    ]
    if waiting:
        yield warn(
            "orders-waiting",
            f"資料の取り寄せを、{WAITING_DAYS}日のあいだ、だれも用意していません： {', '.join(waiting)}。期限が来ると、送らないまま消えます。"
            "窓口担当が「資料の取り寄せ」を見てください。",
            f"Nobody has packed these orders of paper for {WAITING_DAYS} days: {', '.join(waiting)}. They are erased unsent when their "
            "time is over: a clerk looks at them in the console (資料の取り寄せ).",
        )
    lost = [one.code for one in places if one.leads != "room"]
    if lost and basic_id is None:
        yield warn(
            "paper-account",
            f"この番号の紙は、友だち追加に進みますが、LINE_BASIC_ID がないので追加できません： {', '.join(lost)}。"
            "LINE Official Account Manager に出ているとおりに設定してください。",
            f"The paper with the codes {', '.join(lost)} leads to adding the account, which nothing can while LINE_BASIC_ID is "
            "not set. Set it as the LINE Official Account Manager shows it.",
        )
    ending = [one.title_ja for one in shown if (one.shown_until or now * 2) < now + ENDING_DAYS * _DAY_MS]
    if ending:
        yield warn(
            "flyers-ending",
            f"この資料は、あと{ENDING_DAYS}日以内に見えなくなります： {', '.join(ending)}。「資料」で終わりの日を変えるか、次の資料を出してください。",
            f"These flyers are shown for less than {ENDING_DAYS} days more: {', '.join(ending)}. Set another end in the console (資料), "
            "or put up what comes next.",
        )
