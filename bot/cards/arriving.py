"""How and when replies may arrive, and in which language."""

from bot.cards.items import ARRIVALS, HOURS, Tap, choice, lines, words
from bot.messages import Message, bubble, carousel, text_message
from bot.phrases import Phrases


def arrival(p: Phrases, tap: Tap, *, arrival: str, hours: str) -> list[Message]:
    """Both choices side by side, with what holds now."""
    now = p.say("arrival.now", arrival=p.say(f"arrival.{arrival}"), hours=p.say(f"hours.{hours}"))
    how = [choice(p.say(f"arrival.{one}"), tap("a", one)) for one in ARRIVALS]
    when = [choice(p.say(f"hours.{one}"), tap("h", one)) for one in HOURS]
    cards = [
        bubble(p.say("alt"), p.say("arrival.title"), [*lines(p.say("arrival.body")), now], how, lead=False),
        bubble(p.say("alt"), p.say("hours.title"), [p.say("hours.body"), now], when, lead=False),
    ]
    return [carousel(p.say("alt"), cards)]


def arrival_set(p: Phrases, arrival: str, hours: str) -> list[Message]:
    """Says back what holds from now on."""
    return [
        text_message(
            p.say(f"arrival_set.{arrival}") + "\n" + p.say(f"hours_set.{hours}"), words(p, "arrival", "menu")
        )
    ]


def language_set(p: Phrases) -> list[Message]:
    return [text_message(p.say("language_set"), words(p, "talk", "urgent", "menu"))]


def knock(p: Phrases) -> list[Message]:
    """The one push of somebody who wants no more than a sign; the same words every time."""
    return [text_message(p.say("knock"), words(p, "read"))]


def nothing_to_read(p: Phrases) -> list[Message]:
    return [text_message(p.say("nothing_to_read"), words(p, "talk", "menu"))]
