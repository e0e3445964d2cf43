"""The doors of flyers: Abe writes, uploads, describes and publishes; Kudo comes too late; nobody else is let in."""

import io
import logging
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from pikepdf import Dictionary, Name
from PIL import Image

from bot.flyers.reading import LARGEST
from storage import flyer_versions, flyers
from tests.cast import Json
from tests.flyers import hostile
from tests.flyers.at_flyers import WORDS, Office, a_pdf, a_read, delete, draft, opened, put, upload, written
from tests.handlers.desk import Desk
from tests.handlers.supervising import refused

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
DAY = 24 * 3600 * 1000


def described(flyer: Json, number: int = 1) -> Json:
    """The words of a version, in the languages in which it must say something."""
    pages = next(one["pages"] for one in flyer["versions"] if one["number"] == number)
    alt = {"ja": ["人が話している絵。"] * pages, "easy": [""] * pages, "en": ["People talking."] * pages}
    return {"alt": alt, "aloud": {"ja": "話せる場所です。", "easy": "", "en": "A place to talk."}}


def uploaded(office: Office, flyer: str, pdf: bytes) -> Json:
    answer = upload(office.abe, flyer, pdf)
    assert answer.status_code == 201, answer.text
    return answer.json or {}


def ready(office: Office, **words: Any) -> Json:
    """A flyer with one version that says all it must."""
    flyer = office.uploaded(**words)
    path = f"{flyer['id']}/versions/1/words"
    answer = put(office.abe, path, revision=flyer["revision"], **described(flyer))
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def problems(answer: Any) -> list[tuple[int | None, str, str]]:
    assert answer.status_code == 422, answer.text
    return [(one["row"], one["field"], one["code"]) for one in answer.json["problems"]]


def shown(office: Office) -> list[str]:
    """What residents see now, by its title."""
    with office.town.database.reading() as connection:
        return [one.title_ja for one in flyers.shown(connection, office.now())]


def test_abe_uploads_describes_publishes_replaces_and_withdraws(office: Office) -> None:
    before, abe = office.town.count(), office.abe
    made = office.flyer()
    assert (made["state"], made["version"], made["versions"], made["languages"]) == (
        "empty",
        None,
        [],
        ["ja", "en"],
    )
    path = made["id"]
    first = uploaded(office, path, a_pdf(2))
    assert (first["state"], first["version"], first["revision"]) == ("draft", 1, 2)
    assert first["versions"][0]["aloud"]["ja"] == "Hidamari 1\n\nHidamari 2"
    dates = {"version": 1, "from": None, "until": None}
    missing = problems(put(abe, f"{path}/shown", revision=2, **dates))
    assert missing == [(0, "alt_ja", "empty"), (1, "alt_ja", "empty"), (0, "alt_en", "empty"), (1, "alt_en", "empty"), (None, "aloud_en", "empty")]  # fmt: skip
    told = put(abe, f"{path}/versions/1/words", revision=2, **described(first)).json or {}
    assert shown(office) == []
    published = put(abe, f"{path}/shown", revision=told["revision"], **dates).json or {}
    assert (published["state"], published["shown_until"], shown(office)) == (
        "shown",
        None,
        ["ひとりで抱えないで"],
    )

    second = uploaded(office, path, a_pdf(1, "Anew"))
    assert ([one["number"] for one in second["versions"]], second["version"]) == ([2, 1], 1)
    assert second["revision"] == published["revision"], "nothing that is shown has changed"
    told = (
        put(abe, f"{path}/versions/2/words", revision=second["revision"], **described(second, 2)).json or {}
    )
    replaced = put(abe, f"{path}/shown", revision=told["revision"], **(dates | {"version": 2})).json or {}
    assert (replaced["version"], replaced["state"]) == (2, "shown")
    assert refused(delete(abe, path, revision=replaced["revision"])) == (409, "shown")
    withdrawn = delete(abe, f"{path}/shown", revision=replaced["revision"]).json or {}
    assert (withdrawn["state"], shown(office)) == ("withdrawn", [])
    assert withdrawn["shown_until"] == withdrawn["changed_at"], "since when, and it was not so before"
    assert refused(delete(abe, f"{path}/shown", revision=withdrawn["revision"])) == (409, "hidden")
    assert delete(abe, path, revision=withdrawn["revision"]).status_code == 204
    assert (office.all(), office.town.count()) == ([], before)
    acts = ["flyer", "flyer-version", "flyer", "flyer-shown", "flyer-version", "flyer", "flyer-shown"]
    assert [action for action, _ in office.noted()] == [*acts, "flyer-withdrawn", "flyer-deleted"]
    assert {facts["flyer"] for _, facts in office.noted()} == {path}


