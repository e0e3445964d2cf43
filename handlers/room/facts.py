"""What everybody may know: for how long it is kept, whom to ring, when people answer. The same for all who read one language."""

from flask import Blueprint, Response, jsonify, request

from bot import danger, openings, telephones
from bot.phrases import LANGUAGES, load
from handlers.context import context
from storage import desks

door = Blueprint("facts", __name__)

_DAY_MS = 24 * 3600 * 1000
KEPT_S = 60


@door.get("/facts")
def show() -> Response:
    """`?language=ja|easy|en`. "answer": whether people answer now, else in words when next (empty: nobody knows). "danger": patterns
    that flag a text in NFKC and lower case, once "innocent" is taken out. "largest" in bytes.
    """
    here, asked = context(), request.args.get("language", LANGUAGES[0])
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    now, house, timezone = here.now(), here.intake.house, here.settings.timezone
    with here.database.reading() as connection:
        desk = desks.intake_desk(connection)
        opening = openings.opening_words(connection, desk, language, now, timezone)
        notice = openings.notice_words(connection, language, now)
    looked_for = danger.patterns()
    response = jsonify(
        {
            "days": house.kept // _DAY_MS,
            "urgent": telephones.sections(load(language), house.numbers),
            "answer": {"now": opening is None, "words": opening or ""},
            "notice": notice,
            "largest": {kind: here.settings.largest_bytes[kind] for kind in ("image", "audio")},
            "danger": looked_for["flag"],
            "innocent": looked_for["innocent"],
        }
    )
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
