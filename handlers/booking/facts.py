"""What everybody may know: the places and their rules, what one brings, what a visit can be about, whom to ring. The same for all
who read one language.
"""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection

from bot import telephones
from bot.phrases import LANGUAGES, load
from handlers.context import context
from storage import place_papers, visit_kinds, visit_places
from storage.visit_places import Place

door = Blueprint("facts", __name__)

_DAY_MS = 24 * 3600 * 1000
KEPT_S = 60
_RULES = ("lead_days", "change_days", "horizon_days", "per_resident")
_HAS = ("private_room", "takes_wishes", "takes_waiting", "active")


@door.get("/facts")
def show() -> Response:
    """`?language=ja|easy|en`. {"places", "kinds", "days", "urgent"}: `days` a booking is kept after its visit; places and kinds that can't be booked now are there for who has booked one."""
    here, asked = context(), request.args.get("language", LANGUAGES[0])
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    with here.database.reading() as connection:
        places = [_place(connection, one, language) for one in visit_places.all_of(connection, active=False)]
        kinds = visit_kinds.all_of(connection, active=False)
    response = jsonify(
        {
            "places": places,
            "kinds": [
                {
                    "id": one.id,
                    "name": one.name(language),
                    "most_persons": one.most_persons,
                    "papers": one.papers,
                    "active": one.active,
                }
                for one in kinds
            ],
            "days": here.settings.retention_policy.booking_after_visit // _DAY_MS,
            "urgent": telephones.sections(load(language), here.intake.house.numbers),
        }
    )
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


def _place(connection: Connection, one: Place, language: str) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "address", "phone", *_RULES, *_HAS)}
    return told | {"name": one.name(language), "papers": _papers(connection, one.id, language)}


def _papers(connection: Connection, place: str, language: str) -> dict[str, Any] | None:
    papers = place_papers.find(connection, place)
    if papers is None:
        return None
    content = papers.content
    return {
        "items": [
            {part: _said(item.get(part), language) for part in ("name", "where", "note", "when")}
            for item in content.get("items", [])
        ],
        "rules": _said(content.get("rules"), language),
        "moving": [_said(content.get("moving", {}).get(way), language) for way in ("a", "b")],
        "checked_on": papers.checked_on,
    }


def _said(words: Any, language: str) -> str:
    """In this language, or in Japanese where nobody has said it otherwise; "" where nothing is said."""
    return (words.get(language) or words.get("ja") or "") if isinstance(words, dict) else ""
