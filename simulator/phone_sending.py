"""The doors by which a resident sends, changes and takes back, from the phone in the browser."""

from typing import Any

from flask import Blueprint, Response, abort, request

from simulator import papers, pictures, sounds, videos
from simulator.edits import edit
from simulator.outcomes import Sent
from simulator.phone_doors import answer_errors, json_body, platform, resident, sent

blueprint = Blueprint("phone_sending", __name__, url_prefix="/phone/residents/<user_id>/messages")
answer_errors(blueprint)
_PICTURE_TYPES = ("image/jpeg", "image/png")
_KINDS = {"image": "image", "audio": "audio", "video": "video"}
_MADE = {
    "audio": (sounds.chime, "audio/wav"),
    "video": (videos.dusk, "video/mp4"),
    "file": (papers.memo, "application/pdf"),
}
_PLACES = {
    "park": ("公園", "北海道旭川市"),
    "station": ("旭川駅", "北海道旭川市宮下通"),
    "library": ("図書館", "北海道旭川市常磐公園"),
}
"""Title and address of public places, where nobody lives."""
STICKERS = ("hello", "thanks", "ok", "worry", "tears", "sleep")


@blueprint.post("")
def write(user_id: str) -> tuple[Response, int]:
    """A text, sticker, picture (the last two by name), media kind or location in JSON; a photo's bytes; or any file's.

    A file comes as application/octet-stream with `?name=` and `?type=`, which says what kind of message it is.
    """
    resident(user_id)
    if request.mimetype in _PICTURE_TYPES:
        return sent(platform().send_media(user_id, "image", request.get_data(), request.mimetype)), 201
    if request.mimetype == "application/octet-stream":
        return _file(user_id), 201
    return sent(_described(user_id, json_body())), 201


@blueprint.delete("/<message_id>")
def unsend(user_id: str, message_id: str) -> Response:
    resident(user_id)
    return sent(platform().unsend(user_id, message_id))


@blueprint.put("/<message_id>")
def change(user_id: str, message_id: str) -> Response:
    """`{"text"}`: the resident corrects a text."""
    resident(user_id)
    return sent(edit(platform(), user_id, message_id, str(json_body().get("text", ""))))


@blueprint.get("/<message_id>/<any(picture, content):_shape>")
def content(user_id: str, message_id: str, _shape: str) -> Response:
    """What the resident's own phone shows of something they sent: a picture, or a sound or film to play."""
    resident(user_id).entry(message_id)
    medium = platform().media.find(message_id)
    if medium is None or not medium.mimetype.startswith(("image/", "audio/", "video/")):
        abort(404)
    return Response(medium.content, mimetype=medium.mimetype)


def _described(user_id: str, body: dict[str, Any]) -> Sent:
    line = platform()
    match body:
        case {"text": str(text)}:
            done = line.say(user_id, text)
        case {"sticker": str(name)} if name in STICKERS:
            done = line.send_sticker(user_id, str(52002734 + STICKERS.index(name)), (name,))
        case {"picture": str(name)} if name in pictures.NAMES:
            done = line.send_media(user_id, "image", pictures.picture(name))
        case {"media": str(kind)} if kind in _MADE:
            make, mimetype = _MADE[kind]
            done = line.send_media(user_id, kind, make(), mimetype)
        case {"location": True}:
            done = line.send_location(user_id)
        case {"location": str(name)} if name in _PLACES:
            done = line.send_location(user_id, *_PLACES[name])
        case _:
            abort(400)
    return done


def _file(user_id: str) -> Response:
    mimetype, name = request.args.get("type", ""), request.args.get("name", "")[:200]
    kind = _KINDS.get(mimetype.partition("/")[0], "file")
    medium = request.get_data()
    return sent(platform().send_media(user_id, kind, medium, mimetype or "application/octet-stream", name))
