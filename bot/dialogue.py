"""What the bot answers, as pure functions of what is known: no clock, no database, no LINE."""

from typing import Literal

CONSENT = "1"
"""The version of the consent text; whoever agreed to another is asked again."""

SILENCE_MS = 30 * 60 * 1000
"""So long without a word from either side is a silence; the first message after it is acknowledged, the next are not."""

FLOOD_MS = 60 * 1000
"""Pictures come in sets, one event each; what can't be received is said once a minute, not once per picture."""

ASKED = "asked"
"""The stage of a resident who has been asked whether others see the screen, and is not asked again."""

Step = Literal["consent", "topics", "device", "write"]


def acknowledges(*, last_activity_at: int | None, acknowledged_at: int | None, now: int) -> bool:
    """Whether the bot says that a message has been received: once per silence."""
    if last_activity_at is None or acknowledged_at is None:
        return True
    return now - last_activity_at >= SILENCE_MS


def refuses(*, acknowledged_at: int | None, now: int) -> bool:
    """Whether the bot says that something can't be received."""
    return acknowledged_at is None or now - acknowledged_at >= FLOOD_MS


def next_step(*, consent: str | None, stage: str | None, begun: bool, chosen: bool = False) -> Step:
    """What comes next on the way to writing freely, for who wants to talk.

    `begun`: there is an open consultation. `chosen`: a topic was chosen, or nothing, a moment ago.
    """
    if consent != CONSENT:
        return "consent"
    if not begun and not chosen:
        return "topics"
    return "write" if stage == ASKED else "device"
