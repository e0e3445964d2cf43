"""Who may come in at the page for visits, what a browser may send, and what everybody may know."""

import json
import re
from typing import Any

import pytest

from handlers.booking.sentences import SENTENCES
from storage import place_papers, visit_places
from storage.contexts import b64
from storage.place_papers import Papers
from tests.cast import DAY
from tests.handlers.at_booking import Site, created, hold, new_id, wanted, why
from tests.handlers.at_booking import site as site
from tests.visits.booking import ASATSUYU, HOSHIZORA, MORNING

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""
MINUTES = 60_000


def test_a_link_is_for_one_browser_and_for_half_an_hour_of_silence(site: Site) -> None:
    resident = site.visits.resident(language="easy")
    link = site.link(resident)
    phone, other = site.browser(resident, link=link), site.stranger()
    assert created(phone.post("claims", {"link": b64(link)})) == {"language": "easy"}
    assert why(other.post("claims", {"link": b64(link)})) == (409, "claimed")
    assert why(other.get("bookings")) == (401, "over")
    for _ in range(3):
        site.town.clock.pass_(minutes=29)
        assert phone.get("bookings").status_code == 200
    site.town.clock.pass_(minutes=30)
    assert why(phone.get("bookings")) == (401, "over")
    assert why(phone.post("claims", {"link": b64(link)})) == (404, "link")
    late = site.link(resident)
    site.town.clock.pass_(minutes=30)
    assert why(site.stranger().post("claims", {"link": b64(late)})) == (404, "link")


def test_who_leaves_by_the_button_has_left(site: Site) -> None:
    hanako = site.browser()
    for _ in range(2):
        assert hanako.client.delete("/booking/claims", headers=hanako.headers).status_code == 204
    assert why(hanako.get("bookings")) == (401, "over")


@SQLITE
def test_without_the_browsers_secret_no_door_opens(site: Site) -> None:
    hanako = site.browser()
    booked = hanako.book(MORNING)
    steps = ("confirmation", "move", "change", "cancellation", "answer")
    doors: list[tuple[str, Any]] = [
        ("searches", {"place": "", "kind": "oath"}),
        ("holds", hold(MORNING)),
        ("wishes", wanted(id=new_id(), place=ASATSUYU.id, times=[{"day": "2026-12-10", "minutes": 600}])),
        ("waits", wanted(id=new_id(), place=ASATSUYU.id, first="2026-12-09", last="2026-12-10")),
        *((f"bookings/{booked['id']}/{noun}", wanted(accept=True, place=ASATSUYU.id, starts_at=MORNING)) for noun in steps),
    ]  # fmt: skip
    before = site.town.count()
    for shown in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": b64(hanako.access)},
        site.stranger().headers,
    ):
        for door, body in doors:
            assert why(hanako.client.post(f"/booking/{door}", json=body, headers=shown)) == (401, "over"), (
                door
            )
        for door in ("bookings", f"bookings/{booked['id']}", f"bookings/{booked['id']}/calendar"):
            assert why(hanako.client.get(f"/booking/{door}", headers=shown)) == (401, "over"), door
    assert site.town.count() == before


@SQLITE
def test_what_is_no_request_is_refused_and_changes_nothing(site: Site) -> None:
    hanako = site.browser()
    before = site.town.count()
    bodies: tuple[Any, ...] = (
        [], {}, hold(MORNING) | {"id": "x"}, hold(MORNING) | {"id": b64(bytes(15))}, hold(MORNING) | {"starts_at": "soon"},
        hold(MORNING) | {"starts_at": 1 << 70}, hold(MORNING) | {"starts_at": True}, hold(MORNING) | {"persons": 0},
        hold(MORNING) | {"persons": True}, hold(MORNING) | {"private_room": "yes"}, hold(MORNING) | {"kind": None},
        hold(MORNING) | {"reminder_hour": 7}, hold(MORNING) | {"place": "x" * 33},
        hold(MORNING) | {"place": "a\0"}, hold(MORNING) | {"place": "\ud800"}, hold(MORNING) | {"kind": "\ud800"},
    )  # fmt: skip
    for body in bodies:
        assert hanako.post("holds", body).status_code == 400, body
    for times in (None, [], [1], [{"day": "2026-12-10"}], [{"day": "2026-13-10", "minutes": 1}], [{"day": "2026-12-10", "minutes": 1440}] * 1,
                  [{"day": "2026-12-10", "minutes": 600}] * 4):  # fmt: skip
        assert (
            hanako.post("wishes", wanted(id=new_id(), place=ASATSUYU.id, times=times)).status_code == 400
        ), times
    backwards = wanted(id=new_id(), place=ASATSUYU.id, first="2026-12-10", last="2026-12-09")
    assert hanako.post("waits", backwards).status_code == 400
    for day in ("tomorrow", "9999-12-31", "0001-01-01"):
        assert hanako.post("searches", {"place": "", "kind": "oath", "day": day}).status_code == 400, day
    assert hanako.post("searches", {"place": "", "kind": "\ud800"}).status_code == 400
    assert hanako.post("waits", wanted(note="あ" * 9000)).status_code == 413
    held = hanako.hold(MORNING)
    for said in ({"note": "あ" * 201}, {"call_name": "あ" * 41}, {"note": 1}, {"note": "あ\ud83d"}):
        assert hanako.post(f"bookings/{held['id']}/confirmation", wanted(**said)).status_code == 400, said
    created(hanako.post(f"bookings/{held['id']}/confirmation", wanted(note="あ" * 200, call_name="あ" * 40)))
    assert before["bookings"] == 0


