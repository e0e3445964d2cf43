"""From the first tap to writing freely: consent, a topic, the question about the screen. Nothing of it is required."""

from bot import blocking, cards, dialogue, keeping
from bot.dialogue import CONSENT
from bot.messages import Message
from bot.turn import Turn
from storage import totals, transcripts


def talk(turn: Turn, *, chosen: bool = False) -> list[Message]:
    """What comes next for who wants to talk. `chosen`: a topic was chosen, or nothing, a moment ago."""
    if not turn.house.talk:
        return cards.not_here(turn.p, turn.house.numbers)
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
    return talk(turn)


def choose_topic(turn: Turn, place: str) -> list[Message]:
    """Opens the consultation, or joins the open one; the same topic twice is stored and counted once."""
    topic = cards.TOPICS[int(place)]
    if not turn.house.talk:
        return cards.not_here(turn.p, turn.house.numbers)
    case = keeping.case_of(turn, turn.open_row())
    ref = turn.house.topic_ref(case.shred.owner, topic)
    if not transcripts.find_message(turn.connection, ref):
        keeping.note(turn, case, [{"v": 1, "kind": "topic", "topic": topic}], ref)
        totals.count(turn.connection, "topic", topic, now=turn.now, timezone=turn.house.timezone)
    return talk(turn, chosen=True)


def seen_by_others(turn: Turn, answer: str) -> list[Message]:
    """The answer to the question about the screen: where others may see it, nothing rings from now on."""
    if answer != "maybe":
        turn.choose(stage=dialogue.ASKED)
        return cards.write_now(turn.p)
    arrival = "quiet" if turn.resident.arrival == "plain" else turn.resident.arrival
    turn.choose(stage=dialogue.ASKED, arrival=arrival)
    return [*cards.device_hints(turn.p, turn.tap()), *cards.write_now(turn.p)]
