"""Retry keys: an accepted push is executed once in 24 hours, however often it is asked for."""

import re
from dataclasses import dataclass

from simulator.refusals import Refusal

REMEMBERED = 24 * 3_600_000
"""How long (ms) an accepted key blocks another execution (LINE guide, Retry failed API requests)."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class _Accepted:
    at: int
    request_id: str
    request: bytes
    sent: list[dict[str, str]]


class RetryKeys:
    """Keys of accepted requests. A refused request leaves its key free."""

    def __init__(self) -> None:
        self._accepted: dict[str, _Accepted] = {}

    def check(self, key: str, request: bytes, now: int) -> None:
        """Pass, or refuse: 400 for no UUID or for a key reused with another request, 409 for a repetition.

        LINE itself answers 409 to a key reused with another request, and the second message is lost;
        the simulator says 400 so that the mistake is seen.
        """
        if not _UUID.fullmatch(key):
            raise Refusal(
                400, "The value of X-Line-Retry-Key is invalid. Specify a UUID in hexadecimal format."
            )
        known = self._accepted.get(key.lower())
        if known is None or now - known.at > REMEMBERED:
            return
        if known.request != request:
            raise Refusal(400, "The retry key was already used with a different request.")
        raise Refusal(
            409,
            "The retry key is already accepted",
            headers={"x-line-accepted-request-id": known.request_id},
            sentMessages=known.sent,
        )

    def remember(
        self, key: str, request: bytes, request_id: str, sent: list[dict[str, str]], now: int
    ) -> None:
        self._accepted[key.lower()] = _Accepted(now, request_id, request, sent)
