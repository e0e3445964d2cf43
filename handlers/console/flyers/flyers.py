"""Flyers: their words, their order, and their end. A flyer as it is told: handlers/console/flyers/showing.py."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers.console.flyers import words
from handlers.console.flyers.showing import changed, find, note, whole
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.weeks import Refused
from handlers.context import context
from handlers.security import refusal
from storage import flyers
from storage.flyers import Flyer

door = Blueprint("console_flyers", __name__)

MOST = 200


@door.get("/console/flyers")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"flyers": [flyer, in their order], "longest": {"title_ja": 60, …} (characters)}."""
    here = context()
    now = here.now()
    with here.database.reading() as connection:
        listed = [whole(connection, one, now) for one in flyers.all_of(connection)]
    return jsonify({"flyers": listed, "longest": words.LENGTHS})


@door.post("/console/flyers")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the flyer, which nobody sees yet; 409 "many".

    Body: {"title_ja", "title_easy", "title_en", "talk_…", "text_…", "audience_…", "languages": ["ja", …], "card": "A" or null}.
    `title_…` and `talk_…` must be said in all three languages; `text_…` and `audience_…` may be "". `card`: one or two letters or
    digits. 422 "rows" with "problems": [{"row": null, "field", "code"}], code empty | long | line | telling (a talk_ word that
    somebody who looks over a shoulder must not read) | taken (another flyer has this card) | unknown (no such language).
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        known = flyers.all_of(connection)
        if len(known) >= MOST:
            return refusal("many", HTTPStatus.CONFLICT, "資料の数が多すぎます。")
        try:
            flyer = flyers.add(connection, words.read(body, _new(now), known))
        except Refused as problem:
            return words.wrong(problem)
        told = whole(connection, flyer, now)
        note(here, connection, visitor, "flyer", flyer.id, what="added")
    answer = jsonify(told)
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.put("/console/flyers/<flyer>")
@signed_in
def update(visitor: Visitor, flyer: str) -> Response:
    """200 with the flyer as it is then; 409 "changed" with {"stored": flyer, "by": name or null, "at": ms or null}; 422 as `create`.

    Body: as `create`, with `revision` (what the page saw). Where it stands among the others: order.py.
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = find(connection, flyer, hold=True)
        try:
            wanted = words.read(body, stored, flyers.all_of(connection))
        except Refused as problem:
            return words.wrong(problem)
        after = flyers.change(connection, wanted._replace(changed_at=now), revision=words.revision(body))
        if after is None:
            return changed(connection, stored, now)
        told = whole(connection, after, now)
        note(here, connection, visitor, "flyer", flyer, what="written")
    return jsonify(told)


@door.delete("/console/flyers/<flyer>")
@signed_in
def delete(visitor: Visitor, flyer: str) -> Response:
    """204: gone with all its versions. Body {"revision"}; 409 "shown" while residents see it (withdraw it first), "changed" as `update`."""
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = find(connection, flyer, hold=True)
        if words.revision(body) != stored.revision:
            return changed(connection, stored, now)
        if stored.is_shown(now):
            return refusal("shown", HTTPStatus.CONFLICT, "公開中です。先に公開をやめてください。")
        flyers.erase(connection, stored)
        note(here, connection, visitor, "flyer-deleted", flyer)
    return Response(status=HTTPStatus.NO_CONTENT)


def _new(now: int) -> Flyer:
    nothing = dict.fromkeys(words.LENGTHS, "")
    return Flyer(
        id=flyers.new_id(), revision=1, position=0, **nothing, languages="", card=None, version=None,
        shown_from=None, shown_until=None, changed_at=now,
    )  # fmt: skip
