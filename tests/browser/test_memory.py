"""What a browser keeps of the newest roster, so that an older one is refused: also a browser that keeps nothing."""

import pytest

from tests.browser.answers import Ask, value

PAGE = "memory_page"
KNOWN = {"epoch": 7, "hash": "ab" * 32}


def test_what_was_accepted_is_known_again(ask: Ask) -> None:
    value(ask("with", "honest"))
    assert value(ask("recall", "HONEST")) is None
    assert value(ask("remember", {"fingerprint": "HONEST", **KNOWN})) is True
    assert value(ask("recall", "HONEST")) == KNOWN


@pytest.mark.parametrize("storage", ["blocked", "full", "forgetful", "spoilt"])
def test_where_the_browser_keeps_nothing_the_page_remembers_by_itself(ask: Ask, storage: str) -> None:
    """What was written is read back; that it did not last is told, and nobody is kept from signing in by it."""
    value(ask("with", storage))
    assert value(ask("remember", {"fingerprint": storage, **KNOWN})) is False
    assert value(ask("recall", storage)) == KNOWN
    value(ask("with", "honest"))
    assert value(ask("recall", storage)) == KNOWN
