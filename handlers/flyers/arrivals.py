"""By which paper a page was opened: a total of the month and nothing else. No id, no cookie, no referrer comes with it."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from handlers import slowing
from handlers.context import Context, context
from storage import placements, totals
from storage.totals import Kind

door = Blueprint("arrivals", __name__)

LARGEST_BODY = 200
KINDS: dict[str, Kind] = {"open": "paper-open", "add": "paper-add"}


@door.post("/arrivals")
def create() -> Response:
    """{"placement": code, "what": "open" | "add"}: 204, whether it was counted or not. 400 for what no page of ours sends.

    A code that no placement has counts nothing, neither does more from one address than people do; whoever sends it learns neither.
    """
    request.max_content_length = LARGEST_BODY
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(HTTPStatus.BAD_REQUEST)
    what = body.get("what")
    if not isinstance(what, str) or what not in KINDS:
        abort(HTTPStatus.BAD_REQUEST)
    _count(context(), KINDS[what], str(body.get("placement")))
    return Response(status=HTTPStatus.NO_CONTENT)


def _count(here: Context, kind: Kind, code: str) -> None:
    with here.database.transaction() as connection:
        # Also one whose paper was taken away: some of it still lies in a drawer.
        if placements.find(connection, code) is None or slowing.for_arrivals(here, connection):
            return
        totals.count(connection, kind, code, now=here.now(), timezone=here.settings.timezone)
