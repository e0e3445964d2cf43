"""What all of these pages stand on: a language that is remembered nowhere, addresses that carry it on, and the frame."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from bot.hotlines import Hotline
from bot.phrases import LANGUAGES
from handlers import files
from handlers.context import context
from handlers.flyers import sheets, words
from handlers.flyers.readings import paragraphs, plain, ruby

ROOT = "/flyers/"


def language() -> str:
    """`?lang=` first, then what the browser asks for. Who reads neither Japanese nor English gets やさしい日本語."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    accepted = request.accept_languages
    return accepted.best_match(["ja", "en"]) or ("easy" if accepted else "ja")


def address(path: str = "", **query: str | None) -> str:
    """Of one of these pages (`path` below /flyers/), in the language that was asked for in the address."""
    asked = request.args.get("lang")
    given = query | {"lang": query.get("lang") or (asked if asked in LANGUAGES else None)}
    said = urlencode({name: value for name, value in given.items() if value})
    return f"{ROOT}{path}{'?' if said else ''}{said}"


def page(template: str, *, status: int = 200, kept: dict[str, str] | None = None, **given: Any) -> Response:
    """A page of templates/flyers/. `kept`: what else stands in its address, for the links to its other languages."""
    chosen = language()
    path, sheet = request.path.removeprefix(ROOT) if status == 200 else "", sheets.sheet(template)
    html = render_template(
        f"flyers/{template}.html",
        language=chosen,
        words=words.load(chosen),
        names=words.load("ja")["names"],
        address=address,
        switch={one: address(path, lang=one, **(kept or {})) for one in LANGUAGES},
        paragraphs=paragraphs,
        sheet=sheet.text,
        **given,
    )
    response = make_response(files.versioned(html))
    response.status_code = status
    response.headers["Content-Security-Policy"] = sheet.policy
    return response


def telephones() -> list[Hotline]:
    """Whom to ask about flyers."""
    return context().intake.house.numbers.tagged("flyers")


FILTERS = {"ruby": ruby, "plain": plain}
