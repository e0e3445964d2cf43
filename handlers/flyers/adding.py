"""The page that leads to adding the account on LINE: the same bytes for everybody, without a secret; what it needs it fetches.

It looks for itself whose office this is before it leads anywhere: by the fingerprint on the paper, the roster and a signature.
"""

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from bot import telephones
from bot.flyers import accounts
from bot.phrases import LANGUAGES, load
from handlers import files
from handlers.context import context
from handlers.room import rosters
from storage.contexts import b64

door = Blueprint("adding", __name__, url_prefix="/add")

ADDRESS = "/flyers/add/"
ENTRIES = ("js/room/face/exit.js", "js/flyers/add.js")
FIRST = (*ENTRIES, "js/flyers/add_words_ja.js", "js/room/words_ja.js")
"""What the page names beforehand: its scripts, and the words that most people will read."""

KEPT_S = 60


@door.get("/")
def show() -> Response:
    return make_response(rendered())


def rendered() -> str:
    """The page from this source alone, whoever asks and whatever is set: its hash is published (handlers/delivery.py)."""
    modules = [f"/static/{name}" for name in files.modules(*FIRST)]
    html = render_template("flyers/add.html", language="ja", said=_in_japanese, modules=modules)
    return files.versioned(html)


def _in_japanese(ja: str, en: str) -> str:
    return ja


@door.get("/facts")
def tell() -> Response:
    """`?language=ja|easy|en`. {"account": {"basic_id", "sig"} or null, "room": whether there is a page without LINE, "urgent": whom to
    ring}. `sig` (64 bytes, base64url) is the office's own over the name, as bot/flyers/accounts.py says.
    """
    here, asked = context(), request.args.get("language", LANGUAGES[0])
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    keys, basic_id = here.office.keys, here.settings.line_basic_id
    account = {"basic_id": basic_id, "sig": b64(accounts.sign(keys, basic_id))} if basic_id else None
    urgent = telephones.sections(load(language), here.intake.house.numbers)
    response = jsonify({"account": account, "room": "room" in here.settings.lanes, "urgent": urgent})
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


# The room's own answer, also where there is no room.
door.add_url_rule("/roster", "tell_roster", rosters.show)
