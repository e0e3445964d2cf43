"""The way in: a code on a card, keys made in the newcomer's own browser, and nothing for who has no code."""

import time
from collections.abc import Callable
from os import urandom

import pytest
from flask import Flask
from sqlalchemy import select, update

from storage import invitations
from storage.contexts import b64, fingerprint_text
from storage.sealing import Signer
from tests.cast import Json, Town, colleague, founded
from tests.handlers.desk import Desk
from tests.handlers.supervising import Newcomer, Supervisor, member_shown
from tests.joining import delegate, enrolment, member_of, newcomer, next_roster, shaped_capsule

Post = Callable[..., tuple[int, Json]]


SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


@pytest.fixture
def post(web: Flask) -> Post:
    """Somebody without a session."""

    def send(path: str, body: Json) -> tuple[int, Json]:
        answer = web.test_client().post(f"/console/{path}", json=body)
        return answer.status_code, answer.json or {}

    return send


def code_of(kudo: Supervisor, name: str = "tani", role: str = "counselor") -> str:
    return str((kudo.invite(name, role).json or {})["code"])


def test_somebody_is_asked_enrols_is_confirmed_and_signs_in(web: Flask, kudo: Supervisor, post: Post) -> None:
    invited = kudo.invite()
    assert invited.status_code == 201
    code = (invited.json or {})["code"]
    assert [len(group) for group in code.split(" ")] == [4] * 4
    looked_up = {"display_name": "谷", "name": "tani", "role": "counselor", "desks": ["くらしの窓口"]}
    assert post("enrolments/lookup", {"code": code.lower().replace(" ", "-")}) == (
        200,
        looked_up | {"state": "invited"},
    )

    tani = newcomer()
    assert post("enrolments", enrolment(code, tani)) == (201, {})
    assert post("enrolments/lookup", {"code": code})[1]["state"] == "enrolled"
    body = {"name": "tani", "secret": b64(tani.secret)}
    assert post("sessions", body)[0] == 401

    (shown,) = kudo.people()["invited"]
    assert (shown["enrolled"]["kid"], shown["enrolled"]["rpk"]) == (b64(tani.kid), None)
    come = [(member_shown(shown), ["kurashi"])]
    answer = kudo.hand_in(kudo.sign(come=come), approves=[shown["id"]])
    assert (answer.status_code, answer.json) == (201, {"epoch": 2})
    assert post("enrolments/lookup", {"code": code})[1]["state"] == "approved"
    assert kudo.people()["invited"] == []
    assert Newcomer(web, tani).session["kid"] == b64(tani.kid)
    assert kudo.named("tani")["desks"] == ["kurashi"]


@SQLITE
def test_the_page_holds_no_secret_and_no_code_reaches_the_server(web: Flask) -> None:
    page = web.test_client().get("/console/enrol")
    assert page.status_code == 200
    assert fingerprint_text(founded().keys.fingerprint) in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_every_code_that_opens_nothing_is_answered_alike(kudo: Supervisor, post: Post, town: Town) -> None:
    """Unknown, withdrawn, expired, used up by somebody else's expiry: one answer, and it names nobody."""
    withdrawn, expired = code_of(kudo, "abe"), code_of(kudo, "kato")
    (first, second) = kudo.people()["invited"]
    assert kudo.client.delete(f"/console/invitations/{first['id']}", headers=kudo.headers).status_code == 204
    assert kudo.client.delete(f"/console/invitations/{first['id']}", headers=kudo.headers).status_code == 404
    with town.database.transaction() as connection:
        past = int(time.time() * 1000) - 1
        connection.execute(update(invitations.invitations).values(expires_at=past))
    codes = [withdrawn, expired, "AAAA AAAA AAAA AAAA", "", "あ", "A" * 5000, second["id"]]
    tani = newcomer()
    for path, body in (
        ("enrolments/lookup", {}),
        ("enrolments", enrolment("", tani)),
        ("enrolments/sheets", {}),
    ):
        answers = [post(path, body | {"code": code}) for code in codes]
        assert {(status, answer["error"]) for status, answer in answers} == {(404, "invitation")}
        assert [answer for _, answer in answers] == [answers[0][1]] * len(codes)
    assert town.count()["invitations"] == 0


@SQLITE
def test_the_code_is_stored_nowhere(kudo: Supervisor, town: Town) -> None:
    code = code_of(kudo)
    with town.database.reading() as connection:
        (row,) = connection.execute(select(invitations.invitations)).all()
    assert code.replace(" ", "").encode() not in b"".join(v for v in row if isinstance(v, bytes))
    assert bytes(row.id) == invitations.id_of(code)


def test_a_card_serves_once(kudo: Supervisor, post: Post, town: Town) -> None:
    """Whoever comes second learns it; what the first one made stays, and the supervisor compares its number in person."""
    code, first = code_of(kudo), newcomer()
    assert post("enrolments", enrolment(code, first))[0] == 201
    status, answer = post("enrolments", enrolment(code, newcomer()))
    assert (status, answer["error"]) == (409, "enrolled")
    assert kudo.people()["invited"][0]["enrolled"]["kid"] == b64(first.kid)


