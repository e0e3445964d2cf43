"""Checks: a colleague looks at what is about to be answered. The desk's rules say when one has to."""

import datetime as dt
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection, Row

from handlers.console import appending
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, checks, consultations, desk_rules, referrals, staff
from storage.checks import Check
from storage.contexts import Rejected, b64, unb64
from storage.records import Record

door = Blueprint("checks", __name__)

Body = dict[str, Any]

_CHECK_FIRST = "送る前に、同じ窓口の同僚に見てもらうきまりです。「同僚に見てもらう」を押してください。"


@door.get("/console/consultations/<consultation>/checks")
@signed_in
def index(visitor: Visitor, consultation: str) -> Response:
    """Those that stand, why the next answer needs one whatever it says, and which colleagues may look at it."""
    here = context()
    with here.database.reading() as connection:
        row = visitor.find(connection, consultation)
        found, names = _current(connection, row), staff.display_names(connection)
        why, rules = _why(connection, row, refers=False), desk_rules.of(connection, row.desk)
    return jsonify(
        {
            "why": why,
            "referral": rules.check_referral,
            "colleagues": [names.get(kid, "") for kid in _colleagues(visitor, row)],
            "checks": [_line(check, visitor, names) for check in found],
        }
    )


@door.post("/console/consultations/<consultation>/checks")
@signed_in
def create(visitor: Visitor, consultation: str) -> Response:
    """201 with the id; what the same person had asked before is withdrawn. 409 "head" and 422 as for every record.

    Text and salt are sealed in the record; the server gets the commitment only.
    """
    here = context()
    try:
        record, commitment = _read(json_body())
    except (Rejected, ValueError):
        abort(400)
    owner, kid, now = raw_id(consultation), visitor.account.kid, here.now()
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if row.state != consultations.OPEN or row.assignee is None or bytes(row.assignee) != kid:
            return refusal("unassigned", 409, "担当している、受付中の相談についてだけ、確認を頼めます。")
        try:
            appending.append(here, connection, row, visitor, record)
        except (appending.Behind, Rejected) as error:
            return appending.refused(error)
        named = record.id(here.office.keys.fingerprint)
        check = checks.ask(connection, owner, commitment=commitment, record=named, by=kid, now=now)
        audit.note(connection, here.office.keys, "check", now=now, actor=kid, consultation=owner)
    return _created({"id": b64(check)})


@door.post("/console/consultations/<consultation>/checks/<check>/answer")
@signed_in
def answer(visitor: Visitor, consultation: str, check: str) -> Response:
    """201. 404 when it is not theirs to see, 409 "own" for one's own, 409 "answered" when it was answered or withdrawn."""
    here = context()
    try:
        record, agreed = _read_answer(json_body())
    except (Rejected, ValueError):
        abort(400)
    kid, now = visitor.account.kid, here.now()
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        found = _standing(connection, row, check)
        if found.asked_by == kid:
            return refusal("own", 409, "自分の文は、自分では確認できません。同僚に頼んでください。")
        if found.state != checks.ASKED:
            return refusal("answered", 409, "この確認は、もう終わっています。")
        try:
            appending.append(here, connection, row, visitor, record)
        except (appending.Behind, Rejected) as error:
            return appending.refused(error)
        # The consultation is held, so nobody answers or withdraws between the look above and this.
        checks.answer(connection, found.id, agreed=agreed, by=kid, now=now)
        owner, keys = bytes(row.id), here.office.keys
        audit.note(connection, keys, "check-answered", now=now, actor=kid, consultation=owner, agreed=agreed)
    return _created({})


@door.delete("/console/consultations/<consultation>/checks/<check>")
@signed_in
def delete(visitor: Visitor, consultation: str, check: str) -> Response:
    """204: nobody has to look at it any more. 404 for a colleague's, and when it is over."""
    here = context()
    kid = visitor.account.kid
    with here.database.transaction() as connection:
        row = visitor.find(connection, consultation, hold=True)
        if _standing(connection, row, check).asked_by != kid:
            abort(404)
        owner = bytes(row.id)
        checks.withdraw(connection, owner, by=kid)
        consultations.note_changed(connection, owner)
        keys = here.office.keys
        audit.note(connection, keys, "check-withdrawn", now=here.now(), actor=kid, consultation=owner)
    return Response(status=204)


