"""What is under way while people come, move and go: nothing ends up in the hands of who does not sit where it is."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from storage.contexts import b64
from storage.roster import Member
from tests.cast import Town
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
