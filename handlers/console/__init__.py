"""The staff console's doors: one file per noun, create/read/delete only."""

from flask import Blueprint, Flask, Response, make_response, render_template

from handlers.console import assignments, closures, consultations, replies, rosters, sign_in

page = Blueprint("console", __name__)


@page.get("/console/")
def console() -> Response:
    """The one page; it holds no secret, everything else comes by fetch."""
    return make_response(render_template("console.html"))


def attach(app: Flask) -> None:
    doors = (
        sign_in.door,
        rosters.door,
        consultations.door,
        assignments.door,
        replies.door,
        closures.door,
    )
    for door in (page, *doors):
        app.register_blueprint(door)
