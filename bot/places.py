"""Places that residents send: nobody sees one before its sender has said yes, and without a yes it goes within the hour."""

from bot import cards, keeping, unsending
from bot.messages import Message
from bot.turn import Turn
from storage import outbox
from storage.contexts import b64, unb64
from storage.shred import ShredKey

WAITS_MS = 3600 * 1000
_LONGEST = 1000
KIND = "location"


def put(turn: Turn, case: ShredKey, text: str, message_ref: bytes) -> None:
    """Lets a place wait, sealed, for the answer to the question."""
    body = {"text": text[:_LONGEST], "message_ref": b64(message_ref)}
    key, expires_at = turn.house.office.keys.courier, turn.now + WAITS_MS
    outbox.put(turn.connection, key, KIND, body, now=turn.now, expires_at=expires_at, case=case, held=True)


def tell(turn: Turn, about: str) -> list[Message]:
    """The yes: people may read it now. Said twice it is told once; after an hour there is nothing left to tell."""
    message_ref, row = unb64(about), turn.open_row()
    if row is not None:
        found = unsending.waiting(turn.connection, turn.house.office.keys, bytes(row.id), KIND, message_ref)
        for parcel, body in found:
            outbox.accepted(turn.connection, [parcel.id])
            if parcel.expires_at > turn.now:
                told = {"v": 1, "kind": KIND, "state": "told", "text": str(body["text"])}
                keeping.keep(turn, keeping.case_of(turn, row), [told], message_ref)
    # What can't be told, in a talk that has ended say, goes: the answer is that nothing of it is left here.
    return drop(turn, about)


def drop(turn: Turn, about: str) -> list[Message]:
    """The no. What was told already stays told, and is said to be."""
    message_ref = unb64(about)
    for consultation, _ in keeping.places_of(turn, message_ref)[:1]:
        unsending.forget(turn.connection, turn.house.office.keys, consultation, message_ref)
    told_before = len(keeping.places_of(turn, message_ref)) > 1
    return cards.location_told(turn.p) if told_before else cards.location_dropped(turn.p)
