"""What a test file asks its page, and how the page answers."""

from collections.abc import Callable
from typing import Any

Ask = Callable[[str, object], dict[str, Any]]
"""ask(question, asked) gives {"value"}, {"refused": code} or {"failed": what went wrong}."""


def value(answer: dict[str, Any]) -> Any:
    """What the browser found; a refusal or a fault fails the test."""
    assert list(answer) == ["value"], answer
    return answer["value"]
