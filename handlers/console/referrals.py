"""Referrals: one person proposes a place, another one agrees; from then on counselors may name it, until its day is over."""

from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console.checks import today_in
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, referrals, staff
from storage.contexts import b64
from storage.referrals import Place, Referral

door = Blueprint("referrals", __name__)

_PROBLEMS = {
    "kind": "種類を選んでください。",
    "name": "名前を、120字までで入れてください。",
    "about": "どんな所かを、それぞれ400字までで入れてください。日本語はかならず入れてください。",
    "phone": "電話番号は、0120-279-338 のように、数字とハイフンで入れてください。電話かアドレスか場所の、どれか1つがいります。",
    "url": "アドレスは、https:// からはじまるものを入れてください。",
    "place": "身を寄せる所の場所は、どこにも書けません。場所がわかる言葉を消してください。",
    "source": "番号や時間を、どこで確かめたかを入れてください。",
    "expires_on": "いつまで使えるかは、きょうから1年のあいだで選んでください。",
}


_CHANGED = "ほかの人が書きかえました。新しい内容を見てから、もう一度押してください。"


@door.get("/console/referrals")
@signed_in
def index(visitor: Visitor) -> Response:
    """All that were not withdrawn, with their state today; "live" ones may be put into an answer."""
    here = context()
    with here.database.reading() as connection:
        found, names = referrals.standing(connection), staff.display_names(connection)
    today = today_in(here)
    shown = [_line(one, visitor, names) | {"state": one.state(today)} for one in found]
    return jsonify({"referrals": shown, "today": today.isoformat()})


@door.post("/console/referrals")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the id; nobody can name it before a second person agrees. 422 with the field that is wrong."""
    here = context()
    try:
        place = Place.read(json_body(), today=today_in(here))
    except ValueError as wrong:
        return _wrong(wrong)
    with here.database.transaction() as connection:
        referral = referrals.propose(connection, place, by=visitor.account.kid, now=here.now())
        _note(here, connection, visitor, "referral")
    response = jsonify({"id": b64(referral)})
    response.status_code = 201
    return response


@door.put("/console/referrals/<referral>")
@signed_in
def update(visitor: Visitor, referral: str) -> Response:
    """204: it counts as proposed anew, by who changed it. 404 when it was withdrawn, 422 as `create`; 409 "changed" when it was not
    proposed last at `seen`, which is `added_at` as the page saw it. Sent again after a lost answer it changes nothing.
    """
    here, wanted, body = context(), raw_id(referral), json_body()
    try:
        place = Place.read(body, today=today_in(here))
    except ValueError as wrong:
        return _wrong(wrong)
    with here.database.transaction() as connection:
        found = referrals.find(connection, wanted, hold=True) or _gone()
        if (found.place, found.added_by, found.checked_by) == (place, visitor.account.kid, None):
            return Response(status=204)
        if found.added_at != body.get("seen"):
            return refusal("changed", 409, _CHANGED)
        referrals.change(connection, wanted, place, by=visitor.account.kid, now=here.now())
        _note(here, connection, visitor, "referral")
    return Response(status=204)


@door.post("/console/referrals/<referral>/agreement")
@signed_in
def agree(visitor: Visitor, referral: str) -> Response:
    """201: it may be named. `seen` is when it was proposed, as shown: 409 "changed" when that was not the last change,
    409 "own" for who proposed it, 404 when it was withdrawn.
    """
    here, wanted = context(), raw_id(referral)
    match json_body():
        case {"seen": int(seen)}:
            pass
        case _:
            abort(400)
    kid = visitor.account.kid
    with here.database.transaction() as connection:
        found = referrals.find(connection, wanted) or _gone()
        if found.added_by == kid:
            return refusal("own", 409, "自分が書いた紹介先は、別の人が確かめます。")
        # Compared here first: no column holds every number that JSON does.
        if found.added_at != seen or not referrals.agree(
            connection, wanted, seen=seen, by=kid, now=here.now()
        ):
            return refusal("changed", 409, _CHANGED)
        _note(here, connection, visitor, "referral-agreed")
    response = jsonify({})
    response.status_code = 201
    return response


@door.delete("/console/referrals/<referral>")
@signed_in
def delete(visitor: Visitor, referral: str) -> Response:
    """204: nobody names it any more. One person is enough: what may be wrong must be gone at once. 404 when it is gone."""
    here, wanted = context(), raw_id(referral)
    with here.database.transaction() as connection:
        if not referrals.withdraw(connection, wanted, now=here.now()):
            _gone()
        _note(here, connection, visitor, "referral-withdrawn")
    return Response(status=204)


def _gone() -> NoReturn:
    abort(404)


def _wrong(wrong: ValueError) -> Response:
    field = str(wrong)
    return refusal("referral", 422, _PROBLEMS.get(field), field=field)


def _note(here: Context, connection: Connection, visitor: Visitor, action: str) -> None:
    audit.note(connection, here.office.keys, action, now=here.now(), actor=visitor.account.kid)


def _line(referral: Referral, visitor: Visitor, names: dict[bytes, str]) -> dict[str, Any]:
    checked_by = referral.checked_by
    return referral.place._asdict() | {
        "id": b64(referral.id),
        "added_by_name": names.get(referral.added_by, ""),
        "added_at": referral.added_at,
        "checked_by_name": names.get(checked_by, "") if checked_by else None,
        "checked_at": referral.checked_at,
        "mine": referral.added_by == visitor.account.kid,
    }
