"""What the resident chooses on the page: a knock by LINE and its hours, the language, and whether it goes as soon as it ends."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection, Row

from bot.cards import HOURS
from bot.phrases import LANGUAGES
from handlers.context import context
from handlers.room.guard import Guest, Refused, flag, json_body, unreadable
from handlers.room.standing import is_knockable
from storage import consultations, outbox, rooms

door = Blueprint("choices", __name__)

_KNOWN = {"knock", "contact_hours", "language", "erase_on_close"}


@door.post("/choices")
def create() -> Response:
    """{"knock"?, "contact_hours"?, "language"?, "erase_on_close"?}: 200 with those that were made. 422 "knock" where LINE knows
    nobody; 409 "closed" for how it shall end once it has.
    """
    here, guest, wishes = context(), Guest.of_request(), _read(json_body())
    with here.database.transaction() as connection:
        row = guest.hold(connection)
        if "erase_on_close" in wishes and row.state != consultations.OPEN:
            raise Refused("closed", 409)
        if wishes.get("knock") and not is_knockable(here, connection, row):
            raise Refused("knock", 422)
        _choose(connection, row, wishes, here.now())
    return jsonify(wishes)


def _read(body: dict[str, Any]) -> dict[str, bool | str]:
    wishes: dict[str, bool | str] = {
        name: flag(body, name) for name in ("knock", "erase_on_close") if name in body
    }
    for name, among in (("contact_hours", HOURS), ("language", LANGUAGES)):
        if name in body:
            wishes[name] = body[name] if body[name] in among else unreadable()
    if not wishes or body.keys() - _KNOWN:
        unreadable()
    return wishes


def _choose(connection: Connection, row: Row[Any], wishes: dict[str, bool | str], now: int) -> None:
    owner = bytes(row.id)
    ours = {name: wishes[name] for name in ("knock", "contact_hours") if name in wishes}
    if ours:
        rooms.choose(connection, owner, now=now, **ours)
        outbox.drop_queued(connection, owner, "knock")
    kept = {name: wishes[name] for name in ("language", "erase_on_close") if name in wishes}
    if kept:
        consultations.choose(connection, owner, **kept)
