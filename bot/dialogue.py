"""What the bot answers, as pure functions of what is known: no clock, no database, no LINE."""

from bot.phrases import Phrases

SILENCE_MS = 30 * 60 * 1000
"""So long without a word from either side is a silence; the first message after it is acknowledged, the next are not."""


def keyword_answer(text: str, phrases: Phrases) -> str | None:
    """The answer to a message that is a command of the menu and not something to be read by people."""
    return phrases.urgent if text.strip().strip("「」『』。") in phrases.urgent_keywords else None


FLOOD_MS = 60 * 1000
"""Pictures come in sets, one event each; what can't be received is said once a minute, not once per picture."""


def acknowledges(*, last_activity_at: int | None, acknowledged_at: int | None, text: bool, now: int) -> bool:
    """Whether this message is answered by the bot: a text once per silence, anything else also when it is the first."""
    if last_activity_at is None or now - last_activity_at >= SILENCE_MS:
        return True
    return not text and (acknowledged_at is None or now - acknowledged_at >= FLOOD_MS)
