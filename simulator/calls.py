"""What the product asked of the Messaging API."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Call:
    """One API call and its answer. `body` is for tests in this process; it is never shown over HTTP."""

    at: int
    method: str
    path: str
    status: int
    request_id: str
    body: bytes = field(repr=False)


class Calls:
    """The last calls, oldest first."""

    def __init__(self, most: int = 2_000) -> None:
        self._kept: deque[Call] = deque(maxlen=most)

    def add(self, call: Call) -> None:
        self._kept.append(call)

    def all(self) -> list[Call]:
        return list(self._kept)

    def to(self, ending: str) -> list[Call]:
        """The calls whose path ends with `ending`, such as `/message/push`."""
        return [call for call in tuple(self._kept) if call.path.endswith(ending)]
