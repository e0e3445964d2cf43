"""Small parts that the cards about visits share."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from bot import look
from bot.cards.items import words
from bot.look import Part
from bot.messages import Button, Message, bubble
from bot.phrases import Phrases

MOST_OWN = 9
"""Bubbles for bookings of one's own: with the one for a new booking they are a carousel that somebody still reads."""
MOST_PLACES = 10
CALM = look.COLOURS["calm"]
_HALF = 13
"""So wide may a label be on half a card before its letters shrink, where 「あ」 is 2."""
_DIALLED = re.compile(r"[0-9+#*-]{3,20}")


Told = list[str | Part]
"""What a card says: words, or parts of bot/look.py."""


class Own(NamedTuple):
    """A booking as its resident sees it. `state` as in storage/bookings.py, or "taken-back" and "lapsed" for what the office ended.

    `booking`, `slot` and `sequence` travel in buttons. `lines` are what is wanted, one a line; `phone` is the place's, or "".
    `papers`: there is something to bring.
    """

    state: str
    booking: str
    slot: str
    sequence: str
    when: str
    place: str
    code: str
    lines: tuple[str, ...]
    until: str = ""
    phone: str = ""
    papers: bool = False


class Choice(NamedTuple):
    """Something to choose: what the button says, what its tap sends, and what it leaves in the talk."""

    label: str
    sends: str
    shown: str | None = None


def label(p: Phrases, name: str, sends: str, *, shown: bool = True) -> Button:
    """A button whose words stand among `visit_label`."""
    said = p.say(f"visit_label.{name}")
    return Button(said, "tap", sends, said if shown else p.say("visit_label.chosen"))


def chosen(p: Phrases, one: Choice) -> Button:
    """A button with words of the office's own, which the talk doesn't repeat unless it is told what to say."""
    return Button(one.label[:40], "tap", one.sends, one.shown or p.say("visit_label.chosen"))


def call(phone: str) -> list[Button]:
    """The button that rings, when that is a number."""
    return [Button(phone, "call", phone)] if _DIALLED.fullmatch(phone) else []


def open_page(p: Phrases, address: str, name: str = "page") -> Button:
    return Button(p.say(f"visit_label.{name}"), "open", address)


def paragraph(text: str, *, bold: bool = False, size: str = "md") -> Part:
    return look.words(text, CALM, bold=bold, size=size)


def facts(lines: Sequence[str]) -> Part:
    """What is chosen, line by line, a little smaller than what is said."""
    return look.column([look.words(one, CALM, size="sm", soft=True) for one in lines], spacing="sm")


def code(p: Phrases, letters: str) -> Part:
    """The code, as large as it can be read out across a desk."""
    head = look.words(p.say("visit.code"), CALM, size="sm", soft=True) | {"align": "center"}
    return look.column([head, look.large(letters, CALM)], spacing="none")


def grid(p: Phrases, choices: Sequence[Choice]) -> Part:
    """Small buttons, two in a row where every label fits on half a card."""
    return rows([chosen(p, one) for one in choices])


def rows(buttons: Sequence[Button]) -> Part:
    narrow = all(_width(one.label) <= _HALF for one in buttons)
    return look.grid([one.action for one in buttons], CALM, columns=2 if narrow and len(buttons) > 1 else 1)


def _width(text: str) -> float:
    """Of 「あ」 it is 2, of a Latin letter about 1.2."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1.2 for letter in text)


def card(
    p: Phrases,
    title: str,
    paragraphs: Sequence[str | Part],
    buttons: Sequence[Button] = (),
    *,
    lead: bool = False,
    replies: Sequence[Button] = (),
) -> Message:
    """A bubble under the one title that a lock screen shows of every card. Blank words are left out."""
    kept = [one for one in paragraphs if not isinstance(one, str) or one.strip()]
    return bubble(p.say("alt"), title, kept, buttons, lead=lead, replies=replies)


def below(p: Phrases, *buttons: Button) -> list[Button]:
    """Chips below the talk: some of a card's own, and the way out of it."""
    return [*buttons, *words(p, "book", "menu")]
