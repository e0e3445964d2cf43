"""The names under which rich menus switch to each other, and menus of single residents."""

from flask import Blueprint, Response, jsonify

from simulator.limits import rich_menus as limits
from simulator.line_api.doors import json_body, platform
from simulator.line_api.rich_menus import at_most, existing
from simulator.refusals import Refusal, invalid_body
from simulator.rich_menus import MOST, MOST_IN_AN_HOUR

blueprint = Blueprint("menu_aliases", __name__, url_prefix="/v2/bot")


@blueprint.post("/richmenu/alias")
def create() -> Response:
    body, line = json_body(), platform()
    problems = list(limits.new_alias(body, ""))
    if problems:
        raise invalid_body(problems)
    alias, aliases = body["richMenuAliasId"], line.rich_menus.aliases
    with line.changed:
        if alias in aliases:
            raise Refusal(400, "conflict richmenu alias id")
        if len(aliases) >= MOST:
            raise Refusal(400, "The maximum number of rich menu aliases has been reached")
        aliases[alias] = existing(body["richMenuId"], status=400, with_picture=True).id
    return jsonify({})


@blueprint.get("/richmenu/alias/list")
def listing() -> Response:
    aliases = dict(platform().rich_menus.aliases)
    return jsonify(aliases=[_shown(alias, menu_id) for alias, menu_id in aliases.items()])


@blueprint.get("/richmenu/alias/<alias>")
def one(alias: str) -> Response:
    return jsonify(_shown(alias, _menu_of(alias)))


@blueprint.post("/richmenu/alias/<alias>")
def move(alias: str) -> Response:
    body, line = json_body(), platform()
    problems = list(limits.moved_alias(body, ""))
    if problems:
        raise invalid_body(problems)
    with line.changed:
        _menu_of(alias)
        line.rich_menus.aliases[alias] = existing(body["richMenuId"], status=400, with_picture=True).id
    return jsonify({})


@blueprint.delete("/richmenu/alias/<alias>")
def delete(alias: str) -> Response:
    at_most(MOST_IN_AN_HOUR, "delete-alias")
    line = platform()
    with line.changed:
        _menu_of(alias)
        del line.rich_menus.aliases[alias]
    return jsonify({})


@blueprint.get("/user/<user_id>/richmenu")
def of_user(user_id: str) -> Response:
    menu_id = platform().rich_menus.linked.get(user_id)
    if menu_id is None:
        raise Refusal(404, "the user has no richmenu")
    return jsonify(richMenuId=menu_id)


@blueprint.post("/user/<user_id>/richmenu/<menu_id>")
def link(user_id: str, menu_id: str) -> Response:
    """400 for somebody who is no friend: they see the default menu."""
    line = platform()
    with line.changed:
        resident = line.residents.get(user_id)
        if resident is None or not resident.following:
            raise Refusal(400, "The value for the 'userId' parameter is invalid")
        line.rich_menus.linked[user_id] = existing(menu_id, with_picture=True).id
    return jsonify({})


@blueprint.delete("/user/<user_id>/richmenu")
def unlink(user_id: str) -> Response:
    line = platform()
    with line.changed:
        if user_id not in line.residents:
            raise Refusal(400, "The value for the 'userId' parameter is invalid")
        line.rich_menus.linked.pop(user_id, None)
    return jsonify({})


def _menu_of(alias: str) -> str:
    menu_id = platform().rich_menus.aliases.get(alias)
    if menu_id is None:
        raise Refusal(404, "richmenu alias not found")
    return menu_id


def _shown(alias: str, menu_id: str) -> dict[str, str]:
    return {"richMenuAliasId": alias, "richMenuId": menu_id}
