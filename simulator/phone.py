"""The doors of the phone in the browser: its page, and JSON for one resident's phone. Not LINE's API."""

from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.security import safe_join

from simulator import phone_view, pictures
from simulator.outcomes import Sent
from simulator.phone_doors import answer_errors, json_body, platform, resident, sent

blueprint = Blueprint("phone", __name__)
answer_errors(blueprint)
_STATIC = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NAMES = ("みどり", "あおい", "つむぎ", "ひなた", "いつき", "ちはる", "なぎさ", "ゆう")


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
    line = platform()
    return jsonify(
        account=line.channel.account_name,
        residents=[phone_view.heading(one) for one in line.residents.values()],
    )


@blueprint.post("/phone/residents")
def new_resident() -> tuple[Response, int]:
    """Somebody else takes out a phone. `{"name"?}`"""
    line = platform()
    name = str(json_body().get("name") or _NAMES[(len(line.residents) - 1) % len(_NAMES)])[:20]
    return jsonify(phone_view.heading(line.add_resident(name))), 201


@blueprint.get("/phone/residents/<user_id>")
def whole(user_id: str) -> Response:
    """The whole phone; 204 when nothing changed since `?seen=` revision."""
    line, one = platform(), resident(user_id)
    if request.args.get("seen") == str(line.revision):
        return Response(status=204)
    return jsonify(phone_view.view(line, one))


@blueprint.put("/phone/residents/<user_id>/friendship")
def befriend(user_id: str) -> Response:
    """Follow, or unblock."""
    line, one = platform(), resident(user_id)
    return sent(line.unblock(user_id) if one.blocked else line.follow(user_id))


@blueprint.delete("/phone/residents/<user_id>/friendship")
def block(user_id: str) -> Response:
    resident(user_id)
    return sent(platform().block(user_id))


@blueprint.get("/phone/pictures/<name>")
def drawn(name: str) -> Response:
    """One of the drawn pictures that can be sent."""
    return Response(pictures.picture(name), mimetype="image/png")


@blueprint.get("/phone/rich-menus/<menu_id>/picture")
def menu_picture(menu_id: str) -> Response:
    """The picture of a rich menu, as the channel uploaded it."""
    picture = platform().rich_menus.menus[menu_id].picture
    if picture is None:
        abort(404)
    return Response(picture.content, mimetype=picture.mimetype)


@blueprint.post("/phone/residents/<user_id>/taps")
def tap(user_id: str) -> Response:
    """A button or chip: `{"message": id, "action": the action object, "time"?: what was picked}`."""
    resident(user_id)
    body = json_body()
    if not isinstance(body.get("action"), dict):
        abort(400)
    picked = str(body["time"]) if body.get("time") else None
    return sent(platform().tap(user_id, str(body.get("message")), body["action"], picked) or Sent(""))


@blueprint.post("/phone/residents/<user_id>/menu-taps")
def tap_menu(user_id: str) -> Response:
    """`{"area": number from 0}` of the rich menu that is shown, `"time"?`: what was picked."""
    resident(user_id)
    body = json_body()
    if not isinstance(body.get("area"), int):
        abort(400)
    picked = str(body["time"]) if body.get("time") else None
    return sent(platform().tap_menu(user_id, body["area"], picked) or Sent(""))


@blueprint.post("/phone/residents/<user_id>/groups")
def invite(user_id: str) -> tuple[Response, int]:
    """Invite the account to a group."""
    resident(user_id)
    return jsonify(group=platform().invite(user_id).id), 201
