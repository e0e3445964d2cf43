"""Whether a second factor is demanded of everybody here: a switch for supervisors. `guard` holds it."""

from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Connection

from handlers.console import proof
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import context
from handlers.security import refusal
from storage import audit, second_factor, staff

door = Blueprint("second_factor", __name__)

OWN_FIRST = "先に、あなたの分を「自分の設定」で用意し、一度サインインし直してください。そのあとで、全員に求められます。"
LAST = "この窓口では、もう1つの確認方法がいります。先に別のものを加えてから、外してください。"
"""For who takes off the only one they have (`passkeys`, `totp`)."""


@door.put("/console/second-factor")
@signed_in
def update(visitor: Visitor) -> Response:
    """{"demanded"}: 200 with the rule as it is now. 403 "proof-needed", 409 "own-first" for who has shown none themselves, 422.

    A session that has shown none is as good as over at once; who has none at all can set one up, and nothing else.
    """
    here, wish = context(), json_body().get("demanded")
    if not isinstance(wish, bool):
        return refusal("second-factor", 422)
    if wish and not visitor.strong:
        return refusal("own-first", 409, OWN_FIRST)
    if refused := proof.needed(visitor):
        return refused
    now, kid = here.now(), visitor.account.kid
    with here.database.transaction() as connection:
        if second_factor.rule(connection).demanded != wish:
            second_factor.demand(connection, wish, by=kid, now=now)
            audit.note(connection, here.office.keys, "second-factor", now=now, actor=kid, demanded=wish)
        return jsonify(shown(connection))


def shown(connection: Connection) -> dict[str, Any]:
    """The rule, and who set it when (ms)."""
    rule = second_factor.rule(connection)
    name = staff.display_names(connection).get(rule.changed_by) if rule.changed_by else None
    return {"demanded": rule.demanded, "changed_at": rule.changed_at, "changed_by_name": name}
