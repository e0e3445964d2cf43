"""A resident corrects a text they sent."""

from simulator.limits.units import utf16
from simulator.outcomes import Sent
from simulator.platform import LONGEST_TEXT, Platform


def edit(platform: Platform, user_id: str, message_id: str, text: str) -> Sent:
    """The messageEdited event. ValueError for what is not theirs, not a text, or cannot be typed; KeyError for an unknown one."""
    with platform.changed:
        entry = platform.residents[user_id].entry(message_id)
        mine = entry.author == "resident" and entry.event_id is not None
        if not mine or entry.message.get("type") != "text":
            raise ValueError("this message cannot be edited")
        if not text.strip() or utf16(text) > LONGEST_TEXT:
            raise ValueError("text is blank or too long")
        entry.message, entry.edited = entry.message | {"text": text}, True
        message = {"type": "text", "id": message_id, "text": text}
        return platform.happen(user_id, "messageEdited", message=message)
