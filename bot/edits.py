"""Words that take the place of others: the newest stay, whatever the order in which they come, and no older ones."""

from bot import answering, blocking, danger, hearing, keeping, rooms
from bot.events import MessageEdited
from bot.messages import parts
from bot.phrases import command_of
from bot.turn import Turn
from storage import consultations, receipts, shred, summaries, transcripts
from storage.contexts import b64


def edited(turn: Turn, event: MessageEdited) -> str:
    """Replaces what is stored of that message, also after the end; what is not known yet is received as new, and so is what points
    to danger after the end.
    """
    message_ref, command = turn.house.message_ref(event.message_id), command_of(event.text)
    if receipts.was_unsent(turn.connection, message_ref):
        return "unsent-before"
    places = keeping.places_of(turn, message_ref) if event.message_id else []
    if places and max(keeping.times_of(turn, message_ref)) >= event.timestamp:
        return "older-edit"
    blocked = turn.blocked_until is not None
    if places and (command is not None or blocked or not turn.house.talk):
        _erase(turn, places)
    if command is not None:
        return answering.answer(turn, command)
    if not places:
        return _first(turn, event)
    if not turn.house.talk:
        turn.reply(rooms.instead(turn))
        return "lane-off"
    if blocked:
        return blocking.refuse(turn, event.text)
    return _replace(turn, event, places)


def _replace(turn: Turn, event: MessageEdited, places: list[tuple[bytes, int]]) -> str:
    connection, (consultation, first) = turn.connection, _living(turn, places)
    row = consultations.hold(connection, consultation)
    if row is None:
        return _first(turn, event)
    if row.state != consultations.OPEN and danger.points_to_danger(event.text):
        # Nobody looks into what has ended: these words are to be read, as if they had been written anew.
        _erase(turn, places)
        return hearing.text(turn, event)
    case = keeping.case_of(turn, row)
    replaced = transcripts.record_at(connection, case.shred, first).id(turn.house.office.keys.fingerprint)
    _erase(turn, places)
    payloads = [
        {"v": 1, "kind": "text", "text": part, "replaces": b64(replaced)} for part in parts(event.text)
    ]
    add = keeping.keep if row.state == consultations.OPEN else keeping.note
    add(turn, case, payloads, turn.house.message_ref(event.message_id))
    if danger.points_to_danger(event.text):
        summaries.flag(connection, consultation, now=turn.now)
    return "edited"


def _living(turn: Turn, places: list[tuple[bytes, int]]) -> tuple[bytes, int]:
    """The first entry of it in what is open; else the first."""
    row = turn.standing.row
    return next((place for place in places if row is not None and place[0] == bytes(row.id)), places[0])


def _first(turn: Turn, event: MessageEdited) -> str:
    """The message itself was not here yet, or is here no more."""
    if event.message_id:
        receipts.record_edited(turn.connection, turn.house.edit_ref(event.message_id), now=turn.now)
    return hearing.text(turn, event)


def _erase(turn: Turn, places: list[tuple[bytes, int]]) -> None:
    for consultation, position in places:
        case = shred.open_key(turn.connection, turn.house.office.keys.kek, consultation)
        transcripts.erase_content(turn.connection, case, position)
        consultations.note_changed(turn.connection, consultation)
