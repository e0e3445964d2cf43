"""From "a new one" to a time: kind, place, day, time; and what can be done where none is free."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.cards.items import words
from bot.cards.visit_parts import (
    MOST_PLACES,
    Choice,
    Told,
    below,
    call,
    card,
    chosen,
    facts,
    grid,
    label,
    paragraph,
)
from bot.messages import Button, Message, Picker, carousel
from bot.phrases import Phrases


class Ahead(NamedTuple):
    """A place to choose: `earliest` is its first free day in words, or "" for none."""

    name: str
    address: str
    earliest: str
    sends: str


class Table(NamedTuple):
    """The times of a place; `more` is what the button sends that shows the others, or ""."""

    place: str
    times: Sequence[Choice]
    more: str = ""


def visit_kinds(p: Phrases, kinds: Sequence[Choice]) -> list[Message]:
    """In the office's own neutral words. What the talk shows of the choice does not tell which it was."""
    told: Told = [p.say("visit.kinds_body"), grid(p, kinds)]
    return [card(p, p.say("visit.kinds_title"), told, replies=below(p))]


def visit_places(p: Phrases, places: Sequence[Ahead], anywhere: str, more: str | None) -> list[Message]:
    """One bubble each, up to ten; then "anywhere", and the way to further ones."""
    cards = [_place(p, one) for one in places[:MOST_PLACES]]
    any_button = label(p, "anywhere", anywhere)
    cards.append(card(p, p.say("visit.anywhere_title"), [p.say("visit.anywhere_body")], [any_button]))
    if more is not None:
        cards.append(
            card(p, p.say("visit.more_title"), [p.say("visit.more_body")], [label(p, "more_places", more)])
        )
    return [carousel(p.say("alt"), cards, replies=below(p, any_button))]


def _place(p: Phrases, one: Ahead) -> Message:
    first = p.say("visit.earliest", day=one.earliest) if one.earliest else p.say("visit.none_now")
    told: Told = [first, *([facts([one.address])] if one.address.strip() else [])]
    return card(p, one.name, told, [label(p, "here", one.sends, shown=False)])


def visit_days(
    p: Phrases,
    place: str,
    days: Sequence[Choice],
    picks: Button | None,
    *,
    none_fits: str,
    others: str,
    moving: bool = False,
) -> list[Message]:
    """The nearest free days, and LINE's calendar for the others. `moving`: of what is booked already."""
    told: Told = [place, grid(p, days)]
    ways = [] if moving else [label(p, "none_fits", none_fits), label(p, "other_place", others)]
    replies = below(p, *ways)
    return [card(p, p.say("visit.days_title"), told, [picks] if picks else [], replies=replies)]


def calendar(p: Phrases, sends: str, picker: Picker) -> Button:
    """LINE's wheel of days."""
    return Button(p.say("visit_label.calendar"), "pick", sends, picker=picker)


def visit_times(p: Phrases, day: str, tables: Sequence[Table], *, other_day: str) -> list[Message]:
    """The times of one day: a bubble for each place that has some, with its name above."""
    cards = [
        card(
            p,
            day,
            [one.place, p.say("visit.times_body"), grid(p, one.times)],
            [label(p, "other_times", one.more)] if one.more else [],
        )
        for one in tables[:MOST_PLACES]
    ]
    return [carousel(p.say("alt"), cards, replies=below(p, label(p, "other_day", other_day)))]


def visit_none(
    p: Phrases, place: str, *, free: bool, wish: str | None, wait: str | None, others: str | None, phone: str
) -> list[Message]:
    """Where no time suits, or none is free: to name some, to wait, to go elsewhere, to ring. None where that can't be had."""
    ways = [("wish", wish), ("wait", wait), ("other_place", others)]
    buttons = [*[label(p, name, sends) for name, sends in ways if sends], *call(phone)]
    told: Told = [place, *([] if free else [p.say("visit.none_now")])]
    told += [p.say("visit.none_body")] if buttons else []
    return [card(p, p.say("visit.none_title"), told, buttons, replies=below(p))]


def visit_wish(
    p: Phrases, place: str, named: Sequence[str], sends: str, picker: Picker | None, enough: str
) -> list[Message]:
    """Up to three times, one after the other, on LINE's wheel; `named` are those so far."""
    pick = [Button(p.say("visit_label.pick"), "pick", sends, picker=picker)] if picker else []
    done = [label(p, "enough", enough)] if named else []
    told: Told = [place, *[paragraph(one, bold=True) for one in named]]
    told += [p.say("visit.wish_more" if named else "visit.wish_body")] if pick else []
    return [card(p, p.say("visit.wish_title"), told, [*pick, *done], replies=below(p))]


def visit_wait(p: Phrases, place: str, spans: Sequence[Choice]) -> list[Message]:
    buttons = [chosen(p, one) for one in spans]
    told: Told = [place, p.say("visit.wait_body")]
    return [card(p, p.say("visit.wait_title"), told, buttons, replies=below(p))]


def visit_refused(
    p: Phrases, why: str, instead: Sequence[Choice], *, other_day: str | None, phone: str = ""
) -> list[Message]:
    """Why it could not be done (a word of bot/visits/model.py, or "unread"), and what could be had instead."""
    title = p.say("visit.other_title" if instead else "visit.not_now_title")
    told: Told = [p.say(f"visit.why_{why.replace('-', '_')}")]
    told += [grid(p, instead)] if instead else []
    days = [label(p, "other_day", other_day)] if other_day else []
    return [card(p, title, told, [*days, *call(phone)], replies=words(p, "book", "menu"))]
