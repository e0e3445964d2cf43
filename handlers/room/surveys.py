"""Three questions after the end that nobody has to answer. The slip is joined to nobody, so nothing else is shown with it."""

from flask import Blueprint, Response, jsonify

from bot import cards, endings
from handlers.context import context
from handlers.room.guard import binary, json_body, unreadable

door = Blueprint("surveys", __name__)

SLIP = 16


@door.post("/survey")
def create() -> Response:
    """{"slip", "number", "item"}: 200 with {"next"}, null after the last question and for a slip that is over. "skip" counts nothing."""
    here, body = context(), json_body()
    slip, number, item = binary(body.get("slip"), SLIP), body.get("number"), body.get("item")
    if (
        not isinstance(number, int)
        or isinstance(number, bool)
        or item not in (*cards.SURVEY.get(number, ()), endings.SKIP)
    ):
        unreadable()
    with here.database.transaction() as connection:
        following = endings.note_answer(
            connection, slip, number, str(item), now=here.now(), timezone=here.settings.timezone
        )
    return jsonify({"next": following})
