"""What the bot answers, as pure functions of what is known: no clock, no database, no LINE."""

from typing import Literal

from bot.phrases import Keywords

SILENCE_MS = 30 * 60 * 1000
"""So long without a word from either side is a silence; the first message after it is acknowledged, the next are not."""

Command = Literal["urgent", "erase", "erase_now", "erase_when_closed"]
_COMMANDS: tuple[Command, ...] = ("urgent", "erase", "erase_now", "erase_when_closed")


def command(text: str, keywords: Keywords) -> Command | None:
    """Which command a message is, when it is one and not something to be read by people."""
    said = text.strip().strip("「」『』。")
    return next((name for name in _COMMANDS if said in getattr(keywords, name)), None)


FLOOD_MS = 60 * 1000
"""Pictures come in sets, one event each; what can't be received is said once a minute, not once per picture."""


def acknowledges(*, last_activity_at: int | None, acknowledged_at: int | None, text: bool, now: int) -> bool:
    """Whether this message is answered by the bot: a text once per silence, anything else also when it is the first."""
    if last_activity_at is None or now - last_activity_at >= SILENCE_MS:
        return True
    return not text and (acknowledged_at is None or now - acknowledged_at >= FLOOD_MS)
