"""Papers as files: each one page of HTML with everything in it, fit for A4 and for a word processor."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import phrases
from handlers.flyers.readings import plain, ruby
from handlers.papers import words
from handlers.papers.facts import Facts

PAPERS = {
    "youkou": "1-youkou.html",
    "itaku": "2-itaku-tokki-jikou.html",
    "privacy": "3-privacy.html",
    "gikai": "4-gikai.html",
    "accessibility": "5-accessibility.html",
}
"""File names by template, in the order in which an office needs them."""

_LOOK = "<!-- look -->"
_TEMPLATES = Path(__file__).parents[1] / "templates"


def written(facts: Facts) -> Mapping[str, str]:
    """Each paper by its file name."""
    given: dict[str, Any] = {
        "facts": facts,
        "languages": [
            (one, words.load(one), phrases.load(one).say("about.who")) for one in phrases.LANGUAGES
        ],
    }
    return {file: _page(f"papers/{name}.html", given) for name, file in PAPERS.items()}


def _page(template: str, given: Mapping[str, Any]) -> str:
    """With its look within: whoever hands on the file hands on both."""
    html = _environment().get_template(template).render(given)
    return html.replace(_LOOK, _style())


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"ruby": ruby, "plain": plain}
    return found


@cache
def _style() -> str:
    return f"<style>\n{(_TEMPLATES / 'papers' / 'paper.css').read_text('utf-8')}</style>"
