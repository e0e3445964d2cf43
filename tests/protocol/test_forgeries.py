"""Everything that is refused, and why. The browser must say the same: tests/browser/test_crypto.py."""

import pytest

from storage.contexts import Rejected
from tests.protocol.every_forgery import FORGERIES


@pytest.mark.parametrize("name", FORGERIES)
def test_refused_with_its_own_code(name: str) -> None:
    story = FORGERIES[name].story()
    with pytest.raises(Rejected) as refusal:
        story.read()
    assert refusal.value.code == FORGERIES[name].code
