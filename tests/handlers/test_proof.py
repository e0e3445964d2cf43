"""Before something that stays, the person shows once more that it is them; a sign-in counts for ten minutes."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from storage import audit
from storage.contexts import b64, unb64
from storage.sessions import PROOF_MS
from tests.cast import DAY, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.handlers.supervising import Supervisor, refused

SignIn = Callable[[str], Desk]


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    """At the town's time, so that ten minutes pass when a test says so."""
    with opened(town.settings, now=town.clock) as app:
        yield app


def later(town: Town, ms: int) -> None:
    town.clock.pass_(seconds=ms / 1000)


def proves(desk: Desk, secret: bytes | None = None) -> tuple[int, str]:
    shown = {"secret": b64(secret if secret is not None else desk.person.secret)}
    answer = desk.post("proof", {"proof": shown})
    return answer.status_code, (answer.json or {}).get("error", "")


def test_after_ten_minutes_a_hold_wants_a_proof_which_counts_for_this_session_only(
    sign_in: SignIn, town: Town, case: bytes
) -> None:
    sato, kudo, elsewhere = sign_in("sato"), sign_in("kudo"), sign_in("kudo")
    wish, asking = {"reason": "court", "until": town.clock() + DAY}, f"consultations/{b64(case)}/holds"
    later(town, PROOF_MS)
    first = sato.post(asking, wish)
    assert first.status_code == 201
    hold = (first.json or {})["id"]
    later(town, 1)
    assert refused(sato.post(asking, wish)) == (403, "proof-needed")
    assert refused(kudo.post(f"holds/{hold}/agreement")) == (403, "proof-needed")
    assert proves(kudo, colleague("sato").secret) == (403, "proof")
    assert refused(kudo.post("proof", {})) == (403, "proof")
    assert refused(kudo.post(f"holds/{hold}/agreement")) == (403, "proof-needed")
    assert proves(kudo) == (201, "")
    assert refused(elsewhere.post(f"holds/{hold}/agreement")) == (403, "proof-needed")
    assert kudo.post(f"holds/{hold}/agreement").status_code == 201
    later(town, PROOF_MS + 1)
    lifting = kudo.client.delete(f"/console/holds/{hold}", headers=kudo.headers)
    assert refused(lifting) == (403, "proof-needed")
    assert proves(kudo) == (201, "")
    assert kudo.client.delete(f"/console/holds/{hold}", headers=kudo.headers).status_code == 204
    with town.database.reading() as connection:
        noted = [one.actor for one in audit.events(connection, action="proof-refused")]
    assert noted == [colleague("kudo").kid] * 2


def test_what_cannot_be_seen_is_not_told_apart_by_the_question_for_a_proof(
    sign_in: SignIn, town: Town, case: bytes
) -> None:
    mori, kudo = sign_in("mori"), sign_in("kudo")
    later(town, PROOF_MS + 1)
    invented = b64(bytes(16))
    for desk in (mori, kudo):
        answers = [desk.post(f"consultations/{one}/holds", {}) for one in (b64(case), invented)]
        assert answers[0].data == answers[1].data
        assert refused(answers[0]) == (403, "proof-needed")


def test_the_list_of_people_wants_a_proof_when_it_changes_and_none_when_it_is_renewed(
    web: Flask, town: Town
) -> None:
    kudo = Supervisor(web)
    later(town, PROOF_MS + 1)
    assert refused(kudo.dismiss(colleague("mori").kid)) == (403, "proof-needed")
    moved = kudo.sign(change=lambda _, seats: seats["kurashi"].append(colleague("mori").kid))
    assert refused(kudo.hand_in(moved)) == (403, "proof-needed")
    assert refused(kudo.hand_in(kudo.sign(delegations=[]))) == (403, "proof-needed")
    assert kudo.hand_in(kudo.sign()).status_code == 201
    assert proves(kudo) == (201, "")
    left = kudo.sign(go=[colleague("sato").kid])
    assert kudo.hand_in(left, leaves=[b64(colleague("sato").kid)]).status_code == 201
    assert unb64(kudo.session["kid"]) in kudo.trust().current.members