def missing(
    here: Context, connection: Connection, row: Row[Any], visitor: Visitor, body: Body
) -> Response | None:
    """None when this reply may go. 409 "referral" when the place it was made with may no longer be named, 409 "check"
    with the reasons when a colleague has to look first: nobody agreed, or to other words.

    Of a reply into a room nobody here knows the words: the page says whether they name a place, and all that can be asked for is
    that a colleague has agreed to something. That it was these words is for the browsers to compare.
    """
    if (text := body.get("text")) is None:
        why = _why(connection, row, refers=body.get("refers") is True)
        agreed = not why or _standing_agreement(connection, row, visitor) is not None
        return None if agreed else refusal("check", 409, _CHECK_FIRST, why=why)
    today = today_in(here)
    if (given := body.get("referral")) is not None:
        found = referrals.find(connection, raw_id(str(given)))
        if found is None or found.state(today) != "live":
            return refusal("referral", 409, "この紹介先は、いまは使えません。「紹介先」で確かめてください。")
    refers = given is not None or referrals.named_in(connection, text, today=today)
    why = _why(connection, row, refers=refers)
    if not why or _agreed(here, connection, row, visitor, body):
        return None
    return refusal("check", 409, _CHECK_FIRST, why=why)


def settle(here: Context, connection: Connection, row: Row[Any], visitor: Visitor, body: Body) -> None:
    """The reply is stored: what a colleague agreed to is used up, and nothing more of this person's waits for a look."""
    if "text" in body:
        commitment = _commitment(here, row, body)
    else:
        commitment = _standing_agreement(connection, row, visitor)
    checks.use(connection, bytes(row.id), commitment or bytes(32), by=visitor.account.kid)


def today_in(here: Context) -> dt.date:
    """The day where the office is."""
    return dt.datetime.fromtimestamp(here.now() / 1000, here.settings.timezone).date()


def _why(connection: Connection, row: Row[Any], *, refers: bool) -> list[str]:
    rules = desk_rules.of(connection, row.desk)
    flagged = row.flagged_at is not None
    return list(checks.needed(rules, replies=row.replies, flagged=flagged, refers=refers))


def _agreed(here: Context, connection: Connection, row: Row[Any], visitor: Visitor, body: Body) -> bool:
    commitment = _commitment(here, row, body)
    kid = visitor.account.kid
    return commitment is not None and checks.agreed_to(connection, bytes(row.id), commitment, by=kid)


def _standing_agreement(connection: Connection, row: Row[Any], visitor: Visitor) -> bytes | None:
    """The commitment to the words of this person that a colleague agreed to and that have not been sent."""
    own = [one for one in _current(connection, row) if one.asked_by == visitor.account.kid]
    return own[-1].commitment if own and own[-1].state == checks.AGREED else None


def _commitment(here: Context, row: Row[Any], body: Body) -> bytes | None:
    """To the words that are about to be sent, with the salt that came with them; None without one."""
    match body.get("check"):
        case {"salt": str(salt)}:
            raw = raw_id(salt)
            return checks.commitment_of(here.office.keys.fingerprint, bytes(row.id), raw, body["text"])
    return None


def _standing(connection: Connection, row: Row[Any], check: str) -> Check:
    wanted = raw_id(check)
    found = [one for one in _current(connection, row) if one.id == wanted]
    return found[0] if found else abort(404)


def _current(connection: Connection, row: Row[Any]) -> list[Check]:
    """Those of who answers it now: what changed hands or ended meanwhile is nobody's to look at."""
    if row.state != consultations.OPEN or row.assignee is None:
        return []
    return [one for one in checks.standing(connection, bytes(row.id)) if one.asked_by == bytes(row.assignee)]


def _colleagues(visitor: Visitor, row: Row[Any]) -> list[bytes]:
    """Who else sits at this desk, by the verified roster."""
    members = visitor.trust.current.members
    at_desk = visitor.trust.current.desks.get(row.desk, ())
    answering = [kid for kid in at_desk if members[kid].role in ("counselor", "supervisor")]
    return [kid for kid in answering if kid != visitor.account.kid]


def _line(check: Check, visitor: Visitor, names: dict[bytes, str]) -> dict[str, Any]:
    return {
        "id": b64(check.id),
        "record": b64(check.record),
        "commitment": b64(check.commitment),
        "state": check.state,
        "asked_by": b64(check.asked_by),
        "asked_by_name": names.get(check.asked_by, ""),
        "asked_at": check.asked_at,
        "checked_by_name": names.get(check.checked_by, "") if check.checked_by else None,
        "mine": check.asked_by == visitor.account.kid,
    }


def _created(answer: dict[str, Any]) -> Response:
    response = jsonify(answer)
    response.status_code = 201
    return response


def _read(body: Body) -> tuple[Record, bytes]:
    match body:
        case {"record": dict(record), "commitment": str(commitment)} if len(unb64(commitment)) == 32:
            return Record.from_json(record), unb64(commitment)
    raise ValueError("a check is a record and a commitment")


def _read_answer(body: Body) -> tuple[Record, bool]:
    match body:
        case {"record": dict(record), "agreed": bool(agreed)}:
            return Record.from_json(record), agreed
    raise ValueError("an answer is a record and a yes or no")
