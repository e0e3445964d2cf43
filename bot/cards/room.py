"""The page beside the talk: what it is, the button that opens it, and the way back to it."""

from bot.cards.items import Tap, choice, lines, words
from bot.messages import Button, Message, bubble, text_message
from bot.phrases import Phrases


def room_choose(p: Phrases, tap: Tap, address: str) -> list[Message]:
    """Where both can be had: the page, or the talk. Both buttons look alike, for it is a choice."""
    paragraphs = [p.say("room.choose_body"), p.say("room.choose_line"), p.say("room.once")]
    buttons = [_open(p, address), choice(p.say("button.write_here"), tap("w"))]
    replies = words(p, "urgent", "menu")
    return [
        bubble(p.say("alt"), p.say("room.choose_title"), paragraphs, buttons, lead=False, replies=replies)
    ]


def room_open(p: Phrases, address: str, *, anew: bool = False) -> list[Message]:
    """The page alone. `anew`: there is an earlier one, which ends with the first words on the new."""
    paragraphs = [
        *lines(p.say("room.body")),
        *([p.say("room.anew_body")] if anew else []),
        p.say("room.once"),
    ]
    replies = words(p, "urgent", "menu")
    return [bubble(p.say("alt"), p.say("room.title"), paragraphs, [_open(p, address)], replies=replies)]


def room_again(p: Phrases, tap: Tap, address: str) -> list[Message]:
    """There is one already: the page as it was left, or a new one."""
    buttons = [_open(p, address), choice(p.say("button.anew"), tap("n"))]
    replies = words(p, "urgent", "menu")
    body = lines(p.say("room.again_body"))
    return [bubble(p.say("alt"), p.say("room.again_title"), body, buttons, replies=replies)]


def room_instead(p: Phrases, address: str) -> list[Message]:
    """Words came where none may be kept: nothing was kept, and here is the page."""
    return [text_message(p.say("room.not_here")), *room_open(p, address)]


def room_got(p: Phrases, address: str) -> list[Message]:
    """What came by the talk while the page is open: it is there now, and so will the answer be."""
    replies = [_open(p, address), *words(p, "urgent")]
    return [text_message(p.say("room.got"), replies)]


def _open(p: Phrases, address: str) -> Button:
    return Button(p.say("button.open_room"), "open", address)
