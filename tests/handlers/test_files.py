"""How files reach a phone on a bad line: packed small, fetched at once, kept until there is another version, and never mixed."""

import gzip
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from handlers import delivery, files, joined
from handlers.security import HTTPS_ONLY
from storage.contexts import digest
from tests.cast import Town
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.handlers.doors import opened

SMALL = {"Accept-Encoding": "gzip, deflate, br"}
CHAIN = "js/crypto/chain.js"


def get(app: Flask, path: str, **headers: str) -> TestResponse:
    with app.test_client() as client:
        return client.get(path, headers=headers, buffered=True)


UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


@SQLITE
def test_text_comes_packed_to_whoever_can_unpack_it(house: House) -> None:
    for path in (f"/static/{CHAIN}", files.address(CHAIN), "/static/css/theme.css", "/room/", "/room/facts"):
        plain = get(house.app, path)
        assert "Content-Encoding" not in plain.headers, path
        assert "Accept-Encoding" in plain.vary, path
        for encoding, unpacked in UNPACKED.items():
            packed = get(house.app, path, **{"Accept-Encoding": encoding})
            assert packed.headers["Content-Encoding"] == encoding, path
            assert unpacked(packed.data) == plain.data, path
            assert len(packed.data) < 0.6 * len(plain.data), path
            assert "Accept-Encoding" in packed.vary, path


@SQLITE
def test_what_many_phones_ask_for_gets_small_and_nobody_waits_for_it(house: House) -> None:
    """Packed as small as can be, a page's dozens of files would keep the first who opens it waiting, and the console's for seconds."""
    files._askings.cache_clear()
    inbox = "js/console/inbox.js"
    for name, path, qualities in (
        (CHAIN, files.address(CHAIN), [5] * 7 + [11] * 2),
        (CHAIN, f"/static/{CHAIN}", [5] * 9),
        (inbox, files.address(inbox), [5] * 9),
    ):
        content = (files.FOLDER / name).read_bytes()
        for quality in qualities:
            best = brotli.compress(content, quality=quality, mode=brotli.MODE_TEXT)
            assert get(house.app, path, **SMALL).data == best, path


@SQLITE
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("gzip;q=0.5, br;q=1", "br"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0, gzip;q=0, *;q=0", None),
        ("deflate, zstd", None),
        ("", None),
    ],
)
def test_what_is_packed_how_is_for_the_browser_to_say(house: House, asked: str, given: str | None) -> None:
    answer = get(house.app, f"/static/{CHAIN}", **{"Accept-Encoding": asked})
    assert answer.headers.get("Content-Encoding") == given


@SQLITE
def test_what_belongs_to_somebody_is_never_packed(house: House) -> None:
    """Whoever can make a browser ask could guess at secrets by the length."""
    resident, sato = house.stranger().open("あ" * 500), house.desk()
    answers = [
        resident.get("consultation", headers={"Accept-Encoding": "gzip"}),
        resident.get("capsule", headers={"Accept-Encoding": "gzip"}),
        sato.get("consultations", **SMALL),
        sato.get("roster", **SMALL),
    ]
    assert all(answer.status_code == 200 and "Content-Encoding" not in answer.headers for answer in answers)


