"""The watchdog's alarms, for the people who have to do something about them."""

from flask import Blueprint, Response, jsonify

from handlers.console.guard import OVERSEERS, Visitor, for_roles
from handlers.context import context
from handlers.health import alarms_of

door = Blueprint("alarms", __name__)


@door.get("/console/alarms")
@for_roles(*OVERSEERS)
def index(visitor: Visitor) -> Response:
    """What stands now, with the time in ms since when, where that can be told; an empty list when all is well."""
    return jsonify([alarm._asdict() for alarm in alarms_of(context())])
