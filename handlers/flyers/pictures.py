"""A page of a flyer as a picture, under an address that never has another one: a phone may keep it."""

from flask import Blueprint, Response, abort, request

from handlers.context import context
from handlers.files import FOR_EVER
from handlers.flyers.flyer import shown
from storage import flyer_versions
from storage.contexts import digest

door = Blueprint("pictures", __name__)

_TAG = 32


@door.get("/<flyer>/pictures/<int:version>-<int:page>-<int:width>.<any(avif, webp, jpeg):form>")
def show(flyer: str, version: int, page: int, width: int, form: str) -> Response:
    """404 for another version than the one that is shown: what was replaced may have been replaced for a reason. 410: flyer.py."""
    here = context()
    with here.database.reading() as connection:
        if shown(here, connection, flyer).version != version:
            abort(404)
        content = flyer_versions.picture(connection, flyer, version, page, width, form)
    if content is None:
        abort(404)
    response = Response(content, mimetype=f"image/{form}")
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(digest(content).hex()[:_TAG])
    response.make_conditional(request)
    return response
