"""What is under way while people come, move and go: nothing ends up in the hands of who does not sit where it is."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from storage import endings
from storage.contexts import b64
from storage.invitations import Guest, invite
from storage.roster import Member, SignedRoster
from storage.succession import Change, accept_next
from tests.cast import Town
from tests.handlers.at_room import House
from tests.handlers.at_room import house as house
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Newcomer, Supervisor
from tests.harness.until import until
from tests.harness.waiting import somebody_waits
from tests.joining import newcomer

KURASHI, HATARAKU = "kurashi", "hataraku"


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    return Supervisor(web)


def moved(kid: bytes, here: str, there: str) -> dict[str, Callable[[list[Member], Any], None]]:
    """From one desk to another, as the next roster says it."""

    def seated(_: list[Member], seats: dict[str, list[bytes]]) -> None:
        seats[here].remove(kid)
        seats[there].append(kid)

    return {"change": seated}


@contextmanager
def while_it_is_accepted(
    town: Town, kudo: Supervisor, signed: SignedRoster, change: Change, step: Callable[[], int]
) -> Iterator[Future[int]]:
    """`step` by somebody whom the door has let in when the next roster is not there yet; on PostgreSQL both are at it at once."""
    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            actor = kudo.person.kid
            accept_next(connection, town.office, signed, change, actor=actor, now=kudo.now * 1000)
            going = threads.submit(step)
            until(lambda: going.done() or somebody_waits(town.database))
        yield going


def test_who_takes_a_consultation_while_they_are_moved_has_not_taken_it(
    kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    signed = kudo.sign(**moved(sato.person.kid, KURASHI, HATARAKU))
    with while_it_is_accepted(town, kudo, signed, Change(), lambda: sato.claim(b64(case))) as taking:
        assert taking.result() == 404
    assert town.row(case).assignee is None
    assert b64(case) in kudo.ids()


def test_nothing_is_handed_to_somebody_who_leaves_at_that_moment(
    callback: Callback, kudo: Supervisor, town: Town, sato: Desk
) -> None:
    tani = newcomer()
    kudo.join(tani)
    assert callback.events(town.resident().says("きいてください")) == 200
    (case,) = town.consultations()
    assert sato.claim(b64(case)) == 201
    payload = {"v": 1, "kind": "handover", "to": b64(tani.kid), "text": ""}
    record = sato.seal(sato.whole(b64(case)), "", epoch=2, payload=payload)
    body = {"record": record.as_dict(), "to": b64(tani.kid)}

    def hand_over() -> int:
        return sato.post(f"consultations/{b64(case)}/handover", body).status_code

    leaves = Change(leaves=[tani.kid])
    with while_it_is_accepted(town, kudo, kudo.sign(go=[tani.kid]), leaves, hand_over) as handing:
        assert handing.result() == 422
    assert bytes(town.row(case).assignee) == sato.person.kid


def test_what_is_opened_again_while_they_are_moved_waits_for_anybody(
    kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    assert sato.claim(b64(case)) == 201
    assert sato.close(b64(case)).status_code == 201
    kid, signed = sato.person.kid, kudo.sign(**moved(sato.person.kid, KURASHI, HATARAKU))
    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            assert endings.reopen(connection, case, seated=[kid], now=town.clock())
            moving = threads.submit(kudo.hand_in, signed)
            until(lambda: moving.done() or somebody_waits(town.database))
        assert moving.result().status_code == 201
    assert (town.row(case).state, town.row(case).assignee) == ("open", None)


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_who_was_moved_while_their_new_keys_waited_leaves_what_lies_elsewhere_to_their_colleagues(
    web: Flask, kudo: Supervisor, town: Town, sato: Desk, case: bytes
) -> None:
    """Sato lost her passphrase while she sat at はたらく, was moved back to くらし, found her card there, took Hanako's talk; and
    only then Kudo confirmed the keys that had been made for はたらく.
    """
    old = sato.person.kid
    assert kudo.hand_in(kudo.sign(**moved(old, KURASHI, HATARAKU))).status_code == 201
    again = newcomer(name="sato")
    guest = kudo.guest(again, replaces=b64(old))
    assert guest.desks == [HATARAKU]
    assert kudo.hand_in(kudo.sign(**moved(old, HATARAKU, KURASHI))).status_code == 201
    assert sato.claim(b64(case)) == 201
    assert kudo.approve(guest, replaced=[b64(old)]).status_code == 201
    assert Newcomer(web, again).ids() == []
    assert town.row(case).assignee is None
    assert b64(case) in kudo.ids()


def test_a_room_that_its_resident_opens_again_waits_for_those_who_sit_there_now(house: House) -> None:
    """Sato, who ended it, has moved to another desk since. Otherwise Hanako would wait, and no counselor would see it."""
    hanako, sato, kudo = house.stranger().open("きいてください"), house.desk("sato"), Supervisor(house.app)
    room = b64(hanako.id)
    assert sato.claim(room) == 201
    assert sato.close(room).status_code == 201
    assert kudo.hand_in(kudo.sign(**moved(sato.person.kid, KURASHI, HATARAKU))).status_code == 201
    assert hanako.say("もうひとつ、いいですか").status_code == 201
    assert room not in sato.ids()
    (line,) = kudo.inbox()
    assert (line["state"], line["assignee"], line["readable"]) == ("open", None, True)
    assert kudo.claim(room) == 201


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_a_room_that_its_resident_opens_again_is_still_whose_it_was(house: House, town: Town) -> None:
    hanako, sato = house.stranger().open("きいてください"), house.desk("sato")
    assert sato.claim(b64(hanako.id)) == 201
    assert sato.close(b64(hanako.id)).status_code == 201
    assert hanako.say("もうひとつ、いいですか").status_code == 201
    assert bytes(town.row(hanako.id).assignee) == sato.person.kid


def test_two_who_invite_the_same_name_at_once_do_not_both(town: Town, kudo: Supervisor) -> None:
    """Of two cards with one name, the second could never be confirmed."""
    guest = Guest("tani", "谷", "counselor", (KURASHI,))
    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            invite(connection, kudo.trust().current, guest, now=town.clock())
            inviting = threads.submit(kudo.invite, "tani")
            until(lambda: inviting.done() or somebody_waits(town.database))
        refused = inviting.result()
    assert (refused.status_code, (refused.json or {})["error"]) == (409, "taken")
    assert [one["name"] for one in kudo.people()["invited"]] == ["tani"]
