"""The staff console's doors: one file per noun, create/read/delete only."""

from flask import Blueprint, Flask, Response, make_response, render_template

from handlers.console import (
    alarms,
    assignments,
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

page = Blueprint("console", __name__)


@page.get("/console/")
def console() -> Response:
    """The one page; it holds no secret, everything else comes by fetch."""
    days = context().settings.retention_policy.consultation_after_closure // (24 * 3600 * 1000)
    return make_response(render_template("console.html", retention_days=days))


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
        closures.door,
        holds.door,
        retention.door,
        audit.door,
        alarms.door,
    )
    for door in (page, *doors):
        app.register_blueprint(door)
