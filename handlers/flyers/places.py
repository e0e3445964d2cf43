"""Where paper copies can be had. No map: it would tell somebody else who looks for which place."""

from collections.abc import Collection

from flask import Blueprint, Response

from handlers.context import context
from handlers.flyers.pages import language, page, telephones
from handlers.flyers.told import Told, by_kind, place, told
from storage import flyers, placements

door = Blueprint("places", __name__)


@door.get("/places/")
def show() -> Response:
    here, chosen = context(), language()
    with here.database.reading() as connection:
        seen = {one.id: told(one, chosen) for one in flyers.shown(connection, here.now())}
        lying = placements.flyers_by_code(connection)
        groups = by_kind(placements.shown(connection))
    places = [
        (kind, [(place(one, chosen), _there(seen, lying.get(one.code, ()))) for one in group])
        for kind, group in groups
    ]
    return page("places", places=places, telephones=telephones())


def _there(seen: dict[str, Told], lying: Collection[str]) -> list[Told]:
    """Of those that lie there (ids) the ones that are shown, in their order."""
    return [one for id, one in seen.items() if id in lying]
