"""One flyer: its pages, what it says in words, and where it lies. Whoever looks at it leaves nothing here."""

from flask import Blueprint, Response, abort
from sqlalchemy import Connection

from handlers import files
from handlers.context import Context, context
from handlers.flyers import talking
from handlers.flyers.drawn import drawn
from handlers.flyers.pages import language, page
from handlers.flyers.readings import said
from handlers.flyers.told import by_kind, place, told
from storage import flyer_versions, flyers, placements
from storage.flyers import Flyer

door = Blueprint("flyer", __name__)


@door.get("/<flyer>/")
def show(flyer: str) -> Response:
    here, chosen = context(), language()
    with here.database.reading() as connection:
        found = shown(here, connection, flyer)
        version = flyer_versions.version(connection, found.id, found.version or 0)
        if version is None:
            abort(404)
        pages, places = drawn(connection, found), placements.placements_of(connection, found.id)
        ways = talking.ways(here, connection)
    words = told(found, chosen)
    aloud = said(version.aloud, chosen)
    return page(
        "flyer",
        modules=files.modules("js/flyers/aloud.js"),
        flyer=words,
        pages=[(one, said(_alt(version.alt, one.page), chosen)) for one in pages],
        aloud=aloud if aloud.text else words.text,
        ways=ways,
        places=[(kind, [place(one, chosen) for one in group]) for kind, group in by_kind(places)],
    )


def shown(here: Context, connection: Connection, flyer: str) -> Flyer:
    """That flyer if residents may look at it now. 410 for one that they could look at once; 404 for any other."""
    found, now = flyers.find(connection, flyer), here.now()
    if found is not None and found.was_shown(now):
        abort(410)
    return found if found is not None and found.is_shown(now) else abort(404)


def _alt(alt: dict[str, list[str]], page: int) -> dict[str, str]:
    return {language: texts[page - 1] for language, texts in alt.items() if len(texts) >= page}
