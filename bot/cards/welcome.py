"""Coming in, finding one's way, and knowing where one is."""

from collections.abc import Sequence

from bot.cards.items import lines, words
from bot.messages import Button, Message, bubble, carousel, text_message
from bot.phrases import Command, Phrases

_OUTINGS = 12
"""The next dozen; more would be no card to read."""


def greeting(p: Phrases) -> list[Message]:
    """After somebody added the account."""
    return [text_message(p.say("greeting"), words(p, "talk", "about", "urgent", *_others(p)))]


def welcome_back(p: Phrases) -> list[Message]:
    """After somebody came back; whether anything of them is still here is not known, and not said."""
    return [text_message(p.say("welcome_back"), words(p, "talk", "about", "urgent", *_others(p)))]


def menu(p: Phrases) -> list[Message]:
    """Everything that can be asked for, also where LINE shows no menu."""
    tiles = words(p, "talk", "book", "flyers", "urgent", "erase", "about")
    more = words(p, "young", "examples", "outings", "arrival", "check", "end")
    cards = [
        bubble(p.say("alt"), p.say("menu.title"), [], tiles),
        bubble(p.say("alt"), p.say("menu.more"), [], more, lead=False),
    ]
    return [carousel(p.say("alt"), cards, replies=words(p, *_others(p)))]


def about(
    p: Phrases,
    *,
    days: int,
    account_check_url: str | None,
    talk: bool = True,
    room: bool = False,
    page: str | None = None,
) -> list[Message]:
    """Who runs it, what is kept and until when, and how to tell the real account.

    `talk`, `room`: where one can write. `page`: the address where all that is kept is listed.
    """
    ways = [p.say(way) for way, open_ in (("about.talk", talk), ("about.room", room)) if open_]
    kept = p.say("about.until", days=days)
    paragraphs = [p.say("about.who"), *lines(p.say("about.body")), *ways, kept]
    listed = [Button(p.say("about.page"), "open", page)] if page else []
    first = bubble(p.say("alt"), p.say("about.title"), paragraphs, [*words(p, "talk", "erase"), *listed])
    return [carousel(p.say("alt"), [first, *check_account(p, account_check_url)])]


def check_account(p: Phrases, account_check_url: str | None = None) -> list[Message]:
    page = [Button(p.say("check.page"), "open", account_check_url)] if account_check_url else []
    return [bubble(p.say("alt"), p.say("check.title"), lines(p.say("check.body")), page)]


def outings(p: Phrases, days: Sequence[str]) -> list[Message]:
    """Days and places where one can talk to somebody, as the office wrote them."""
    found = [p.say("outings.body"), *days[:_OUTINGS]] if days else [p.say("outings.none")]
    return [bubble(p.say("alt"), p.say("outings.title"), found, words(p, "talk"))]


def old_button(p: Phrases) -> list[Message]:
    """A button that is too old, or not this resident's."""
    return [text_message(p.say("old_button"), words(p, "talk", "urgent", "erase", "menu"))]


def _others(p: Phrases) -> list[Command]:
    languages: dict[str, Command] = {"ja": "lang_ja", "easy": "lang_easy", "en": "lang_en"}
    return [command for language, command in languages.items() if language != p.language]
