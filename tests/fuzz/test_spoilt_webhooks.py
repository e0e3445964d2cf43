"""Ten thousand spoilt webhook events at the real callback: no 5xx, no trouble in the log, nothing readable lost or doubled."""

from hypothesis import strategies as st

from tests.cast import Town
from tests.fuzz.raining import how_many, rain
from tests.fuzz.sending import Sender
from tests.fuzz.spoiling import SPOILT
from tests.fuzz.webhook_events import BATCH


def test_events_that_are_spoilt(sender: Sender, town: Town) -> None:
    rain(sender, st.lists(SPOILT, min_size=BATCH, max_size=BATCH), town)
    assert sender.events >= how_many(town)
    assert len(sender.expected.readable()) > 0.05 * how_many(town)
    sender.assert_everything_is_stored_once()
