"""What is answered to a tap: a button of a card, or a tab of the menu. Tapped twice, or weeks later, nothing goes wrong."""

from bot import answering, beginning, blocking, buttons, cards, endings, outgoing, places, rooms, wishes
from bot.events import Postback
from bot.flyers import talk
from bot.messages import Message
from bot.phrases import LANGUAGES
from bot.turn import Turn
from bot.visiting import tapping
from storage import consultations

_TAB = "lang."
_LEADS_TO_WRITING = ("go", "t", "d", "w", "n")


def tapped(turn: Turn, event: Postback) -> str:
    """Does what the button says, once; returns the word for the log. Who isn't sure what a button is gets fresh ones."""
    language = event.words.removeprefix(_TAB)
    if event.words.startswith(_TAB) and language in LANGUAGES:
        turn.reply(answering.switched(turn, language, event.status))
        return "tab"
    key = turn.house.office.keys.pseudonym
    found = buttons.read(event.words, key, turn.pseudonym, now=turn.now)
    if found is None:
        turn.reply(cards.old_button(turn.p))
        return "old-button"
    if found.action in tapping.ACTIONS:
        turn.reply(tapping.tapped(turn, found.action, found.args, event.picked))
    elif found.action in talk.ACTIONS:
        turn.reply(talk.tapped(turn, found.action, found.args))
    else:
        turn.reply(_messages(turn, found))
    return "tap"


def _messages(turn: Turn, found: buttons.Tapped) -> list[Message]:
    blocked = found.action in (*_LEADS_TO_WRITING, "l") and turn.blocked_until is not None
    if blocked and found.action in _LEADS_TO_WRITING:
        return blocking.words(turn)
    match (found.action, *found.args):
        case ("go",):
            return beginning.agree(turn)
        case ("w",):
            return beginning.here(turn)
        case ("n",) if turn.house.room:
            return rooms.anew(turn)
        case ("more",):
            return cards.consent_more(turn.p)
        case ("stop",):
            return wishes.stop(turn)
        case ("t", place) if place.isdecimal() and int(place) < len(cards.TOPICS):
            return beginning.choose_topic(turn, place)
        case ("d", answer):
            return beginning.seen_by_others(turn, answer)
        case ("a", arrival) if arrival in cards.ARRIVALS:
            return _arrive(turn, arrival=arrival)
        case ("h", hours) if hours in cards.HOURS:
            return _arrive(turn, contact_hours=hours)
        case ("l", "yes") if not blocked:
            return places.tell(turn, found.about)
        case ("l", "yes" | "no"):
            return places.drop(turn, found.about)
        case ("e", answer):
            return wishes.tapped(turn, answer, found.about)
        case ("x", answer):
            return endings.tapped(turn, answer, found.about)
        case ("s", *_):
            return endings.survey(turn, found.args, found.about)
    return cards.old_button(turn.p)


def _arrive(turn: Turn, **chosen: str) -> list[Message]:
    """How and when words arrive from now on; what waits for an earlier choice is looked at again."""
    turn.choose(**chosen)
    for row in consultations.all_of(turn.connection, turn.pseudonym):
        outgoing.chosen_anew(turn.connection, row, turn.now)
    return cards.arrival_set(turn.p, turn.resident.arrival, turn.resident.contact_hours)
