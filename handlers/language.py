"""The language of a page for staff: 日本語, or English for who asked for it. Residents' languages are another matter: bot/phrases."""

from flask import Flask, Response, request

COOKIE = "hidamari-language"
OVER_TLS = f"__Host-{COOKIE}"
"""No other host of the same domain can set it."""
LANGUAGES = ("ja", "en")
_A_YEAR = 365 * 24 * 3600


def attach(app: Flask) -> None:
    """Gives every template `language` and `said(ja, en)`."""
    app.context_processor(lambda: {"language": language(), "said": said})


def language() -> str:
    """`?language=en` first, then what this browser chose before, else 日本語."""
    asked = request.args.get("language") or request.cookies.get(OVER_TLS) or request.cookies.get(COOKIE)
    return asked if asked in LANGUAGES else LANGUAGES[0]


def said(ja: str, en: str) -> str:
    """The sentence in the page's language."""
    return en if language() == "en" else ja


def keep(response: Response, *, secure: bool) -> Response:
    """Lets this browser open the console in the chosen language next time; the cookie says nothing else."""
    if request.args.get("language") in LANGUAGES:
        response.set_cookie(
            OVER_TLS if secure else COOKIE, language(),
            max_age=_A_YEAR, path="/", secure=secure, httponly=True, samesite="Strict",
        )  # fmt: skip
    return response
