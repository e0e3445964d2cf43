"""「消す」: choices, never advice; and receipts that a lock screen may show. `numbers` are receipt numbers, one a line."""

from bot.cards.items import Tap, choice, lines, words
from bot.messages import Message, bubble, text_message
from bot.phrases import Phrases


def erase_offer(p: Phrases, tap: Tap, *, days_left: int | None) -> list[Message]:
    """`days_left` until it goes by itself; None while the talk is still open."""
    left = [] if days_left is None else [p.say("erase.days_left", days=days_left)]
    paragraphs = [*lines(p.say("erase.offer")), *left, p.say("erase.phone")]
    buttons = [choice(p.say("button.erase_now"), tap("e", "now"))]
    if days_left is None:
        buttons.append(choice(p.say("button.erase_when_closed"), tap("e", "later")))
    buttons.append(choice(p.say("button.keep"), tap("e", "keep")))
    return [bubble(p.say("alt"), p.say("erase.title"), paragraphs, buttons, lead=False)]


def erase_now(p: Phrases, *, moment: str, numbers: str) -> list[Message]:
    return [text_message(p.say("erase.now", moment=moment, numbers=numbers))]


def erase_held(p: Phrases, *, moment: str, numbers: str, day: str) -> list[Message]:
    """Two people of the office keep it, for a stated reason, until that day."""
    return [text_message(p.say("erase.held", moment=moment, numbers=numbers, day=day))]


def erase_check(p: Phrases, address: str) -> list[Message]:
    return [text_message(p.say("erase.check", address=address))]


def erase_when_closed(p: Phrases, *, numbers: str, address: str) -> list[Message]:
    return [text_message(p.say("erase.when_closed", numbers=numbers, address=address))]


def erase_is_closed(p: Phrases) -> list[Message]:
    """ "When it ends" was asked for after the end."""
    return [text_message(p.say("erase.is_closed"), words(p, "erase_now", "menu"))]


def erase_nothing(p: Phrases) -> list[Message]:
    return [text_message(p.say("erase.nothing"), words(p, "talk", "menu"))]
