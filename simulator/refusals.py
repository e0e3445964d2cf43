"""The one way in which the fake Messaging API says no."""

from collections.abc import Iterable, Mapping
from typing import Any

RATE_LIMIT = "The API rate limit has been exceeded. Try again later."
MONTHLY_LIMIT = "You have reached your monthly limit."
SAME_USER_LIMIT = "Too many messages have been sent to the same user. Try again later."


class Refusal(Exception):
    """An answer other than 2xx. `body` is LINE's error object: message, details, sentMessages."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        problems: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(f"{status}")
        self.status = status
        self.headers = dict(headers or {})
        details = [{"message": what, "property": where} for where, what in problems]
        self.body: dict[str, Any] = {"message": message, **({"details": details} if details else {}), **more}


def invalid_body(problems: list[tuple[str, str]]) -> Refusal:
    """400 for a body of the wrong shape; `problems` are (property, what is wrong)."""
    return Refusal(400, f"The request body has {len(problems)} error(s)", problems=problems)
