"""The staff console's doors: one file per noun, create/read/delete only."""

from flask import Blueprint, Flask, Response, make_response, render_template

from handlers.console import (
    alarms,
    assignments,
    attachments,
    audit,
    capsules,
    closures,
    consultations,
    enrolments,
    holds,
    invitations,
    keys,
    passkeys,
    people,
    replies,
    retention,
    rosters,
    sessions,
    sheets,
    sign_in,
    totp,
)
from handlers.context import context
from handlers.security import WITH_PLAYERS

page = Blueprint("console", __name__)


@page.get("/console/")
def console() -> Response:
    """The one page; it holds no secret, everything else comes by fetch."""
    days = context().settings.retention_policy.consultation_after_closure // (24 * 3600 * 1000)
    response = make_response(render_template("console.html", retention_days=days))
    response.headers["Content-Security-Policy"] = WITH_PLAYERS
    return response


def attach(app: Flask) -> None:
    doors = (
        sign_in.door,
        sessions.door,
        capsules.door,
        passkeys.door,
        totp.door,
        rosters.door,
        people.door,
        invitations.door,
        enrolments.door,
        sheets.door,
        keys.door,
        consultations.door,
        assignments.door,
        replies.door,
        attachments.door,
        closures.door,
        holds.door,
        retention.door,
        audit.door,
        alarms.door,
    )
    for door in (page, *doors):
        app.register_blueprint(door)
