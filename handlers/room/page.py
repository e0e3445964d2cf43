"""The page itself: the same bytes for everybody, without a secret; what it needs it fetches."""

from flask import Blueprint, Response, make_response, render_template, request

from handlers import files
from handlers.security import CONTENT_SECURITY_POLICY

door = Blueprint("page", __name__)

POLICY = CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' blob:") + "; media-src blob:"
"""Pictures and voices come out of the page's own memory, where they were opened, and from nowhere else."""


ENTRIES = ("js/room/face/exit.js", "js/room/ahead.js", "js/room/main.js")
FIRST = (*ENTRIES, "js/room/words_ja.js")
"""What the page names beforehand: its scripts, and the words that most people will read."""

NEXT = ("js/room/face/talk.js", "js/room/inside.js")
"""What is wanted from the first words on: the page names it as well, and asks for it once what is first has come."""


@door.get("/")
def show() -> Response:
    response = make_response(rendered())
    response.headers["Content-Security-Policy"] = POLICY
    return response


def rendered() -> str:
    """The page from this source alone, whoever asks and whatever is set: its hash is published (handlers/delivery.py)."""
    # Whatever language staff chose in this browser: the resident's is the page's own matter.
    first = files.modules(*FIRST)
    following = [name for name in files.modules(*NEXT) if name not in first]
    html = render_template("room.html", language="ja", said=_in_japanese, modules=first, following=following)
    return files.versioned(html)


def _in_japanese(ja: str, en: str) -> str:
    return ja


def is_asked_for() -> bool:
    return request.endpoint == "room.page.show"


def explained(words: str) -> Response:
    """A calm page in place of the room."""
    response = make_response(render_template("error.html", title="ひだまり", message=words, status=None))
    response.status_code = 404
    return response
