"""What a clerk is told when a step can't be taken, with what could be had instead."""

import zoneinfo
from http import HTTPStatus

from flask import Response
from sqlalchemy import Connection

from bot.visits.model import Refused, Why
from handlers.console.visits import shown
from handlers.security import refusal
from storage import visit_places

_SAID: dict[Why, str] = {
    "full": "この時間は、ほかの予約でうまりました。",
    "closed": "この時間の枠は、もうありません。",
    "too-soon": "予約の締切を過ぎています。",
    "too-late": "変更の締切を過ぎています。",
    "too-far": "予約を受け付ける期間より先です。",
    "limit": "この人は、この場所の予約の上限に達しています。",
    "gone": "この予約は、もうありません。",
    "stale": "ほかの人が先に変えました。いまの内容をたしかめてください。",
    "past": "もう過ぎた時間です。",
    "kind": "この時間は、この用件を受け付けていません。",
    "persons": "この用件では、この人数を受け付けていません。",
    "not-here": "この場所では受け付けていません。",
}


def answer(connection: Connection, refused: Refused) -> Response:
    """409 with the reason as its code, 404 for what is gone. `openings` are free times, the nearest first."""
    known = {place.id: place for place in visit_places.all_of(connection, active=False)}
    openings = [
        {"place": one.place, "free": one.free}
        | shown.moment(one.starts_at, zoneinfo.ZoneInfo(known[one.place].timezone))
        for one in refused.openings
        if one.place in known
    ]
    status = HTTPStatus.NOT_FOUND if refused.why == "gone" else HTTPStatus.CONFLICT
    return refusal(refused.why, status, _SAID[refused.why], openings=openings)
