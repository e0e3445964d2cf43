"""What residents get at /flyers/: what is shown now and nothing else, in their language, and nobody writes down that they looked."""

import base64
import dataclasses
import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterator

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from handlers import delivery, files
from storage import flyer_versions
from storage.contexts import fingerprint_text
from storage.flyers import Flyer
from tests.cast import Town
from tests.flyers.showing import CLINIC, DAY, FIRST, HIDDEN, LIBRARY, SECOND, drawn, lay, publish, show
from tests.handlers.doors import opened
from tests.harness.service import ROOT

Look = Callable[..., TestResponse]
SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""
KANJI = re.compile(r"[一-鿿々]")
READ = re.compile(r"[一-鿿々]+\([ぁ-ゖー]+\)")
ONE = f"{FIRST.id}/"
PICTURE = f"{FIRST.id}/pictures/1-1-480.avif"


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    numbers = ROOT / "simulator" / "local-numbers.toml"
    with opened(dataclasses.replace(town.settings, local_numbers=numbers), town.clock) as app:
        yield app


@pytest.fixture
def look(web: Flask) -> Look:
    """Somebody's browser, which keeps whatever cookie it is given; `look(path below /flyers/, **headers)`."""
    client = web.test_client()

    def looked(path: str = "", **headers: str) -> TestResponse:
        asked = {"Accept": "text/html", "Accept-Language": "ja"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return client.get(f"/flyers/{path}", headers=asked)

    return looked


@pytest.fixture
def shown(town: Town) -> Flyer:
    """The first of two flyers, which lies in a library, a clinic, and a school that nobody is told of."""
    now = town.clock()
    with town.database.transaction() as connection:
        first = show(connection, FIRST, now=now, widths=(480,))
        second = show(connection, SECOND, now=now, pages=1, widths=(480,))
        lay(connection, LIBRARY, first, second, now=now)
        lay(connection, CLINIC, first, now=now)
        lay(connection, HIDDEN, first, now=now)
    return first


def test_what_is_shown_now_is_there_and_nothing_else(town: Town, look: Look, shown: Flyer) -> None:
    page = look().text
    assert page.index("くらしと気持ちのメモ") < page.index("はたらくときのメモ")
    assert "話す相手をさがしている人" in page
    assert look(ONE).status_code == look(PICTURE).status_code == 200
    town.clock.pass_(minutes=60)
    with town.database.transaction() as connection:
        publish(connection, shown, 1, now=town.clock(), until=town.clock() + DAY)
    assert look(ONE).status_code == 200
    town.clock.pass_(minutes=24 * 60)
    assert [look(path).status_code for path in (ONE, PICTURE)] == [410, 410]
    for path in ("0000000000/", f"{FIRST.id}/pictures/1-1-480.gif"):
        assert look(path).status_code == 404, path
    assert "見つかりませんでした" in look("0000000000/").text
    assert "くらしと気持ちのメモ" not in look().text
    gone = look(ONE)
    assert "この資料は、いまはありません" in gone.text
    assert "くらしと" not in gone.text
    assert look(PICTURE, Accept="image/avif").is_json


@SQLITE
def test_below_it_stand_the_ways_that_this_office_has(town: Town, shown: Flyer) -> None:
    whose = f"#k={fingerprint_text(town.keys.fingerprint)}&amp;e=1"
    named = {"LINE_BASIC_ID": "@123abcde"}
    room, account = f'href="/room/{whose}"', f'href="/flyers/add/{whose}&amp;w=1"'
    for lanes, basic_id, wanted in (
        ("talk,room", named, [room, account]),
        ("talk", named, [account]),
        ("room", {}, [room]),
        ("talk", {}, []),
    ):
        with opened(town.but(LANES=lanes, **basic_id), town.clock) as app:
            for path in ("", ONE):
                page = app.test_client().get(f"/flyers/{path}").text
                assert [one for one in (room, account) if one in page] == wanted
                assert ("話してみたいとき" in page) == bool(wanted)
                assert "相談" not in page


def test_a_picture_is_kept_and_a_replaced_one_is_gone(town: Town, look: Look, shown: Flyer) -> None:
    first = look(PICTURE)
    assert (first.mimetype, first.headers["Cache-Control"]) == ("image/avif", files.FOR_EVER)
    assert first.data == next(one.content for one in drawn(1, (480,), 1.414) if one.format == "avif")
    again = look(PICTURE, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert look(f"{FIRST.id}/pictures/1-9-480.avif").status_code == 404
    with town.database.transaction() as connection:
        number = flyer_versions.add(
            connection, FIRST.id, b"%PDF", drawn(2, (480,), 1.414), ["あたらしい"], town.clock()
        )
    assert look(f"{FIRST.id}/pictures/{number}-2-480.avif").status_code == 404
    with town.database.transaction() as connection:
        publish(connection, shown, number, now=town.clock())
    assert look(f"{FIRST.id}/pictures/{number}-2-480.avif").status_code == 200
    assert look(PICTURE).status_code == 404


@SQLITE
def test_three_languages_and_japanese_where_nobody_has_translated(look: Look, shown: Flyer) -> None:
    assert "<h1>A note about living and feeling</h1>" in look(f"{ONE}?lang=en").text
    english = look(f"{SECOND.id}/?lang=en").text
    assert '<html lang="en"' in english
    assert '<h1 lang="ja">はたらくときのメモ</h1>' in english
    easy = look(f"{ONE}?lang=easy").text
    assert "くらしと <ruby>気持<rp>(</rp><rt>きも</rt><rp>)</rp></ruby>ちの メモ" in easy
    assert 'alt="大きな 字で「ひとりで かかえなくて いいよ」。"' in easy
    assert 'href="/flyers/card/?c=A&amp;lang=easy"' in easy
    assert 'href="/flyers/?lang=' not in look(ONE).text


@SQLITE
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("ja", "ja"),
        ("en-US,en;q=0.9,ja;q=0.5", "en"),
        ("vi,en;q=0.8", "en"),
        ("pt-BR", "easy"),
        ("*", "ja"),
        ("", "ja"),
    ],
)
def test_the_language_is_the_browsers_until_another_is_asked_for(look: Look, asked: str, given: str) -> None:
    assert f'data-language="{given}"' in look("places/", Accept_Language=asked).text
    assert 'data-language="easy"' in look("places/?lang=easy", Accept_Language=asked).text
    assert f'data-language="{given}"' in look("places/?lang=xx", Accept_Language=asked).text