@SQLITE
def test_an_unchanged_file_is_not_sent_again(house: House) -> None:
    for headers in ({}, SMALL):
        first = get(house.app, f"/static/{CHAIN}", **headers)
        again = get(house.app, f"/static/{CHAIN}", **headers, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert first.headers["Cache-Control"] == "no-cache"


@SQLITE
def test_a_file_of_this_version_is_kept_and_of_no_other_served(house: House) -> None:
    kept = get(house.app, files.address(CHAIN))
    assert (kept.status_code, kept.data) == (200, (files.FOLDER / CHAIN).read_bytes())
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get(house.app, f"/static/v-0000000000000000/{CHAIN}").status_code == 404
    assert get(house.app, files.address("../console/guard.py")).status_code == 404
    assert get(house.app, files.address("js/nothing.js")).status_code == 404


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Another folder of files, and afterwards again the product's own."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(files, "FOLDER", tmp_path)
        begin_to_serve()
        yield tmp_path
    begin_to_serve()


def begin_to_serve() -> None:
    for cached in (files.current_version, files._known):
        cached.cache_clear()


@SQLITE
def test_a_file_exchanged_under_a_running_process_is_not_kept(house: House, elsewhere: Path) -> None:
    (elsewhere / "one.js").write_text("export const one = 1;")
    begin_to_serve()
    address = files.address("one.js")
    assert "immutable" in get(house.app, address).headers["Cache-Control"]
    (elsewhere / "one.js").write_text("export const one = 11;")
    assert get(house.app, address).headers["Cache-Control"] == "no-cache"
    begin_to_serve()
    assert files.address("one.js") != address


@SQLITE
def test_what_was_answered_once_is_answered_from_memory(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """With the same headers, a line of log, and a count; whoever has it already, or wants a part of it, is asked about by Flask."""
    caplog.set_level(logging.INFO, "hidamari.request")
    for address in (files.address("js/console/inbox.js"), files.address(joined.CONSOLE)):
        first = {
            how: get(house.app, address, **{"Accept-Encoding": how}) for how in ("br", "gzip", "identity")
        }
        caplog.clear()
        with monkeypatch.context() as gone:
            gone.setattr(house.app, "full_dispatch_request", _nobody)
            for how, answer in first.items():
                again = get(house.app, address, **{"Accept-Encoding": how})
                assert (again.data, dict(again.headers)) == (answer.data, dict(answer.headers))
        lines = [json.loads(str(record.msg)) for record in caplog.records]
        assert [(one["route"], one["status"]) for one in lines] == [
            ("/static/v-<version>/<path:name>", 200)
        ] * 3
        told = {"If-None-Match": first["br"].headers["ETag"]}
        assert get(house.app, address, **SMALL, **told).status_code == 304
    assert get(house.app, files.address("js/console/inbox.js"), Range="bytes=0-9").status_code == 206


@SQLITE
def test_what_is_kept_bears_the_headers_of_its_own_settings(town: Town) -> None:
    """An application that is opened anew over TLS must not answer as it did without it."""
    address, told = files.address("img/icon.svg"), []
    for origin in ("http://127.0.0.1:8000", "https://hidamari.example"):
        with opened(town.but(PUBLIC_ORIGIN=origin), town.clock) as app:
            told += [get(app, address).headers.get("Strict-Transport-Security") for _ in range(2)]
    assert told == [None, None, HTTPS_ONLY, HTTPS_ONLY]


def _nobody() -> None:
    raise AssertionError("Flask was asked again")


@SQLITE
def test_the_consoles_sheets_come_as_one(house: House) -> None:
    """All of them, in their order; and the list of what is delivered names what the browser gets."""
    html, one = get(house.app, "/console/").text, files.address(joined.CONSOLE)
    assert html.count(f'href="{one}"') == 1
    served = get(house.app, one)
    assert (served.status_code, served.mimetype) == (200, "text/css")
    assert delivery.listed()[one] == digest(served.data)
    parts = joined.parts(joined.CONSOLE)
    places = [served.text.index((files.FOLDER / part).read_text()) for part in parts]
    assert places == sorted(places)


def test_no_sheet_is_forgotten() -> None:
    """Each stands in a page, or in what is joined."""
    pages = "".join(page.read_text() for page in (files.FOLDER.parent / "templates").rglob("*.html"))
    lost = [
        sheet.name
        for sheet in (files.FOLDER / "css").glob("*.css")
        if f"css/{sheet.name}" not in pages + "".join(joined.parts(joined.CONSOLE))
    ]
    assert lost == []


@SQLITE
def test_the_page_names_everything_that_it_will_load(house: House) -> None:
    """Of one version, all of it there, and each module before another asks for it."""
    html = get(house.app, "/room/").text
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert named
    assert all(path.startswith(files.address("")) for path in named)
    for path in named:
        assert get(house.app, path).status_code == 200, path
    asked = {match for path in named if path.endswith(".js") for match in imported(path)}
    assert asked <= set(named)


def imported(path: str) -> set[str]:
    """The addresses that a module at this address imports, as a browser resolves them."""
    name = path.removeprefix(files.address(""))
    return {files.address(one) for one in files.modules(name)}


def test_a_module_is_found_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "main.js").write_text(
        'import { one,\n  two } from "./one.js";\nimport "./deep/two.js";\nexport * from \'./three.js\';\n'
        ' * @typedef {import("./never.js").Never} Never\nconst later = () => import("./later.js");\n'
    )
    for name in ("one.js", "three.js", "later.js", "never.js"):
        (tmp_path / name).write_text("")
    (tmp_path / "deep/two.js").write_text('import { three } from "../three.js";\nimport "./gone.js";')
    files.modules.cache_clear()
    assert files.modules("main.js") == ("main.js", "one.js", "deep/two.js", "three.js")
    files.modules.cache_clear()


@SQLITE
def test_the_page_weighs_little(house: House) -> None:
    """Everything that the first visit needs, packed."""
    html = get(house.app, "/room/", **SMALL)
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', get(house.app, "/room/").text)
    weight = len(html.data) + sum(len(get(house.app, path, **SMALL).data) for path in set(named))
    assert weight < 150_000
