"""Closes what nobody writes in any more, after its resident was told and had time to go on."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from retention.policy import RetentionPolicy
from storage import audit, consultations, silences, totals
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys
from storage.shred import Erased
from storage.silences import Silence

Tell = Callable[[Connection, Row[Any], int], None]
"""Queues the announcement for the consultation of that row: it is closed at that moment (ms) unless somebody writes."""


class Outcome(NamedTuple):
    announced: int
    closed: int


def run(
    database: Database,
    keys: Keys,
    policy: RetentionPolicy,
    *,
    now: int,
    tell: Tell | None,
    timezone: dt.tzinfo,
) -> Outcome:
    """Announces what is about to be closed, and closes what was announced in time. May be killed and run again.

    `tell` is None at hours at which nobody's phone shall ring. Who can't be told (a block) is not waited for. `timezone` is
    the office's, whose months are counted.
    """
    silence = Silence(
        now=now,
        announce=now - (policy.consultation_silence - policy.silence_notice),
        close=now - policy.consultation_silence,
        announced=now - policy.silence_notice,
        give_up=now - (policy.consultation_silence + policy.silence_notice),
    )
    closed = _close(database, keys, policy, silence, timezone)
    return Outcome(_announce(database, policy, silence, tell) if tell else 0, closed)


def _announce(database: Database, policy: RetentionPolicy, silence: Silence, tell: Tell) -> int:
    with database.reading() as connection:
        untold = silences.to_announce(connection, silence)
    told = 0
    for consultation in untold:
        try:
            with database.transaction() as connection:
                row = silences.announce(connection, consultation, silence)
                if row is not None:
                    # Never sooner than the time between announcement and closure that the policy promises.
                    over = row.last_activity_at + policy.consultation_silence
                    tell(connection, row, max(over, silence.now + policy.silence_notice))
                    told += 1
        except (Erased, Rejected):
            # Its address can't be opened: the others are told all the same, and the watchdog names the reason.
            continue
    return told


def _close(
    database: Database, keys: Keys, policy: RetentionPolicy, silence: Silence, timezone: dt.tzinfo
) -> int:
    with database.reading() as connection:
        over = silences.to_close(connection, silence)
    closed, now = 0, silence.now
    for consultation in over:
        with database.transaction() as connection:
            row = silences.hold_for_closure(connection, consultation, silence)
            if row is not None:
                due_at = policy.due_at(now, at_once=row.erase_on_close)
                consultations.close(connection, consultation, now=now, due_at=due_at, by="silence")
                totals.count(connection, "ended", "silence", now=now, timezone=timezone)
                audit.note(connection, keys, "close", now=now, consultation=consultation, silent=True)
                closed += 1
    return closed
