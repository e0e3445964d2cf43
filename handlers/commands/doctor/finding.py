"""What `doctor` says of one thing."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from storage.contexts import Rejected
from storage.database import StorageError
from storage.holder import KeystoreError

Level = Literal["ok", "warning", "failure", "by-hand"]


class Finding(NamedTuple):
    """`message` says what to do, if anything; never a secret, nothing of a person. `ok` is False for a failure only."""

    check: str
    ok: bool
    level: Level
    message: str


def good(check: str, message: str) -> Finding:
    return Finding(check, True, "ok", message)


def warn(check: str, message: str) -> Finding:
    """It works, but not for long or not as well as it might."""
    return Finding(check, True, "warning", message)


def bad(check: str, message: str) -> Finding:
    """Residents or their words would come to harm: do this first."""
    return Finding(check, False, "failure", message)


def by_hand(check: str, message: str) -> Finding:
    """What no program can see."""
    return Finding(check, True, "by-hand", message)


def looked(check: str, look: Callable[[], Finding]) -> Finding:
    """What was found, or that it could not be looked at, by the kind of the error only: its text may quote anything."""
    try:
        return look()
    except (StorageError, KeystoreError, Rejected, LookupError, OSError, ValueError) as error:
        return bad(check, f"It can't be looked at ({type(error).__name__}): the log of `serve` may say more.")
