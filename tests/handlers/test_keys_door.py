"""The doors by which consoles keep the keys in order, without anybody noticing."""

from typing import Any

import pytest
from flask import Flask

from storage.contexts import b64, unb64
from storage.wrapsets import WrapSet
from tests.cast import Colleague, Json, Resident, Town, colleague, founded
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Newcomer, Supervisor, refused
from tests.joining import newcomer, prepared, rewrapped

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

DESK = "kurashi"


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def due(desk: Desk, query: str = "") -> Json:
    answer = desk.get(f"keys{query}")
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def hand_in(desk: Desk, consultation: str, generation: Any, wrapset: WrapSet) -> Any:
    body = {"generation": generation, "wrapset": wrapset.as_dict()}
    return desk.post(f"consultations/{consultation}/wrapsets", body)


def test_a_console_prepares_keys_and_a_new_consultation_takes_one(
    kudo: Supervisor, sato: Desk, callback: Callback, hanako: Resident, town: Town
) -> None:
    assert due(sato)["prekeys"] == [{"desk": DESK, "count": 0, "target": 50}]
    assert [one["desk"] for one in due(kudo)["prekeys"]] == [DESK, "hataraku"]
    made = [prepared(kudo.trust(), sato.person, DESK) for _ in range(3)]
    stored = sato.post("prekeys", {"wrapsets": [one.as_dict() for one in made]})
    assert (stored.status_code, stored.json) == (201, {"stored": 3})
    assert due(sato)["prekeys"][0]["count"] == 3
    assert callback.events(hanako.says("きいてください")) == 200
    (consultation,) = sato.ids()
    (wrapset,) = sato.whole(consultation)["wrapsets"]
    assert wrapset["key_id"] in {b64(one.key_id) for one in made}
    assert (due(sato)["prekeys"][0]["count"], due(sato)["rotate"]) == (2, [])


@SQLITE
def test_what_is_no_prepared_key_is_refused(kudo: Supervisor, sato: Desk, town: Town) -> None:
    trust, mori = kudo.trust(), colleague("mori")
    honest = prepared(trust, sato.person, DESK)
    foreign = prepared(trust, mori, "hataraku")
    before = town.count()
    for code, listed in (
        ("sender", [foreign.as_dict()]),
        ("signature", [honest.as_dict() | {"case_pk": foreign.as_dict()["case_pk"]}]),
        ("suite", [honest.as_dict() | {"suite": 2}]),
        ("wrap", [honest.as_dict() | {"more": 1}]),
        ("wrap", ["x"]),
    ):
        assert refused(sato.post("prekeys", {"wrapsets": listed})) == (422, code)
    assert sato.post("prekeys", {"wrapsets": "x"}).status_code == 400
    assert sato.post("prekeys", {"wrapsets": [{}] * 101}).status_code == 400
    assert town.count() == before


def test_the_first_console_replaces_the_key_that_the_server_made(
    kudo: Supervisor, sato: Desk, case: bytes, callback: Callback, hanako: Resident
) -> None:
    (listed,) = due(sato)["rotate"]
    assert (unb64(listed["consultation"]), listed["generation"], listed["desk"]) == (case, 1, DESK)
    made = prepared(kudo.trust(), sato.person, DESK)
    revision = sato.inbox()[0]["revision"]
    answer = hand_in(sato, listed["consultation"], 2, made)
    assert (answer.status_code, answer.json) == (201, {"generation": 2})
    assert sato.inbox()[0]["revision"] > revision
    assert due(sato)["rotate"] == due(kudo)["rotate"] == []
    assert callback.events(hanako.says("もうひとつ")) == 200
    assert sato.claim(listed["consultation"]) == 201
    old, new = (b64(WrapSet.from_json(one).key_id) for one in sato.whole(listed["consultation"])["wrapsets"])
    assert [record["key_id"] for record in sato.whole(listed["consultation"])["records"]] == [old, new]
    stale = sato.seal(sato.whole(listed["consultation"]), "古い鍵で", key_id=unb64(old))
    assert refused(sato.send(listed["consultation"], stale, "古い鍵で")) == (422, "generation")
    assert sato.reply(listed["consultation"], "新しい鍵で").status_code == 201
    assert refused(hand_in(sato, listed["consultation"], 3, prepared(kudo.trust(), sato.person, DESK))) == (
        409,
        "generation",
    )


