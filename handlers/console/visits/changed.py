"""Two people who set up the same thing: the second is told who was quicker, and keeps what they have typed."""

from typing import Any

from flask import Response
from sqlalchemy import Connection

from handlers.security import refusal
from storage import audit, staff

_CHANGED = "ほかの人が、先に変えました。あなたの内容は、まだ保存していません。"


def refused(connection: Connection, action: str, where: str | None, **now_stored: Any) -> Response:
    """409 "changed" with what is stored by now, who set it and when (as far as the log's newest acts tell)."""
    return refusal("changed", 409, _CHANGED, **_last(connection, action, where), **now_stored)


def _last(connection: Connection, action: str, where: str | None) -> dict[str, Any]:
    for event in audit.events(connection, action=action, limit=20):
        if event.actor is not None and (where is None or event.facts.get("place") == where):
            return {"by": staff.display_names(connection).get(event.actor), "at": event.at}
    return {"by": None, "at": None}
