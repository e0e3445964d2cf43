"""Waiting for something to become true, without a guess at how long it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(condition: Callable[[], T], deadline: float = 15.0) -> T:
    """The first truthy answer of `condition`; AssertionError when there is none within `deadline` seconds."""
    end = time.monotonic() + deadline
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, f"still waiting after {deadline} s"
        time.sleep(0.05)
