"""What the bot decides by itself."""

import pytest

from bot.dialogue import ASKED, CONSENT, FLOOD_MS, SILENCE_MS, acknowledges, next_step, refuses

NOW = 1_795_219_200_000


@pytest.mark.parametrize(
    ("silent_for", "answered_for", "expected"),
    [
        (None, None, True),
        (0, None, True),
        (0, 0, False),
        (SILENCE_MS - 1, SILENCE_MS - 1, False),
        (SILENCE_MS, SILENCE_MS, True),
        (SILENCE_MS, 0, True),
        (0, 10 * SILENCE_MS, False),
    ],
)
def test_a_message_is_acknowledged_once_per_silence(
    silent_for: int | None, answered_for: int | None, expected: bool
) -> None:
    last = None if silent_for is None else NOW - silent_for
    answered = None if answered_for is None else NOW - answered_for
    assert acknowledges(last_activity_at=last, acknowledged_at=answered, now=NOW) is expected


@pytest.mark.parametrize(
    ("answered_for", "expected"), [(None, True), (FLOOD_MS - 1, False), (FLOOD_MS, True)]
)
def test_what_cannot_be_received_is_said_once_a_minute(answered_for: int | None, expected: bool) -> None:
    answered = None if answered_for is None else NOW - answered_for
    assert refuses(acknowledged_at=answered, now=NOW) is expected


@pytest.mark.parametrize(
    ("consent", "stage", "begun", "chosen", "expected"),
    [
        (None, None, False, False, "consent"),
        (None, ASKED, True, True, "consent"),
        ("0", None, True, False, "consent"),
        (CONSENT, None, False, False, "topics"),
        (CONSENT, ASKED, False, False, "topics"),
        (CONSENT, None, False, True, "device"),
        (CONSENT, None, True, False, "device"),
        (CONSENT, ASKED, True, False, "write"),
        (CONSENT, ASKED, True, True, "write"),
    ],
)
def test_the_way_to_writing_freely_is_short_and_no_question_comes_twice(
    consent: str | None, stage: str | None, begun: bool, chosen: bool, expected: str
) -> None:
    assert next_step(consent=consent, stage=stage, begun=begun, chosen=chosen) == expected
