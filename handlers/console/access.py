"""Who may knock at which door of the console: one table. The guard reads it, the start refuses a door that it lacks.

It says which roles may ask at all; which consultations, holds and people each of them then finds is decided by the query
that fetches (`Visitor.find`). docs/roles.md shows the same table to people.
"""

from collections.abc import Mapping

from flask import Flask

ROLES = ("counselor", "supervisor", "clerk", "auditor")
AT_DESKS = ("counselor", "supervisor")
OVERSEERS = ("supervisor", "auditor")
"""Roles that look after others' work."""
LEADERS = ("supervisor",)
AT_VISITS = ("supervisor", "clerk")
AT_FLYERS = ("supervisor", "clerk")
STRANGERS: tuple[str, ...] = ()
"""Nobody has signed in yet; the door looks after itself."""

ACCESS: Mapping[str, tuple[str, ...]] = {
    "console.console": STRANGERS,
    # Coming in and going out.
    "sign_in.parameters": STRANGERS,
    "sign_in.create": STRANGERS,
    "sign_in.challenge": STRANGERS,
    "sign_in.create_by_passkey": STRANGERS,
    "sign_in.delete": ROLES,
    "enrolments.page": STRANGERS,
    "enrolments.lookup": STRANGERS,
    "enrolments.create": STRANGERS,
    "enrolments.sheets": STRANGERS,
    # One's own keys, ways in and sessions.
    "capsules.show": ROLES,
    "capsules.update": ROLES,
    "proof.create": ROLES,
    "own_sessions.index": ROLES,
    "own_sessions.delete": ROLES,
    "own_sessions.delete_others": ROLES,
    "own_sessions.keep_alive": ROLES,
    "own_sessions.forget_end": ROLES,
    "passkeys.index": ROLES,
    "passkeys.challenge": ROLES,
    "passkeys.create": ROLES,
    "passkeys.delete": ROLES,
    "totp.show": ROLES,
    "totp.offer": ROLES,
    "totp.picture": ROLES,
    "totp.create": ROLES,
    "totp.delete": ROLES,
    # Consultations: for who sits at desks. Nobody else can learn that there is one.
    "consultations.index": AT_DESKS,
    "news.index": AT_DESKS,
    "consultations.show": AT_DESKS,
    "assignments.create": AT_DESKS,
    "replies.create": AT_DESKS,
    "typing.create": AT_DESKS,
    "attachments.show": AT_DESKS,
    "closures.create": AT_DESKS,
    "notes.create": AT_DESKS,
    "notes.create_words": AT_DESKS,
    "handovers.show": AT_DESKS,
    "handovers.create": AT_DESKS,
    "flags.create": AT_DESKS,
    "flags.delete": AT_DESKS,
    "reopenings.create": AT_DESKS,
    "deletions.show": AT_DESKS,
    "deletions.create": AT_DESKS,
    "keys.show": AT_DESKS,
    "keys.create_prekeys": AT_DESKS,
    "keys.create_wrapset": AT_DESKS,
    "co_readings.index": AT_DESKS,
    "co_readings.create": LEADERS,
    "co_readings.delete": LEADERS,
    "blocks.index": AT_DESKS,
    "blocks.show": AT_DESKS,
    "blocks.create": AT_DESKS,
    "blocks.agree": LEADERS,
    "blocks.lift": AT_DESKS,
    # How a desk works, and how full it is.
    "capacity.show": AT_DESKS,
    "desk_rules.index": AT_DESKS,
    "desk_rules.update": LEADERS,
    # Words at hand, and a colleague's look at what is about to be said.
    "checks.index": AT_DESKS,
    "checks.create": AT_DESKS,
    "checks.answer": AT_DESKS,
    "checks.delete": AT_DESKS,
    "templates.index": AT_DESKS,
    "templates.create": LEADERS,
    "templates.update": LEADERS,
    "templates.delete": LEADERS,
    "templates.arrange": LEADERS,
    "referrals.index": AT_DESKS,
    "referrals.create": AT_DESKS,
    "referrals.update": AT_DESKS,
    "referrals.agree": AT_DESKS,
    "referrals.delete": AT_DESKS,
    # Keeping and erasing.
    "holds.index": ("counselor", "supervisor", "auditor"),
    "holds.create": AT_DESKS,
    "holds.agree": LEADERS,
    "holds.lift": LEADERS,
    "retention.show": OVERSEERS,
    # Invented cases, at a desk of their own.
    "practice.index": AT_DESKS,
    "practice.create": AT_DESKS,
    # People and keys.
    "rosters.show": ROLES,
    # Also without a session: a newcomer with the code of an invitation and two sheets.
    "rosters.create": LEADERS,
    "people.index": LEADERS,
    "people.hand_over": LEADERS,
    "colleague_sessions.index": LEADERS,
    "colleague_sessions.delete": LEADERS,
    "second_factor.update": LEADERS,
    "invitations.create": LEADERS,
    "invitations.delete": LEADERS,
    "sheets.show": LEADERS,
    "sheets.create": LEADERS,
    # Hours, closures, notices. A clerk reads them: residents are told the same.
    "hours.index": (*AT_DESKS, "clerk"),
    "hours.update": LEADERS,
    "hours.preview": LEADERS,
    "closed_days.create": LEADERS,
    "closed_days.delete": LEADERS,
    "announcements.draft": LEADERS,
    "announcements.create": LEADERS,
    "announcements.delete": LEADERS,
    # Visits: a clerk finds what belongs to their places, a supervisor all of it. It has nothing to do with consultations.
    "visit_calendar.show": AT_VISITS,
    "visit_timetable.index": AT_VISITS,
    "visit_pool.index": AT_VISITS,
    "visit_bookings.find": AT_VISITS,
    "visit_bookings.show": AT_VISITS,
    "visit_bookings.create": AT_VISITS,
    "visit_rooms.update": AT_VISITS,
    "visit_attendances.update": AT_VISITS,
    "visit_moves.create": AT_VISITS,
    "visit_moves.create_handover": AT_VISITS,
    "visit_moves.create_cancellation": AT_VISITS,
    "visit_proposals.create": AT_VISITS,
    "visit_slots.update": AT_VISITS,
    "visit_prints.create": AT_VISITS,
    # What residents can book is set up by who looks after a place; what holds for all places, by supervisors.
    "visit_places.index": AT_VISITS,
    "visit_places.create": LEADERS,
    "visit_places.update": AT_VISITS,
    "visit_place_order.update": LEADERS,
    "visit_places.foresee": AT_VISITS,
    "visit_patterns.show": AT_VISITS,
    "visit_patterns.update": AT_VISITS,
    "visit_patterns.preview": AT_VISITS,
    "visit_days.index": AT_VISITS,
    "visit_days.create": AT_VISITS,
    "visit_days.delete": AT_VISITS,
    "visit_papers.show": AT_VISITS,
    "visit_papers.update": AT_VISITS,
    "visit_papers.confirm": AT_VISITS,
    "visit_kinds.index": AT_VISITS,
    "visit_kinds.update": LEADERS,
    "visit_clerks.index": LEADERS,
    "visit_clerks.update": LEADERS,
    # Flyers: what is uploaded, and when residents see it.
    "console_flyers.index": AT_FLYERS,
    "console_flyers.create": AT_FLYERS,
    "console_flyers.update": AT_FLYERS,
    "console_flyers.delete": AT_FLYERS,
    "console_flyer_order.update": AT_FLYERS,
    "console_flyer_versions.create": AT_FLYERS,
    "console_flyer_versions.update": AT_FLYERS,
    "console_flyer_pictures.download": AT_FLYERS,
    "console_flyer_pictures.show": AT_FLYERS,
    "console_flyer_dates.update": AT_FLYERS,
    "console_flyer_dates.delete": AT_FLYERS,
    "console_flyer_previews.show": AT_FLYERS,
    "console_mailings.index": AT_FLYERS,
    "console_mailings.create": AT_FLYERS,
    "console_mailings.update": AT_FLYERS,
    # Orders of paper by organisations.
    "paper_orders.index": AT_FLYERS,
    "paper_orders.update": AT_FLYERS,
    "paper_orders.delete": AT_FLYERS,
    # Where paper lies, and what it led to, with no small number in it.
    "console_placements.index": AT_FLYERS,
    "console_placements.create": AT_FLYERS,
    "console_placements.update": AT_FLYERS,
    "console_placements.show_qr": AT_FLYERS,
    "console_placements.figures": AT_FLYERS,
    # Paper of the office's own.
    "console_designs.index": AT_FLYERS,
    "console_designs.create": AT_FLYERS,
    "console_designs.update": AT_FLYERS,
    "console_designs.delete": AT_FLYERS,
    "console_papers.create": AT_FLYERS,
    "console_papers.preview": AT_FLYERS,
    "console_papers.show": AT_FLYERS,
    "console_papers.sample": AT_FLYERS,
    # Statistics: totals, of nobody.
    "statistics.show": OVERSEERS,
    "exports.create": OVERSEERS,
    "contacts.create": LEADERS,
    "marks.create": AT_DESKS,
    "marks.delete": AT_DESKS,
    "reports.index": OVERSEERS,
    "reports.create": LEADERS,
    "reports.release": LEADERS,
    "reports.delete": LEADERS,
    # What is watched.
    "line.show": (*AT_DESKS, "auditor"),
    "alarms.index": ("counselor", "supervisor", "auditor"),
    "audit.index": OVERSEERS,
}

BEFORE_SECOND_FACTOR = frozenset(
    {"sign_in.delete", "capsules.show", "passkeys.challenge", "passkeys.create"}
    | {"totp.offer", "totp.picture", "totp.create"}
)
"""Where the office demands a second factor, all that somebody without one reaches: setting one up, and going."""


def require_rows(app: Flask) -> None:
    """Raises `LookupError` when a door under /console/ has no row: a forgotten rule must not mean "everybody"."""
    doors = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/console")}
    if missing := sorted(doors - ACCESS.keys()):
        raise LookupError(f"no row in ACCESS for {', '.join(missing)}")
