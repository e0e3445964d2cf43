"""The staff console's doors: one file per noun, create/read/delete only."""

from flask import Blueprint, Flask, Response, make_response, render_template

from handlers.console import assignments, closures, consultations, replies, rosters, sign_in
from handlers.context import context

page = Blueprint("console", __name__)


@page.get("/console/")
def console() -> Response:
    """The one page; it holds no secret, everything else comes by fetch."""
    days = context().settings.retention_policy.consultation_after_closure // (24 * 3600 * 1000)
    return make_response(render_template("console.html", retention_days=days))


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
