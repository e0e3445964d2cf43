"""The receipt: whoever kept a receipt number can see that what it stands for was erased, and when for good.

Needs no sign-in and no JavaScript. The number travels in the body of a POST: never in an address, a log or a history.
"""

from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from sqlalchemy import Connection

from handlers import slowing
from handlers.context import context
from handlers.times import japanese_moment
from storage import ledger

door = Blueprint("receipt", __name__)

_LONGEST = 64
_NOBODYS = bytes(32)


class Answer(NamedTuple):
    """`state` is "unknown", "waiting" (erased, but an old backup could still be read) or "erased". Times in ms."""

    state: str
    erased_at: int | None = None
    final_at: int | None = None
    policy: str | None = None


@door.get("/receipt")
def show() -> Response:
    return make_response(render_template("receipt.html", answer=None, number=""))


@door.post("/receipt")
def create() -> Response:
    """200 whatever the number, so that a wrong one looks like one that is not erased yet; 429 after many from one address.

    JSON for whoever prefers it.
    """
    here, number = context(), _number()
    with here.database.transaction() as connection:
        this = slowing.by_address(here, connection)
        if this.wait:
            return slowing.too_soon(this.wait)
        answer = _look_up(connection, number)
        if answer.state != "unknown":
            this.was_right(connection, now=here.now())
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    if wanted == "application/json":
        return jsonify(answer._asdict())
    times = {"erased": _moment(answer.erased_at), "final": _moment(answer.final_at)}
    return make_response(render_template("receipt.html", answer=answer, number=number, times=times))


def _number() -> str:
    body: Any = request.get_json(silent=True) if request.is_json else request.form
    number = body.get("number") if isinstance(body, dict) else None
    # Half a sign has no encoding, and the page says the number once more.
    return number[:_LONGEST].encode(errors="replace").decode() if isinstance(number, str) else ""


def _look_up(connection: Connection, number: str) -> Answer:
    try:
        receipt = ledger.receipt_hash(number)
    except ValueError:
        # Looked up all the same: how long the answer takes tells nothing either.
        receipt = _NOBODYS
    found = ledger.erasure(connection, receipt)
    if found is None:
        return Answer("unknown")
    return Answer(
        "erased" if found.final_at is not None else "waiting", found.at, found.final_at, found.policy
    )


def _moment(at: int | None) -> str | None:
    return japanese_moment(at) if at is not None else None
