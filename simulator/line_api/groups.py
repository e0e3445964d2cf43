"""Leaving groups and multi-person rooms."""

from flask import Blueprint, Response, jsonify

from simulator.line_api.doors import platform
from simulator.refusals import Refusal

blueprint = Blueprint("groups", __name__, url_prefix="/v2/bot")


@blueprint.post("/group/<group_id>/leave")
def leave_group(group_id: str) -> Response:
    return _leave(group_id, "C")


@blueprint.post("/room/<room_id>/leave")
def leave_room(room_id: str) -> Response:
    return _leave(room_id, "R")


def _leave(talk: str, initial: str) -> Response:
    line = platform()
    with line.changed:
        group = line.groups.get(talk)
        if group is None or not group.joined or not talk.startswith(initial):
            raise Refusal(404, "Not found")
        line.leave(talk)
    return jsonify({})
