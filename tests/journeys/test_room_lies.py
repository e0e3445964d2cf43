"""A server that lies: what it tells of the office, the keys and the words. The right browser notices, and says so in plain words.

Every lie is told to Chromium, and to Firefox one of each kind: it is the same code that hears it, over another engine's cryptography.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from storage.contexts import b64, fingerprint_text
from tests.cast import founded
from tests.harness.firefox import FirefoxTab
from tests.harness.tab import OpenTab, Tab, sees
from tests.journeys import room_lies as lies
from tests.journeys.room_lies import Lie
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Hanako, Sato

NO_PLACE, WRITE_NOTHING = "本物の場所か、確かめられませんでした", "ここには、何も書かないでください。"
MISSING = "やりとりの一部を、確かめられませんでした"
One = TypeVar("One")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomTown]:
    """On SQLite only: it is the browsers that are asked here."""
    folder: Path = tmp_path_factory.mktemp("lies")
    made = RoomTown(folder / "town", f"sqlite:///{folder / 'hidamari.db'}")
    made.start()
    yield made
    made.end()


@pytest.fixture
def phone(open_tab: OpenTab) -> Tab:
    return open_tab()


@pytest.fixture
def desk(open_tab: OpenTab) -> Tab:
    return open_tab("desk")


def told_to(tab: Tab, kinds: Mapping[str, Sequence[One]]) -> list[One]:
    return [one for kind in kinds.values() for one in (kind[:1] if isinstance(tab, FirefoxTab) else kind)]


def test_who_is_shown_another_office_is_told_to_write_nothing(town: RoomTown, phone: Tab) -> None:
    newest = len(town.chain)
    own, other = fingerprint_text(town.keys.fingerprint), fingerprint_text(founded().keys.fingerprint)
    for lie in told_to(phone, {"the roster": [lies.with_a_ghost, lies.of_another_office]}):
        with town.browsers.telling("/room/roster", lies.about_the_roster(lie)):
            phone.open(town.address)
            refused(phone)
    for paper in (town.paper(other, newest), town.paper(own, newest + 1)):
        phone.open(paper)
        refused(phone)
    phone.open(town.address)
    sees(phone, "はじめる前に")


def refused(phone: Tab) -> None:
    sees(phone, NO_PLACE)
    sees(phone, WRITE_NOTHING)
    assert phone.evaluate("() => document.querySelectorAll('textarea').length") == 0


def test_hanako_is_told_when_her_room_is_not_as_she_left_it(town: RoomTown, phone: Tab) -> None:
    town.world.known(town.world.sign_in("sato"))
    hanako = Hanako(phone)
    hanako.arrive(town.address)
    for words in ("一つめの文です", "二つめの文です"):
        hanako.say(words)
    posted = town.browsers.of("POST", "/room/entries")[-1]
    assert town.browsers.again(posted).status == 200, "sent twice by somebody on the line"
    answered(town, "お返事です")
    sees(phone, "お返事です")
    friend = town.visitor()
    friend.open("べつの人の話")
    theirs = friend.look()["records"][0]["record"]
    told: dict[str, list[Lie]] = {
        "keys": [lies.key_by_the_server(town), lies.ghost_among_the_wraps, lies.other_case_key],
        "the first page": [lies.other_resident(town)],
        "the chain": [lies.in_another_order, lies.left_out, lies.shown_twice],
        "the past": [lies.cut_off(town)],
        "another room": [lies.from_another_room(theirs)],
    }
    for lie in told_to(phone, told):
        with town.browsers.telling("/room/consultation", lies.about_the_room(lie)):
            phone.reload()
            sees(phone, MISSING)
            assert "どうぞ、ここに書いてください" not in phone.text()
            assert "べつの人の話" not in phone.text()
            assert phone.evaluate("() => document.querySelectorAll('textarea').length") == 0
    phone.reload()
    sees(phone, "お返事です")
    assert phone.text().count("二つめの文です") == 1
    hanako.say("三つめの文です")


def test_sato_is_told_when_a_room_is_not_as_hanako_left_it(town: RoomTown, desk: Tab) -> None:
    hanako, friend = town.visitor(), town.visitor()
    friend.open("べつの人の話")
    hanako.open("一つめの文です", "二つめの文です")
    room = b64(hanako.id)
    answered(town, "お返事です", room)
    hanako.read()
    hanako.say("三つめの文です")
    theirs = friend.look()["records"][0]["record"]
    sato = Sato(desk)
    sato.sign_in(town.origin, "sato", town.world.sign_ins["sato"])
    forged = "書いた人を確かめられない記録があります"
    unordered = "記録の順番がそろいません"
    told: dict[str, list[tuple[Lie, str]]] = {
        "keys": [
            (lies.key_by_the_server(town), forged),
            (lies.ghost_among_the_wraps, forged),
            (lies.other_case_key, forged),
        ],
        "the first page": [(lies.other_resident(town), "部屋の相手を確かめられません")],
        "the chain": [
            (lies.in_another_order, unordered),
            (lies.left_out, unordered),
            (lies.shown_twice, unordered),
        ],
        "another room": [(lies.from_another_room(theirs), "別の相談の記録が、まざっているおそれがあります")],
    }
    for lie, warning in told_to(desk, told):
        with town.browsers.telling(f"/console/consultations/{room}", lies.about_the_consultation(lie)):
            sato.open(room)
            assert warning in sato.warned()
        sato.open(b64(friend.id))
        sees(desk, "べつの人の話")
    sato.open(room)
    sees(desk, "三つめの文です")


def answered(town: RoomTown, words: str, room: str = "") -> None:
    """By Sato, whose browser is not looked at here."""
    counselor = town.world.sign_in("sato")
    room = room or town.world.newcomer(counselor)
    counselor.claim(room)
    counselor.reply(room, words)
