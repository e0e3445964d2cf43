"""A knock: the one line that a room ever sends by LINE, to who wants it, when they want it, and only while they don't look."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from bot import knocking, outgoing
from bot.channel import Quota
from bot.courier import deliver_due
from bot.messages import text_message
from bot.refusals import DeliveryError
from storage import outbox, residents, rooms
from storage.contexts import b64
from tests.cast import Json, Resident, Town
from tests.handlers.at_room import SQLITE, House
from tests.handlers.at_room import house as house
from tests.retention.house import at
from tests.room_resident import RoomResident


class Phone:
    """What LINE is handed; nothing else of it is called."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, Any]] = []

    def push(self, to: str, messages: list[Json], *, retry_key: str, quiet: bool = False) -> None:
        self.pushed.append((to, messages))


def replies(house: House, resident: RoomResident, words: str = "返事です") -> None:
    sato, case = house.desk(), b64(resident.id)
    assert sato.claim(case) == 201
    record = sato.seal(sato.whole(case), words)
    answer = sato.post(f"consultations/{case}/replies", {"record": record.as_dict()})
    assert answer.status_code == 201, answer.text


class Away(Phone):
    """Nobody answers there."""

    def push(self, to: str, messages: list[Json], *, retry_key: str, quiet: bool = False) -> None:
        raise DeliveryError("network", permanent=False)


class Spent(Phone):
    """The month's pushes are used up."""

    def push(self, to: str, messages: list[Json], *, retry_key: str, quiet: bool = False) -> None:
        raise DeliveryError("quota", permanent=False)

    def quota(self) -> Quota:
        return Quota(200, 200)


def delivered(town: Town, phone: Phone | None = None) -> list[tuple[str, Any]]:
    """What goes to LINE at this moment."""
    phone = phone or Phone()
    deliver_due(town.database, phone, town.keys, clock=town.clock, timezone=town.settings.timezone)  # type: ignore[arg-type]  # all that is used
    return phone.pushed


def waiting(town: Town) -> list[Any]:
    with town.database.reading() as connection:
        return list(connection.execute(select(outbox.outbox)))


@pytest.fixture
def hanako(house: House, town: Town) -> Resident:
    return town.resident()


@pytest.fixture
def room(house: House, hanako: Resident) -> RoomResident:
    """Hanako's, who wants to be told."""
    opened = house.linked(hanako).open()
    assert opened.post("choices", {"knock": True, "language": "ja"}).status_code == 200
    return opened


LINE = [{"type": "text", "text": "新しいお知らせがあります。"}]


