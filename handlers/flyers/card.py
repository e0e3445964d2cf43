"""The screen that is shown at a counter, without a word: a sign for the kind of flyer, a colour, a small line for who hands it out."""

import unicodedata

from flask import Blueprint, Response, abort, request

from handlers.context import context
from handlers.flyers.pages import page
from storage import flyers

door = Blueprint("card", __name__)

TONES = 5


@door.get("/card/")
def show() -> Response:
    """`?c=` the sign of a flyer that is shown (none: for a counter that has one kind only). What the resident reads before."""
    return _answer("card")


@door.get("/card/screen/")
def screen() -> Response:
    """The card itself."""
    return _answer("screen")


def _answer(template: str) -> Response:
    here, sign = context(), _sign()
    if sign:
        with here.database.reading() as connection:
            if all(one.card != sign for one in flyers.shown(connection, here.now())):
                abort(404)
    return page(template, kept={"c": sign}, sign=sign, tone=sum(map(ord, sign)) % TONES + 1)


def _sign() -> str:
    return unicodedata.normalize("NFKC", request.args.get("c", "")).strip().upper()[:2]
