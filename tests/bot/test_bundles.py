"""What goes to LINE together: up to five message objects in one push, settled at the first attempt, said once."""

import json

import pytest

from simulator.outcomes import Accepted
from storage.claims import LEASE_MS
from tests.bot.line import ONE_KIND, Line

PUSH = "/message/push"


def pushes(line: Line) -> list[Accepted]:
    return [one for one in line.platform.accepted if one.how == "push"]


def texts(one: Accepted) -> list[str]:
    return [message["text"] for message in one.messages]


def bodies(line: Line) -> list[bytes]:
    return [call.body for call in line.platform.calls.to(PUSH)]


def test_what_waits_goes_together_in_its_order_five_at_a_time_and_counts_once(line: Line) -> None:
    case = line.consultation()
    for number in range(7):
        line.push(case, f"{number}")
    assert line.deliver() == 2
    assert [texts(one) for one in pushes(line)] == [["0", "1", "2", "3", "4"], ["5", "6"]]
    assert line.platform.quota.used(line.town.clock()) == 2
    assert line.deliveries(case) == [("accepted", None)] * 7
    assert {row["sealed"] for row in line.rows()} == {None}


@ONE_KIND
def test_a_parcel_of_several_objects_is_not_torn_apart(line: Line) -> None:
    case = line.consultation()
    for sent in (["a", "b"], ["c", "d"], ["e", "f"], ["g"]):
        line.push(case, *sent)
    line.deliver()
    assert [texts(one) for one in pushes(line)] == [["a", "b", "c", "d"], ["e", "f", "g"]]


def test_each_goes_to_its_own_resident(line: Line) -> None:
    case, taro = line.consultation(), line.platform.add_resident("たろう", following=True).id
    other = line.consultation("たろうです", taro)
    for number in range(2):
        line.push(case, f"はなこ{number}")
        line.push(other, f"たろう{number}")
    line.deliver()
    assert (line.pushed(), line.pushed(taro)) == (["はなこ0", "はなこ1"], ["たろう0", "たろう1"])


@ONE_KIND
def test_what_rings_and_what_does_not_do_not_go_together(line: Line) -> None:
    case = line.consultation()
    for number, quiet in enumerate((False, True, True, False)):
        line.push(case, f"{number}", quiet=quiet)
    line.deliver()
    assert [texts(one) for one in pushes(line)] == [["0"], ["1", "2"], ["3"]]
    silent = [json.loads(body)["notificationDisabled"] for body in bodies(line)]
    assert silent == [False, True, False]


def test_once_settled_it_never_changes_and_later_words_go_after_it(line: Line) -> None:
    case = line.consultation()
    line.push(case, "0")
    line.push(case, "1")
    line.platform.faults.drop_answer(path=PUSH)
    line.platform.faults.refuse(503, path=PUSH)
    line.deliver()
    line.push(case, "2")
    for _ in range(2):
        line.town.clock.pass_(seconds=4)
        line.deliver()
    assert line.statuses(PUSH) == [200, 503, 409, 200]
    assert len(set(bodies(line)[:3])) == 1
    assert len({call["retry_key"] for call in line.rows()}) == 3
    assert line.pushed() == ["0", "1", "2"]
    assert line.deliveries(case) == [("accepted", None)] * 3


def test_a_courier_killed_after_line_accepted_a_bundle_says_it_once(line: Line) -> None:
    case = line.consultation()
    for text in ("0", "1", "2"):
        line.push(case, text)
    died = line.claim()
    line.channel.push(died.body["to"], died.body["messages"], retry_key=died.retry_key)
    line.push(case, "3")
    assert line.deliver() == 0
    line.town.clock.pass_(seconds=LEASE_MS / 1000)
    assert line.deliver() == 2
    assert line.statuses(PUSH) == [200, 409, 200]
    assert line.pushed() == ["0", "1", "2", "3"]
    assert line.deliveries(case) == [("accepted", None)] * 4


@ONE_KIND
def test_a_courier_killed_before_line_heard_of_a_bundle_says_it_once(line: Line) -> None:
    case = line.consultation()
    line.push(case, "0")
    line.push(case, "1")
    died = line.claim()
    line.town.clock.pass_(seconds=LEASE_MS / 1000)
    line.deliver()
    assert [(texts(one), one.retry_key) for one in pushes(line)] == [(["0", "1"], died.retry_key)]


@ONE_KIND
@pytest.mark.parametrize("status", [400, 403])
def test_what_line_refuses_is_shown_for_each_of_them(line: Line, status: int) -> None:
    case = line.consultation()
    line.push(case, "0")
    line.push(case, "1")
    line.platform.faults.refuse(status, path=PUSH)
    line.deliver()
    assert line.deliveries(case) == [("failed", "refused")] * 2
    assert line.deliver() == 0


@ONE_KIND
def test_what_was_tampered_with_takes_nothing_along(line: Line) -> None:
    case = line.consultation()
    for text in ("0", "1", "2"):
        line.push(case, text)
    meddle(line, 1)
    line.deliver()
    assert line.pushed() == ["0", "2"]
    assert line.deliveries(case) == [("accepted", None), ("failed", "erased"), ("accepted", None)]


def meddle(line: Line, number: int) -> None:
    from storage.outbox import outbox

    row = line.rows()[number]
    flipped = bytes([row["sealed"][20] ^ 1])
    sealed = row["sealed"][:20] + flipped + row["sealed"][21:]
    with line.town.database.transaction() as connection:
        connection.execute(outbox.update().where(outbox.c.id == row["id"]).values(sealed=sealed))
