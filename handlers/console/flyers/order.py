"""The order of flyers: in the console's list, on the residents' page and in the talk."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers.console.flyers.showing import note, whole
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.rearranged import rearranged
from handlers.context import context
from handlers.security import refusal
from storage import flyers

door = Blueprint("console_flyer_order", __name__)


@door.put("/console/flyers/order")
@signed_in
def update(visitor: Visitor) -> Response:
    """{"seen": [ids in the order that the page has], "wanted": [the same ids in another]}: 200 with {"flyers": [flyer, in their order]}.

    409 "changed" with the list as it is `stored` by now, when it is no longer as it was seen; 422 "order" for other ids in `wanted`.
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = flyers.hold(connection)
        outcome = rearranged(body, [one.id for one in stored])
        if outcome == "changed":
            listed = [whole(connection, one, now) for one in stored]
            return refusal("changed", HTTPStatus.CONFLICT, stored=listed)
        if outcome == "order":
            return refusal("order", HTTPStatus.UNPROCESSABLE_ENTITY)
        flyers.arrange(connection, outcome.ids)
        note(here, connection, visitor, "flyer", outcome.moved, what="moved")
        listed = [whole(connection, one, now) for one in flyers.all_of(connection)]
    return jsonify({"flyers": listed})