def test_where_paper_lies(look: Look, shown: Flyer) -> None:
    everywhere = look("places/").text
    assert everywhere.index("<h2>図書館</h2>") < everywhere.index("中央図書館（2階の資料コーナー）")
    assert everywhere.index("見本市中央1条1丁目") < everywhere.index("<h2>病院・薬局</h2>")
    assert "火曜から日曜 9時から19時" in everywhere
    assert everywhere.count("くらしと気持ちのメモ") == 2
    assert "ひなた診療所" in look(ONE).text
    assert "ひなた診療所" not in look(f"{SECOND.id}/").text
    assert "第三中学校" not in everywhere + look(ONE).text


def test_the_card_says_nothing_to_bystanders(look: Look, shown: Flyer) -> None:
    before, card = look("card/?c=A").text, look("card/screen/?c=Ａ").text
    assert "この画面を見せてください。" in before
    assert "お名前も理由もいりません。" in before
    assert re.findall(r"[^\s<>]+(?=</p>)", card) == ["A", "1セットお願いします"]
    assert "くらし" not in before + card
    assert look("card/?c=Z").status_code == 404
    assert look("card/screen/").status_code == 200


@SQLITE
def test_where_there_is_nothing_there_are_kind_words_and_a_number(look: Look) -> None:
    for path in ("", "places/"):
        page = look(path).text
        assert 'href="tel:0000-44-4444"' in page
        assert "予約と資料の窓口" in page
        assert "お名前はいりません。" in page


