"""Which clerk works for which places. A supervisor says so; they look after all of them."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers import language
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.visits import changed
from handlers.context import context
from storage import audit, visit_clerks, visit_places
from storage.contexts import b64

door = Blueprint("visit_clerks", __name__)

ACTION = "visit-clerk"


@door.get("/console/visits/clerks")
@signed_in
def index(visitor: Visitor) -> Response:
    """Every clerk of the roster with the ids of their places, and all places by name."""
    with context().database.reading() as connection:
        return jsonify(_shown(connection, visitor))


@door.put("/console/visits/clerks/<kid>")
@signed_in
def update(visitor: Visitor, kid: str) -> Response:
    """200 as `index`: exactly `places` from now on. `seen` is what the page saw: 409 "changed" when it is no longer that.

    404 for who is no clerk.
    """
    here, body, clerk = context(), json_body(), raw_id(kid)
    wanted, seen = body.get("places"), body.get("seen")
    with here.database.transaction() as connection:
        known = {place.id for place in visit_places.hold(connection)}
        if clerk not in _clerks(visitor):
            abort(404)
        if not _all_in(wanted, known) or not isinstance(wanted, list):
            abort(400)
        if not isinstance(seen, list) or seen != visit_clerks.places_of(connection, clerk):
            return changed.refused(connection, ACTION, None, **_shown(connection, visitor))
        visit_clerks.replace(connection, clerk, wanted)
        shown = _shown(connection, visitor)
        who = visitor.account.kid
        audit.note(
            connection,
            here.office.keys,
            ACTION,
            now=here.now(),
            actor=who,
            clerk=_clerks(visitor)[clerk],
            places=len(wanted),
        )
    return jsonify(shown)


def _shown(connection: Connection, visitor: Visitor) -> dict[str, Any]:
    spoken = language.language()
    return {
        "clerks": [
            {"kid": b64(kid), "name": name, "places": visit_clerks.places_of(connection, kid)}
            for kid, name in _clerks(visitor).items()
        ],
        "places": [
            {"id": place.id, "name": place.name(spoken)}
            for place in visit_places.all_of(connection, active=False)
        ],
    }


def _clerks(visitor: Visitor) -> dict[bytes, str]:
    """Names by key id, as the signed roster has them."""
    members = visitor.trust.current.members.values()
    return {one.kid: one.name for one in members if one.role == "clerk"}


def _all_in(given: object, known: set[str]) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) and one in known for one in given)
