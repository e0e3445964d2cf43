"""Residents' pages about flyers: anybody may look, and nobody is remembered. One file per noun.

There is no cookie, no session and no id; an address names a flyer and a language and nothing else, and logs have neither
(handlers/request_log.py). All but reading aloud works without scripts.
"""

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import Gone, NotFound

from handlers.flyers import adding, arrivals, card, flyer, listing, orders, pages, pictures, places, words
from handlers.security import refusal


def attach(app: Flask) -> None:
    words.require_one_shape()
    doors = Blueprint("flyers", __name__, url_prefix="/flyers")
    doors.register_error_handler(NotFound, _missing)
    doors.register_error_handler(Gone, _gone)
    for name, filter_ in pages.FILTERS.items():
        doors.add_app_template_filter(filter_, name)
    for door in (
        listing.door,
        places.door,
        card.door,
        orders.door,
        flyer.door,
        pictures.door,
        adding.door,
        arrivals.door,
    ):
        doors.register_blueprint(door)
    app.register_blueprint(doors)


def _missing(error: NotFound) -> Response:
    return _without("not-found", 404, "missing")


def _gone(error: Gone) -> Response:
    return _without("gone", 410, "gone")


def _without(code: str, status: int, template: str) -> Response:
    """In kind words where a page was asked for, with the way to the others."""
    if "text/html" not in request.headers.get("accept", ""):
        return refusal(code, status)
    return pages.page("gone", status=status, said=template)
