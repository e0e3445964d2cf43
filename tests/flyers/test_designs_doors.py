"""Abe keeps words for paper of the office's own and makes it for a library; what can't be printed is told at its field."""

import base64
import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bot.flyers import addresses, wording
from bot.visits.codes import new_code
from handlers.context import context_of
from storage import audit, placements
from storage.placements import Placement
from tests.cast import Json, Town
from tests.flyers.at_flyers import Office
from tests.flyers.placing import LIBRARY
from tests.flyers.reading_back import DPI, SMALLEST, codes, faults, pages, text
from tests.handlers.at_room import SQLITE
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.harness.service import ROOT

NEW: Json = {
    "name": "図書館のちらし", "template": "a5", "variant": "discreet", "colour": "leaf", "language": "ja",
    "words": wording.first_words("a5", "discreet", "ja") | {"office": "旭川市"},
}  # fmt: skip


def put(desk: Desk, design: str, **body: Any) -> TestResponse:
    return desk.client.put(f"/console/designs/{design}", json=body, headers=desk.headers)


def kept(desk: Desk, **other: Any) -> Json:
    answer = desk.post("designs", NEW | other)
    assert answer.status_code == 201, answer.text
    return answer.json or {}


def paper(desk: Desk, design: str, **wish: Any) -> TestResponse:
    return desk.post(f"designs/{design}/papers", {"placement": None, "bleed": False, "sheet": False} | wish)


def library(office: Office) -> Placement:
    """Where paper lies, and its QR code leads to the page without LINE."""
    words = {name: LIBRARY[name] for name in LIBRARY if name != "flyers"}
    new = Placement(code="", revision=1, made_at=office.now(), retired_at=None, **words)
    with office.town.database.transaction() as connection:
        return placements.add(connection, new, new_code)


def wrong(answer: TestResponse) -> list[tuple[str, str, str]]:
    assert answer.status_code == 422, answer.text
    return [(one["field"], one["code"], one["what"]) for one in (answer.json or {})["problems"]]


def test_words_are_kept_changed_by_two_and_erased(office: Office) -> None:
    abe, kudo = office.abe, Desk(office.web, "kudo")
    design = kept(abe)
    changed = put(kudo, design["id"], **NEW | {"revision": 1, "colour": "sky"})
    assert (changed.status_code, (changed.json or {})["revision"]) == (200, 2)
    late = put(abe, design["id"], **NEW | {"revision": 1, "name": "べつの名前"})
    assert (late.status_code, (late.json or {})["error"]) == (409, "changed")
    assert (late.json or {})["stored"]["colour"] == "sky"
    listed = abe.get("designs").json or {}
    assert [(one["name"], one["colour"]) for one in listed["designs"]] == [("図書館のちらし", "sky")]
    assert len(listed["kinds"]) == 8
    erasing = {"json": {"revision": 1}, "headers": abe.headers}
    assert abe.client.delete(f"/console/designs/{design['id']}", **erasing).status_code == 409
    erasing["json"] = {"revision": 2}
    assert abe.client.delete(f"/console/designs/{design['id']}", **erasing).status_code == 204
    assert (abe.get("designs").json or {})["designs"] == []
    with office.town.database.reading() as connection:
        acts = [event.facts for event in audit.events(connection, action="design")]
    assert acts == [{"what": "deleted"}, {"what": "saved"}, {"what": "saved"}]


