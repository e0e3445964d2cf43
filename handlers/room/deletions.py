"""The resident's own erasure: everything of theirs is due at once, and the next look of the time process destroys it."""

from flask import Blueprint, Response, jsonify

from handlers.context import context
from handlers.room.guard import Guest
from storage import consultations, endings, holds, ledger, outbox, totals

door = Blueprint("deletions", __name__)


@door.post("/deletion")
def create() -> Response:
    """201 with {"receipt", "held_until"}: the number by which POST /receipt tells whether it is gone for good. Twice is once.

    All of this resident's goes, as by 「消す」 in the talk: without LINE that is this room alone. What two people hold stays until
    `held_until` (ms), and goes then.
    """
    here, guest = context(), Guest.of_request()
    now = here.now()
    with here.database.transaction() as connection:
        row = guest.hold(connection)
        owner, pseudonym = bytes(row.id), bytes(row.pseudonym)
        ended = sum(one.state == consultations.OPEN for one in consultations.all_of(connection, pseudonym))
        wished = endings.wish(connection, pseudonym, now=now)
        for one in wished:
            outbox.fail_queued(connection, one, "erased")
        held = holds.held_until(connection, now=now)
        for _ in range(ended):
            totals.count(connection, "ended", "resident", now=now, timezone=here.settings.timezone)
    told = {"receipt": ledger.receipt_number(owner), "held_until": held.get(owner)}
    response = jsonify(told)
    response.status_code = 201
    return response
