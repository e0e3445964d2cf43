"""Flyers in the talk: neutral words and ways to their pages; pictures only for who asks for them; and whether to be told of new ones."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.cards.items import Tap, lines, words
from bot.cards.visit_parts import Told, card, facts, paragraph
from bot.messages import Button, Message, carousel, image_message, text_message
from bot.phrases import LANGUAGES, Command, Language, Phrases

MOST = 10
"""Cards of flyers in one answer: with the one about paper and notices they are a carousel that LINE takes."""


class Offered(NamedTuple):
    """A flyer as the talk shows it: its neutral words, and the addresses of its page, of what is read aloud there, and of the screen
    that is shown at a counter (None: it has no sign). `languages` as "ja,en".
    """

    id: str
    words: str
    languages: str
    page: str
    aloud: str
    screen: str | None


class Ways(NamedTuple):
    """Addresses of the pages about all of them: the list, where paper lies, and the screen to show."""

    all: str
    places: str
    screen: str


def flyer_list(p: Phrases, tap: Tap, offered: Sequence[Offered], ways: Ways, *, told: bool) -> list[Message]:
    """Those that are shown, ten at most, then everything else about flyers. `told`: they are told of new ones."""
    cards = [_one(p, tap, one) for one in offered[:MOST]]
    cards.append(_others(p, tap, ways, more=len(offered) > MOST, told=told))
    return [carousel(p.say("flyers.alt"), cards, replies=words(p, "talk", "menu"))]


def flyer_picture(p: Phrases, tap: Tap, one: Offered) -> list[Message]:
    """Before a picture stands in the talk: that it stays there, and how it is deleted."""
    buttons = [
        _tap(p, "show", tap("fi", one.id, "y")),
        _open(p, "look", one.page),
        _tap(p, "not_show", tap("fi", one.id, "n")),
    ]
    return [_card(p, "picture_title", [*lines(p.say("flyers.picture_body"))], buttons)]


def flyer_pictures(p: Phrases, one: Offered, pictures: Sequence[tuple[str, str]]) -> list[Message]:
    """The pages as pictures (the address of each, and of a small one), five at most; of more the first four, and the way to the rest."""
    whole = [image_message(*addresses) for addresses in pictures]
    if len(whole) <= 5:
        return whole
    rest = p.say("flyers.rest_body", shown=4, pages=len(whole))
    return [*whole[:4], _card(p, "rest_title", [rest], [_open(p, "look", one.page)])]


def flyer_news(p: Phrases, tap: Tap) -> list[Message]:
    """What one who wants to be told agrees to, with the words of the notice as a lock screen will show them."""
    said: Told = [
        p.say("flyers.news_screen"),
        paragraph(p.say("flyers.news"), bold=True),
        *lines(p.say("flyers.news_body")),
    ]
    return [_card(p, "news_title", said, [_tap(p, "yes", tap("fs", "y")), _tap(p, "no", tap("fs", "n"))])]


def flyer_told(p: Phrases, tap: Tap) -> list[Message]:
    """They are told already."""
    return [_card(p, "told_title", [p.say("flyers.told_body")], [_tap(p, "leave", tap("fx"))])]


def flyer_erase(p: Phrases, tap: Tap) -> list[Message]:
    """Beside 「消す」: that they are told of new flyers is something else, and nobody loses it unasked."""
    buttons = [_tap(p, "leave", tap("fx")), _tap(p, "stay", tap("fx", "n"))]
    return [_card(p, "erase_title", [p.say("flyers.erase_body")], buttons)]


def flyer_said(p: Phrases, how: str) -> list[Message]:
    """`how`: joined, left, declined, not_shown, gone (a flyer that can't be seen any more), or erased (with everything else)."""
    return [text_message(p.say(f"flyers.{how}"), words(p, "flyers", "menu"))]


def _one(p: Phrases, tap: Tap, one: Offered) -> Message:
    written = [p.keyword(_NAMES[code]) for code in LANGUAGES if code in one.languages.split(",")]
    buttons = [_open(p, "look", one.page), _open(p, "aloud", one.aloud)]
    buttons.append(_tap(p, "picture", tap("fi", one.id)))
    buttons += [_open(p, "card", one.screen)] if one.screen else []
    told = facts([p.say("flyers.written_in", languages="・".join(written))])
    return card(p, one.words, [told], buttons)


def _others(p: Phrases, tap: Tap, ways: Ways, *, more: bool, told: bool) -> Message:
    buttons = [_open(p, "more", ways.all)] if more else []
    buttons += [_open(p, "places", ways.places), _open(p, "card", ways.screen)]
    buttons.append(_tap(p, "leave", tap("fx")) if told else _tap(p, "join", tap("fs")))
    return _card(p, "ways_title", [*lines(p.say("flyers.ways_body"))], buttons)


def _card(p: Phrases, title: str, told: Told, buttons: list[Button]) -> Message:
    made = card(p, p.say(f"flyers.{title}"), told, buttons, replies=words(p, "flyers", "menu"))
    return made | {"altText": p.say("flyers.alt")}


def _tap(p: Phrases, name: str, sends: str) -> Button:
    said = p.say(f"flyer_label.{name}")
    return Button(said, "tap", sends, said)


def _open(p: Phrases, name: str, address: str) -> Button:
    return Button(p.say(f"flyer_label.{name}"), "open", address)


_NAMES: dict[Language, Command] = {"ja": "lang_ja", "easy": "lang_easy", "en": "lang_en"}
