"""From the first tap to writing freely: consent, a topic, the question about the screen. Nothing of it is required."""

from bot import blocking, cards, dialogue, keeping, rooms
from bot.dialogue import CONSENT
from bot.messages import Message
from bot.turn import Turn
from storage import totals, transcripts


def talk(turn: Turn) -> list[Message]:
    """What comes next for who wants to talk: where to, when there are two ways; what is open already goes on."""
    if not turn.house.room:
        return here(turn)
    if turn.blocked_until is not None:
        return blocking.words(turn)
    if rooms.open_room(turn) is not None or not turn.house.talk:
        return rooms.lead(turn)
    return here(turn) if turn.open_row() is not None else rooms.choose(turn)


def room(turn: Turn) -> list[Message]:
    """The page beside the talk, for who asks for it."""
    if not turn.house.room:
        return cards.menu(turn.p)
    return blocking.words(turn) if turn.blocked_until is not None else rooms.lead(turn)


def here(turn: Turn, *, chosen: bool = False) -> list[Message]:
    """The next step on the way to writing in the talk. `chosen`: a topic was chosen, or nothing, a moment ago."""
    if not turn.house.talk:
        return rooms.instead(turn)
    if turn.blocked_until is not None:
        return blocking.words(turn)
    begun = turn.open_row() is not None
    step = dialogue.next_step(
        consent=turn.resident.consent, stage=turn.resident.stage, begun=begun, chosen=chosen
    )
    match step:
        case "consent":
            return consent(turn, begun=begun)
        case "topics":
            return cards.topics(turn.p, turn.tap())
        case "device":
            turn.choose(stage=dialogue.ASKED)
            return cards.device(turn.p, turn.tap())
        case "write":
            return cards.write_now(turn.p)


def consent(turn: Turn, *, begun: bool) -> list[Message]:
    """The card, for who has not agreed yet; nothing for who has. `begun`: words have come already, and wait sealed."""
    if turn.resident.consent == CONSENT:
        return []
    return cards.consent(turn.p, turn.tap(), days=turn.house.days, begun=begun)


def agree(turn: Turn) -> list[Message]:
    turn.choose(consent=CONSENT)
    return here(turn)


def choose_topic(turn: Turn, place: str) -> list[Message]:
    """Opens the consultation, or joins the open one; the same topic twice is stored and counted once."""
    topic = cards.TOPICS[int(place)]
    if not turn.house.talk:
        return rooms.instead(turn)
    case = keeping.case_of(turn, turn.open_row())
    ref = turn.house.topic_ref(case.shred.owner, topic)
    if not transcripts.find_message(turn.connection, turn.pseudonym, ref):
        keeping.note(turn, case, [{"v": 1, "kind": "topic", "topic": topic}], ref)
        totals.count(turn.connection, "topic", topic, now=turn.now, timezone=turn.house.timezone)
    return here(turn, chosen=True)


def seen_by_others(turn: Turn, answer: str) -> list[Message]:
    """The answer to the question about the screen: where others may see it, nothing rings from now on."""
    if answer != "maybe":
        turn.choose(stage=dialogue.ASKED)
        return cards.write_now(turn.p)
    arrival = "quiet" if turn.resident.arrival == "plain" else turn.resident.arrival
    turn.choose(stage=dialogue.ASKED, arrival=arrival)
    return [*cards.device_hints(turn.p, turn.tap()), *cards.write_now(turn.p)]
