"""The headers of every answer, and the doors' common refusals."""

import logging
import traceback
from http import HTTPStatus

from flask import Flask, Response, abort, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from handlers.context import Context, context
from storage.database import StorageError
from storage.holder import KeystoreError

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)

WITH_PLAYERS = f"{CONTENT_SECURITY_POLICY}; media-src blob:"
"""For the console's page alone: a player takes its sound from the memory of the page, and from nowhere else."""

HTTPS_ONLY = "max-age=63072000"
"""Two years, and not for other names of the same domain: those are not ours to decide about."""

MAY_BE_KEPT = (
    "static",
    "files.show",
    "room.facts.show",
    "booking.facts.show",
    "flyers.pictures.show",
    "flyers.adding.tell",
)
"""Doors whose answers are the same for everybody and hold no secret; how long they may be kept, they say themselves."""

MAY_BE_FOUND = ("flyers.listing.show", "flyers.flyer.show", "flyers.pictures.show", "flyers.places.show")
"""Doors of what the office wants everybody to find, by a search as well."""

FOR_ELSEWHERE = ("flyers.pictures.show",)
"""Doors that pages of others load from: LINE's talk, where it runs in a browser, shows a picture that was asked for."""

_STRICTEST = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_OVER_TLS = {"Strict-Transport-Security": HTTPS_ONLY}

_NO_DOCUMENT = ("text/javascript", "text/css")
"""What a browser never shows as a page of its own. Each spares 400 bytes of a bad line; a page has dozens of them."""
_OF_NO_DOCUMENT = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")

MESSAGES = {
    400: "送られた内容を読めませんでした。画面を読み直して、もう一度お試しください。",
    403: "この操作はできません。画面を読み直して、もう一度お試しください。",
    404: "見つかりません。ほかの人が担当になったか、消去されたのかもしれません。",
    405: "この操作はできません。",
    413: "送る内容が大きすぎます。",
    500: "うまくいきませんでした。少し待って、もう一度お試しください。",
    503: "いま保存できません。書いた文は画面に残っています。少し待って、もう一度お試しください。",
}


def attach(app: Flask) -> None:
    app.before_request(_readable)
    app.after_request(_harden)
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(Exception, _fail)


def _readable() -> None:
    """404 for an address with a NUL in it: nothing has such a name, and PostgreSQL refuses even to look for it."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(HTTPStatus.NOT_FOUND)


def refusal(code: str, status: int, message: str | None = None, **more: object) -> Response:
    """A JSON refusal with a sentence for the person at the screen."""
    response = jsonify({"error": code, "message": message or MESSAGES.get(status, MESSAGES[500])} | more)
    response.status_code = status
    return response


def strictest(here: Context) -> dict[str, str]:
    """The headers of an answer that nobody keeps, finds, frames, or loads from elsewhere."""
    return {**_STRICTEST, **(_OVER_TLS if here.settings.public_origin.startswith("https://") else {})}


def _harden(response: Response) -> Response:
    wanted = strictest(context())
    if request.endpoint in FOR_ELSEWHERE:
        wanted["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.endpoint in MAY_BE_KEPT:
        del wanted["Cache-Control"]
        if response.mimetype in _NO_DOCUMENT:
            response.headers.pop("Content-Disposition", None)
            wanted = {name: wanted[name] for name in _OF_NO_DOCUMENT}
    if request.endpoint in MAY_BE_FOUND and response.status_code < HTTPStatus.BAD_REQUEST:
        del wanted["X-Robots-Tag"]
    if "Content-Security-Policy" in response.headers:
        wanted.pop("Content-Security-Policy", None)
    response.headers.update(wanted)
    return response


def _refuse(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page:
        return refusal(error.name.lower().replace(" ", "-"), status)
    page = render_template("error.html", status=int(status), message=MESSAGES.get(status, MESSAGES[500]))
    return Response(page, status=status, mimetype="text/html")


def _fail(error: Exception) -> Response:
    tell(error)
    away = isinstance(error, StorageError | KeystoreError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    return refusal("storage" if away else "failed", status)


def tell(error: Exception) -> None:
    """Logs the kind of the exception and where it arose, never its message: that may quote what it failed on."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
    logging.getLogger("hidamari.error").error("%s at %s", type(error).__name__, where)
