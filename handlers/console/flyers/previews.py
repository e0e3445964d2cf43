"""A flyer as the talk would show it, before anybody sees it: the bot's own words, with buttons that lead nowhere."""

from flask import Blueprint, Response, abort, jsonify, request

from bot import cards
from bot.cards.flyers import Offered, Ways
from bot.phrases import LANGUAGES, load
from handlers.console.flyers.showing import find
from handlers.console.guard import Visitor, signed_in
from handlers.context import context

door = Blueprint("console_flyer_previews", __name__)

NOWHERE = "https://example.jp/"


@door.get("/console/flyers/<flyer>/messages")
@signed_in
def show(visitor: Visitor, flyer: str) -> Response:
    """`?language=` ja | easy | en: {"messages": LINE's message objects}, of which the first card is this flyer's; 400 for another."""
    language = request.args.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    with context().database.reading() as connection:
        found = find(connection, flyer)
    offered = Offered(
        id=found.id,
        words=found.said("talk", language),
        languages=found.languages,
        page=NOWHERE,
        aloud=NOWHERE,
        screen=NOWHERE if found.card else None,
    )
    ways = Ways(NOWHERE, NOWHERE, NOWHERE)
    messages = cards.flyer_list(load(language), _nothing, [offered], ways, told=False)
    return jsonify({"messages": messages})


def _nothing(action: str, *args: str | int) -> str:
    return "preview"
