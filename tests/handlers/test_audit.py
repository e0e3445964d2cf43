"""What staff do is noted, and those who look after others' work can read it; nobody else can."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text, update

from storage import audit, audit_chain
from storage.contexts import b64
from tests.cast import Json, Resident, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
SignIn = Callable[[str], Desk]


def events(town: Town, *, besides: str = "sign-in") -> list[tuple[str, bytes | None, bytes | None]]:
    """Action, actor and subject of everything noted, the oldest first; the chain holds."""
    with town.database.reading() as connection:
        audit_chain.verify(connection, town.keys)
        found = [event for event in audit.events(connection) if event.action != besides]
    return [(event.action, event.actor, event.subject) for event in reversed(found)]


def listed(desk: Desk, query: str = "") -> Json:
    answer = desk.get(f"audit{query}")
    assert answer.status_code == 200, answer.text
    return answer.json or {}


def test_opening_claiming_and_replying_are_noted(sato: Desk, town: Town, case: bytes) -> None:
    consultation, kid, subject = b64(case), sato.person.kid, audit.subject_of(case)
    sato.whole(consultation)
    sato.claim(consultation)
    sato.claim(consultation)
    sato.reply(consultation, "佐藤です")
    assert events(town) == [(action, kid, subject) for action in ("open", "claim", "reply")]


def test_an_open_page_that_asks_again_is_one_opening(
    sato: Desk, sign_in: SignIn, town: Town, case: bytes
) -> None:
    for desk in (sato, sato, sign_in("kudo"), sato):
        desk.whole(b64(case))
    assert [actor for _, actor, _ in events(town)] == [colleague("sato").kid, colleague("kudo").kid]
    with town.database.transaction() as connection:
        connection.execute(update(audit.audit_log).values(at=audit.audit_log.c.at - 10 * 60 * 1000))
    sato.whole(b64(case))
    with town.database.reading() as connection:
        assert len(audit.events(connection, action="open", actor=colleague("sato").kid)) == 2


@ONE_KIND
def test_what_is_refused_is_not_noted_as_done(sign_in: SignIn, sato: Desk, town: Town, case: bytes) -> None:
    mori, consultation = sign_in("mori"), b64(case)
    assert mori.get(f"consultations/{consultation}").status_code == 404
    assert mori.claim(consultation) == 404
    sato.claim(consultation)
    whole = sato.whole(consultation)
    assert sato.send(consultation, sato.seal(whole, "x", epoch=9), "x").status_code == 422
    assert sato.post(f"consultations/{consultation}/replies", {}).status_code == 422
    assert [action for action, _, _ in events(town)] == ["claim", "open"]


@ONE_KIND
def test_what_can_not_be_noted_is_not_done(sato: Desk, town: Town, case: bytes) -> None:
    consultation = b64(case)
    with town.database.transaction() as connection:
        connection.execute(text("ALTER TABLE audit_log RENAME TO away"))
    assert sato.get(f"consultations/{consultation}").status_code == 503
    assert sato.claim(consultation) == 503
    assert town.row(case).assignee is None


@ONE_KIND
def test_the_log_holds_no_word_and_no_id_of_anybody(
    sato: Desk, town: Town, case: bytes, hanako: Resident, callback: Callback
) -> None:
    sato.claim(b64(case))
    sato.reply(b64(case), "カナリアへの返事")
    callback.events(hanako.says("カナリアのことば"))
    shown = str(listed(Desk(sato.client.application, "kudo")))
    for canary in ("カナリア", hanako.id, b64(case), case.hex(), town.row(case).pseudonym.hex()):
        assert canary not in shown


@ONE_KIND
def test_only_those_who_look_after_others_read_the_log(web: Flask, sato: Desk, sign_in: SignIn) -> None:
    assert web.test_client().get("/console/audit").status_code == 401
    assert sato.get("audit").status_code == 403
    listed(sign_in("kudo"))


def test_the_log_is_read_page_by_page_and_by_what_and_whom(sign_in: SignIn, town: Town) -> None:
    kudo = sign_in("kudo")
    for number in range(150):
        name = ("sato", "mori")[number % 2]
        with town.database.transaction() as connection:
            audit.note(
                connection,
                town.keys,
                "open" if number % 3 else "close",
                now=number,
                actor=colleague(name).kid,
            )
    first = listed(kudo)
    newest = first["head"]["number"]
    assert newest >= 150
    assert [event["number"] for event in first["events"]] == list(range(newest, newest - 100, -1))
    assert first["events"][0] | {"subject": None} == first["events"][0]
    second = listed(kudo, f"?before={first['events'][-1]['number']}")
    assert [event["number"] for event in second["events"]] == list(range(newest - 100, 0, -1))
    assert {e["action"] for e in listed(kudo, "?action=close")["events"]} == {"close"}
    by_sato = listed(kudo, f"?actor={b64(colleague('sato').kid)}")["events"]
    assert {(e["actor_name"], e["actor"]) for e in by_sato} == {("佐藤", b64(colleague("sato").kid))}
    assert listed(kudo, f"?before={10**30}")["events"] == first["events"]
    for odd in ("?before=x", "?actor="):
        assert listed(kudo, odd)["events"] == first["events"]
    assert kudo.get("audit?actor=x").status_code == 404


@ONE_KIND
def test_the_head_of_the_log_is_shown_for_printing(sign_in: SignIn, town: Town) -> None:
    kudo = sign_in("kudo")
    with town.database.transaction() as connection:
        audit.note(connection, town.keys, "export", now=town.clock())
        head = audit.head(connection)
    assert head is not None
    assert listed(kudo)["head"] == {"number": head.number, "hash": head.hash.hex(), "at": town.clock()}
