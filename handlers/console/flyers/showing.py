"""How a flyer is told to the console's page, and what a door does before it changes one."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort
from sqlalchemy import Connection

from handlers.console.guard import Visitor
from handlers.context import Context
from handlers.security import refusal
from storage import audit, flyer_versions, flyers, staff
from storage.audit_actions import GROUPS
from storage.flyer_versions import Version
from storage.flyers import Flyer

_CHANGED = "ほかの人が、先に変えました。あなたの内容は、まだ保存していません。"


def find(connection: Connection, flyer: str, *, hold: bool = False) -> Flyer:
    """404 for one that is not there."""
    found = flyers.find(connection, flyer, hold=hold)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def find_version(connection: Connection, flyer: str, number: int) -> Version:
    """404 for one that is not there."""
    found = flyer_versions.version(connection, flyer, number)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def whole(connection: Connection, flyer: Flyer, now: int) -> dict[str, Any]:
    """A flyer:

    {"id", "revision", "position", "title_ja", "title_easy", "title_en", "talk_…", "text_…", "audience_…" (all three languages),
    "languages": ["ja", …], "card": "A" or null, "version": number or null (the one that is shown, or would be),
    "shown_from": ms or null, "shown_until": ms or null, "changed_at": ms, "state", "versions": [version, the newest first]}

    `state`: "empty" (nothing uploaded) | "draft" (no dates) | "planned" (from a day to come) | "shown" (residents see it) | "over" |
    "withdrawn" (taken back at `shown_until`; `shown_from` is null).

    A version: {"number", "made_at": ms, "pages": how many, "pictures": [{"page" (from 1), "width", "height"}] (each in every format),
    "alt": {"ja": [one text for each page], "easy": […], "en": […]}, "aloud": {"ja": text, "easy": text, "en": text}}
    """
    told = flyer._asdict() | {"languages": flyer.languages.split(","), "state": _state(flyer, now)}
    found = flyer_versions.versions(connection, flyer.id)
    return told | {"versions": [_version(connection, one) for one in found]}


def changed(connection: Connection, flyer: Flyer, now: int) -> Response:
    """409 "changed" with the flyer as it is `stored` now, `by` whom (a name or null) and `at` (ms or null)."""
    by, at = _last(connection, flyer.id)
    return refusal("changed", 409, _CHANGED, by=by, at=at, stored=whole(connection, flyer, now))


def note(
    here: Context, connection: Connection, visitor: Visitor, action: str, flyer: str, **facts: str | int
) -> None:
    """In the audit log: which flyer, and no content."""
    kid = visitor.account.kid
    now = here.now()
    audit.note(
        connection, here.office.keys, action, now=now, actor=kid, consultation=None, flyer=flyer, **facts
    )


def _state(flyer: Flyer, now: int) -> str:
    if flyer.version is None:
        return "empty"
    if flyer.withdrawn_at is not None:
        return "withdrawn"
    if flyer.shown_from is None:
        return "draft"
    if flyer.is_shown(now):
        return "shown"
    return "planned" if now < flyer.shown_from else "over"


def _version(connection: Connection, version: Version) -> dict[str, Any]:
    sizes = flyer_versions.sizes(connection, version.flyer, version.number)
    return {
        "number": version.number,
        "made_at": version.made_at,
        "pages": version.pages,
        "pictures": [{"page": page, "width": width, "height": height} for page, width, height in sizes],
        "alt": version.alt,
        "aloud": version.aloud,
    }


def _last(connection: Connection, flyer: str) -> tuple[str | None, int | None]:
    """Who changed it last and when, as far as the log's newest acts tell."""
    for event in audit.events(connection, actions=GROUPS["flyers"], limit=50):
        if event.actor is not None and event.facts.get("flyer") == flyer:
            return staff.display_names(connection).get(event.actor), event.at
    return None, None
