"""What is kept of what a resident says: sealed to the desk, chained, summed up."""

from typing import Any

from sqlalchemy import Row

from bot import entries
from bot.entries import Case
from bot.turn import Turn
from storage import consultations, desks, endings, shred, summaries, totals, transcripts
from storage.casekeys import new_key
from storage.generations import Generation

Payload = dict[str, Any]


def case_of(turn: Turn, row: Row[Any] | None) -> Case:
    """The consultation of that row (`turn.open_row()`, or the standing's) ready for the next record; a new one when there is none."""
    if row is not None:
        standing = turn.standing if row is turn.standing.row else None
        return entries.of_row(turn.connection, turn.house.office, row, now=turn.now, standing=standing)
    connection, office, now = turn.connection, turn.house.office, turn.now
    desk = desks.intake_desk(connection)
    case = shred.create(connection, office.keys.kek, consultations.new_id())
    key, opening = new_key(connection, office, case, desk, now=now)
    consultations.open_new(
        connection,
        consultations.Opening(
            id=case.owner,
            desk=desk,
            lane="line",
            pseudonym=turn.pseudonym,
            sealed_genesis=case.wrap("genesis", 0, opening.genesis.to_json()),
            sealed_address=case.wrap("address", 0, turn.user_id.encode()),
            generation=Generation(
                key.key_id,
                case.wrap("wrapset", 1, opening.wrapset.to_json()),
                epoch=opening.wrapset.epoch,
                made_epoch=opening.wrapset.epoch,
                server_made=opening.wrapset.creator == office.keys.intake_kid,
            ),
            language=turn.resident.language,
        ),
        now=now,
    )
    totals.count_opening(connection, "line", now=now, timezone=turn.house.timezone)
    return Case(case, key, 0, 0, bytes(32), bytes(32), None, None)


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