@SQLITE
def test_paper_for_a_library_leads_to_its_place_and_is_for_the_archive(office: Office) -> None:
    abe = office.abe
    code = library(office).code
    answer = paper(abe, kept(abe)["id"], placement=code, bleed=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="shiryo-a5-{code}.pdf"'
    says = codes(pages(answer.data, DPI * SMALLEST / 28)[0])
    settings, keys = office.town.settings, office.town.keys
    assert says == [addresses.room_address(settings.public_origin, keys.fingerprint, 2, code)]
    assert faults(answer.data) == []
    assert code in "".join(text(answer.data))
    sheet = paper(abe, kept(abe, template="card")["id"], sheet=True, bleed=True)
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="shiryo-card-10.pdf"'
    assert (
        codes(pages(sheet.data)[1])
        == [addresses.room_address(settings.public_origin, keys.fingerprint, 2)] * 10
    )


def test_paper_for_a_place_that_is_gone_is_not_made(office: Office) -> None:
    abe = office.abe
    design, gone = kept(abe)["id"], library(office)
    assert wrong(paper(abe, design, placement="2222")) == [("placement", "gone", "")]
    with office.town.database.transaction() as connection:
        placements.retire(connection, gone, now=office.now())
    assert wrong(paper(abe, design, placement=gone.code)) == [("placement", "gone", "")]
    assert paper(abe, design, bleed="yes").status_code == 400


@SQLITE
@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"name": " "}, [("name", "empty", "")]),
        ({"name": "a\nb"}, [("name", "sign", "")]),
        ({"words": NEW["words"] | {"heading": ""}}, [("heading", "empty", "")]),
        ({"words": NEW["words"] | {"lead": "相談できます"}}, [("lead", "telling", "相談")]),
        ({"words": NEW["words"] | {"call": "見て👀"}}, [("call", "sign", "👀")]),
        ({"words": NEW["words"] | {"hint": "あ" * 161}}, [("hint", "long", "")]),
        ({"words": "none"}, [("heading", "empty", ""), ("call", "empty", "")]),
        (
            {"variant": "open", "words": NEW["words"] | {"numbers": "dv-plus nobody"}},
            [("numbers", "gone", "nobody")],
        ),
        ({"template": {"a": 1}}, [("template", "gone", "")]),
        ({"colour": "../sun"}, [("template", "gone", "")]),
    ],
)
def test_what_cannot_be_printed_is_told_at_its_field(office: Office, other: Json, told: object) -> None:
    assert wrong(office.abe.post("designs", NEW | other)) == told


@SQLITE
def test_a_preview_shows_what_is_typed_and_says_how_much_is_too_much(office: Office) -> None:
    typed = NEW | {"variant": "open", "words": wording.first_words("a5", "open", "ja") | {"body": "あ" * 600}}
    seen = office.abe.post("designs/previews", typed | {"name": "", "placement": None})
    assert seen.status_code == 422
    seen = office.abe.post("designs/previews", typed | {"placement": None})
    told = seen.json or {}
    assert base64.b64decode(told["picture"]).startswith(b"\x89PNG")
    [problem] = told["problems"]
    assert (problem["field"], problem["code"]) == ("body", "room")
    assert problem["over"] > 0
    assert problem["characters"] > 50
    design = kept(office.abe, **{name: typed[name] for name in ("variant", "words")})["id"]
    assert wrong(paper(office.abe, design)) == [("body", "room", "")]


@SQLITE
def test_small_pictures_are_shown_of_every_kind_and_of_what_is_kept(office: Office) -> None:
    design = kept(office.abe)["id"]
    for path in (f"designs/{design}/picture.png", "designs/samples/card/discreet/ink.png"):
        answer = office.abe.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert office.abe.get("designs/samples/a3/open/sun.png").status_code == 404
    assert office.abe.get("designs/bm9ib2R5/picture.png").status_code == 404


def test_who_answers_residents_does_not_make_paper(town: Town, web: Flask) -> None:
    sato = Desk(web, "sato")
    assert [sato.get("designs").status_code, sato.post("designs", NEW).status_code] == [403, 403]


@SQLITE
def test_the_numbers_on_paper_are_those_of_the_talk(town: Town, tmp_path: Path) -> None:
    """Somebody's slip in the city's file must not shut this page: what was read at the start stays until the next."""
    file = tmp_path / "numbers.toml"
    shutil.copy(ROOT / "simulator" / "local-numbers.toml", file)
    with opened(dataclasses.replace(town.settings, local_numbers=file), town.clock) as web:
        kudo = Desk(web, "kudo")
        before = (kudo.get("designs").json or {})["numbers"]
        file.write_text("[[lines]]\nid = 'new'\n", "utf-8")
        answer = kudo.get("designs")
        assert (answer.status_code, (answer.json or {})["numbers"]) == (200, before)
        ours = context_of(web).intake.house.numbers.lines
        assert [one["number"] for one in before] == [one.number for one in ours if one.number]