@SQLITE
def test_keys_that_do_not_belong_together_are_refused(kudo: Supervisor, post: Post, town: Town) -> None:
    code, boss = code_of(kudo), code_of(kudo, "boss", "supervisor")
    tani, head, other = newcomer(), newcomer("supervisor"), newcomer()
    capsule = shaped_capsule(tani.kid)
    weak = [dict(capsule["unlockers"][0], iters=999_999)]
    no_words = [dict(capsule["unlockers"][0], kind="prf", iters=0, credential=b64(urandom(16)))]
    point = b"\x04" + bytes(63) + b"\x05"
    refused: list[tuple[str, Json]] = [
        ("kid", enrolment(code, tani, kid=b64(other.kid))),
        ("kid", enrolment(code, tani, epk=b64(other.identity.recipient.public))),
        ("kid", enrolment(code, head, rpk=None)),
        ("kid", enrolment(boss, tani, rpk=b64(Signer.generate().public))),
        ("delegation", enrolment(boss, head, rpk=None)),
        ("delegation", enrolment(code, tani, rpk=b64(Signer.generate().public))),
        ("signature", enrolment(boss, head, rpk=b64(Signer.generate().public))),
        ("signature", enrolment(boss, head, rpk_sig=None)),
        ("point", enrolment(code, tani, spk=b64(point))),
        ("point", enrolment(code, tani, epk=b64(point))),
        ("point", enrolment(boss, head, rpk=b64(point))),
        ("capsule", enrolment(code, tani, capsule=shaped_capsule(other.kid))),
        ("capsule", enrolment(code, tani, capsule={})),
        ("capsule", enrolment(code, tani, capsule=capsule | {"unlockers": []})),
        ("capsule", enrolment(code, tani, capsule=capsule | {"unlockers": no_words})),
        ("capsule", enrolment(code, tani, capsule=capsule | {"more": "x"})),
        ("capsule", enrolment(code, tani, capsule=capsule | {"keys": b64(urandom(17_000))})),
        ("kdf-parameters", enrolment(code, tani, capsule=capsule | {"unlockers": weak})),
        ("capsule", enrolment(code, tani, secret=b64(urandom(31)))),
        ("capsule", enrolment(code, tani, spk="")),
        ("kid", enrolment(code, colleague("sato"))),
    ]
    before = town.count()
    for expected, body in refused:
        status, answer = post("enrolments", body)
        assert (status, answer.get("error")) == (422, expected), body
    assert town.count() == before
    assert [one["enrolled"] for one in kudo.people()["invited"]] == [None, None]
    assert post("enrolments", enrolment(boss, head))[0] == 201
    assert post("enrolments", enrolment(code, tani))[0] == 201


@SQLITE
def test_the_same_keys_do_not_enrol_twice(kudo: Supervisor, post: Post) -> None:
    code, another, tani = code_of(kudo), code_of(kudo, "nishi"), newcomer()
    assert post("enrolments", enrolment(code, tani))[0] == 201
    assert post("enrolments", enrolment(another, tani)) == (
        422,
        post("enrolments", enrolment(another, tani))[1],
    )


