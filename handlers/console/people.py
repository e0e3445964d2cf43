"""Who works here, who is asked to join, and what somebody's leaving would touch."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from handlers.console import second_factor
from handlers.console.guard import Visitor, raw_id, signed_in
from handlers.context import context
from storage import desks, handovers, invitations, passkeys, rosters, sessions, split_keys, staff
from storage.contexts import b64
from storage.invitations import Invitation
from storage.roster import Roster, Trust, delegated
from storage.succession import desks_of

door = Blueprint("people", __name__)


@door.get("/console/people")
@signed_in
def index(visitor: Visitor) -> Response:
    """Everybody, open invitations, desks, the rule about signing in, and until when roster and delegation live. Times in ms."""
    here, roster = context(), visitor.trust.current
    with here.database.reading() as connection:
        asked = invitations.listed(connection, now=here.now())
        body = {
            "people": _people(connection, visitor.trust, sessions.counts(connection, now=here.now())),
            "invited": [invited(one) for one in asked if not invitations.is_approved(one, roster)],
            "desks": [{"id": desk, "name": name} for desk, name in desks.names(connection).items()],
            "second_factor": second_factor.shown(connection),
            "sheets": {kind: _sheet(connection, kind) for kind in ("root", "recovery")},
            "roster_until": roster.not_after * 1000,
            "delegation_until": _delegation_until(connection),
        }
    return jsonify(body)


@door.get("/console/people/<kid>/hand-over")
@signed_in
def hand_over(visitor: Visitor, kid: str) -> Response:
    """What is assigned to this person, and what nobody who stays could read; 404 for nobody."""
    here, leaver = context(), raw_id(kid)
    if leaver not in visitor.trust.current.members:
        abort(404)
    with here.database.reading() as connection:
        found = handovers.left_by(connection, here.office.keys.kek, visitor.trust, leaver)
    shown = [one._asdict() | {"id": b64(one.id), "readers": [b64(k) for k in one.readers]} for one in found]
    return jsonify({"consultations": shown})


def invited(invitation: Invitation) -> dict[str, Any]:
    """One invitation, with the public keys of who has answered it."""
    guest, keys = invitation.guest, invitation.keys
    enrolled = None
    if keys is not None:
        enrolled = {name: b64(key) if key is not None else None for name, key in keys._asdict().items()}
    return guest._asdict() | {
        "id": b64(invitation.id),
        "replaces": b64(guest.replaces) if guest.replaces is not None else None,
        "expires_at": invitation.expires_at,
        "enrolled": enrolled,
    }


def _people(connection: Connection, trust: Trust, open_ones: dict[bytes, int]) -> list[dict[str, Any]]:
    counts, roster = passkeys.counts(connection), trust.current
    return [
        {
            "kid": b64(account.kid),
            "name": account.name,
            "display_name": account.display_name,
            "role": account.role,
            "desks": list(desks_of(roster, account.kid)),
            "passkeys": counts.get(account.kid, (0, 0))[0],
            "prf": counts.get(account.kid, (0, 0))[1],
            "totp": gives_codes,
            "sessions": open_ones.get(account.kid, 0),
            "here_since": _here_since(trust, account.kid),
        }
        for account, gives_codes in staff.accounts(connection)
        if account.kid in roster.members
    ]


def _here_since(trust: Trust, kid: bytes) -> int | None:
    known: list[Roster] = [roster for roster in trust.rosters.values() if kid in roster.members]
    return min(roster.not_before for roster in known) * 1000 if known else None


def _sheet(connection: Connection, kind: Any) -> dict[str, int | None] | None:
    found = split_keys.find(connection, kind)
    return {"made_at": found.made_at, "rehearsed_at": found.rehearsed_at} if found else None


def _delegation_until(connection: Connection) -> int:
    """Of whoever signed the newest roster."""
    newest = rosters.chain(connection)[-1]
    return delegated(newest.own_delegation, newest.root).until * 1000
