"""What is kept and until when, for residents, in their language: made of the settings in force. Nobody writes down that they looked."""

import datetime as dt

from flask import Blueprint, Response, make_response, render_template

from bot import phrases
from bot.phrases import LANGUAGES
from handlers import files
from handlers.context import context
from handlers.flyers import sheets
from handlers.flyers.pages import language
from handlers.papers import facts, words

ADDRESS = "/privacy"

door = Blueprint("privacy", __name__)


@door.get(ADDRESS)
def show() -> Response:
    here, chosen = context(), language()
    day = dt.datetime.fromtimestamp(here.now() / 1000, here.settings.timezone).date()
    with here.database.reading() as connection:
        found = facts.gather(here.settings, connection, day)
    sheet = sheets.sheet("privacy")
    html = render_template(
        "privacy.html",
        language=chosen,
        words=words.load(chosen),
        names=words.load("ja")["names"],
        who=phrases.load(chosen).say("about.who"),
        facts=found,
        telephones=here.intake.house.numbers.tagged("flyers"),
        switch={one: f"{ADDRESS}?lang={one}" for one in LANGUAGES},
        sheet=sheet.text,
    )
    response = make_response(files.versioned(html))
    response.headers["Content-Security-Policy"] = sheet.policy
    return response
