"""All flyers that are shown now."""

from flask import Blueprint, Response

from handlers.context import context
from handlers.flyers import talking
from handlers.flyers.drawn import drawn
from handlers.flyers.pages import language, page, telephones
from handlers.flyers.told import told
from storage import flyers

door = Blueprint("listing", __name__)


@door.get("/")
def show() -> Response:
    here, chosen = context(), language()
    with here.database.reading() as connection:
        found = [
            (told(one, chosen), next(iter(drawn(connection, one)), None))
            for one in flyers.shown(connection, here.now())
        ]
        ways = talking.ways(here, connection)
    return page("list", flyers=found, telephones=telephones(), ways=ways)