def test_once_until_the_page_is_looked_at(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    assert delivered(town) == [(hanako.id, LINE)]
    replies(house, room, "もうひとつ")
    assert delivered(town) == []
    assert room.look()["entries"] == 3
    town.clock.pass_(minutes=2)
    replies(house, room, "三つめ")
    assert delivered(town) == [(hanako.id, LINE)]


@SQLITE
def test_nobody_knocks_while_the_page_is_looked_at(house: House, town: Town, room: RoomResident) -> None:
    town.clock.pass_(minutes=2)
    room.look()
    town.clock.pass_(seconds=30)
    replies(house, room)
    assert waiting(town) == []


@SQLITE
def test_who_looks_first_hears_no_knock(house: House, town: Town, room: RoomResident) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    room.look()
    assert delivered(town) == []


@SQLITE
def test_not_before_the_hours_that_were_chosen_on_the_page(
    house: House, town: Town, room: RoomResident
) -> None:
    assert room.post("choices", {"contact_hours": "evening"}).status_code == 200
    assert (room.look()["knock"], room.look()["contact_hours"]) == (True, "evening")
    at_hour(town, 10)
    replies(house, room)
    assert delivered(town) == []
    at_hour(town, 16)
    assert delivered(town) == []
    at_hour(town, 17)
    assert [words for _, words in delivered(town)] == [LINE]


@SQLITE
def test_hours_chosen_in_the_talk_are_the_talks(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    """Whoever said "evenings" there may say "any time" here."""
    with town.database.transaction() as connection:
        who = residents.of(connection, bytes(town.row(room.id).pseudonym))
        residents.keep(connection, who, now=town.clock(), contact_hours="evening", arrival="knock")
    at_hour(town, 10)
    replies(house, room)
    assert delivered(town) == [(hanako.id, LINE)]


@SQLITE
def test_what_is_asked_for_in_the_talk_leaves_the_knock_alone(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    with town.database.transaction() as connection:
        outgoing.chosen_anew(connection, town.row(room.id), town.clock())
        assert outgoing.release(connection, town.row(room.id), town.clock()) == 0
    assert delivered(town) == [(hanako.id, LINE)]


@SQLITE
def test_nobody_who_did_not_ask_for_it(house: House, town: Town, hanako: Resident) -> None:
    quiet, stranger = house.linked(hanako).open(), house.stranger().open()
    town.clock.pass_(hours=1)
    replies(house, quiet)
    replies(house, stranger)
    assert waiting(town) == []


@SQLITE
def test_chosen_no_more_it_does_not_come(house: House, town: Town, room: RoomResident) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    assert room.post("choices", {"knock": False}).status_code == 200
    assert delivered(town) == []


@SQLITE
@pytest.mark.parametrize("how", ["looked", "chosen no more"])
def test_nor_does_one_that_line_did_not_take(house: House, town: Town, room: RoomResident, how: str) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    assert (delivered(town, Away()), len(waiting(town))) == ([], 1)
    if how == "looked":
        room.look()
    else:
        assert room.post("choices", {"knock": False}).status_code == 200
    town.clock.pass_(hours=1)
    assert delivered(town) == []


@SQLITE
def test_what_comes_after_one_that_was_given_up_is_knocked_for(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    delivered(town, Away())
    town.clock.pass_(days=35)
    assert (delivered(town), waiting(town)) == ([], [])
    replies(house, room, "もうひとつ")
    assert delivered(town) == [(hanako.id, LINE)]


@SQLITE
def test_what_the_months_quota_kept_back_is_knocked_for_in_the_next(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    """She wanted to be told so that she need not look; nobody else tells her that an answer has been there for ten days."""
    at(town, 0)
    replies(house, room)
    delivered(town, Spent())
    for day in range(1, 10):
        at(town, day)
        assert delivered(town, Spent()) == []
    at(town, 10)
    assert delivered(town) == [(hanako.id, LINE)]


@SQLITE
def test_the_end_is_a_knock_and_no_word(
    house: House, town: Town, hanako: Resident, room: RoomResident
) -> None:
    sato, case = house.desk(), b64(room.id)
    sato.claim(case)
    town.clock.pass_(minutes=2)
    assert sato.close(case).status_code == 201
    assert delivered(town) == [(hanako.id, LINE)]
    assert room.look()["ended_by"] == "desk"


@SQLITE
def test_no_word_of_a_room_can_be_queued_for_line(house: House, town: Town, room: RoomResident) -> None:
    row = town.row(room.id)
    with town.database.transaction() as connection, pytest.raises(ValueError, match="no word of a room"):
        outgoing.queue(
            connection, town.keys, row, [text_message("ことば")],
            position=1, now=town.clock(), timezone=town.settings.timezone,
        )  # fmt: skip


@SQLITE
def test_a_knock_is_gone_with_its_room(house: House, town: Town, room: RoomResident) -> None:
    town.clock.pass_(minutes=2)
    replies(house, room)
    room.post("deletion")
    assert delivered(town) == []
    house.purge()
    assert waiting(town) == []


@SQLITE
def test_a_talk_is_never_knocked_at_this_way(house: House, town: Town, hanako: Resident) -> None:
    house.line.events(hanako.says("トーク"))
    (case,) = town.consultations()
    with town.database.transaction() as connection:
        row, zone = town.row(case), town.settings.timezone
        assert not knocking.queue(connection, town.keys, row, now=town.clock(), timezone=zone)
        assert rooms.of(connection, case) is None


def at_hour(town: Town, hour: int) -> None:
    """Lets time pass until the office's clock strikes it."""
    local = dt.datetime.fromtimestamp(town.clock() / 1000, town.settings.timezone)
    then = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if then <= local:
        then += dt.timedelta(days=1)
    town.clock.pass_(seconds=int((then - local).total_seconds()) + 1)
