"""What nobody writes in any more is closed, after its resident was told and had the time that was promised."""

import pytest
from sqlalchemy import select

from bot.announcements import Announcements
from bot.courier import deliver_due
from retention import silence
from storage import outbox, residents
from storage.outbox import open_body
from storage.shred import shred_keys
from storage.silences import ANNOUNCEMENT
from tests.cast import DAY, Json, Resident, Town
from tests.retention.house import at, certificates, local_day, run, talk


def announcements(town: Town) -> Announcements:
    return Announcements(town.keys, town.settings.timezone)


def look(town: Town, *, ringing: bool = True) -> tuple[int, int]:
    """(announced, closed) of one run of the job."""
    policy = town.settings.retention_policy
    tell = announcements(town).silence if ringing else None
    outcome = silence.run(
        town.database, town.keys, policy, now=town.clock(), tell=tell, timezone=town.settings.timezone
    )
    return outcome.announced, outcome.closed


def pushed(town: Town, case: bytes) -> list[tuple[str, str]]:
    """(to whom, what) of the announcements that wait for the courier."""
    wanted = select(outbox.outbox).where(
        outbox.outbox.c.consultation_id == case,
        outbox.outbox.c.position == ANNOUNCEMENT,
        outbox.outbox.c.state == outbox.QUEUED,
    )
    with town.database.reading() as connection:
        rows = connection.execute(wanted.order_by(outbox.outbox.c.id)).all()
        bodies = [open_body(connection, town.keys.kek, town.keys.courier, row) for row in rows]
    return [(body["to"], body["messages"][0]["text"]) for body in bodies]


def says(town: Town, resident: Resident, words: str) -> bytes:
    town.receive(resident.says(words))
    return town.consultations()[-1]


def test_it_is_announced_a_week_before_and_closed_after_it(town: Town) -> None:
    hanako = town.resident()
    case = says(town, hanako, "きいてください")
    town.answer(case, "読みました")
    town.clock.pass_(days=23, seconds=-1)
    assert look(town) == (0, 0)
    town.clock.pass_(seconds=1)
    assert [look(town), look(town)] == [(1, 0), (0, 0)]
    ((to, words),) = pushed(town, case)
    assert (to, "しばらくやりとりがない" in words) == (hanako.id, True)
    town.clock.pass_(days=7, seconds=-1)
    assert look(town) == (0, 0)
    town.clock.pass_(seconds=1)
    assert look(town) == (0, 1)
    row = town.row(case)
    assert (row.state, row.closed_at, row.due_at) == ("closed", town.clock(), town.clock() + 14 * DAY)
    town.clock.at = row.due_at
    run(town)
    assert [one["why"] for one in certificates(town, "purged")] == ["due"]


def test_it_names_the_last_whole_day(town: Town) -> None:
    """It is closed at nine in the morning: whoever writes on the day before is in time at any hour."""
    at(town, 0, hour=9)
    case = talk(town, "きいてください")
    at(town, 23, hour=9)
    look(town)
    ((_, words),) = pushed(town, case)
    last = local_day(town, 29)
    assert f"{last.month}月{last.day}日がすぎたら" in words


def test_whoever_was_never_answered_is_told_so(town: Town) -> None:
    case = says(town, town.resident(), "きいてください")
    town.clock.pass_(days=23)
    look(town)
    ((_, words),) = pushed(town, case)
    assert words.startswith("お待たせしたままで、すみません。")


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["resident", "desk", "closed", "nobody"])
def test_what_waits_for_her_hours_is_not_told_once_somebody_wrote_or_closed(town: Town, who: str) -> None:
    """It would name a day on which nothing ends."""
    hanako = town.resident()
    case = says(town, hanako, "きいてください")
    with town.database.transaction() as connection:
        resident = residents.of(connection, bytes(town.row(case).pseudonym))
        residents.keep(connection, resident, now=town.clock(), contact_hours="day")
    at(town, 29, 18)
    assert look(town) == (1, 0)
    said = pushed(town, case)
    if who == "resident":
        says(town, hanako, "つづけます")
    elif who == "desk":
        town.answer(case, "その後いかがですか")
    elif who == "closed":
        town.close(case)
    at(town, 30, 9)
    phone = Phone()
    deliver_due(town.database, phone, town.keys, clock=town.clock)  # type: ignore[arg-type]  # all that is used
    assert ((hanako.id, said[0][1]) in phone.pushed) == (who == "nobody")
    assert pushed(town, case) == []