def test_a_colleague_who_joins_is_let_into_the_history_whoever_is_assigned(
    web: Flask, kudo: Supervisor, sato: Desk, case: bytes
) -> None:
    sato.claim(b64(case))
    tani = kudo.join(newcomer())
    assert due(tani)["rewrap"] == []
    (listed,) = due(kudo)["rewrap"]
    assert (listed["generation"], listed["adds"]) == (1, [b64(tani.person.kid)])
    again = rewrapped(kudo.trust(), kudo.person, WrapSet.from_json(listed["wrapset"]))
    assert hand_in(kudo, listed["consultation"], 1, again).status_code == 201
    assert due(sato)["rewrap"] == []
    assert WrapSet.from_json(sato.whole(b64(case))["wrapsets"][0]) == again


def test_who_has_left_is_wrapped_out_at_once(web: Flask, kudo: Supervisor, sato: Desk, case: bytes) -> None:
    tani = kudo.join(newcomer())
    (listed,) = due(kudo)["rewrap"]
    hand_in(
        kudo,
        listed["consultation"],
        1,
        rewrapped(kudo.trust(), kudo.person, WrapSet.from_json(listed["wrapset"])),
    )
    assert hand_in(kudo, b64(case), 2, prepared(kudo.trust(), kudo.person, DESK)).status_code == 201
    assert kudo.dismiss(tani.person.kid).status_code == 201
    assert tani.get("keys").status_code == 401
    work = due(sato)
    assert [one["adds"] for one in work["rewrap"]] == [[], []]
    assert [one["generation"] for one in work["rotate"]] == [2]


@SQLITE
def test_with_two_sheets_a_supervisor_finds_what_the_recovery_key_opens(
    kudo: Supervisor, sato: Desk, case: bytes
) -> None:
    recovery = founded().office_key.recovery_member.kid
    assert due(kudo, f"?holder={b64(recovery)}")["rewrap"] == []
    kudo.join(newcomer())
    (listed,) = due(kudo, f"?holder={b64(recovery)}")["rewrap"]
    assert unb64(listed["consultation"]) == case
    assert refused(sato.get(f"keys?holder={b64(recovery)}")) == (403, "role")
    assert kudo.get("keys?holder=?").status_code == 404
    paper = Colleague("", recovery, b"", kudo.person.signer, founded().office_key.recovery)
    made = rewrapped(kudo.trust(), kudo.person, WrapSet.from_json(listed["wrapset"]), opener=paper)
    assert hand_in(kudo, listed["consultation"], 1, made).status_code == 201


@SQLITE
def test_mori_of_the_other_desk_reaches_no_key(web: Flask, kudo: Supervisor, town: Town, case: bytes) -> None:
    mori = Desk(web, "mori")
    assert (due(mori)["rewrap"], due(mori)["rotate"]) == ([], [])
    made = prepared(kudo.trust(), mori.person, DESK)
    assert hand_in(mori, b64(case), 2, made).status_code == 404
    assert hand_in(mori, "?", 2, made).status_code == 404


@SQLITE
def test_a_generation_is_a_number(kudo: Supervisor, case: bytes) -> None:
    made = prepared(kudo.trust(), kudo.person, DESK)
    for wrong in ("2", None, 2.0, True):
        assert hand_in(kudo, b64(case), wrong, made).status_code == 400
    assert refused(kudo.post(f"consultations/{b64(case)}/wrapsets", {"generation": 2})) == (422, "wrap")
    assert refused(hand_in(kudo, b64(case), 2, prepared(kudo.trust(), colleague("sato"), DESK))) == (
        422,
        "sender",
    )


@SQLITE
def test_an_auditor_signs_in_and_reaches_no_key(web: Flask, kudo: Supervisor, case: bytes) -> None:
    mado = newcomer("auditor", "mado")
    answer = kudo.approve(kudo.guest(mado, "auditor"))
    assert answer.status_code == 201
    auditor = Newcomer(web, mado)
    for path in ("keys", "people", "sheets"):
        assert refused(auditor.get(path)) == (403, "role")
    assert refused(auditor.post("prekeys", {"wrapsets": []})) == (403, "role")
    assert refused(hand_in(auditor, b64(case), 2, prepared(kudo.trust(), mado, DESK))) == (403, "role")
    assert refused(auditor.get("consultations")) == (403, "role")
