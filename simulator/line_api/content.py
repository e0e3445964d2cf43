"""The data API: what residents sent that is not text."""

from flask import Blueprint, Response, jsonify

from simulator.line_api.doors import platform
from simulator.media import Medium
from simulator.refusals import Refusal

blueprint = Blueprint("content", __name__, url_prefix="/v2/bot/message/<message_id>/content")


@blueprint.get("")
def content(message_id: str) -> Response:
    """The bytes; 202 while they are prepared, 410 after unsend, 404 for anything else."""
    medium = _medium(message_id)
    status = platform().media.status(medium)
    if status == "processing":
        return Response(status=202)
    if status == "failed":
        raise Refusal(404, "Not found")
    return Response(medium.content, mimetype=medium.mimetype)


@blueprint.get("/transcoding")
def transcoding(message_id: str) -> Response:
    return jsonify(status=platform().media.status(_medium(message_id)))


def _medium(message_id: str) -> Medium:
    media = platform().media
    if media.gone(message_id):
        raise Refusal(410, "The message was unsent")
    medium = media.find(message_id)
    if medium is None:
        raise Refusal(404, "Not found")
    return medium
