"""Which button of the dialogue about visits was tapped, and what follows. bot/visiting/__init__.py lists them."""

from collections.abc import Callable, Sequence

from bot import cards
from bot.messages import Message
from bot.turn import Turn
from bot.visiting import choosing, deciding, having, refusing
from bot.visiting.visitor import ANY, Visitor, Where, day_of, picked_day
from bot.visits import checks
from bot.visits.model import Refused
from storage.bookings import Booking
from storage.visit_kinds import Kind

ACTIONS = (
    "vv",
    "vk",
    "vd",
    "vt",
    "vs",
    "vz",
    "vw",
    "vp",
    "vb",
    "vh",
    "vq",
    "vc",
    "ve",
    "vm",
    "vx",
    "va",
    "vf",
)


def booking(turn: Turn) -> list[Message]:
    """「予約」: one's own, and a new one; where nothing can be booked, whom to ring."""
    return having.all_of(Visitor(turn)) or cards.booking(turn.p, turn.house.numbers)


def tapped(turn: Turn, action: str, args: Sequence[str], picked: str | None) -> list[Message]:
    """`picked`: what was chosen on LINE's wheel, or what somebody sends in its place."""
    v = Visitor(turn)
    match (action, *args):
        case ("vv",):
            return booking(turn)
        case ("vk",):
            return choosing.kinds(v) if v.kinds and v.places else booking(turn)
        case ("ve", one):
            return having.edit(v, one)
        case ("vm", one, slot, sequence, *answer) if len(answer) <= 1:
            return having.move(v, one, slot, sequence, *answer)
        case ("vx", one, *answer) if len(answer) in (0, 2):
            return having.cancel(v, one, *answer)
        case ("va", one, slot, answer):
            return having.offer(v, one, slot, answer)
        case ("vf", answer):
            return having.erase(v, answer)
        case ("vb", one, slot, *answers):
            held = deciding.held(v, one, slot)
            return deciding.answer(v, held, answers) if held else deciding.lost(v, one)
        case ("vc", one, *answers):
            change = deciding.change(v, one)
            return deciding.answer(v, change, answers) if change else having.changed_meanwhile(v)
        case (_, kind, *rest):
            return _of_kind(v, action, kind, rest, picked)
    return cards.old_button(turn.p)


def _of_kind(v: Visitor, action: str, kind: str, args: Sequence[str], picked: str | None) -> list[Message]:
    """A new one, for a kind that can be booked."""
    found = v.kind(kind)
    if found is None or not v.places:
        return refusing.refused(v, Refused("kind"), "") if v.places else booking(v.turn)
    if action == "vk":
        first = args[0] if args else "0"
        return choosing.places(v, kind, int(first)) if first.isdecimal() else cards.old_button(v.p)
    where = v.where(args[0]) if args else None
    if where is None:
        return choosing.places(v, kind)
    return _there(v, action, found, where, args[1:], picked)


def _moved(
    v: Visitor, about: Sequence[str], show: Callable[[Booking | None], list[Message]]
) -> list[Message]:
    """For a new one; or for the one that is `about`, if it still is as it was: it must not become another one."""
    found = v.one(about[0]) if about else None
    if found is not None and found.state == "booked":
        try:
            checks.changeable(v.connection, found, v.now)
        except Refused as error:
            return refusing.refused(v, error, found.kind, found.place, found)
    return having.all_of(v) if about and found is None else show(found)


def _there(
    v: Visitor, action: str, kind: Kind, where: Where, args: Sequence[str], picked: str | None
) -> list[Message]:
    """A new one at a place, or anywhere; or another time for one that is booked."""
    match (action, *args):
        case ("vd", *about) if len(about) <= 1:
            return _moved(v, about, lambda booked: choosing.days(v, kind.id, where, booked))
        case ("vt", day, *about) if len(about) <= 1:
            then = picked_day(picked) if day == ANY else day_of(day)
            return _moved(v, about, lambda booked: choosing.times(v, kind.id, where, then, booked))
        case ("vs", slot) if where.place:
            return deciding.hold(v, kind, where.place, slot)
        case ("vz",):
            return choosing.none(v, kind.id, where)
        case ("vp",):
            return deciding.wait(v, kind, where)
        case ("vw", *times) if len(times) <= 1:
            return deciding.wish(v, kind, where, "".join(times), picked)
        case ("vh", times, *answers):
            return deciding.answer(v, deciding.wishes(v, kind, where, times), answers)
        case ("vq", days, *answers):
            return deciding.answer(v, deciding.waits(v, kind, where, days), answers)
    return cards.old_button(v.p)
