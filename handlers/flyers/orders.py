"""Orders of paper by organisations: the page, a challenge to its browser, and the order itself.

Nobody signs in. A proof of work stands where others ask to read distorted letters (docs/decisions/proof-of-work.md), and
whoever orders again and again waits.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.flyers import proofs
from bot.visits.codes import new_code
from handlers import security, slowing
from handlers.context import Context, context
from handlers.flyers import order_form, words
from handlers.flyers.order_form import LONGEST, MOST_COPIES, NEEDED, Asked, Unfit, Unreadable
from handlers.flyers.pages import language, page, telephones
from handlers.flyers.told import told
from storage import flyers, order_details, paper_orders, shred
from storage.paper_orders import KINDS, Order

door = Blueprint("orders", __name__)

LARGEST_BODY = 16 * 1024
"""Bytes: all fields at their longest, spelt as long as JSON can, and a proof."""
_DAY_MS = 24 * 3600 * 1000
_CODES = 20


class Refused(Exception):
    """Ends the request, and whatever transaction it is in, with this refusal."""

    def __init__(self, code: str, status: int, **more: object) -> None:
        super().__init__(code)
        self.code, self.status, self.more = code, status, more


@door.get("/order/")
def show() -> Response:
    here, chosen = context(), language()
    with here.database.reading() as connection:
        shown = [told(one, chosen) for one in flyers.shown(connection, here.now())]
    return page(
        "order",
        order=_words(),
        flyers=shown,
        kinds=KINDS,
        days=here.settings.retention_policy.paper_order // _DAY_MS,
        most=MOST_COPIES,
        longest=LONGEST,
        needed=NEEDED,
        telephones=telephones(),
    )


@door.get("/proofs")
def challenge() -> Response:
    """A challenge of ALTCHA's protocol: {"parameters", "signature", "lasts"}, to be solved within `lasts` ms. Nothing is stored."""
    here = context()
    made = proofs.challenge(here.office.keys, now=here.now())
    return jsonify(made | {"lasts": proofs.LASTS_MS})


@door.post("/orders")
def create() -> Response:
    """{"id", "kind", "items": [[flyer, copies], …], "name", "address", "contact", "reach", "note", "proof"}: 201 {"code"}.

    `id`: 16 bytes that the browser made (base64url). The same order sent again is 201 with the same code, whatever the proof.
    422 "fields" with {"fields": {field: sentence}}; "proof", "proof-expired", "proof-spent" (409): solve another and send again;
    409 "already" with its code as "order": another one has this id; 409 "gone": it was erased; 429 "slow-down"; 413, 400.
    """
    here, body = context(), _body()
    asked = _asked(here, body)
    if (earlier := _earlier(here, asked)) is not None:
        return _received(earlier)
    proof = proofs.check(here.office.keys, body.get("proof"), now=here.now())
    with here.database.transaction() as connection:
        if wait := slowing.for_orders(here, connection):
            return slowing.too_soon(wait, _sentence("slow-down"))
        made = paper_orders.add(connection, _order(here, asked), codes=(new_code() for _ in range(_CODES)))
        if made is not None:
            if not paper_orders.spend(connection, proof.name, expires_at=proof.expires_at):
                raise Refused("proof-spent", HTTPStatus.CONFLICT)
            order_details.seal(connection, here.office.keys, made.id, asked.details)
    return _received(made or _earlier(here, asked))


def _body() -> dict[str, Any]:
    request.max_content_length = LARGEST_BODY
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        # Thousands of brackets within each other.
        raise Unreadable from None
    if not isinstance(body, dict):
        raise Unreadable
    return body


def _asked(here: Context, body: dict[str, Any]) -> Asked:
    with here.database.reading() as connection:
        shown = {one.id for one in flyers.shown(connection, here.now())}
    return order_form.read(body, shown)


def _order(here: Context, asked: Asked) -> Order:
    now, kept = here.now(), here.settings.retention_policy.paper_order
    return Order(asked.id, "", 1, asked.kind, "new", asked.items, now, None, now + kept)


def _earlier(here: Context, asked: Asked) -> Order | None:
    """The order of this id when it was received before. Raises `Refused` when that was another one."""
    with here.database.reading() as connection:
        found = paper_orders.find(connection, asked.id)
        if found is None:
            return None
        details = order_details.open_(connection, here.office.keys, [asked.id])[asked.id]
    if (found.kind, found.items, details) != (asked.kind, asked.items, asked.details):
        raise Refused("already", HTTPStatus.CONFLICT, order=found.code)
    return found


def _received(order: Order | None) -> Response:
    if order is None:
        # Erased between two looks at it.
        raise Refused("gone", HTTPStatus.CONFLICT)
    response = jsonify({"code": order.code})
    response.status_code = HTTPStatus.CREATED
    return response


@door.errorhandler(Refused)
def _refused(error: Refused) -> Response:
    return security.refusal(error.code, error.status, _sentence(error.code), **error.more)


@door.errorhandler(proofs.Refused)
def _refused_proof(error: proofs.Refused) -> Response:
    return security.refusal(error.code, HTTPStatus.UNPROCESSABLE_ENTITY, _sentence(error.code))


@door.errorhandler(Unfit)
def _unfit(error: Unfit) -> Response:
    said = _words()["problem"]
    fields = {name: said[wrong.code].format(most=wrong.most) for name, wrong in error.problems.items()}
    return security.refusal("fields", HTTPStatus.UNPROCESSABLE_ENTITY, _sentence("fields"), fields=fields)


@door.errorhandler(Unreadable)
def _unreadable(error: Unreadable) -> Response:
    return security.refusal("bad-request", HTTPStatus.BAD_REQUEST, _sentence("bad-request"))


@door.errorhandler(shred.Erased)
def _erased(error: shred.Erased) -> Response:
    return security.refusal("gone", HTTPStatus.CONFLICT, _sentence("gone"))


@door.errorhandler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
def _too_large(error: HTTPException) -> Response:
    return security.refusal("large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _sentence("large"))


def _words() -> words.Words:
    return words.load(f"order_{language()}")


def _sentence(code: str) -> str:
    sentence: str = _words()["refusal"][code]
    return sentence
