"""A colleague looks first: the door lets nothing pass that the desk's rules keep back, and no other words than agreed."""

import os
from typing import Any

import pytest
from werkzeug.test import TestResponse

from storage import checks, desk_rules, seed
from storage.contexts import b64
from storage.desk_rules import Rules
from storage.records import Record
from tests.cast import Json, Resident, Town, founded
from tests.handlers.desk import Desk
from tests.handlers.line import Callback

WORDS = "こんにちは。担当の佐藤です。"
SALT = os.urandom(16)


def rule(town: Town, **rules: bool) -> None:
    with town.database.transaction() as connection:
        seen = desk_rules.setting(connection, ["kurashi"])["kurashi"].changed_at
        desk_rules.set_(connection, "kurashi", Rules(**rules), seen=seen, by=b"k" * 16, now=town.clock())


def sealed(desk: Desk, consultation: str, payload: Json) -> Record:
    return desk.seal(desk.whole(consultation), "", payload={"v": 1} | payload)


def commitment(case: bytes, text: str = WORDS) -> str:
    return b64(checks.commitment_of(founded().keys.fingerprint, case, SALT, text))


def ask(desk: Desk, case: bytes, text: str = WORDS) -> TestResponse:
    payload = {"kind": "check", "text": text, "salt": b64(SALT)}
    record = sealed(desk, b64(case), payload)
    body = {"record": record.as_dict(), "commitment": commitment(case, text)}
    return desk.post(f"consultations/{b64(case)}/checks", body)


def answer(desk: Desk, case: bytes, check: str, *, agreed: bool = True) -> TestResponse:
    record = sealed(
        desk, b64(case), {"kind": "checked", "of": "r", "agreed": agreed, "text": "よいと思います"}
    )
    return desk.post(
        f"consultations/{b64(case)}/checks/{check}/answer", {"record": record.as_dict(), "agreed": agreed}
    )


def send(desk: Desk, case: bytes, text: str = WORDS, **more: Any) -> TestResponse:
    record = desk.seal(desk.whole(b64(case)), text)
    body = {"record": record.as_dict(), "text": text} | more
    return desk.post(f"consultations/{b64(case)}/replies", body)


def proof() -> Json:
    return {"salt": b64(SALT)}


@pytest.fixture
def kudo(web: Any) -> Desk:
    return Desk(web, "kudo")


@pytest.fixture
def mori(web: Any) -> Desk:
    return Desk(web, "mori")


def listed(desk: Desk, case: bytes) -> Json:
    return desk.get(f"consultations/{b64(case)}/checks").json or {}


def test_the_first_reply_waits_for_a_colleague_and_then_goes_once(
    town: Town, sato: Desk, kudo: Desk, case: bytes
) -> None:
    rule(town, check_first=True)
    sato.claim(b64(case))
    refused = send(sato, case)
    assert (refused.status_code, (refused.json or {})["error"]) == (409, "check")
    assert (refused.json or {})["why"] == ["first"]
    assert not kudo_reads(kudo, case)

    made = ask(sato, case)
    assert made.status_code == 201
    assert send(sato, case, check=proof()).status_code == 409
    shown = listed(kudo, case)
    assert [(one["state"], one["mine"], one["asked_by_name"]) for one in shown["checks"]] == [
        ("asked", False, "佐藤")
    ]
    assert listed(sato, case)["colleagues"] == ["工藤"]
    check = (made.json or {})["id"]
    assert answer(kudo, case, check).status_code == 201
    assert answer(sato, case, check).status_code == 409
    assert not kudo_reads(kudo, case)

    assert send(sato, case, "べつのことば", check=proof()).status_code == 409
    assert send(sato, case).status_code == 409
    assert send(sato, case, check=proof()).status_code == 201
    assert listed(sato, case)["checks"] == []
    assert send(sato, case, "つづき").status_code == 201


def kudo_reads(kudo: Desk, case: bytes) -> bool:
    return kudo.get(f"consultations/{b64(case)}").status_code == 200