def test_who_books_and_gives_up_again_and_again_is_slowed_down(site: Site) -> None:
    hanako, taro = site.browser(), site.browser()
    for _ in range(12):
        booked = hanako.book(MORNING)
        created(hanako.post(f"bookings/{booked['id']}/cancellation", {"forget": False}))
    held = hanako.hold(MORNING)
    refused = hanako.post(f"bookings/{held['id']}/confirmation", wanted())
    assert why(refused) == (429, "slow-down")
    assert int(refused.headers["Retry-After"]) == (refused.json or {})["retry_after"] > 0
    taro.book(MORNING)
    site.town.clock.pass_(minutes=5)
    created(hanako.post(f"bookings/{held['id']}/confirmation", wanted()))


@SQLITE
def test_everybody_may_know_the_places(site: Site) -> None:
    content = {
        "items": [{"name": {"ja": "本人とわかるもの", "en": "Who you are"}, "where": {"ja": "手元に"}}],
        "rules": {"ja": "18歳から"},
        "moving": {"a": {"ja": "前の町で"}},
    }
    with site.town.database.transaction() as connection:
        place_papers.add(connection, Papers(ASATSUYU.id, content, "https://example.jp", "2026-11-20", None))
        visit_places.change(connection, HOSHIZORA._replace(active=False))
    answer = site.app.test_client().get("/booking/facts?language=en")
    assert "public" in answer.headers["Cache-Control"]
    told = answer.json or {}
    places = {one["id"]: one for one in told["places"]}
    assert (places["asatsuyu"]["name"], places["asatsuyu"]["lead_days"]) == ("Asatsuyu", 5)
    assert (places["asatsuyu"]["active"], places["hoshizora"]["active"]) == (True, False)
    assert places["asatsuyu"]["papers"] == {
        "items": [{"name": "Who you are", "where": "手元に", "note": "", "when": ""}],
        "rules": "18歳から",
        "moving": ["前の町で", ""],
        "checked_on": "2026-11-20",
    }
    assert places["hoshizora"]["papers"] is None
    assert [(one["name"], one["most_persons"]) for one in told["kinds"] if one["active"]] == [
        ("Oath", 2),
        ("Questions", 1),
    ]
    assert told["days"] == site.town.settings.retention_policy.booking_after_visit // DAY
    assert told["urgent"][0]["rows"][0]["number"] == "110"


@SQLITE
def test_a_place_that_is_closed_takes_nobody(site: Site) -> None:
    hanako = site.browser()
    with site.town.database.transaction() as connection:
        for place in (ASATSUYU, HOSHIZORA):
            visit_places.change(connection, place._replace(active=False))
    for where in ("", ASATSUYU.id, "nowhere"):
        assert why(hanako.post("searches", {"place": where, "kind": "oath"})) == (409, "closed")
    assert why(hanako.post("holds", hold(MORNING))) == (409, "closed")


@SQLITE
def test_the_page_is_the_same_for_everybody_and_tells_nothing(site: Site) -> None:
    client = site.app.test_client()
    page = client.get("/booking/")
    again = client.get(
        "/booking/?language=en", headers={"Accept-Language": "en", "Cookie": "hidamari-language=en"}
    )
    assert page.data == again.data
    assert "<title>予定</title>" in page.text
    assert (page.headers["Referrer-Policy"], page.headers["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text):
        file = client.get(address)
        assert file.status_code == 200, address
        file.close()


@SQLITE
def test_refusals_are_said_in_the_language_that_is_read(site: Site) -> None:
    assert SENTENCES["ja"].keys() == SENTENCES["easy"].keys() == SENTENCES["en"].keys()
    hanako = site.browser()
    for language, words in SENTENCES.items():
        hanako.language = language
        assert (hanako.get(f"bookings/{new_id()}").json or {})["message"] == words["gone"]
    hanako.language = "en"
    assert "Somebody else" in SENTENCES["en"]["full"]
    without = hanako.client.get("/booking/bookings", headers={"Accept-Language": "fr-FR,fr;q=0.9"})
    assert (without.json or {})["message"] == SENTENCES["ja"]["over"]


@SQLITE
def test_the_log_names_doors_and_nothing_else(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        hanako = site.browser()
        booked = hanako.book(MORNING, call_name="かえで", note="だれにも言わないで")
        hanako.get(f"bookings/{booked['id']}/calendar")
        hanako.post("searches", {"place": ASATSUYU.id, "kind": "oath", "day": "2026-12-08"})
        hanako.post(f"bookings/{booked['id']}/cancellation", {"forget": True})
    lines = [json.loads(one.message) for one in caplog.records if one.name == "hidamari.request"]
    assert {"/booking/holds", "/booking/bookings/<booking>/confirmation"} <= {one["route"] for one in lines}
    who = hanako.resident.who
    secrets = (
        booked["id"],
        booked["code"],
        b64(hanako.access),
        str(who.address),
        "かえで",
        "だれにも",
        "oath",
        ASATSUYU.id,
    )
    assert [one for one in secrets if one in caplog.text] == []
