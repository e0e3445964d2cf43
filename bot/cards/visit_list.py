"""What a resident has booked, and the ways to a new booking."""

from collections.abc import Sequence

from bot.cards.items import Tap, lines, words
from bot.cards.visit_parts import (
    MOST_OWN,
    Own,
    Told,
    call,
    card,
    code,
    facts,
    label,
    open_page,
    paragraph,
    rows,
)
from bot.messages import Message, carousel, text_message
from bot.phrases import Phrases


def visits(p: Phrases, tap: Tap, own: Sequence[Own], address: str | None) -> list[Message]:
    """One's own first, then a new one: here, or on the page at `address`. Without it nothing new can be booked at present."""
    cards = [_OF_STATE.get(one.state, _booked)(p, tap, one) for one in own[:MOST_OWN]]
    cards += [_new(p, tap, address)] if address is not None else []
    return [carousel(p.say("alt"), cards, replies=words(p, "menu"))] if cards else []


def visit_done(p: Phrases, one: Own, address: str, *, changed: bool = False) -> list[Message]:
    """It is settled: when, where, and the code that is all one has to say."""
    title = p.say("visit.changed_title" if changed else "visit.done_title")
    said = p.say("visit.same_code") if changed else p.say("visit.desk", code=one.code)
    told: Told = [
        paragraph(one.when, bold=True, size="xl"),
        one.place,
        code(p, one.code),
        said,
        facts([p.say("visit.later")]),
    ]
    replies = words(p, "book", "menu")
    page = open_page(p, address, "page_papers" if one.papers else "page_file")
    return [card(p, title, told, [page], lead=True, replies=replies)]


def visit_pending(p: Phrases, one: Own) -> list[Message]:
    """Wishes were received, or the waiting has begun."""
    wished = one.state == "wished"
    title = p.say("visit.wished_done" if wished else "visit.waiting_done")
    body = p.say("visit.wished_body" if wished else "visit.waiting_body")
    told: Told = [one.place, *one.when.splitlines(), body, facts(one.lines), p.say("visit.later")]
    return [card(p, title, told, replies=words(p, "book", "menu"))]


def visit_edit(p: Phrases, tap: Tap, one: Own, options: str, move: str) -> list[Message]:
    """What can be changed. `options` and `move` are what the two buttons send."""
    told: Told = [paragraph(one.when, bold=True), one.place, facts(one.lines), p.say("visit.edit_body")]
    buttons = [
        label(p, "move", move),
        label(p, "options", options),
        label(p, "cancel", tap("vx", one.booking)),
    ]
    return [card(p, p.say("visit.edit_title"), told, buttons, replies=words(p, "book", "menu"))]


def visit_move(p: Phrases, before: str, after: str, sends: str, keeps: str) -> list[Message]:
    """The time that was, and the time that would be."""
    told: Told = [
        p.say("visit.move_from", when=before),
        paragraph(p.say("visit.move_to", when=after), bold=True),
    ]
    buttons = [label(p, "change", sends), label(p, "keep", keeps)]
    return [card(p, p.say("visit.move_title"), told, buttons)]


def visit_cancel(p: Phrases, tap: Tap, one: Own) -> list[Message]:
    """Asked once more before it is done; with the way that leaves no record behind."""
    told: Told = [*[paragraph(line, bold=True) for line in one.when.splitlines()], one.place]
    told += [p.say("visit.cancel_body")] if one.slot != "0" else []
    keys = (one.booking, one.sequence)
    buttons = [
        label(p, "cancel", tap("vx", *keys, "y")),
        label(p, "forget", tap("vx", *keys, "f")),
        label(p, "keep", tap("vx", *keys, "n")),
    ]
    return [card(p, p.say("visit.cancel_title"), told, buttons)]


def visit_ended(p: Phrases, how: str) -> list[Message]:
    """`how`: cancelled, forgotten (and erased at once), declined, or left as it was."""
    return [text_message(p.say(f"visit.{how}"), words(p, "book", "menu"))]


def visit_erase(p: Phrases, tap: Tap) -> list[Message]:
    """Beside 「消す」: bookings are something else, and nobody loses one unasked."""
    buttons = [label(p, "erase", tap("vf", "y")), label(p, "keep_visits", tap("vf", "n"))]
    return [card(p, p.say("visit.erase_title"), [p.say("visit.erase_body")], buttons)]


def _new(p: Phrases, tap: Tap, address: str) -> Message:
    told: Told = [*lines(p.say("visit.new_body")), facts([p.say("visit.once")])]
    return card(p, p.say("visit.new_title"), told, [label(p, "new", tap("vk")), open_page(p, address)])


def _booked(p: Phrases, tap: Tap, one: Own) -> Message:
    ways = [label(p, "edit", tap("ve", one.booking)), label(p, "cancel", tap("vx", one.booking))]
    phone = [rows(call(one.phone))] if call(one.phone) else []
    return card(p, one.when, [one.place, code(p, one.code), facts(one.lines), rows(ways), *phone])


def _held(p: Phrases, tap: Tap, one: Own) -> Message:
    told: Told = [paragraph(one.when, bold=True), one.place, p.say("visit.held_body")]
    buttons = [
        label(p, "go_on", tap("vb", one.booking, one.slot)),
        label(p, "stop", tap("vx", one.booking, one.sequence, "y")),
    ]
    return card(p, p.say("visit.held_title"), told, buttons, lead=True)


def _wished(p: Phrases, tap: Tap, one: Own) -> Message:
    told: Told = [one.place, *one.when.splitlines(), p.say("visit.wished_body"), facts(one.lines)]
    return card(p, p.say("visit.wished_title"), told, [label(p, "cancel_wish", tap("vx", one.booking))])


def _waiting(p: Phrases, tap: Tap, one: Own) -> Message:
    told: Told = [one.place, *one.when.splitlines(), p.say("visit.waiting_body"), facts(one.lines)]
    return card(p, p.say("visit.waiting_title"), told, [label(p, "cancel_wait", tap("vx", one.booking))])


def _offered(p: Phrases, tap: Tap, one: Own) -> Message:
    until = p.say("visit.offered_body", until=one.until)
    told: Told = [paragraph(one.when, bold=True, size="xl"), one.place, until, facts(one.lines)]
    keys = (one.booking, one.slot)
    buttons = [label(p, "accept", tap("va", *keys, "y")), label(p, "decline", tap("va", *keys, "n"))]
    return card(p, p.say("visit.offered_title"), told, buttons)


def _taken_back(p: Phrases, tap: Tap, one: Own) -> Message:
    told: Told = [p.say("visit.taken_back_body", when=one.when), one.place]
    return card(p, p.say("visit.taken_back_title"), told, [label(p, "new", tap("vk")), *call(one.phone)])


def _lapsed(p: Phrases, tap: Tap, one: Own) -> Message:
    return card(
        p, p.say("visit.lapsed_title"), [one.place, p.say("visit.lapsed_body")], [label(p, "new", tap("vk"))]
    )


_OF_STATE = {
    "booked": _booked,
    "held": _held,
    "wished": _wished,
    "waiting": _waiting,
    "offered": _offered,
    "taken-back": _taken_back,
    "lapsed": _lapsed,
}
