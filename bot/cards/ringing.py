"""Whom to ring, by situation. None of these cards says which number is the right one."""

from bot import look
from bot.cards.items import lines, words
from bot.hotlines import Hotline, Hotlines
from bot.look import Part, Tone
from bot.messages import Button, Message, bubble, carousel, text_message
from bot.phrases import Phrases

SITUATIONS = (
    ("title", ("danger", "life")),
    ("afraid", ("fear", "hurt")),
    ("young", ("young",)),
    ("write", ("write",)),
    ("near", ("here",)),
)
"""Each card of the crisis and the situations in it; the first is the one that is seen."""


def urgent(p: Phrases, numbers: Hotlines) -> list[Message]:
    """Immediate danger first; the city's own numbers last."""
    cards = []
    for title, situations in SITUATIONS:
        parts = [
            part for situation in situations for part in _section(p, situation, numbers, len(situations) > 1)
        ]
        if title == "title":
            parts = [p.say("urgent.body"), *parts, p.say("urgent.foot")]
        if parts:
            cards.append(bubble(p.say("alt"), p.say(f"urgent.{title}"), parts, tone="urgent"))
    return [carousel(p.say("alt"), cards, replies=words(p, "talk", "young", "menu"))]


def young(p: Phrases, numbers: Hotlines) -> list[Message]:
    """For the under-18s, and whoever says so; nobody asks."""
    rows = [_row(p, line) for line in numbers.tagged("young")]
    parts: list[str | Part] = [*lines(p.say("young.body")), *rows, p.say("young.foot")]
    return [
        bubble(
            p.say("alt"), p.say("young.title"), parts, words(p, "talk"), replies=words(p, "urgent", "menu")
        )
    ]


def booking(p: Phrases, numbers: Hotlines) -> list[Message]:
    """Where no visit can be booked here: whom to ring, and when."""
    rows = [_row(p, line) for line in numbers.tagged("booking")]
    parts: list[str | Part] = [*lines(p.say("booking.body")), *(rows or lines(p.say("booking.nobody")))]
    return [bubble(p.say("alt"), p.say("booking.title"), parts, replies=words(p, "talk", "menu"))]


def flyers(p: Phrases, numbers: Hotlines) -> list[Message]:
    """Until there are flyers to look at: where to ask."""
    rows = [_row(p, line) for line in numbers.tagged("flyers")]
    parts: list[str | Part] = [*lines(p.say("flyers.body")), *(rows or lines(p.say("booking.nobody")))]
    return [bubble(p.say("alt"), p.say("flyers.title"), parts, replies=words(p, "talk", "menu"))]


def not_here(p: Phrases, numbers: Hotlines | None = None) -> list[Message]:
    """Where talk text must not be stored: nothing was kept, and here is where one can talk."""
    return _by_phone(p, numbers, p.say("not_here"))


def not_now(p: Phrases, numbers: Hotlines | None = None, *, day: str) -> list[Message]:
    """Who is blocked until that day: nothing was kept, and here is where one can talk."""
    return _by_phone(p, numbers, p.say("not_now", day=day))


def _by_phone(p: Phrases, numbers: Hotlines | None, told: str) -> list[Message]:
    replies = words(p, "urgent", "young", "book", "menu")
    rows = [_row(p, line) for line in numbers.tagged("here")] if numbers else []
    if not rows:
        return [text_message(told, replies)]
    return [text_message(told), bubble(p.say("alt"), p.say("urgent.near"), rows, replies=replies)]


def _section(p: Phrases, situation: str, numbers: Hotlines, headed: bool) -> list[str | Part]:
    lines, colours = (
        numbers.tagged("urgent-young" if situation == "young" else situation),
        look.COLOURS["urgent"],
    )
    if situation == "danger":
        calls = [
            Button(f"{line.dial} {line.name[p.language]}", "call", line.dial) for line in lines if line.dial
        ]
        rows = [look.pair([call.action for call in calls[:3]], colours)] if calls else []
    else:
        rows = [_row(p, line, "urgent") for line in lines]
    return [look.heading(p.say(f"urgent.{situation}"), colours), *rows] if rows and headed else list(rows)


def _row(p: Phrases, line: Hotline, tone: Tone = "calm") -> Part:
    """A name, its hours, and the button that rings, or the number for the fingers."""
    colours, name = look.COLOURS[tone], line.name[p.language]
    if line.dial:
        button = Button(line.dial, "call", line.dial)
    elif line.site:
        button = Button(p.say("urgent.open"), "open", line.site)
    else:
        return look.number(name, line.hours[p.language], str(line.number), colours)
    return look.ringing(name, line.hours[p.language], button.action, colours)
