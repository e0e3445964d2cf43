"""Waiting for something to become true, without a guess at how long it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LOOK_EVERY_SECONDS = 0.02


def until(condition: Callable[[], T], deadline: float = 15.0) -> T:
    """The first truthy answer of `condition`; AssertionError when there is none within `deadline` seconds."""
    end = time.monotonic() + deadline
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, f"still waiting after {deadline} s; the last answer was {answer!r}"
        time.sleep(_LOOK_EVERY_SECONDS)
