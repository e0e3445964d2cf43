"""The end of a room, by its resident: from now on the days run, or it goes at once where that was chosen."""

from flask import Blueprint, Response, jsonify

from bot import buttons
from handlers.context import context
from handlers.room.guard import Guest
from storage import audit, checks, consultations, survey_slips, totals
from storage.contexts import b64

door = Blueprint("closures", __name__)


@door.post("/closure")
def create() -> Response:
    """201 with {"due_at", "slip"}: when it is destroyed (ms), and a slip for three questions that is joined to nobody. Ending twice
    changes nothing, and gives no second slip: null.
    """
    here, guest = context(), Guest.of_request()
    now, timezone, policy = here.now(), here.settings.timezone, here.settings.retention_policy
    with here.database.transaction() as connection:
        row, slip = guest.hold(connection), None
        owner, due_at = bytes(row.id), policy.due_at(now, at_once=row.erase_on_close)
        due_at = consultations.close(connection, owner, now=now, due_at=due_at, by="resident")
        if row.state == consultations.OPEN:
            slip = b64(survey_slips.issue(connection, expires_at=now + buttons.SURVEY_LIFE_MS))
            checks.withdraw(connection, owner)
            totals.count(connection, "ended", "resident", now=now, timezone=timezone)
            audit.note(connection, here.office.keys, "close", now=now, consultation=owner, resident=True)
    response = jsonify({"due_at": due_at, "slip": slip})
    response.status_code = 201
    return response
