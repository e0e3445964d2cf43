"""What is under way while people come, move and go: nothing ends up in the hands of who does not sit where it is."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from storage.contexts import b64
from storage.roster import Member
from tests.cast import Town
from tests.handlers.at_room import House
from tests.handlers.at_room import house as house
from tests.handlers.desk import Desk
from tests.handlers.supervising import Newcomer, Supervisor
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