def test_staff_look_at_what_residents_do_not_see_yet(office: Office) -> None:
    flyer = office.uploaded()
    at = f"flyers/{flyer['id']}/versions/1"
    (page,) = {one["page"] for one in flyer["versions"][0]["pictures"]}
    for one in flyer["versions"][0]["pictures"]:
        for format in ("avif", "webp", "jpeg"):
            answer = office.kudo.get(f"{at}/pages/{page}/{one['width']}.{format}")
            assert answer.mimetype == f"image/{format}"
            assert Image.open(io.BytesIO(answer.data)).size == (one["width"], one["height"])
    file = office.abe.get(f"{at}/pdf")
    assert (file.mimetype, file.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert "attachment" in file.headers["Content-Disposition"]
    with opened(file.data) as pdf:
        assert len(pdf.pages) == 1
    for nothing in ("pages/2/480.webp", "pages/1/481.webp", "pages/1/480.png", "../2/pdf"):
        assert office.abe.get(f"{at}/{nothing}").status_code == 404, nothing
    assert office.abe.get("flyers/0123456789/versions/1/pdf").status_code == 404


def test_who_comes_second_is_told_what_is_there_and_changes_nothing(office: Office) -> None:
    flyer = ready(office)
    path, seen = flyer["id"], flyer["revision"]
    changed = put(office.abe, path, revision=seen, **(WORDS | {"title_ja": " 新しい名前 "}))
    assert changed.status_code == 200, changed.text
    late = [
        put(office.kudo, path, revision=seen, **WORDS),
        put(office.kudo, f"{path}/versions/1/words", revision=seen, **described(flyer)),
        put(office.kudo, f"{path}/shown", revision=seen, version=1),
        delete(office.kudo, f"{path}/shown", revision=seen),
        delete(office.kudo, path, revision=seen),
    ]
    for answer in late:
        assert refused(answer) == (409, "changed")
        told = answer.json or {}
        assert (told["stored"], told["by"]) == (changed.json, "谷")
    (stored,) = office.all()
    assert (stored["title_ja"], stored["revision"]) == ("新しい名前", seen + 1)


def test_one_that_nobody_saw_was_never_withdrawn(office: Office) -> None:
    flyer = ready(office)
    path, later = f"{flyer['id']}/shown", office.now() + DAY
    planned = put(office.abe, path, revision=flyer["revision"], version=1, **{"from": later}).json or {}
    assert planned["state"] == "planned"
    taken_back = delete(office.abe, path, revision=planned["revision"]).json or {}
    assert (taken_back["state"], taken_back["shown_until"]) == ("draft", None)
    assert office.web.test_client().get(f"/flyers/{flyer['id']}/").status_code == 404
    again = put(office.abe, path, revision=taken_back["revision"], version=1).json or {}
    delete(office.abe, path, revision=again["revision"])
    assert office.web.test_client().get(f"/flyers/{flyer['id']}/").status_code == 410


def test_abe_moves_a_flyer_and_residents_see_that_order(office: Office) -> None:
    first, second, third = (office.flyer(card=sign, talk_ja=sign)["id"] for sign in "ABC")
    seen, wanted = [first, second, third], [third, first, second]
    told = put(office.abe, "order", seen=seen, wanted=wanted).json or {}
    assert [one["id"] for one in told["flyers"]] == wanted
    assert [one["revision"] for one in told["flyers"]] == [1, 1, 1], "nobody who writes is in the way"
    with office.town.database.reading() as connection:
        assert [one.talk_ja for one in flyers.all_of(connection)] == ["C", "A", "B"]
    late = put(office.kudo, "order", seen=seen, wanted=[second, first, third])
    assert refused(late) == (409, "changed")
    assert [one["id"] for one in (late.json or {})["stored"]] == wanted
    for other in ([first, second], [*wanted, "0123456789"], [first, first, second], "ABC", [1, 2, 3]):
        assert refused(put(office.abe, "order", seen=wanted, wanted=other)) == (422, "order")
    assert office.noted()[-1][1] == {"flyer": third, "what": "moved"}
    assert office.flyer(card="D")["position"] == 4


WRONG: list[tuple[Json, tuple[str, str]]] = [
    ({"title_ja": " "}, ("title_ja", "empty")),
    ({"title_en": None}, ("title_en", "empty")),
    ({"title_easy": "あ" * 121}, ("title_easy", "long")),
    ({"talk_ja": "あ" * 21}, ("talk_ja", "long")),
    ({"talk_ja": "性の資料"}, ("talk_ja", "telling")),
    ({"talk_easy": "そうだんの しりょう"}, ("talk_easy", "telling")),
    ({"talk_en": "For partners"}, ("talk_en", "telling")),
    ({"title_ja": "二\n行"}, ("title_ja", "line")),
    ({"text_en": "a\tb"}, ("text_en", "line")),
    ({"languages": []}, ("languages", "empty")),
    ({"languages": ["ja", "fr"]}, ("languages", "unknown")),
    ({"languages": [["ja"]]}, ("languages", "unknown")),
    ({"card": "abc"}, ("card", "line")),
    ({"card": 1}, ("card", "line")),
    ({"card": "A"}, ("card", "taken")),
]


@SQLITE
def test_words_that_are_wrong_are_refused_at_their_field(office: Office) -> None:
    office.flyer()
    good = WORDS | {"card": "B"}
    for change, wrong in WRONG:
        assert problems(office.abe.post("flyers", good | change)) == [(None, *wrong)], change
    flyer = office.uploaded(card=None, text_ja="", audience_en="", title_ja="相談　ごあんない")
    assert put(office.abe, flyer["id"], **good).status_code == 400, "without what the page saw"
    path = f"{flyer['id']}/versions/1/words"
    words = {"alt": {"ja": ["あ" * 1001], "easy": ["", ""], "en": "x"}, "aloud": {"ja": "", "easy": 5}}
    assert problems(put(office.abe, path, revision=2, **words)) == [
        (0, "alt_ja", "long"), (None, "alt_easy", "empty"), (None, "aloud_easy", "empty"),
        (None, "alt_en", "empty"), (None, "aloud_en", "empty"),
    ]  # fmt: skip
    assert put(office.abe, f"{flyer['id']}/versions/2/words", revision=2, **words).status_code == 404


def test_uploads_at_the_same_time_each_get_a_number(office: Office) -> None:
    flyer, read = office.flyer()["id"], a_read()

    def store(_: int) -> int:
        with office.town.database.transaction() as connection:
            assert flyers.find(connection, flyer, hold=True)
            return flyer_versions.add(connection, flyer, read.pdf, read.pictures, read.texts, office.now())

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(store, range(4))) == [1, 2, 3, 4]


