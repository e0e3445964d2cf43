"""The page itself: the same bytes for everybody, without a secret; what it needs it fetches."""

from flask import Blueprint, Response, make_response, render_template

from handlers import files

door = Blueprint("page", __name__)

ENTRIES = ("js/room/face/exit.js", "js/booking/main.js")
FIRST = (*ENTRIES, "js/booking/words_ja.js")
"""What the page names beforehand: its scripts, and the words that most people will read."""


@door.get("/")
def show() -> Response:
    return make_response(rendered())


def rendered() -> str:
    """The page from this source alone, whoever asks and whatever is set: its hash is published (handlers/delivery.py)."""
    modules = [f"/static/{name}" for name in files.modules(*FIRST)]
    html = render_template("booking.html", language="ja", said=_in_japanese, modules=modules)
    return files.versioned(html)


def _in_japanese(ja: str, en: str) -> str:
    return ja