class Phone:
    """What LINE is handed; nothing else of it is called."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, str]] = []

    def push(self, to: str, messages: list[Json], *, retry_key: str, quiet: bool = False) -> None:
        self.pushed += [(to, str(message["text"])) for message in messages]


@pytest.mark.parametrize("who", ["resident", "desk"])
def test_a_word_from_either_side_begins_the_silence_anew(town: Town, who: str) -> None:
    hanako = town.resident()
    case = says(town, hanako, "きいてください")
    town.clock.pass_(days=29)
    assert look(town) == (1, 0)
    if who == "resident":
        says(town, hanako, "つづけます")
    else:
        town.answer(case, "その後いかがですか")
    assert town.row(case).silence_noticed_at is None
    town.clock.pass_(days=22)
    assert look(town) == (0, 0)
    town.clock.pass_(days=1)
    assert look(town) == (1, 0)
    town.clock.pass_(days=7)
    assert look(town) == (0, 1)


def test_nobody_is_closed_before_the_promised_time_when_the_job_comes_late(town: Town) -> None:
    """The time process stood still for two months: the week of notice begins when it is announced."""
    case = talk(town, "きいてください")
    town.clock.pass_(days=90)
    assert look(town) == (1, 0)
    town.clock.pass_(days=7, seconds=-1)
    assert look(town) == (0, 0)
    town.clock.pass_(seconds=1)
    assert look(town) == (0, 1)
    assert town.row(case).state == "closed"


def test_who_cannot_be_told_is_closed_without_a_push(town: Town) -> None:
    hanako = town.resident()
    case = says(town, hanako, "きいてください")
    town.receive(hanako.event("unfollow", replyToken=None))
    town.clock.pass_(days=30, seconds=-1)
    assert look(town) == (0, 0)
    town.clock.pass_(seconds=1)
    assert look(town) == (0, 1)
    assert pushed(town, case) == []


def test_the_night_is_from_seven_in_the_evening_to_nine_in_the_morning(town: Town) -> None:
    rings = [hour for hour in range(24) if announcements(town).may_ring(at(town, 0, hour))]
    assert rings == list(range(9, 19))


def test_no_phone_rings_at_night_but_what_is_over_is_closed(town: Town) -> None:
    first = talk(town, "ひとつ")
    town.clock.pass_(days=23)
    look(town)
    second = talk(town, "ふたつ")
    town.clock.pass_(days=23)
    assert look(town, ringing=False) == (0, 1)
    assert (town.row(first).state, town.row(second).state) == ("closed", "open")
    assert pushed(town, second) == []


def test_one_whose_address_cannot_be_opened_does_not_keep_the_others_waiting(town: Town) -> None:
    broken, whole = talk(town, "ひとつ"), talk(town, "ふたつ")
    with town.database.transaction() as connection:
        connection.execute(shred_keys.delete().where(shred_keys.c.id == broken))
    town.clock.pass_(days=23)
    assert look(town) == (1, 0)
    assert len(pushed(town, whole)) == 1
    assert town.row(broken).silence_noticed_at is None


def test_what_line_did_not_take_is_announced_again_the_next_day(town: Town) -> None:
    """The month's quota was spent, say: nobody is closed on the strength of a push that never arrived."""
    case = talk(town, "きいてください")
    town.clock.pass_(days=23)
    assert look(town) == (1, 0)
    refused(town, case)
    town.clock.pass_(hours=23)
    assert look(town) == (0, 0)
    town.clock.pass_(hours=1)
    assert look(town) == (1, 0)
    assert len(pushed(town, case)) == 1
    town.clock.pass_(days=6)
    assert look(town) == (0, 0), "thirty days of silence, but the week of notice began a day later"
    town.clock.pass_(days=1)
    assert look(town) == (0, 1)


def test_nobody_is_closed_on_the_strength_of_a_push_that_never_arrived(town: Town) -> None:
    """Not even when it could not be made again: at night, say, or because the time process stood still."""
    case = talk(town, "きいてください")
    town.clock.pass_(days=23)
    look(town)
    refused(town, case)
    town.clock.pass_(days=14, seconds=-1)
    assert look(town, ringing=False) == (0, 0)
    town.clock.pass_(seconds=1)
    assert look(town, ringing=False) == (0, 1)


def test_who_could_never_be_told_is_closed_a_week_later(town: Town) -> None:
    case = talk(town, "きいてください")
    town.clock.pass_(days=23)
    for _ in range(14):
        assert look(town) == (1, 0)
        refused(town, case)
        town.clock.pass_(days=1)
    assert look(town) == (0, 0), "told an hour ago, as far as anybody knows"
    town.clock.pass_(days=6)
    assert look(town) == (0, 1)


def test_what_still_waits_has_told_nobody(town: Town) -> None:
    """For the resident's 「読む」, say: only a sign was pushed, and the week of notice is given up on, not assumed."""
    case = talk(town, "きいてください")
    with town.database.transaction() as connection:
        resident = residents.of(connection, bytes(town.row(case).pseudonym))
        residents.keep(connection, resident, now=town.clock(), arrival="knock")
    town.clock.pass_(days=23)
    assert look(town) == (1, 0)
    town.clock.pass_(days=14, seconds=-1)
    assert look(town) == (0, 0)
    town.clock.pass_(seconds=1)
    assert look(town) == (0, 1)


def refused(town: Town, case: bytes) -> None:
    """LINE takes no push of this consultation."""
    with town.database.transaction() as connection:
        outbox.fail_queued(connection, case, "quota")
