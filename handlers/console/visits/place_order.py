"""The order of places, as residents choose from them: in the talk and on the page. It holds for all places."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.rearranged import rearranged
from handlers.console.visits.places import ACTION, note
from handlers.context import context
from handlers.security import refusal
from storage import visit_places

door = Blueprint("visit_place_order", __name__)


@door.put("/console/visits/places/order")
@signed_in
def update(visitor: Visitor) -> Response:
    """{"seen": [ids in the order that the page has], "wanted": [the same ids in another]}: 200 with {"order": [ids]}.

    409 "changed" with the ids as they are `stored` by now, when these are no longer as they were seen; 422 "order" for others.
    """
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        stored = [one.id for one in visit_places.hold(connection)]
        outcome = rearranged(body, stored)
        if outcome == "changed":
            return refusal("changed", HTTPStatus.CONFLICT, stored=stored)
        if outcome == "order":
            return refusal("order", HTTPStatus.UNPROCESSABLE_ENTITY)
        visit_places.arrange(connection, outcome.ids)
        note(here, connection, visitor, ACTION, outcome.moved, what="moved")
    return jsonify({"order": outcome.ids})
