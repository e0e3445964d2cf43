"""Buttons that the bot makes for one resident: what a tap sends back, signed, versioned and expiring.

A button stays on a phone for weeks, so that a tap may come late, twice, or from a hand that wrote the words itself. Its words
are "1.<action>[.<argument>…][.~<about>].<expires, base36 seconds>.<mac>" (LINE allows 300 characters), bound to the
pseudonym of the one it was made for. Actions are short and tell nothing: LINE's servers see them. bot/cards lists them.
"""

import hmac as constant_time
import re
from collections.abc import Callable
from typing import NamedTuple

from storage import sealing
from storage.contexts import b64, ctx

SURVEY = "s"
LIFE_MS = 30 * 24 * 3600 * 1000
SURVEY_LIFE_MS = 14 * 24 * 3600 * 1000
_VERSION, _ABOUT = "1", "~"
_MAC = 12
_LONGEST = 300
_PART = re.compile(r"[A-Za-z0-9_-]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Tap = Callable[..., str]
"""What the cards make their buttons with: `tap(action, *args)` returns the words of a postback."""


class Tapped(NamedTuple):
    """A button that is genuine, this resident's, and not too old. `about` is what it was bound to, or empty."""

    action: str
    args: tuple[str, ...]
    about: str


def maker(key: bytes, pseudonym: bytes, *, now: int, about: str = "") -> Tap:
    """A `tap` for the cards of one resident; `about` binds its buttons to one thing, in letters of base64url."""

    def tap(action: str, *args: str) -> str:
        """The postback of one button. ValueError for words that a button can't carry."""
        life = SURVEY_LIFE_MS if action == SURVEY else LIFE_MS
        for part in (action, *args, about or "-"):
            if not _PART.fullmatch(part):
                raise ValueError("an action and its arguments are letters, digits, - and _")
        said = ".".join([_VERSION, action, *args, *([_ABOUT + about] if about else [])])
        said += "." + base36((now + life) // 1000)
        return f"{said}.{_mac(key, pseudonym, said)}"

    return tap


def read(words: str, key: bytes, pseudonym: bytes, *, now: int) -> Tapped | None:
    """What was tapped; None for anything forged, foreign, altered, expired or of another version."""
    said, _, mac = words.rpartition(".")
    if len(words) > _LONGEST or not words.isascii():
        return None
    if not constant_time.compare_digest(mac, _mac(key, pseudonym, said)):
        return None
    version, action, *args, expires = said.split(".")
    if version != _VERSION or int(expires, 36) * 1000 <= now:
        return None
    about = args.pop()[1:] if args and args[-1].startswith(_ABOUT) else ""
    return Tapped(action, tuple(args), about)


def _mac(key: bytes, pseudonym: bytes, said: str) -> str:
    return b64(sealing.hmac_sha256(key, ctx("button", said, pseudonym))[:_MAC])


def base36(number: int) -> str:
    """A whole number from 0 on, in as few letters as a button can carry it."""
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
    return digits or "0"
