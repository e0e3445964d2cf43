"""The end of a consultation; from then on the retention period runs."""

from flask import Blueprint, Response, jsonify

from bot import endings
from bot.practice import pupils
from handlers.console.assignments import answers_for, not_theirs
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from storage import audit, checks, consultations, totals
from storage.desks import PRACTICE

door = Blueprint("closures", __name__)


@door.post("/console/consultations/<consultation>/closure")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 with the time at which the record is destroyed; closing twice changes nothing. 409 when it is not theirs.

    That time is now when the resident asked for it; then nothing of it can be seen a moment later. The resident is told in the
    talk; in a room the page shows it, and LINE says at most that there is something.
    """
    here = context()
    now = here.now()
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if not answers_for(visitor, row):
            return not_theirs()
        practised = row.desk == PRACTICE
        due_at = here.settings.retention_policy.due_at(now, at_once=row.erase_on_close)
        due_at = row.opened_at + pupils.LASTS_MS if practised else due_at
        due_at = consultations.close(connection, bytes(row.id), now=now, due_at=due_at, by="desk")
        checks.withdraw(connection, bytes(row.id))
        if row.state == consultations.OPEN:
            keys, kid, timezone = here.office.keys, visitor.account.kid, here.settings.timezone
            if not practised:
                endings.say_goodbye(connection, keys, row, due_at=due_at, now=now, timezone=timezone)
                totals.count(connection, "ended", "desk", now=now, timezone=timezone)
            audit.note(connection, keys, "close", now=now, actor=kid, consultation=bytes(row.id))
    response = jsonify({"due_at": due_at})
    response.status_code = 201
    return response