@SQLITE
def test_a_flyer_is_seen_from_its_first_moment_to_before_its_last(office: Office) -> None:
    flyer = ready(office)
    now, path = office.now(), f"{flyer['id']}/shown"

    def dated(**dates: Any) -> Any:
        seen = office.all()[0]["revision"]
        return put(office.abe, path, revision=seen, **({"version": 1} | dates))

    states: list[tuple[Json, str]] = [
        ({"from": now + DAY}, "planned"),
        ({"from": now - DAY, "until": now + DAY}, "shown"),
    ]
    for dates, state in states:
        assert (dated(**dates).json or {})["state"] == state
    wrong: list[tuple[Json, tuple[str, str]]] = [
        ({"version": 2}, ("version", "empty")),
        ({"version": True}, ("version", "empty")),
        ({"from": "x"}, ("from", "range")),
        ({"until": -1}, ("until", "range")),
        ({"from": now + 2 * DAY, "until": now + DAY}, ("until", "order")),
        ({"from": now - 2 * DAY, "until": now - DAY}, ("until", "past")),
    ]
    for dates, problem in wrong:
        assert problems(dated(**dates)) == [(None, *problem)], dates
    with office.town.database.reading() as connection:
        seen = [
            [one.id for one in flyers.shown(connection, at)] for at in (now - DAY - 1, now - DAY, now + DAY)
        ]
    assert seen == [[], [flyer["id"]], []]