def test_a_flag_and_a_named_place_ask_for_a_look_too(town: Town, sato: Desk, case: bytes) -> None:
    rule(town, check_flagged=True, check_referral=True)
    with town.database.transaction() as connection:
        seed.furnish_words(connection, now=town.clock())
    sato.claim(b64(case))
    places = (sato.get("referrals").json or {})["referrals"]
    live = next(one for one in places if one["state"] == "live")
    waiting = next(one for one in places if one["state"] == "proposed")
    named = send(sato, case, f"{live['name']}という所があります")
    assert (named.status_code, (named.json or {})["why"]) == (409, ["referral"])
    given = send(sato, case, "こちらです", referral=live["id"])
    assert (given.status_code, (given.json or {})["why"]) == (409, ["referral"])
    over = send(sato, case, "こちらです", referral=waiting["id"])
    assert (over.status_code, (over.json or {})["error"]) == (409, "referral")
    assert send(sato, case, f"{waiting['name']}という所もあります").status_code == 201
    assert sato.post(f"consultations/{b64(case)}/flag").status_code < 300
    flagged = send(sato, case, "もう一度")
    assert (flagged.json or {})["why"] == ["flagged"]


def test_nobody_agrees_to_their_own_or_twice_and_others_do_not_know(
    town: Town, sato: Desk, kudo: Desk, mori: Desk, case: bytes
) -> None:
    sato.claim(b64(case))
    check = (ask(sato, case).json or {})["id"]
    own = answer(sato, case, check)
    assert (own.status_code, (own.json or {})["error"]) == (409, "own")
    before = town.count()
    for path in ("checks", f"checks/{check}/answer"):
        record = sealed(sato, b64(case), {"kind": "checked", "of": "r", "agreed": True, "text": ""})
        body = {"record": record.as_dict(), "agreed": True, "commitment": commitment(case)}
        assert mori.post(f"consultations/{b64(case)}/{path}", body).status_code == 404
    assert mori.get(f"consultations/{b64(case)}/checks").status_code == 404
    asked = ask(kudo, case)
    assert (asked.status_code, (asked.json or {})["error"]) == (409, "unassigned")
    assert town.count() == before
    assert answer(kudo, case, check, agreed=False).status_code == 201
    assert listed(sato, case)["checks"][0]["state"] == "declined"


def test_who_asked_takes_it_back(sato: Desk, kudo: Desk, case: bytes) -> None:
    sato.claim(b64(case))
    check = (ask(sato, case).json or {})["id"]
    path = f"/console/consultations/{b64(case)}/checks/{check}"
    assert kudo.client.delete(path, headers=kudo.headers).status_code == 404
    assert kudo_reads(kudo, case)
    assert sato.client.delete(path, headers=sato.headers).status_code == 204
    assert sato.client.delete(path, headers=sato.headers).status_code == 404
    assert not kudo_reads(kudo, case)


def test_what_ends_or_changes_hands_is_nobodys_to_look_at(
    town: Town, sato: Desk, kudo: Desk, case: bytes
) -> None:
    sato.claim(b64(case))
    ask(sato, case)
    assert kudo_reads(kudo, case)
    # Closed by the resident or by silence, no door of the desk is passed: the rule itself has to see it.
    town.close(case)
    assert not kudo_reads(kudo, case)
    assert listed(sato, case)["checks"] == []


def test_who_hands_it_over_takes_the_question_along(sato: Desk, kudo: Desk, case: bytes) -> None:
    sato.claim(b64(case))
    ask(sato, case)
    record = sealed(sato, b64(case), {"kind": "handover", "to": "", "text": ""})
    handed = sato.post(f"consultations/{b64(case)}/handover", {"to": None, "record": record.as_dict()})
    assert handed.status_code == 201, handed.text
    assert kudo.claim(b64(case)) == 201
    assert listed(kudo, case)["checks"] == []


def test_what_was_said_meanwhile_comes_first(
    callback: Callback, hanako: Resident, sato: Desk, kudo: Desk, case: bytes
) -> None:
    """A record that doesn't name the newest message is refused, and the check with it."""
    sato.claim(b64(case))
    record = sealed(sato, b64(case), {"kind": "check", "text": WORDS, "salt": b64(SALT)})
    callback.events(hanako.says("もうひとつ"))
    body = {"record": record.as_dict(), "commitment": commitment(case)}
    behind = sato.post(f"consultations/{b64(case)}/checks", body)
    assert (behind.status_code, (behind.json or {})["error"]) == (409, "head")
    assert listed(sato, case)["checks"] == []


def test_what_is_no_check_is_refused(sato: Desk, case: bytes) -> None:
    sato.claim(b64(case))
    bodies: list[Json] = [{}, {"record": {}, "commitment": "AA"}, {"record": [], "commitment": 1}]
    for body in bodies:
        assert sato.post(f"consultations/{b64(case)}/checks", body).status_code == 400
        assert sato.post(f"consultations/{b64(case)}/checks/AA/answer", body).status_code == 400
