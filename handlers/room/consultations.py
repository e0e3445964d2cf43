"""A room: made by the resident's browser, verified here before anything is stored; and asked for every few seconds after that."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import Connection, Row

from bot import knocking
from bot.phrases import LANGUAGES
from handlers import slowing
from handlers.context import Context, context
from handlers.room import standing
from handlers.room.claims import BROWSER, LINK
from handlers.room.guard import Guest, Refused, binary, flag, json_body, require_unblocked, unreadable
from handlers.room.rosters import linked_lane
from storage import audit, consultations, endings, placements, room_links, room_openings, rooms, shred, totals
from storage.contexts import Rejected, b64
from storage.genesis import Genesis
from storage.record import Record
from storage.room_openings import Opening
from storage.wrapsets import WrapSet

door = Blueprint("consultations", __name__)

MOST_RECORDS = 50
"""In one request."""

_HASH = 32
_CAPSULE = (200, 2000)


@door.get("/consultation")
def show() -> Response:
    """`?after=<position>`: how it stands, with the records after that. 304 while nothing is new, after one look by an index."""
    here, guest, after = context(), Guest.of_request(), request.args.get("after", 0, type=int)
    now = here.now()
    with here.database.reading() as connection:
        row = guest.glance(connection)
        mark = standing.mark(row, after, now=now)
        known = request.if_none_match.contains(mark)
        # The mark before the rest: what comes between the two is only fetched once more.
        told = None if known else standing.whole(here, connection, guest.find(connection), after)
    if row.knock and (row.knocked_at is not None or now - row.seen_at > rooms.SEEN_MS):
        # Only who wants to be told by LINE is noted to be here, and once a minute.
        with here.database.transaction() as connection:
            knocking.looked(connection, bytes(row.id), now=now)
    response = Response(status=304) if told is None else jsonify(told)
    response.set_etag(mark)
    return response


@door.post("/consultations")
def create() -> Response:
    """{"genesis", "wrapset", "capsule", "access", "records", "language", "erase_on_close", "link"?, "browser"?, "flagged"?, "placement"?}: 201
    {"id", "revision"}, 200 for the same once more. 409 "roster" (a newer one), "claimed"; 404 "link"; 410 "gone"; 403 "blocked";
    429 after many from one address without a link; 422 with the code of what the desk's browsers would refuse. `placement`: the
    code of the paper that led here; it is counted and not kept, and one that nobody knows is passed over.
    """
    here, body = context(), json_body()
    opening, link = _read(body), _link(body)
    with here.database.transaction() as connection:
        used = room_links.find(connection, link[0], now=here.now()) if link else None
        if link and used is None:
            raise Refused("link", 404)
        owner, keys = opening.genesis.case, here.office.keys
        pseudonym = bytes(used.pseudonym) if used else room_openings.pseudonym_of(keys, owner)
        consultations.hold_resident(connection, pseudonym)
        if (there := rooms.of(connection, owner)) is not None:
            return _again(connection, opening, there)
        if used is None and (wait := slowing.for_rooms(here, connection)):
            return slowing.too_soon(wait)
        require_unblocked(connection, pseudonym)
        _store(here, connection, opening, link, used, pseudonym, body.get("placement"))
        return _answer(connection, opening, 201)


def _store(
    here: Context,
    connection: Connection,
    opening: Opening,
    link: tuple[bytes, bytes] | None,
    used: Row[Any] | None,
    pseudonym: bytes,
    paper: object,
) -> None:
    keys, now = here.office.keys, here.now()
    ids = _verified(here, connection, opening, lane=linked_lane(here) if link else "room")
    whose = room_openings.Whose(pseudonym)
    if link and used:
        joined = room_links.use(connection, *link, opening.genesis.case)
        if joined is None:
            raise Refused("claimed", 409)
        address = room_links.open_address(keys.courier, used)
        whose = room_openings.Whose(pseudonym, address, joined.contested_at)
    ended = _end_earlier(here, connection, pseudonym)
    try:
        room_openings.store(connection, keys, opening, ids, whose, now=now)
    except shred.Erased:
        raise Refused("gone", 410) from None
    endings.pause(connection, pseudonym, now=now, period=here.settings.retention_policy.pause)
    _count(here, connection, ended, len(ids), paper)


def _verified(here: Context, connection: Connection, opening: Opening, *, lane: str) -> list[bytes]:
    """The ids of its records. Refused 409 "roster" for one that was made by an older roster."""
    try:
        trust = here.office.trust(connection, now=here.now())
        ids = room_openings.verify(connection, trust, opening, lane=lane)
    except Rejected as refused:
        raise (Refused("roster", 409) if refused.code == "stale" else refused) from None
    if rooms.find(connection, opening.access_hash) is not None:
        raise Refused("claimed", 409)
    return ids


def _count(here: Context, connection: Connection, ended: list[bytes], sealed: int, paper: object) -> None:
    now, timezone = here.now(), here.settings.timezone
    totals.count_opening(connection, "room", now=now, timezone=timezone)
    if ended:
        totals.count(connection, "ended", "resident", now=now, timezone=timezone, number=len(ended))
    if sealed:
        totals.count(connection, "message", "sealed", now=now, timezone=timezone, number=sealed)
    if isinstance(paper, str) and placements.find(connection, paper) is not None:
        totals.count(connection, "paper-first", paper, now=now, timezone=timezone)
    for one in ended:
        audit.note(connection, here.office.keys, "close", now=now, consultation=one, resident=True)


def _end_earlier(here: Context, connection: Connection, pseudonym: bytes) -> list[bytes]:
    """One room at a time: who begins another has ended the one before, which goes when its days are over."""
    now, policy = here.now(), here.settings.retention_policy
    ended = rooms.open_of(connection, pseudonym)
    for row in ended:
        due_at = policy.due_at(now, at_once=row.erase_on_close)
        consultations.close(connection, bytes(row.id), now=now, due_at=due_at, by="resident")
    return [bytes(row.id) for row in ended]


def _again(connection: Connection, opening: Opening, there: Row[Any]) -> Response:
    """The same room once more, after an answer that was lost; nothing more is stored."""
    if bytes(there.access_hash) != opening.access_hash:
        raise Refused("claimed", 409)
    return _answer(connection, opening, 200)


def _answer(connection: Connection, opening: Opening, status: int) -> Response:
    row = Guest(opening.access_hash).find(connection)
    response = jsonify({"id": b64(bytes(row.id)), "revision": row.revision})
    response.status_code = status
    return response


def _link(body: dict[str, Any]) -> tuple[bytes, bytes] | None:
    if body.get("link") is None:
        return None
    return binary(body["link"], LINK), binary(body.get("browser"), BROWSER)


def records_of(body: dict[str, Any]) -> list[Record]:
    """The records handed in; 400 for no list, 413 for too many at once, `Rejected` for what is none."""
    listed = body.get("records")
    if not isinstance(listed, list):
        unreadable()
    if len(listed) > MOST_RECORDS:
        raise Refused("full", 413)
    return [Record.from_json(one if isinstance(one, dict) else {}) for one in listed]


def _read(body: dict[str, Any]) -> Opening:
    language, capsule = body.get("language"), binary(body.get("capsule"))
    if language not in LANGUAGES or not _CAPSULE[0] <= len(capsule) <= _CAPSULE[1]:
        unreadable()
    genesis, wrapset = body.get("genesis"), body.get("wrapset")
    return Opening(
        genesis=Genesis.from_json(genesis if isinstance(genesis, dict) else {}),
        wrapset=WrapSet.from_json(wrapset if isinstance(wrapset, dict) else {}),
        records=records_of(body),
        capsule=capsule,
        access_hash=binary(body.get("access"), _HASH),
        language=str(language),
        erase_on_close=flag(body, "erase_on_close"),
        flagged=flag(body, "flagged"),
    )
