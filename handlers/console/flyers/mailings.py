"""The neutral notice of a flyer, on its way to everybody who asked for such notices: begun, watched, stopped, gone on with.

Nobody is named here: there are numbers, and why it waits. A mailing in JSON (times in ms):

    {"id": "…", "flyer": "…", "state": "going" | "stopped" | "done", "revision": 3,
     "wanted": 3000,    how many are told in all; fewer when somebody leaves meanwhile
     "sent": 1200,      accepted by LINE: that is all anybody ever knows
     "failed": 2,       refused by LINE, each for that one person
     "waiting": 1798,   wanted - sent - failed; 0 when it is done, also if it was ended before everybody was told
     "begun_at": 1767225600000, "ended_at": null,
     "waits_for": null | "hours" | "quota" | "figures" | "flyer" | "day"}

`waits_for` is null while it goes on, and for what does not go. hours: between 20:00 and 8:00 nothing is sent; quota: what is left of
the month's pushes is kept for answers, it goes on next month; figures: LINE doesn't say at the moment how many are left; flyer: the
flyer is not shown at present; day: who is told of another flyer today hears of this one tomorrow. `revision` moves with the state, not with the numbers.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from bot.flyers import allowance, mailing
from handlers.console.flyers.showing import find, note
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import mailings, subscribers
from storage.contexts import b64
from storage.mailings import Mailing

door = Blueprint("console_mailings", __name__)

_CHANGED = "ほかの人が、先に変えたか、もう終わっています。いまのようすを出しました。"


@door.get("/console/flyers/mailings")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"mailings": [mailing, the newest first], "subscribers": how many want to be told, "now",
    "month": {"left": how many more mailings may use this month (null: as many as one likes), "reserve": how many are kept for answers
    (null: LINE sets no limit)}, or null while LINE does not tell its figures}
    """
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        allowed = allowance.now_left(connection, now=now)
        answer = {
            "mailings": [_shown(here, connection, one, now) for one in mailings.all_of(connection)],
            "subscribers": subscribers.number(connection),
            "now": now,
            "month": allowed._asdict() if allowed is not None else None,
        }
    return jsonify(answer)


@door.post("/console/flyers/<flyer>/mailings")
@signed_in
def create(visitor: Visitor, flyer: str) -> Response:
    """201 with the mailing, to everybody who wants to be told at this moment. No body.

    404 without such a flyer. 409 "hidden" (the flyer is not shown), "going" (one of this flyer is not ended; with it as "stored"),
    "nobody" (nobody wants to be told).
    """
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        found = find(connection, flyer, hold=True)
        if not found.is_shown(now):
            return refusal("hidden", 409, "公開している資料だけ、お知らせできます。")
        under_way = mailings.unended(connection, flyer)
        if under_way is not None:
            stored = _shown(here, connection, under_way, now)
            return refusal("going", 409, "この資料のお知らせは、もう始まっています。", stored=stored)
        made = mailings.begin(connection, flyer, now=now)
        if made is None:
            return refusal("nobody", 409, "お知らせを受け取る人が、まだいません。")
        note(here, connection, visitor, "mailing", flyer, wanted=made.wanted)
        told = _shown(here, connection, made, now)
    response = jsonify(told)
    response.status_code = HTTPStatus.CREATED
    return response


@door.put("/console/flyers/mailings/<mailing_id>")
@signed_in
def update(visitor: Visitor, mailing_id: str) -> Response:
    """{"state", "revision"}: "stopped", "going" again, or "done" (for good: nobody else is told). 200 with the mailing.

    404 without such a mailing, 422 "state" for another word, 409 "changed" when somebody was quicker or it is done, with the mailing
    as it is "stored" now.
    """
    here, body = context(), json_body()
    state, wanted, now = body.get("state"), raw_id(mailing_id), here.now()
    if state not in (mailings.GOING, mailings.STOPPED, mailings.DONE):
        return refusal("state", 422)
    with here.database.transaction() as connection:
        mailings.hold(connection)
        before = mailings.find(connection, wanted)
        if before is None:
            abort(HTTPStatus.NOT_FOUND)
        after = _turned(connection, before, state, body.get("revision"), now)
        if after is None:
            return refusal("changed", 409, _CHANGED, stored=_shown(here, connection, before, now))
        act = "mailing" if state == mailings.GOING else "mailing-stopped"
        note(here, connection, visitor, act, after.flyer, wanted=after.wanted, sent=after.sent)
        told = _shown(here, connection, after, now)
    return jsonify(told)


def _turned(
    connection: Connection, before: Mailing, state: str, revision: object, now: int
) -> Mailing | None:
    if before.revision != revision:
        return None
    match state:
        case "done":
            return mailings.end(connection, before.id, now=now)
        case "stopped":
            return mailings.turn(connection, before.id, "stopped")
        case _:
            return mailings.turn(connection, before.id, "going")


def _shown(here: Context, connection: Connection, one: Mailing, now: int) -> dict[str, Any]:
    why = mailing.waits_for(connection, one, now=now, timezone=here.settings.timezone)
    return one._asdict() | {"id": b64(one.id), "waiting": one.waiting, "waits_for": why}
