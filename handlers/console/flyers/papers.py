"""Paper: what a design looks like while it is typed, and the file for the printer."""

import base64
from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify, make_response
from sqlalchemy import Connection

from bot.flyers import addresses, setting, wording
from bot.flyers.apart import Failed
from bot.flyers.setting import TooMuch
from handlers.console.flyers import design_form, designs
from handlers.console.flyers.design_form import Unusable
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.context import Context, context
from handlers.security import refusal
from storage import placements
from storage.designs import Design

door = Blueprint("console_papers", __name__)

SAMPLE_CODE, SAMPLE_ADDRESS = "K7M4", "https://example.jp/room/#k=00000000000000000000000000000000&e=1&p=K7M4"
_WIDTH, _SAMPLE_WIDTH = 720, 200
_FAILED = "うまくできませんでした。少し待って、もう一度お試しください。"


@door.post("/console/designs/<design>/papers")
@signed_in
def create(visitor: Visitor, design: str) -> Response:
    """application/pdf. Body: {"placement": its code, or null for paper without one; "bleed": bool; "sheet": bool, ten cards on A4}.

    422 "rows" as in designs.py; code "room" with "over" (mm) and about how many "characters" too much; at "placement": gone | retired.
    503 "busy" when the setting did not come to an end.
    """
    here, body = context(), json_body()
    code, bleed, sheet = (body.get(name) for name in ("placement", "bleed", "sheet"))
    if (
        not (code is None or isinstance(code, str))
        or not isinstance(bleed, bool)
        or not isinstance(sheet, bool)
    ):
        abort(HTTPStatus.BAD_REQUEST)
    with here.database.reading() as connection:
        found = designs.find(connection, design)
        address = _address(here, connection, code)
    if address is None:
        return Unusable([design_form.Problem("placement", "gone")]).answer()
    ten = sheet and found.template == "card"
    try:
        numbers = design_form.numbers_of(found, here.intake.house.numbers)
        made = setting.set_paper(
            found,
            address=address,
            code=code,
            numbers=numbers,
            bleed=bleed and not ten,
            copies=10 if ten else 1,
        )
    except Unusable as problem:
        return problem.answer()
    except TooMuch as much:
        return design_form.too_much(much.over).answer()
    except Failed:
        return refusal("busy", HTTPStatus.SERVICE_UNAVAILABLE, _FAILED)
    response = make_response(made)
    response.mimetype = "application/pdf"
    name = "-".join(part for part in ("shiryo", found.template, "10" if ten else "", code or "") if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@door.post("/console/designs/previews")
@signed_in
def preview(visitor: Visitor) -> Response:
    """{"picture": base64 of a PNG, "problems": as of `create`}. Body: a design as it stands in the form, saved or not, with a
    "placement" (or null). 422 "rows" for words that can't be set at all. 503 "busy".
    """
    here, body = context(), json_body()
    code = body.get("placement")
    try:
        wanted = design_form.read({"name": "-"} | body, here.intake.house.numbers, now=here.now())
        numbers = design_form.numbers_of(wanted, here.intake.house.numbers)
        with here.database.reading() as connection:
            address = _address(here, connection, code if isinstance(code, str) else None)
        drawn, over = setting.picture(
            wanted, address=address or SAMPLE_ADDRESS, code=code, numbers=numbers, width=_WIDTH
        )
    except Unusable as problem:
        return problem.answer()
    except Failed:
        return refusal("busy", HTTPStatus.SERVICE_UNAVAILABLE, _FAILED)
    problems = [{"row": None} | one._asdict() for one in design_form.too_much(over).problems]
    return jsonify({"picture": base64.b64encode(drawn).decode(), "problems": problems})


@door.get("/console/designs/<design>/picture.png")
@signed_in
def show(visitor: Visitor, design: str) -> Response:
    """A small picture of a design as it is kept. 503 "busy"."""
    with context().database.reading() as connection:
        found = designs.find(connection, design)
    return _small(found)


@door.get("/console/designs/samples/<template>/<variant>/<colour>.png")
@signed_in
def sample(visitor: Visitor, template: str, variant: str, colour: str) -> Response:
    """A small picture of this kind of paper with its first words. 503 "busy"."""
    if not wording.is_known(template, variant, colour, "ja"):
        abort(HTTPStatus.NOT_FOUND)
    words = wording.first_words(template, variant, "ja")
    return _small(Design(b"", 1, "", template, variant, colour, "ja", words, 0))


def _small(design: Design) -> Response:
    try:
        kind = (design.template, design.variant, design.colour, design.language)
        response = make_response(_drawn(*kind, tuple(sorted(design.words.items()))))
    except Failed:
        return refusal("busy", HTTPStatus.SERVICE_UNAVAILABLE, _FAILED)
    response.mimetype = "image/png"
    return response


@lru_cache(maxsize=128)
def _drawn(
    template: str, variant: str, colour: str, language: str, words: tuple[tuple[str, str], ...]
) -> bytes:
    """Without its telephone numbers, which nobody could read."""
    design = Design(b"", 1, "", template, variant, colour, language, dict(words), 0)
    drawn, _ = setting.picture(design, address=SAMPLE_ADDRESS, code=SAMPLE_CODE, width=_SAMPLE_WIDTH)
    return drawn


def _address(here: Context, connection: Connection, code: str | None) -> str | None:
    """What the QR code says: of a placement whose paper still lies there, None if there is none; without one, where this office is
    reached."""
    origin, fingerprint = here.settings.public_origin, here.office.keys.fingerprint
    epoch = here.office.trust(connection, now=here.now()).epoch
    if code is not None:
        found = placements.find(connection, code)
        if found is None or found.retired_at is not None:
            return None
        return addresses.address_of(found, origin, fingerprint, epoch)
    if "room" not in here.settings.lanes and here.settings.line_basic_id:
        return addresses.add_address(origin, fingerprint, epoch)
    return addresses.room_address(origin, fingerprint, epoch)