@SQLITE
def test_another_site_cannot_enrol_anybody(web: Flask, kudo: Supervisor) -> None:
    code = code_of(kudo)
    for path in ("enrolments", "enrolments/lookup", "enrolments/sheets", "roster"):
        body = enrolment(code, newcomer())
        answer = web.test_client().post(
            f"/console/{path}", json=body, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert (answer.status_code, (answer.json or {})["error"]) == (403, "csrf"), path


@SQLITE
def test_only_a_supervisor_invites_and_only_who_can_be(
    web: Flask, sato: Desk, kudo: Supervisor, town: Town
) -> None:
    body = {"name": "tani", "display_name": "谷", "role": "counselor", "desks": ["kurashi"]}
    refused = sato.post("invitations", body)
    assert (refused.status_code, (refused.json or {})["error"]) == (403, "role")
    wrong: list[tuple[int, str, Json]] = [
        (409, "taken", {"name": "sato"}), (409, "taken", {"name": "SATO "}), (422, "name", {"name": "谷"}),
        (422, "name", {"name": ""}), (422, "name", {"name": "a" * 33}), (422, "display-name", {"display_name": " "}),
        (422, "display-name", {"display_name": "谷" * 65}), (422, "display-name", {"display_name": "谷\u202e"}),
        (422, "role", {"role": "recovery"}), (422, "role", {"role": "intake"}), (422, "desks", {"desks": []}),
        (422, "desks", {"desks": ["nowhere"]}), (422, "desks", {"role": "auditor"}),
        (422, "nobody", {"replaces": b64(bytes(16))}), (422, "nobody", {"replaces": "?"}),
        (400, "bad-request", {"desks": "kurashi"}),
    ]  # fmt: skip
    for status, code, change in wrong:
        answer = kudo.post("invitations", body | change)
        assert (answer.status_code, (answer.json or {})["error"]) == (status, code), change
    assert town.count()["invitations"] == 0
    assert kudo.post("invitations", body).status_code == 201
    assert kudo.post("invitations", body).status_code == 409
    clerk = {"name": "mado", "display_name": "窓口\u3000まどか", "role": "clerk", "desks": []}
    assert kudo.post("invitations", clerk).status_code == 201


def test_an_office_without_its_supervisor_goes_on_with_two_sheets(
    web: Flask, kudo: Supervisor, post: Post
) -> None:
    """Invited from the command line or by who was there last; nobody is left to confirm, so two sheets of paper do."""
    boss = newcomer("supervisor", "boss")
    guest = kudo.guest(boss, "supervisor", "kurashi", "hataraku")
    status, opened = post("enrolments/sheets", {"code": guest.code})
    assert status == 200
    assert (opened["desks"], opened["replaces"]) == (["kurashi", "hataraku"], None)
    assert opened["chain"] == [link.as_dict() for link in kudo.chain()]

    now, trust, last = int(time.time()), kudo.trust(), kudo.chain()[-1]
    tani, root = newcomer(), Signer.generate()
    come = [(guest.member, guest.desks)]
    word, (kudos,) = delegate(boss, epoch=2, now=now), trust.current.delegations
    own: Json = {
        "now": now, "signer": boss.roster_key, "come": come,
        "delegation": word.delegation, "delegations": [kudos, word],
    }  # fmt: skip
    late = delegate(boss, epoch=3, now=now)
    forged = {
        "delegation": own | {"delegation": delegate(boss, epoch=2, now=now, root=root).delegation},
        "roster": own | {"come": [*come, (member_of(tani, "counselor", "谷"), ["kurashi"])]},
    }
    for code, change in forged.items():
        body = {"code": guest.code, "signed": next_roster(trust, last, **change).as_dict()}
        status, answer = post("roster", body)
        assert (status, answer["error"]) == (422, code)
    too_late = next_roster(trust, last, **own | {"delegation": late.delegation, "delegations": [kudos, late]})
    assert post("roster", {"code": guest.code, "signed": too_late.as_dict()})[1]["error"] == "delegation"
    by_kudo = kudo.sign(come=come, delegations=[kudos, word])
    assert post("roster", {"code": guest.code, "signed": by_kudo.as_dict()})[1]["error"] == "delegation"
    moved = next_roster(
        trust, last, change=lambda _, seats: seats["kurashi"].remove(colleague("sato").kid), **own
    )
    assert post("roster", {"code": guest.code, "signed": moved.as_dict()})[0] == 422
    gone = next_roster(trust, last, go=[colleague("sato").kid], **own)
    assert (
        post(
            "roster", {"code": guest.code, "signed": gone.as_dict(), "leaves": [b64(colleague("sato").kid)]}
        )[0]
        == 422
    )

    honest = {"code": guest.code, "signed": next_roster(trust, last, **own).as_dict()}
    assert post("roster", honest) == (201, {"epoch": 2})
    assert post("roster", honest)[0] == 404
    assert Newcomer(web, boss).get("people").status_code == 200


@SQLITE
def test_a_counselors_code_signs_no_roster(kudo: Supervisor, post: Post) -> None:
    guest = kudo.guest(newcomer())
    assert post("enrolments/sheets", {"code": guest.code})[0] == 404
    signed = kudo.sign(come=[(guest.member, guest.desks)])
    assert post("roster", {"code": guest.code, "signed": signed.as_dict()})[0] == 404
    asked = code_of(kudo, "boss", "supervisor")
    assert post("enrolments/sheets", {"code": asked})[0] == 404


@SQLITE
def test_the_only_supervisor_who_lost_the_passphrase_comes_back_with_two_sheets(
    web: Flask, kudo: Supervisor, post: Post
) -> None:
    """Invited from the command line: same name, role and desks, and the keys of before are nobody's any more."""
    again, old = newcomer("supervisor", "kudo"), kudo.person.kid
    guest = kudo.guest(again, "supervisor", replaces=b64(old))
    assert (guest.member.role, guest.desks) == ("supervisor", ["kurashi", "hataraku"])
    now, trust, last = int(time.time()), kudo.trust(), kudo.chain()[-1]
    word = delegate(again, epoch=2, now=now)
    own: Json = {"now": now, "signer": again.roster_key, "delegation": word.delegation, "delegations": [word]}
    come = [(guest.member, guest.desks)]
    beside = next_roster(trust, last, come=come, **own)
    assert post("roster", {"code": guest.code, "signed": beside.as_dict()})[0] == 422
    instead = next_roster(trust, last, come=come, go=[old], **own)
    assert post("roster", {"code": guest.code, "signed": instead.as_dict()})[0] == 201
    assert kudo.get("people").status_code == 401
    assert [p["name"] for p in (Newcomer(web, again).get("people").json or {})["people"]] == [
        "kudo",
        "mori",
        "sato",
    ]
