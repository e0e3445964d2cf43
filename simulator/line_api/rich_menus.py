"""Rich menus: create, validate, list, delete, pictures, and the default one."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator.limits import rich_menus as limits
from simulator.line_api.doors import json_body, platform
from simulator.refusals import RATE_LIMIT, Refusal, invalid_body
from simulator.rich_menus import MOST, MOST_IN_AN_HOUR, Picture, RichMenu

blueprint = Blueprint("rich_menus", __name__, url_prefix="/v2/bot")


def existing(menu_id: str, *, status: int = 404, with_picture: bool = False) -> RichMenu:
    """The menu; a Refusal when there is none, or when it has no picture though it must be shown."""
    menu = platform().rich_menus.menus.get(menu_id)
    if menu is None:
        raise Refusal(status, "richmenu not found")
    if with_picture and menu.picture is None:
        raise Refusal(400, "must upload richmenu image before applying it to user")
    return menu


def at_most(most: int, what: str) -> None:
    """A Refusal when this was done `most` times within an hour."""
    line = platform()
    if line.rich_menus.too_many(what, line.clock(), most):
        raise Refusal(429, RATE_LIMIT)


@blueprint.post("/richmenu")
def create() -> Response:
    at_most(MOST_IN_AN_HOUR, "create")
    made, line = _valid(), platform()
    with line.changed:
        if len(line.rich_menus.menus) >= MOST:
            raise Refusal(400, "The maximum number of rich menus has been reached")
        return jsonify(richMenuId=line.rich_menus.create(made).id)


@blueprint.post("/richmenu/validate")
def validate() -> Response:
    _valid()
    return jsonify({})


@blueprint.get("/richmenu/list")
def listing() -> Response:
    return jsonify(richmenus=[_shown(menu) for menu in list(platform().rich_menus.menus.values())])


@blueprint.get("/richmenu/<menu_id>")
def one(menu_id: str) -> Response:
    return jsonify(_shown(existing(menu_id)))


@blueprint.delete("/richmenu/<menu_id>")
def delete(menu_id: str) -> Response:
    at_most(MOST_IN_AN_HOUR, "delete")
    line = platform()
    with line.changed:
        existing(menu_id)
        line.rich_menus.delete(menu_id)
    return jsonify({})


@blueprint.post("/richmenu/<menu_id>/content")
def upload(menu_id: str) -> Response:
    """Once only: a menu's picture can't be replaced."""
    line, content = platform(), request.get_data(cache=True)
    if request.mimetype not in limits.PICTURE_TYPES:
        raise Refusal(415, f"The content type, {request.mimetype or '(none)'}, is not supported")
    if len(content) > limits.LARGEST_PICTURE:
        raise Refusal(413, "Request Entity Too Large")
    with line.changed:
        menu = existing(menu_id)
        if menu.picture is not None:
            raise Refusal(400, "An image has already been uploaded to the richmenu")
        problem = limits.picture_problem(content, request.mimetype, menu.made["size"])
        if problem is not None:
            raise Refusal(400, problem)
        menu.picture = Picture(content, request.mimetype)
    return jsonify({})


@blueprint.get("/richmenu/<menu_id>/content")
def download(menu_id: str) -> Response:
    picture = existing(menu_id).picture
    if picture is None:
        raise Refusal(404, "Not found")
    return Response(picture.content, mimetype=picture.mimetype)


@blueprint.post("/user/all/richmenu/<menu_id>")
def set_default(menu_id: str) -> Response:
    line = platform()
    with line.changed:
        line.rich_menus.default = existing(menu_id, with_picture=True).id
    return jsonify({})


@blueprint.get("/user/all/richmenu")
def default() -> Response:
    menu_id = platform().rich_menus.default
    if menu_id is None:
        raise Refusal(404, "no default richmenu")
    return jsonify(richMenuId=menu_id)


@blueprint.delete("/user/all/richmenu")
def no_default() -> Response:
    platform().rich_menus.default = None
    return jsonify({})


def _valid() -> dict[str, Any]:
    body = json_body()
    problems = list(limits.rich_menu(body, ""))
    if problems:
        raise invalid_body(problems)
    return body


def _shown(menu: RichMenu) -> dict[str, Any]:
    return {"richMenuId": menu.id, **menu.made}