@SQLITE
def test_nobody_is_remembered(town: Town, look: Look, shown: Flyer, caplog: pytest.LogCaptureFixture) -> None:
    before, secret = town.count(), "card/?c=A&lang=easy"
    with caplog.at_level(logging.INFO):
        answers = [look(path) for path in ("", ONE, PICTURE, "places/", secret, f"{ONE}?from=somewhere")]
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    told = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for word in (FIRST.id, "lang", "easy", "c=A", "somewhere", "127.0.0.1"):
        assert word not in told
    lines = [json.loads(one.getMessage()) for one in caplog.records if one.name == "hidamari.request"]
    assert [line["route"] for line in lines][:3] == [
        "/flyers/",
        "/flyers/<flyer>/",
        "/flyers/<flyer>/pictures/<int:version>-<int:page>-<int:width>.<any(avif, webp, jpeg):form>",
    ]
    assert town.count() == before


@SQLITE
def test_pages_can_be_found_and_are_not_kept(look: Look, shown: Flyer) -> None:
    for path in ("", ONE, "places/"):
        answer = look(path)
        assert "X-Robots-Tag" not in answer.headers, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<title>資料</title>" in answer.text
    assert look("0000000000/").headers["X-Robots-Tag"] == "noindex"
    assert look("card/").headers["X-Robots-Tag"] == "noindex"


@SQLITE
def test_a_page_weighs_little_and_loads_only_what_is_listed(look: Look, shown: Flyer) -> None:
    listed = delivery.listed()
    for path in ("", ONE, "places/", "card/?c=A", "card/screen/?c=A"):
        assert delivery.not_listed(look(path).text, listed) == [], path
    page = look(ONE, Accept_Encoding="br")
    named = set(re.findall(r'(?:href|src)="/static/v-[0-9a-f]+/([^"]+)"', look(ONE).text))
    weight = len(page.data) + sum(len(brotli.compress((files.FOLDER / name).read_bytes())) for name in named)
    assert len(named) >= 6
    assert weight < 30_000


@SQLITE
def test_words_stand_on_the_screen_without_a_second_fetch(look: Look, shown: Flyer) -> None:
    """The sheet is within, and the policy names its hash and no other."""
    policies = set()
    for path in ("", ONE, "places/", "card/?c=A", "card/screen/?c=A", "order/", "0000000000/"):
        answer = look(path)
        within = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in within]
        assert len(hashes) == 1, path
        policy = answer.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'sha256-{hashes[0]}'; " in policy
        assert "unsafe" not in policy
        assert set(re.findall(r'<link rel="stylesheet"[^>]*', answer.text)) <= {
            f'<link rel="stylesheet" href="{files.address("css/flyers/still.css")}"'
        }
        policies.add(policy)
    assert len(policies) == 5


@SQLITE
def test_a_script_that_was_slipped_in_is_noticed(look: Look, shown: Flyer) -> None:
    listed, page = delivery.listed(), look(ONE).text
    for strange in (
        '<script src="/flyers/x.js"></script>',
        '<img src="/flyers/a.avif" onload="x()">',
        '<img src="//elsewhere/">',
        "<style>main { visibility: hidden; }</style>",
    ):
        assert delivery.not_listed(page.replace("</main>", strange), listed) != [], strange


@pytest.mark.parametrize("path", ["%00/", "%00/pictures/1-1-480.avif", "?lang=%00", "card/?c=%00"])
def test_what_no_name_can_have_in_it_is_not_found_and_asks_no_database(look: Look, path: str) -> None:
    assert look(path).status_code == 404


def test_an_upload_of_no_number_is_not_there(town: Town, shown: Flyer) -> None:
    with town.database.reading() as connection:
        assert flyer_versions.version(connection, FIRST.id, 1) is not None
        for found in (flyer_versions.version, flyer_versions.pdf):
            assert found(connection, FIRST.id, 2**64) is None
