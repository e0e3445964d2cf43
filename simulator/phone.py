"""The doors of the phone in the browser: its page, and JSON for one resident's phone. Not LINE's API."""

from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join

from simulator import phone_view, pictures
from simulator.outcomes import Sent
from simulator.platform import Platform
from simulator.talks import Resident

blueprint = Blueprint("phone", __name__)
_STATIC = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NAMES = ("みどり", "あおい", "つむぎ", "ひなた", "いつき", "ちはる", "なぎさ", "ゆう")
_PICTURE_TYPES = ("image/jpeg", "image/png")
STICKERS = ("hello", "thanks", "ok", "worry", "tears", "sleep")


@blueprint.get("/")
def page() -> Response:
    return static_file("phone.html")


@blueprint.get("/static/<path:name>")
def static_file(name: str) -> Response:
    """A small file, whole; its type comes from our own table, for the browser is told not to guess."""
    path = safe_join(str(_STATIC), name)
    kind = _TYPES.get(Path(name).suffix)
    if path is None or kind is None or not Path(path).is_file():
        abort(404)
    return Response(Path(path).read_bytes(), mimetype=kind, headers={"Cache-Control": "no-cache"})


@blueprint.get("/phone/residents")
def residents() -> Response:
    """The phones there are, oldest first, and the name of the account."""
    line = _platform()
    return jsonify(
        account=line.channel.account_name,
        residents=[phone_view.heading(one) for one in line.residents.values()],
    )


@blueprint.post("/phone/residents")
def new_resident() -> tuple[Response, int]:
    """Somebody else takes out a phone. `{"name"?}`"""
    line = _platform()
    name = str(_json().get("name") or _NAMES[(len(line.residents) - 1) % len(_NAMES)])[:20]
    return jsonify(phone_view.heading(line.add_resident(name))), 201


@blueprint.get("/phone/residents/<user_id>")
def resident(user_id: str) -> Response:
    """The whole phone; 204 when nothing changed since `?seen=` revision."""
    line, one = _platform(), _resident(user_id)
    if request.args.get("seen") == str(line.revision):
        return Response(status=204)
    return jsonify(phone_view.view(line, one))


@blueprint.put("/phone/residents/<user_id>/friendship")
def befriend(user_id: str) -> Response:
    """Follow, or unblock."""
    line, one = _platform(), _resident(user_id)
    return _sent(line.unblock(user_id) if one.blocked else line.follow(user_id))


@blueprint.delete("/phone/residents/<user_id>/friendship")
def block(user_id: str) -> Response:
    _resident(user_id)
    return _sent(_platform().block(user_id))


@blueprint.post("/phone/residents/<user_id>/messages")
def write(user_id: str) -> tuple[Response, int]:
    """A text, sticker, picture (the last two by name), media kind or location in JSON; or a photo's bytes."""
    _resident(user_id)
    line = _platform()
    if request.mimetype in _PICTURE_TYPES:
        return _sent(line.send_media(user_id, "image", request.get_data(), request.mimetype)), 201
    match _json():
        case {"text": str(text)}:
            sent = line.say(user_id, text)
        case {"sticker": str(name)} if name in STICKERS:
            sent = line.send_sticker(user_id, str(52002734 + STICKERS.index(name)), (name,))
        case {"picture": str(name)} if name in pictures.NAMES:
            sent = line.send_media(user_id, "image", pictures.picture(name))
        case {"media": "video" | "audio" | "file" as kind}:
            sent = line.send_media(user_id, kind)
        case {"location": True}:
            sent = line.send_location(user_id)
        case _:
            abort(400)
    return _sent(sent), 201


@blueprint.delete("/phone/residents/<user_id>/messages/<message_id>")
def unsend(user_id: str, message_id: str) -> Response:
    _resident(user_id)
    return _sent(_platform().unsend(user_id, message_id))


@blueprint.get("/phone/residents/<user_id>/messages/<message_id>/picture")
def picture(user_id: str, message_id: str) -> Response:
    """What the resident's own phone shows of a picture they sent."""
    _resident(user_id).entry(message_id)
    medium = _platform().media.find(message_id)
    if medium is None or not medium.mimetype.startswith("image/"):
        abort(404)
    return Response(medium.content, mimetype=medium.mimetype)


@blueprint.get("/phone/pictures/<name>")
def drawn(name: str) -> Response:
    """One of the drawn pictures that can be sent."""
    return Response(pictures.picture(name), mimetype="image/png")


@blueprint.post("/phone/residents/<user_id>/taps")
def tap(user_id: str) -> Response:
    """A button or chip: `{"message": id, "action": the action object, "time"?: what was picked}`."""
    _resident(user_id)
    body = _json()
    if not isinstance(body.get("action"), dict):
        abort(400)
    picked = str(body["time"]) if body.get("time") else None
    return _sent(_platform().tap(user_id, str(body.get("message")), body["action"], picked) or Sent(""))


@blueprint.post("/phone/residents/<user_id>/groups")
def invite(user_id: str) -> tuple[Response, int]:
    """Invite the account to a group."""
    _resident(user_id)
    return jsonify(group=_platform().invite(user_id).id), 201


@blueprint.errorhandler(KeyError)
def unknown(error: KeyError) -> tuple[Response, int]:
    return jsonify(error="unknown"), 404


@blueprint.errorhandler(ValueError)
def impossible(error: ValueError) -> tuple[Response, int]:
    return jsonify(error="impossible"), 409


@blueprint.errorhandler(HTTPException)
def wrong(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.name), error.code or 500


def _platform() -> Platform:
    return cast(Platform, current_app.extensions["platform"])


def _resident(user_id: str) -> Resident:
    return _platform().residents[user_id]


def _json() -> dict[str, Any]:
    """The JSON object of the request. Its content type also keeps other sites' forms out."""
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400)
    return body


def _sent(sent: Sent) -> Response:
    return jsonify(event=sent.event_id, message=sent.message_id)
