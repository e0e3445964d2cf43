"""Orders of paper: clerks see what was asked for, say how far they are, and may erase one before its day."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers import language
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.visits.days import marked
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, flyers, order_details, paper_orders
from storage.contexts import b64
from storage.order_details import Details
from storage.paper_orders import CARD, STATES, Order

door = Blueprint("paper_orders", __name__)

_STALE = "ほかの人が、先に変えました。いまの内容を見てから、もう一度お試しください。"
_STATE = "状態をえらんでください。"
_CARD = {"ja": "小さいカード", "en": "Small card"}


@door.get("/console/orders")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"now", "orders": [order, …]}, the newest first (500 at most); 304 while nothing changed.

    order: {"id", "code", "revision", "kind", "state", "items", "name", "address", "contact", "reach", "note", "asked_at", "ended_at",
    "due_at"}. `kind` school | company | clinic | public | other, `state` new | packed | sent | declined, `items`
    [{"flyer", "title", "copies"}, …] ("card" is the small card; `title` in the page's language, null for a flyer that is gone).
    `contact`: a department or a person; `reach`: a telephone number or mail address as it was typed; `note` may be "" or have lines.
    `ended_at` (ms): since when it is sent or declined, else null. `due_at` (ms): erased then by itself.
    """
    here = context()
    with here.database.reading() as connection:
        orders = paper_orders.all_of(connection)
        told = _told(here, connection, orders)
    return marked({"orders": told}, here.now())


@door.put("/console/orders/<order>")
@signed_in
def update(visitor: Visitor, order: str) -> Response:
    """{"state", "revision"}: 200 {"order", "now"}. 409 "stale" with the "order" as it is there now; 404 when it is gone; 422 "state"."""
    here, body, wanted = context(), json_body(), raw_id(order)
    state, seen, now = body.get("state"), body.get("revision"), here.now()
    if state not in STATES or type(seen) is not int:
        return refusal("state", HTTPStatus.UNPROCESSABLE_ENTITY, _STATE)
    with here.database.transaction() as connection:
        changed = paper_orders.mark(connection, wanted, state, revision=seen, now=now)
        found = changed or paper_orders.find(connection, wanted)
        if found is None:
            abort(404)
        (told,) = _told(here, connection, [found])
        if changed is None:
            return refusal("stale", HTTPStatus.CONFLICT, _STALE, order=told, now=now)
        _note(here, connection, visitor, wanted, state, now)
    return jsonify({"order": told, "now": now})


@door.delete("/console/orders/<order>")
@signed_in
def delete(visitor: Visitor, order: str) -> Response:
    """204: its row and its key are gone, with a certificate in the ledger; 404 when it was gone before. It can't be brought back."""
    here, wanted = context(), raw_id(order)
    now, policy = here.now(), here.settings.retention_policy.version
    with here.database.transaction() as connection:
        if not paper_orders.destroy(
            connection, here.office.keys, [wanted], policy=policy, why="desk", now=now
        ):
            abort(404)
        _note(here, connection, visitor, wanted, "deleted", now)
    return Response(status=HTTPStatus.NO_CONTENT)


def _note(
    here: Context, connection: Connection, visitor: Visitor, order: bytes, state: str, now: int
) -> None:
    """Into the audit log, which names the order by what leads nowhere once it is erased."""
    kid = visitor.account.kid
    audit.note(
        connection, here.office.keys, "paper-order", now=now, actor=kid, consultation=order, state=state
    )


def _told(here: Context, connection: Connection, orders: list[Order]) -> list[dict[str, Any]]:
    spoken = language.language()
    details = order_details.open_(
        connection, here.office.keys, [one.id for one in orders], instead=order_details.LOST
    )
    titles = {one.id: one.said("title", spoken) for one in flyers.all_of(connection)} if orders else {}
    titles[CARD] = _CARD[spoken]
    return [_order(one, details[one.id], titles) for one in orders]


def _order(order: Order, details: Details, titles: dict[str, str]) -> dict[str, Any]:
    items = [{"flyer": flyer, "title": titles.get(flyer), "copies": copies} for flyer, copies in order.items]
    return order._asdict() | details._asdict() | {"id": b64(order.id), "items": items}
