"""Templates and places to turn to: read by who answers, written by whom the desk trusts with it."""

from typing import Any

import pytest

from tests.cast import Json, Town
from tests.handlers.desk import Desk

GREETING = {
    "shortcut": "はじめ",
    "title": "あいさつ",
    "ja": "こんにちは。",
    "easy": "",
    "en": "Hello.",
    "desk": None,
}
PLACE = {
    "kind": "line",
    "name": "よりそいホットライン",
    "about": {"ja": "電話で話せます。", "easy": "", "en": ""},
    "phone": "0120-279-338",
    "source": "https://www.example.lg.jp/line",
}


@pytest.fixture
def kudo(web: Any) -> Desk:
    return Desk(web, "kudo")


@pytest.fixture
def mori(web: Any) -> Desk:
    return Desk(web, "mori")


def change(desk: Desk, method: str, path: str, body: Json | None = None) -> int:
    answer = desk.client.open(f"/console/{path}", method=method, json=body or {}, headers=desk.headers)
    return answer.status_code


def shortcuts(desk: Desk) -> list[str]:
    return [one["shortcut"] for one in (desk.get("templates").json or {})["templates"]]


def test_supervisors_write_templates_and_everybody_at_the_desk_reads_them(
    sato: Desk, kudo: Desk, mori: Desk
) -> None:
    made = kudo.post("templates", GREETING)
    assert made.status_code == 201
    first = (made.json or {})["id"]
    again = kudo.post("templates", GREETING)
    assert (again.status_code, (again.json or {})["error"]) == (409, "taken")
    second = (kudo.post("templates", GREETING | {"shortcut": "しごと", "desk": "hataraku"}).json or {})["id"]
    assert shortcuts(sato) == ["はじめ"]
    assert shortcuts(mori) == ["はじめ", "しごと"]
    assert change(kudo, "PUT", "templates/order", {"ids": [second, first]}) == 204
    assert shortcuts(mori) == ["しごと", "はじめ"]
    seen = {"seen": (kudo.get("templates").json or {})["templates"][1]["changed_at"]}
    assert change(kudo, "PUT", f"templates/{first}", GREETING | seen | {"shortcut": "しごと"}) == 409
    assert change(kudo, "PUT", f"templates/{first}", GREETING | seen | {"title": "はじめのあいさつ"}) == 204
    assert change(kudo, "DELETE", f"templates/{first}") == 204
    assert change(kudo, "DELETE", f"templates/{first}") == 404
    assert shortcuts(sato) == []


def test_a_counselor_writes_none(sato: Desk) -> None:
    assert sato.post("templates", GREETING).status_code == 403
    for method, path in (("PUT", "templates/order"), ("PUT", "templates/AA"), ("DELETE", "templates/AA")):
        assert change(sato, method, path, {"ids": []}) == 403


def test_what_is_wrong_with_a_template_is_said(kudo: Desk) -> None:
    for field, wrong in (("ja", ""), ("desk", "elsewhere")):
        answer = kudo.post("templates", GREETING | {field: wrong})
        assert (answer.status_code, (answer.json or {})["field"]) == (422, field)


def state(desk: Desk) -> list[tuple[str, bool]]:
    places = (desk.get("referrals").json or {})["referrals"]
    return [(one["state"], one["mine"]) for one in places]


def test_a_place_needs_two_people_and_one_takes_it_away(sato: Desk, kudo: Desk, mori: Desk) -> None:
    listed = sato.get("referrals").json or {}
    place = PLACE | {"expires_on": listed["today"]}
    referral = (sato.post("referrals", place).json or {})["id"]
    assert (state(sato), state(kudo)) == ([("proposed", True)], [("proposed", False)])
    seen = (kudo.get("referrals").json or {})["referrals"][0]["added_at"]
    own = sato.post(f"referrals/{referral}/agreement", {"seen": seen})
    assert (own.status_code, (own.json or {})["error"]) == (409, "own")
    late = kudo.post(f"referrals/{referral}/agreement", {"seen": seen - 1})
    assert (late.status_code, (late.json or {})["error"]) == (409, "changed")
    assert kudo.post(f"referrals/{referral}/agreement").status_code == 400
    assert kudo.post(f"referrals/{referral}/agreement", {"seen": seen}).status_code == 201
    assert state(sato) == [("live", True)]
    assert change(mori, "PUT", f"referrals/{referral}", place | {"seen": seen, "hours": "24時間"}) == 204
    assert state(sato) == [("proposed", False)]
    assert change(sato, "DELETE", f"referrals/{referral}") == 204
    assert change(sato, "DELETE", f"referrals/{referral}") == 404
    assert change(sato, "PUT", f"referrals/{referral}", place) == 404
    assert kudo.post(f"referrals/{referral}/agreement", {"seen": seen}).status_code == 404
    assert state(sato) == []


def test_nobody_writes_an_old_number_over_a_new_one(town: Town, sato: Desk, kudo: Desk) -> None:
    """Kudo mends a number; Sato, whose form was opened before, only meant to name another day."""
    place = PLACE | {"expires_on": (sato.get("referrals").json or {})["today"]}
    referral = (sato.post("referrals", place).json or {})["id"]
    template = (kudo.post("templates", GREETING).json or {})["id"]
    first = (sato.get("referrals").json or {})["referrals"][0]["added_at"]
    town.clock.pass_(minutes=1)
    mended = place | {"phone": "0120-555-555", "seen": first}
    assert [change(kudo, "PUT", f"referrals/{referral}", mended) for _ in range(2)] == [204, 204], (
        "sent again"
    )
    late = sato.client.put(
        f"/console/referrals/{referral}", json=place | {"seen": first}, headers=sato.headers
    )
    assert (late.status_code, (late.json or {})["error"]) == (409, "changed")
    assert (sato.get("referrals").json or {})["referrals"][0]["phone"] == "0120-555-555"

    first = (kudo.get("templates").json or {})["templates"][0]["changed_at"]
    town.clock.pass_(minutes=1)
    warmer = GREETING | {"title": "やわらかく", "seen": first}
    assert [change(kudo, "PUT", f"templates/{template}", warmer) for _ in range(2)] == [204, 204]
    for seen in (first, None, 10**30):
        assert change(kudo, "PUT", f"templates/{template}", GREETING | {"seen": seen}) == 409
    assert (kudo.get("templates").json or {})["templates"][0]["title"] == "やわらかく"


def test_what_is_wrong_with_a_place_is_said(sato: Desk) -> None:
    today = (sato.get("referrals").json or {})["today"]
    for wrong, field in (
        ({"kind": "shelter", "place": "6条通9丁目"}, "place"),
        ({"expires_on": "2001-01-01"}, "expires_on"),
    ):
        answer = sato.post("referrals", PLACE | {"expires_on": today} | wrong)
        assert (answer.status_code, (answer.json or {})["field"]) == (422, field)
