"""The style sheets of these pages stand within them: on a bad line, words are on the screen a round trip earlier.

A policy without `unsafe-inline` lets a browser use them, because it names the SHA-256 of each.
"""

import base64
from functools import cache
from typing import NamedTuple

from handlers import files
from handlers.security import CONTENT_SECURITY_POLICY
from storage.contexts import digest

GROUND = ("css/room/theme.css", "css/room/ground.css", "css/flyers/flyers.css")
MORE = {
    "list": "list",
    "flyer": "flyer",
    "card": "card",
    "screen": "card",
    "order": "order",
    "privacy": "kept",
}
"""What else a page shows itself by, by its template; the others have nothing of their own."""


class Sheet(NamedTuple):
    """`text`: for a <style>, to the byte. `policy`: the Content-Security-Policy of a page that has it within."""

    text: str
    policy: str


@cache
def sheet(template: str) -> Sheet:
    """Of this page, as it was when this process first showed it."""
    own = (f"css/flyers/{MORE[template]}.css",) if template in MORE else ()
    text = "".join((files.FOLDER / name).read_text("utf-8") for name in (*GROUND, *own))
    named = base64.b64encode(digest(text.encode())).decode()
    policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", f"style-src 'self' 'sha256-{named}'")
    return Sheet(text, policy)


@cache
def known() -> frozenset[str]:
    """What may stand in a <style> of these pages."""
    return frozenset(sheet(template).text for template in ("", *MORE))
