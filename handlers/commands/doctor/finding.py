"""What `doctor` says of one thing."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from storage.contexts import Rejected
from storage.database import StorageError
from storage.holder import KeystoreError

LANGUAGES = ("ja", "en")
"""Those of the pages for staff (handlers/language.py), without the pages."""

Level = Literal["ok", "warning", "failure", "by-hand"]


class Finding(NamedTuple):
    """`ja`, and `message` in English, say what to do, if anything; no secret, nothing of a person. `ok` is False for a failure only."""

    check: str
    ok: bool
    level: Level
    ja: str
    message: str

    def said(self, language: str) -> str:
        return self.message if language == "en" else self.ja


def good(check: str, ja: str, en: str) -> Finding:
    return Finding(check, True, "ok", ja, en)


def warn(check: str, ja: str, en: str) -> Finding:
    """It works, but not for long or not as well as it might."""
    return Finding(check, True, "warning", ja, en)


def bad(check: str, ja: str, en: str) -> Finding:
    """Residents or their words would come to harm: do this first."""
    return Finding(check, False, "failure", ja, en)


def by_hand(check: str, ja: str, en: str) -> Finding:
    """What no program can see."""
    return Finding(check, True, "by-hand", ja, en)


def looked(check: str, look: Callable[[], Finding]) -> Finding:
    """What was found, or that it could not be looked at, by the kind of the error only: its text may quote anything."""
    try:
        return look()
    except (StorageError, KeystoreError, Rejected, LookupError, OSError, ValueError) as error:
        kind = type(error).__name__
        return bad(
            check,
            f"調べられませんでした（{kind}）。`serve` のログを見てください。",
            f"It can't be looked at ({kind}): the log of `serve` may say more.",
        )
