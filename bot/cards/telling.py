"""What is answered to what a resident sends."""

from bot.cards.items import Tap, choice, joined, words
from bot.messages import Message, bubble, text_message
from bot.phrases import Phrases

_KINDS = ("text", "image", "audio", "video", "file", "sticker", "location")


def received(p: Phrases, opening: str | None, notice: str | None) -> list[Message]:
    """`opening`: when people answer next; None when they answer now, "" when no hours are known. `notice`: news of the office."""
    return not_text(p, "text", opening, notice)


def not_text(p: Phrases, kind: str, opening: str | None, notice: str | None = None) -> list[Message]:
    """The same for a picture, a voice, a sticker …; `kind` is LINE's word."""
    got = p.say(f"got.{kind if kind in _KINDS else 'other'}")
    answer = p.say("answer.from", opening=opening) if opening else p.say("answer.now")
    news = [text_message(notice)] if notice else []
    return [*news, text_message(joined(p, [got, answer]), words(p, "urgent", "menu"))]


def cannot_receive(p: Phrases, kind: str) -> list[Message]:
    """It came, and could not be fetched or opened."""
    return [text_message(p.say("cannot_receive"), words(p, "urgent", "menu"))]


def too_large(p: Phrases, megabytes: int) -> list[Message]:
    return [text_message(p.say("too_large", megabytes=megabytes))]


def location_ask(p: Phrases, tap: Tap) -> list[Message]:
    """A place is told to people only after this."""
    buttons = [choice(p.say("button.tell"), tap("l", "yes")), choice(p.say("button.drop"), tap("l", "no"))]
    return [bubble(p.say("alt"), p.say("location.title"), [p.say("location.ask")], buttons, lead=False)]


def location_told(p: Phrases) -> list[Message]:
    return [text_message(p.say("location.told"))]


def location_dropped(p: Phrases) -> list[Message]:
    return [text_message(p.say("location.dropped"))]
