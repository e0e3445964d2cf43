"""Words → LINE message objects, within LINE's limits and counted in LINE's units."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from bot import look
from bot.limits import LONGEST_TEXT, MESSAGES, graphemes, problems, text_length
from bot.look import Part, Tone

__all__ = [
    "LONGEST_TEXT", "Button", "Message", "Picker", "bubble", "carousel", "check", "day_words", "image_message", "moment_words", "parts", "split",
    "text_length", "text_message",
]  # fmt: skip

Message = dict[str, Any]

_FITS = 20_000
"""Bytes of JSON that surely fit into the largest bucket of a sealed payload (20,476)."""


def parts(text: str) -> list[str]:
    """A received text in as many parts as sealing needs: one, but for the longest that LINE lets somebody type."""
    if len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) <= _FITS:
        return [text]
    middle = len(text) // 2
    return parts(text[:middle]) + parts(text[middle:])


class Picker(NamedTuple):
    """LINE's wheel of days ("date": YYYY-MM-DD) or moments ("datetime": YYYY-MM-DDTHH:MM, without a timezone)."""

    mode: Literal["date", "datetime"]
    first: str
    last: str
    initial: str


@dataclass(frozen=True)
class Button:
    """`value` is what it says, what its tap (or what is picked) sends, the number it calls, or the https address it opens.

    `shown` is what a tap leaves in the talk as the resident's own words; None leaves nothing.
    """

    label: str
    does: Literal["say", "tap", "call", "open", "pick"]
    value: str
    shown: str | None = None
    picker: Picker | None = None

    @property
    def action(self) -> Part:
        match self.does:
            case "say":
                return {"type": "message", "label": self.label, "text": self.value}
            case "tap":
                shown = {} if self.shown is None else {"displayText": self.shown}
                return {"type": "postback", "label": self.label, "data": self.value, **shown}
            case "call":
                return {"type": "uri", "label": self.label, "uri": f"tel:{self.value}"}
            case "open":
                return {"type": "uri", "label": self.label, "uri": self.value}
            case "pick":
                return {"type": "datetimepicker", "label": self.label, "data": self.value, **self._picked()}

    def _picked(self) -> Part:
        if self.picker is None:
            raise ValueError("something to pick from")
        mode, first, last, initial = self.picker
        return {"mode": mode, "initial": initial, "min": first, "max": last}


def text_message(text: str, buttons: Sequence[Button | str] = ()) -> Message:
    """A text message with up to 13 quick replies. ValueError for a blank or overlong text, or half a surrogate pair."""
    return check(_with_replies({"type": "text", "text": text}, buttons))


def image_message(original: str, preview: str) -> Message:
    """A picture by its address and that of a small one; LINE fetches both (JPEG or PNG, 10 MB and 1 MB)."""
    return check({"type": "image", "originalContentUrl": original, "previewImageUrl": preview})


def bubble(
    alt: str,
    title: str,
    paragraphs: Sequence[str | Part],
    buttons: Sequence[Button] = (),
    *,
    tone: Tone = "calm",
    lead: bool = True,
    replies: Sequence[Button] = (),
) -> Message:
    """A card. Of `paragraphs`, strings become text; components of `bot/look.py` stand as they are.
    `lead`: the first button is what most people will press; where it is a choice, all look alike.

    `alt` is what a lock screen shows; `replies` stand below the talk until the next message.
    """
    contents = _card(title, paragraphs, buttons, tone, lead)
    return check(_with_replies({"type": "flex", "altText": alt, "contents": contents}, replies))


def carousel(alt: str, bubbles: Sequence[Message], *, replies: Sequence[Button] = ()) -> Message:
    """Up to 12 cards made by `bubble`, side by side."""
    contents = {"type": "carousel", "contents": [one["contents"] for one in bubbles]}
    return check(_with_replies({"type": "flex", "altText": alt, "contents": contents}, replies))


def check(message: Message) -> Message:
    """The same message, when LINE would take it. ValueError otherwise; it names the rule and nothing of the content."""
    for problem in problems(message):
        raise ValueError(problem)
    return message


def split(text: str) -> list[str]:
    """A text in at most five parts that LINE takes, none of them cut inside what a reader sees as one character.

    ValueError for a blank or longer text, or half a surrogate pair.
    """
    if not text.strip():
        raise ValueError("a text message can't be blank")
    found = (
        [part for part in _pieces(text) if part.strip()]
        if text_length(text) <= MESSAGES * LONGEST_TEXT
        else []
    )
    if not 0 < len(found) <= MESSAGES:
        raise ValueError(f"a text has at most {MESSAGES} parts of {LONGEST_TEXT} UTF-16 units")
    return found


def _pieces(text: str) -> Iterator[str]:
    if text_length(text) <= LONGEST_TEXT:
        yield text
        return
    piece, length = "", 0
    for grapheme in graphemes(text):
        for letter in [grapheme] if text_length(grapheme) <= LONGEST_TEXT else grapheme:
            added = text_length(letter)
            if length + added > LONGEST_TEXT:
                yield piece
                piece, length = "", 0
            piece, length = piece + letter, length + added
    yield piece


def _card(
    title: str, paragraphs: Sequence[str | Part], buttons: Sequence[Button], tone: Tone, lead: bool
) -> Part:
    colours = look.COLOURS[tone]
    contents = [look.words(one, colours) if isinstance(one, str) else one for one in paragraphs]
    pressed = [
        look.button(one.action, colours, main=lead and place == 0) for place, one in enumerate(buttons)
    ]
    return look.card(title, contents, pressed, colours)


def _with_replies(message: Message, buttons: Sequence[Button | str]) -> Message:
    if not buttons:
        return message
    made = [Button(one, "say", one) if isinstance(one, str) else one for one in buttons]
    items = [{"type": "action", "action": one.action} for one in made]
    return message | {"quickReply": {"items": items}}


def day_words(at: int, timezone: dt.tzinfo, language: str = "ja") -> str:
    """A moment (ms) as 「12月1日」, or "1 Dec"."""
    local = dt.datetime.fromtimestamp(at / 1000, timezone)
    return f"{local.day} {_MONTHS[local.month - 1]}" if language == "en" else f"{local.month}月{local.day}日"


def moment_words(at: int, timezone: dt.tzinfo, language: str = "ja") -> str:
    """A moment (ms) as 「12月1日 9時05分」, or "1 Dec 9:05"."""
    local = dt.datetime.fromtimestamp(at / 1000, timezone)
    day = day_words(at, timezone, language)
    if language == "en":
        return f"{day} {local.hour}:{local.minute:02}"
    return f"{day} {local.hour}時{local.minute:02}分"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
