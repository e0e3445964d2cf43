"""The watchdog's alarms, for the people who have to do something about them."""

from flask import Blueprint, Response, jsonify

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.health import alarms_of
from handlers.security import refusal

door = Blueprint("alarms", __name__)

OVERSEERS = ("supervisor", "auditor")


@door.get("/console/alarms")
@signed_in
def index(visitor: Visitor) -> Response:
    """What stands now, with the time in ms since when, where that can be told; an empty list when all is well."""
    if visitor.account.role not in OVERSEERS:
        return refusal("role", 403, "責任者と監査の担当者だけが見られます。")
    return jsonify([alarm._asdict() for alarm in alarms_of(context())])
