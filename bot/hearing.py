"""What a resident sends: kept whatever it is, and received once per silence.

Where the talk lane is off nothing is kept, and the way to the room, or to the telephone, is told.
"""

import os
from typing import Any

from sqlalchemy import Row

from bot import beginning, blocking, cards, danger, dialogue, keeping, openings, places, rooms
from bot.entries import Case
from bot.events import MessageEdited, OtherMessage, TextMessage
from bot.keeping import Payload
from bot.messages import Message, parts
from bot.turn import Turn
from storage import desks, outbox, residents, totals
from storage.contexts import b64

MEDIA = ("image", "video", "audio", "file")
FETCH_FOR_MS = 24 * 3600 * 1000


def text(turn: Turn, event: TextMessage | MessageEdited) -> str:
    """Words that are no keyword, and take no other words' place."""
    payloads: list[Payload] = [{"v": 1, "kind": "text", "text": part} for part in parts(event.text)]
    return _receive(turn, event, payloads, flagged=danger.points_to_danger(event.text))


def other(turn: Turn, event: OtherMessage) -> str:
    """A sticker as its keywords, media as a placeholder until they are fetched, a place as a question."""
    if event.kind in MEDIA:
        ref = b64(os.urandom(16))
        told = {"name": event.name and event.name[:255], "size": event.size, "seconds": event.seconds}
        payload = {"v": 1, "kind": event.kind, "ref": ref}
        payload |= {name: value for name, value in told.items() if value is not None}
        state = _hindrance(turn, event)
        verdict = [{"v": 1, "kind": "attachment", "ref": ref, "state": state}] if state else []
        return _receive(turn, event, [payload, *verdict], refused=state)
    if event.kind == "sticker":
        payload = {"v": 1, "kind": "sticker", "keywords": list(event.keywords)}
        payload |= {"text": event.text[:500]} if event.text else {}
        return _receive(turn, event, [payload], flagged=danger.points_to_danger(event.text or ""))
    if event.kind == "location":
        asked = {"v": 1, "kind": "location", "state": "asked"}
        return _receive(turn, event, [asked], refused=None if event.text else "unreadable")
    return _receive(turn, event, [{"v": 1, "kind": "other"}], refused="unknown")


def _hindrance(turn: Turn, event: OtherMessage) -> str | None:
    """Why it can't be fetched, as far as that is known before."""
    if event.external or not event.message_id:
        return "unavailable"
    return "too-large" if event.size is not None and event.size > turn.house.largest[event.kind] else None


def _receive(
    turn: Turn,
    event: TextMessage | MessageEdited | OtherMessage,
    payloads: list[Payload],
    *,
    flagged: bool = False,
    refused: str | None = None,
) -> str:
    if not turn.house.talk:
        turn.reply(rooms.instead(turn))
        return "lane-off"
    if turn.blocked_until is not None:
        return blocking.refuse(turn, _said(event))
    message_ref = turn.house.message_ref(event.message_id) if event.message_id else None
    if turn.standing.unsent:
        return "unsent-before"
    if (
        message_ref is not None
        and turn.standing.edited
        and isinstance(event, TextMessage)
        and _edited_since(turn, message_ref)
    ):
        return "edited-before"
    row = turn.standing.row
    case = keeping.case_of(turn, row)
    answers = _answers(turn, event, case, row, refused)
    case = keeping.keep(turn, case, payloads, message_ref, acknowledged=bool(answers), flagged=flagged)
    if isinstance(event, OtherMessage) and refused is None and message_ref is not None:
        _pursue(turn, event, case, payloads[0], message_ref)
    turn.reply(answers, case=case.shred)
    residents.seen(turn.connection, turn.resident, now=turn.now)
    kind = str(payloads[0]["kind"])
    totals.count(turn.connection, "message", kind, now=turn.now, timezone=turn.house.timezone)
    return "stored"


def _said(event: TextMessage | MessageEdited | OtherMessage) -> str:
    return event.text or ""


def _edited_since(turn: Turn, message_ref: bytes) -> bool:
    """Whether newer words took this message's place before it came itself."""
    return any(ts > turn.event.timestamp for ts in keeping.times_of(turn, message_ref))


def _answers(
    turn: Turn,
    event: TextMessage | MessageEdited | OtherMessage,
    case: Case,
    row: Row[Any] | None,
    refused: str | None,
) -> list[Message]:
    """What is answered; nothing within a conversation, unless something can't be received or has to be asked."""
    acknowledges = dialogue.acknowledges(
        last_activity_at=case.last_activity_at, acknowledged_at=case.acknowledged_at, now=turn.now
    )
    in_room = row is not None and row.lane != "line"
    consent = beginning.consent(turn, begun=True) if acknowledges and not in_room else []
    if refused is not None:
        if not (acknowledges or dialogue.refuses(acknowledged_at=case.acknowledged_at, now=turn.now)):
            return []
        return [*_refusal(turn, event, refused), *consent]
    if isinstance(event, OtherMessage) and event.kind == "location" and event.message_id:
        about = b64(turn.house.message_ref(event.message_id))
        return [*consent, *cards.location_ask(turn.p, turn.tap(about))]
    return [*_thanks(turn, event, row), *consent] if acknowledges else []


def _thanks(
    turn: Turn,
    event: TextMessage | MessageEdited | OtherMessage,
    row: Row[Any] | None,
) -> list[Message]:
    connection, language = turn.connection, turn.resident.language
    if row is not None and row.lane != "line":
        return cards.room_got(turn.p, rooms.address(turn))
    desk = str(row.desk) if row is not None else desks.intake_desk(connection)
    opening = openings.opening_words(connection, desk, language, turn.now, turn.house.timezone)
    notice = openings.notice_words(connection, language, turn.now)
    if isinstance(event, OtherMessage):
        return cards.not_text(turn.p, event.kind, opening, notice)
    return cards.received(turn.p, opening, notice)


def _refusal(turn: Turn, event: object, refused: str) -> list[Message]:
    kind = event.kind if isinstance(event, OtherMessage) else "other"
    if refused == "too-large":
        return cards.too_large(turn.p, turn.house.largest[kind] // 1_000_000)
    return cards.cannot_receive(turn.p, kind)


def _pursue(turn: Turn, event: OtherMessage, case: Case, payload: Payload, message_ref: bytes) -> None:
    """What has to happen to it later: media are fetched, a place waits for a yes."""
    if event.kind == "location":
        places.put(turn, case.shred, str(event.text), message_ref)
    if event.kind not in MEDIA:
        return
    body = {
        "message_id": event.message_id,
        "kind": event.kind,
        "ref": payload["ref"],
        "message_ref": b64(message_ref),
        "ts": event.timestamp or turn.now,
        "limit": turn.house.largest[event.kind],
    }
    key, expires_at = turn.house.office.keys.courier, turn.now + FETCH_FOR_MS
    outbox.put(turn.connection, key, "fetch", body, now=turn.now, expires_at=expires_at, case=case.shred)