@SQLITE
def test_uploads_are_bounded_and_refused_in_words(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = office.flyer()["id"]
    assert refused(upload(office.abe, path, a_pdf(), "image/jpeg")) == (415, "not-pdf")
    assert refused(upload(office.abe, path, a_pdf() + bytes(LARGEST))) == (413, "big")
    assert refused(upload(office.abe, path, b"not one" * 99)) == (422, "not-pdf")
    active = upload(office.abe, path, hostile.made(hostile.ACTIVE["a script of a page"]))
    assert refused(active) == (422, "active")
    assert "「印刷」" in (active.json or {})["message"]
    assert refused(upload(office.abe, "0123456789", a_pdf())) == (404, "not-found")
    assert office.all()[0]["versions"] == []
    assert office.abe.post("flyers", WORDS | {"text_ja": "あ" * 3_000_000}).status_code in (400, 413)
    large = draft()
    photo = large.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1000, Height=1000)
    photo.ColorSpace, photo.BitsPerComponent = Name.DeviceRGB, 8
    photo.write(zlib.compress(os.urandom(3_000_000), 0), filter=Name.FlateDecode)
    large.pages[0].obj["/Resources"].XObject = Dictionary(P=photo)
    large.pages[0].obj["/Contents"] = large.make_stream(b"500 0 0 500 40 40 cm /P Do")
    assert len(uploaded(office, path, written(large))["versions"]) == 1, "more than the other doors take"
    assert "Hidamari" not in caplog.text
    assert "%PDF" not in caplog.text


@SQLITE
def test_only_clerks_and_supervisors_are_let_in(office: Office, web: Flask) -> None:
    flyer = ready(office)
    sato, hara = Desk(web, "sato"), office.join("auditor", "hara")
    path = flyer["id"]
    for desk in (sato, hara):
        answers = [
            desk.get("flyers"),
            desk.post("flyers", WORDS),
            put(desk, path, revision=3, **WORDS),
            upload(desk, path, a_pdf()),
            put(desk, f"{path}/versions/1/words", revision=3),
            put(desk, f"{path}/shown", revision=3, version=1),
            delete(desk, f"{path}/shown", revision=3),
            delete(desk, path, revision=3),
            desk.get(f"flyers/{path}/versions/1/pdf"),
            desk.get(f"flyers/{path}/versions/1/pages/1/480.webp"),
        ]
        assert [refused(answer) for answer in answers] == [(403, "role")] * 10
    assert web.test_client().get("/console/flyers").status_code == 401
    without = office.abe.client.post(f"/console/flyers/{path}/versions", data=a_pdf())
    assert refused(without) == (403, "csrf")
    assert office.all() == [flyer]
