"""Who wants to be told of new flyers: chosen in the talk, known under a pseudonym of its own, and gone with one tap."""

from bot.turn import Turn
from storage import mailings, subscribers


def join(turn: Turn) -> None:
    """They are told from now on, in the language of their talk. Twice is the same as once."""
    key, pseudonym = turn.house.office.keys.courier, _pseudonym(turn)
    language = turn.resident.language
    if not subscribers.add(turn.connection, key, pseudonym, turn.user_id, language=language, now=turn.now):
        subscribers.speak(turn.connection, pseudonym, language)


def leave(turn: Turn) -> bool:
    """Nothing of it stays, neither here nor in a mailing under way. False for who was not told anyway."""
    there = subscribers.remove(turn.connection, _pseudonym(turn))
    if there:
        mailings.forget(turn.connection, _pseudonym(turn))
    return there


def is_told(turn: Turn) -> bool:
    return subscribers.is_there(turn.connection, _pseudonym(turn))


def speak(turn: Turn) -> None:
    """Their language is another one now."""
    subscribers.speak(turn.connection, _pseudonym(turn), turn.resident.language)


def _pseudonym(turn: Turn) -> bytes:
    return turn.house.flyer_pseudonym(turn.user_id)
