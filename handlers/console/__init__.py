"""The staff console's doors: one file per noun, create/read/delete only."""

from flask import Blueprint, Flask, Response, make_response, render_template

from handlers import files, joined, language
from handlers.console import (
    access,
    alarms,
    announcements,
    assignments,
    attachments,
    audit,
    blocks,
    capacity,
    capsules,
    checks,
    closed_days,
    closures,
    co_readings,
    colleague_sessions,
    consultations,
    contacts,
    deletions,
    desk_rules,
    enrolments,
    exports,
    flags,
    flyers,
    handovers,
    holds,
    hours,
    invitations,
    keys,
    line,
    marks,
    news,
    notes,
    passkeys,
    people,
    practice,
    proof,
    referrals,
    reopenings,
    replies,
    reports,
    retention,
    rosters,
    second_factor,
    sessions,
    sheets,
    sign_in,
    statistics,
    templates,
    totp,
    typings,
    visits,
)
from handlers.console.guard import is_tls
from handlers.context import context
from handlers.security import WITH_PLAYERS

page = Blueprint("console", __name__)

_MAIN = "js/console/main.js"


@page.get("/console/")
def console() -> Response:
    """The one page; it holds no secret, everything else comes by fetch."""
    here = context()
    days = here.settings.retention_policy.consultation_after_closure // (24 * 3600 * 1000)
    html = render_template(
        "console.html", retention_days=days, modules=files.modules(_MAIN), styles=joined.CONSOLE
    )
    response = make_response(files.versioned(html))
    response.headers["Content-Security-Policy"] = WITH_PLAYERS
    return language.keep(response, secure=is_tls(here))


def attach(app: Flask) -> None:
    doors = (
        sign_in.door,
        sessions.door,
        capsules.door,
        passkeys.door,
        proof.door,
        totp.door,
        rosters.door,
        people.door,
        colleague_sessions.door,
        second_factor.door,
        invitations.door,
        enrolments.door,
        sheets.door,
        keys.door,
        consultations.door,
        assignments.door,
        replies.door,
        typings.door,
        attachments.door,
        checks.door,
        templates.door,
        referrals.door,
        closures.door,
        notes.door,
        handovers.door,
        flags.door,
        reopenings.door,
        deletions.door,
        practice.door,
        holds.door,
        co_readings.door,
        blocks.door,
        capacity.door,
        desk_rules.door,
        retention.door,
        audit.door,
        alarms.door,
        hours.door,
        closed_days.door,
        announcements.door,
        line.door,
        statistics.door,
        contacts.door,
        marks.door,
        news.door,
        exports.door,
        reports.door,
    )
    for door in (page, *doors, *visits.doors, *flyers.doors):
        app.register_blueprint(door)
    access.require_rows(app)
