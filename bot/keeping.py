"""What is kept of what a resident says: sealed to the desk, chained, summed up."""

from typing import Any

from sqlalchemy import Row

from bot import entries
from bot.entries import Case, Opening
from bot.turn import Turn
from storage import desks, endings, shred, summaries, totals, transcripts

Payload = dict[str, Any]


def case_of(turn: Turn, row: Row[Any] | None) -> Case:
    """The consultation of that row (`turn.open_row()`, or the standing's) ready for the next record; a new one when there is none."""
    if row is not None:
        standing = turn.standing if row is turn.standing.row else None
        return entries.of_row(turn.connection, turn.house.office, row, now=turn.now, standing=standing)
    connection, now = turn.connection, turn.now
    opening = Opening(desks.intake_desk(connection), turn.pseudonym, turn.user_id, turn.resident.language)
    case = entries.begin(connection, turn.house.office, opening, now=now)
    totals.count_opening(connection, "line", now=now, timezone=turn.house.timezone)
    return case


def keep(
    turn: Turn,
    case: Case,
    payloads: list[Payload],
    message_ref: bytes | None,
    *,
    acknowledged: bool = False,
    flagged: bool = False,
) -> Case:
    """Appends what the resident said: somebody has to read it. Returns the case after it."""
    before = case.entries
    case = append(turn, case, payloads, message_ref)
    summaries.note_received(
        turn.connection,
        case.shred.owner,
        case.last_record,
        entries=case.entries - before,
        now=turn.now,
        acknowledged=acknowledged,
        flagged=flagged,
    )
    if turn.standing.puts_off:
        endings.pause(turn.connection, turn.pseudonym, now=turn.now, period=turn.house.pause)
    return case


def note(turn: Turn, case: Case, payloads: list[Payload], message_ref: bytes | None) -> Case:
    """Appends what nobody waits to be answered for: a topic, words that took the place of others."""
    before = case.entries
    case = append(turn, case, payloads, message_ref)
    added = case.entries - before
    summaries.note_appended(turn.connection, case.shred.owner, case.last_record, entries=added)
    return case


def append(turn: Turn, case: Case, payloads: list[Payload], message_ref: bytes | None) -> Case:
    """Appends sealed records; summing up is the caller's."""
    ts = turn.event.timestamp or turn.now
    for payload in payloads:
        case = entries.append(
            turn.connection, turn.house.office, case, payload, ts=ts, message_ref=message_ref
        )
    return case


def places_of(turn: Turn, message_ref: bytes) -> list[tuple[bytes, int]]:
    """Where this resident's message is stored: (consultation, position), the first entry first."""
    return transcripts.find_message(turn.connection, turn.pseudonym, message_ref)


def times_of(turn: Turn, message_ref: bytes) -> list[int]:
    """LINE's times (ms) of everything that is stored of this resident's message."""
    connection, kek = turn.connection, turn.house.office.keys.kek
    return [
        transcripts.record_at(connection, shred.open_key(connection, kek, consultation), position).ts
        for consultation, position in places_of(turn, message_ref)
    ]
