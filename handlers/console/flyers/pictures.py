"""What was made of an upload, for staff: also of a flyer that residents don't see. Theirs are in handlers/flyers/."""

from flask import Blueprint, Response, abort

from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import flyer_versions
from storage.flyer_versions import FORMATS

door = Blueprint("console_flyer_pictures", __name__)


@door.get("/console/flyers/<flyer>/versions/<int:number>/pdf")
@signed_in
def download(visitor: Visitor, flyer: str, number: int) -> Response:
    """The cleaned file, as application/pdf to be kept, under a name that says nothing."""
    with context().database.reading() as connection:
        found = flyer_versions.pdf(connection, flyer, number)
    if found is None:
        abort(404)
    answer = Response(found, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="flyer-{number}.pdf"'
    return answer


@door.get("/console/flyers/<flyer>/versions/<int:number>/pages/<int:page>/<int:width>.<format>")
@signed_in
def show(visitor: Visitor, flyer: str, number: int, page: int, width: int, format: str) -> Response:
    """A page (from 1) as a picture of one of its widths, `format` avif | webp | jpeg."""
    if format not in FORMATS:
        abort(404)
    with context().database.reading() as connection:
        found = flyer_versions.picture(connection, flyer, number, page, width, format)
    if found is None:
        abort(404)
    return Response(found, mimetype=f"image/{format}")
