"""Designs: the office's words for paper of its own. Kept here, seen while they are typed, and made into paper for a placement.

A design as it is told: {"id", "revision", "name", "template", "variant", "colour", "language", "words": {field: text, "numbers": ids
with spaces}, "changed_at": ms}
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import Connection

from bot.flyers import wording
from bot.hotlines import Hotline
from bot.phrases import LANGUAGES
from handlers.console.flyers import design_form
from handlers.console.flyers.design_form import NAME, Unusable
from handlers.console.flyers.words import revision
from handlers.console.guard import Visitor, json_body, raw_id, signed_in
from handlers.console.visits import changed
from handlers.context import Context, context
from handlers.security import refusal
from storage import audit, designs
from storage.contexts import b64
from storage.designs import TEMPLATES, VARIANTS, Design

door = Blueprint("console_designs", __name__)

ACTION = "design"
MOST = 200


@door.get("/console/designs")
@signed_in
def index(visitor: Visitor) -> Response:
    """{"designs": [design, newest first], "kinds": [{"template", "variant", "fields", "numbers": bool, "first": {language: {"name",
    "words"}}}], "colours": [names], "languages", "longest": {language: {field: characters}}, "numbers": [{"id", "name", "number"}],
    "most_numbers"}.
    """
    here = context()
    with here.database.reading() as connection:
        kept = [_told(one) for one in designs.all_of(connection)]
    return jsonify(
        {
            "designs": kept,
            "kinds": [_kind(template, variant) for template in TEMPLATES for variant in VARIANTS],
            "colours": list(wording.palettes()),
            "languages": LANGUAGES,
            "longest": {language: wording.longest(language) for language in LANGUAGES},
            "numbers": [_number(one) for one in here.intake.house.numbers.lines if one.number],
            "most_numbers": wording.MOST_NUMBERS,
        }
    )


@door.post("/console/designs")
@signed_in
def create(visitor: Visitor) -> Response:
    """201 with the design; 409 "many". Body: its fields from "name" to "words".

    422 "rows" with "problems": [{"row": null, "field", "code", "what"}], code empty | long | sign (the font lacks it) | telling (on
    discreet paper) | gone (no such number); words may be too many for the paper, which its preview says.
    """
    here, body = context(), json_body()
    try:
        wanted = design_form.read(body, here.intake.house.numbers, now=here.now())
    except Unusable as problem:
        return problem.answer()
    with here.database.transaction() as connection:
        if len(designs.all_of(connection)) >= MOST:
            return refusal(
                "many", HTTPStatus.CONFLICT, "下書きの数が多すぎます。使わないものを消してください。"
            )
        stored = designs.add(connection, wanted)
        _note(here, connection, visitor, "saved")
    answer = jsonify(_told(stored))
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.put("/console/designs/<design>")
@signed_in
def update(visitor: Visitor, design: str) -> Response:
    """200 with the design as it is then; 409 "changed" with {"stored", "by", "at"}; 422 as `create`. Body: with "revision"."""
    here, body = context(), json_body()
    try:
        wanted = design_form.read(body, here.intake.house.numbers, now=here.now())
    except Unusable as problem:
        return problem.answer()
    with here.database.transaction() as connection:
        stored = find(connection, design)
        after = designs.change(connection, wanted._replace(id=stored.id), revision=revision(body))
        if after is None:
            return changed.refused(connection, ACTION, None, stored=_told(stored))
        _note(here, connection, visitor, "saved")
    return jsonify(_told(after))


@door.delete("/console/designs/<design>")
@signed_in
def delete(visitor: Visitor, design: str) -> Response:
    """204; 409 "changed" as `update`. Body: {"revision"}. Paper that was printed stays what it is."""
    here, body = context(), json_body()
    with here.database.transaction() as connection:
        stored = find(connection, design)
        if not designs.erase(connection, stored.id, revision=revision(body)):
            return changed.refused(connection, ACTION, None, stored=_told(stored))
        _note(here, connection, visitor, "deleted")
    return Response(status=HTTPStatus.NO_CONTENT)


def find(connection: Connection, design: str) -> Design:
    """404 for one that is not there."""
    found = designs.find(connection, raw_id(design))
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _told(design: Design) -> dict[str, Any]:
    return design._asdict() | {"id": b64(design.id)}


def _kind(template: str, variant: str) -> dict[str, Any]:
    return {
        "template": template,
        "variant": variant,
        "fields": wording.fields(template, variant),
        "numbers": wording.has_numbers(template, variant),
        "first": {
            language: {
                "name": wording.first_name(variant, language)[:NAME],
                "words": wording.first_words(template, variant, language),
            }
            for language in LANGUAGES
        },
    }


def _number(line: Hotline) -> dict[str, Any]:
    return {"id": line.id, "name": line.name, "number": line.number}


def _note(here: Context, connection: Connection, visitor: Visitor, what: str) -> None:
    audit.note(connection, here.office.keys, ACTION, now=here.now(), actor=visitor.account.kid, what=what)
