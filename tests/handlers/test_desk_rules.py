"""The rules of a desk, and how full it is."""

from typing import Any

import pytest

from storage import desk_rules
from storage.contexts import b64
from storage.desk_rules import Rules
from tests.cast import Json, Town
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor

OFF: Json = {
    "check_first": False, "check_flagged": False, "check_referral": False,
    "evening_cap": None, "answer_within": None,
}  # fmt: skip


def sets(desk: Desk, name: str = "kurashi", **change: Any) -> int:
    address = f"/console/desk-rules/{name}"
    seen = next((one["changed_at"] for one in desk.get("desk-rules").json or [] if one["desk"] == name), None)
    return desk.client.put(address, json={"seen": seen} | OFF | change, headers=desk.headers).status_code


def rules(desk: Desk) -> dict[str, Json]:
    return {one["desk"]: one["rules"] for one in desk.get("desk-rules").json or []}


def strip(desk: Desk) -> Json:
    (first, *_) = (desk.get("capacity").json or {})["desks"]
    return dict(first)


@pytest.fixture
def kudo(sato: Desk) -> Supervisor:
    return Supervisor(sato.client.application)


def test_kudo_sets_them_for_a_desk_and_sato_reads_them(sato: Desk, kudo: Desk) -> None:
    assert rules(sato) == {"kurashi": OFF}
    assert sets(kudo, check_first=True, evening_cap=8, answer_within=900_000) == 200
    assert sets(kudo, check_flagged=True, evening_cap=6) == 200
    assert rules(sato) == {"kurashi": OFF | {"check_flagged": True, "evening_cap": 6}}
    assert rules(kudo)["hataraku"] == OFF
    assert (kudo.get("desk-rules").json or [])[0]["changed_by_name"] == "工藤"
    assert sets(sato, evening_cap=1) == 403


def test_of_two_who_set_them_the_second_is_told_and_takes_no_second_look_away(town: Town, kudo: Desk) -> None:
    """Ono wants a second look where there are worrying words; Kudo, whose screen is older, wants six an evening."""
    assert sets(kudo, evening_cap=8) == 200
    seen = (kudo.get("desk-rules").json or [])[0]["changed_at"]
    town.clock.pass_(minutes=1)
    assert sets(kudo, evening_cap=8, check_flagged=True) == 200
    late = kudo.client.put(
        "/console/desk-rules/kurashi", json=OFF | {"evening_cap": 6, "seen": seen}, headers=kudo.headers
    )
    assert (late.status_code, (late.json or {})["error"]) == (409, "changed")
    assert (late.json or {})["setting"]["rules"] == OFF | {"evening_cap": 8, "check_flagged": True}
    assert rules(kudo)["kurashi"]["check_flagged"], "danger is still looked at by two"
    odd: Any
    for odd in (None, 10**30, "1", [], True):
        assert sets(kudo, seen=odd) == 409


def test_of_two_who_set_the_first_rules_one_does(town: Town, case: bytes) -> None:
    with town.database.transaction() as connection:
        assert desk_rules.set_(connection, "kurashi", Rules(check_first=True), seen=None, by=b"k", now=1)
        assert not desk_rules.set_(connection, "kurashi", Rules(), seen=None, by=b"o", now=2)
        assert desk_rules.of(connection, "kurashi").check_first


def test_what_no_desk_can_mean_is_refused(kudo: Desk) -> None:
    for change in (
        {"evening_cap": 0}, {"evening_cap": 201}, {"evening_cap": True}, {"evening_cap": "8"}, {"answer_within": 1},
        {"answer_within": 8 * 24 * 3_600_000}, {"answer_within": 90_000.5}, {"check_first": 1}, {"check_flagged": None},
    ):  # fmt: skip
        assert sets(kudo, **change) == 422
    assert rules(kudo)["kurashi"] == OFF


def test_nobody_sets_them_for_a_desk_that_is_not_theirs(kudo: Desk) -> None:
    assert sets(kudo, "nowhere") == 404


def test_the_strip_counts_who_waits_what_was_taken_and_who_is_there(
    town: Town, case: bytes, sato: Desk, kudo: Desk
) -> None:
    assert sets(kudo, evening_cap=3, answer_within=60_000) == 200
    seen = strip(sato)
    assert (seen["name"], seen["waiting"], seen["taken"], seen["cap"]) == ("くらしの窓口", 1, 0, 3)
    assert seen["longest"] == town.row(case).waiting_since
    assert seen["present"] == ["佐藤", "工藤"]
    assert sato.claim(b64(case)) == 201
    assert strip(sato)["taken"] == 1
    sato.reply(b64(case), "よみました")
    seen = strip(sato)
    assert (seen["waiting"], seen["longest"], seen["late"]) == (0, None, 0)


def test_another_desk_sees_its_own_figures_only(case: bytes, sato: Desk) -> None:
    mori = Desk(sato.client.application, "mori")
    shown = (mori.get("capacity").json or {})["desks"]
    assert [(one["desk"], one["waiting"], one["present"]) for one in shown] == [("hataraku", 0, ["森"])]
