"""Couriers that die, couriers beside each other, and the order of what one resident reads."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.courier import deliver_due
from storage import outbox, shred
from storage.claims import LEASE_MS
from storage.contexts import ctx
from storage.sealing import encrypt
from tests.bot.line import Line

PUSH = "/message/push"


def test_the_order_within_a_consultation_is_kept_when_the_first_is_postponed(line: Line) -> None:
    case = line.consultation()
    taro = line.platform.add_resident("たろう", following=True).id
    other = line.consultation("たろうです", taro)
    for text in ("いち", "に", "さん"):
        line.town.answer(case, text)
    line.town.answer(other, "べつ")
    line.platform.faults.refuse(500, path=PUSH)
    assert line.deliver() == 2
    assert (line.pushed(), line.pushed(taro)) == ([], ["べつ"])
    line.town.clock.pass_(seconds=2)
    assert line.deliver() == 1
    assert line.pushed() == ["いち", "に", "さん"]


def test_a_reply_that_fails_for_good_does_not_hold_up_the_next(line: Line) -> None:
    case = line.consultation()
    line.platform.faults.refuse(400, path=PUSH)
    line.town.answer(case, "いち")
    line.deliver()
    line.town.answer(case, "に")
    line.deliver()
    assert line.deliveries(case) == [("failed", "refused"), ("accepted", None)]
    assert line.pushed() == ["に"]


def test_a_claim_is_a_lease(line: Line) -> None:
    case = line.consultation()
    line.town.answer(case, "いち")
    died = line.claim()
    line.town.answer(case, "に")
    assert line.deliver() == 0
    line.town.clock.pass_(seconds=LEASE_MS / 1000 - 1)
    assert line.deliver() == 0
    line.town.clock.pass_(seconds=1)
    assert line.deliver() == 2
    assert line.pushed() == ["いち", "に"]
    assert line.rows()[0]["attempts"] == 2
    assert line.platform.accepted[-2].retry_key == died.retry_key


def test_a_courier_that_died_after_the_push_is_repeated_and_shown_once(line: Line) -> None:
    case = line.consultation()
    line.town.answer(case, "いちどだけ")
    died = line.claim()
    line.channel.push(died.body["to"], died.body["messages"], retry_key=died.retry_key)
    line.town.clock.pass_(seconds=LEASE_MS / 1000)
    assert line.deliver() == 1
    assert line.statuses(PUSH) == [200, 409]
    assert line.pushed() == ["いちどだけ"]
    assert line.deliveries(case) == [("accepted", None)]


def test_what_line_carries_out_after_it_was_given_up_comes_late_and_once(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LINE holds a push back, refuses its repetition, takes the next, and only then carries out the first."""
    monkeypatch.setattr("bot.channel.TIMEOUTS", (3.0, 0.3))
    case = line.consultation()
    line.town.answer(case, "いち")
    held_back = line.platform.faults.hang(path=PUSH, executed=False)
    line.platform.faults.refuse(400, path=PUSH)
    line.deliver()
    line.town.clock.pass_(seconds=2)
    line.deliver()
    line.town.answer(case, "に")
    line.deliver()
    assert line.pushed() == ["に"]
    held_back.release()
    line.platform.wait_until(lambda: len(line.pushed()) == 2)
    assert line.pushed() == ["に", "いち"]
    assert line.deliveries(case) == [("failed", "unknown"), ("accepted", None)]


def test_couriers_beside_each_other_say_everything_once_and_in_order(line: Line) -> None:
    residents = [line.platform.add_resident(following=True).id for _ in range(4)]
    for case in [line.consultation("きいて", user) for user in residents]:
        for number in range(4):
            line.town.answer(case, f"{number}")
    with ThreadPoolExecutor(4) as threads:
        couriers = [threads.submit(rounds, line) for _ in range(4)]
        assert sum(courier.result() for courier in couriers) == 4
    assert [line.pushed(user) for user in residents] == [["0", "1", "2", "3"]] * 4
    assert line.statuses(PUSH) == [200] * 4
    assert {row["state"] for row in line.rows()} == {"accepted"}


def rounds(line: Line) -> int:
    """Delivers until nothing is left for anybody (another courier may hold what comes before); how many were tried."""
    tried = 0
    while any(row["state"] == "queued" for row in line.rows()):
        tried += line.deliver()
    return tried


def test_a_limited_round_leaves_the_rest_for_the_next(line: Line) -> None:
    users = [line.platform.add_resident(following=True).id for _ in range(3)]
    for case in [line.consultation("きいて", user) for user in users]:
        line.town.answer(case, "よみました")
    town = line.town
    rounds = [
        deliver_due(town.database, line.channel, town.keys, clock=town.clock, limit=2) for _ in range(3)
    ]
    assert rounds == [2, 1, 0]


def test_what_belongs_to_an_erased_consultation_is_never_sent(line: Line) -> None:
    case = line.consultation()
    line.town.answer(case, "もう送らないでください")
    with line.town.database.transaction() as connection:
        shred.erase(connection, line.town.keys.kek, [case], now=line.town.clock())
    line.deliver()
    assert line.deliveries(case) == [("failed", "erased")]
    assert line.statuses(PUSH) == []


def test_a_body_that_was_tampered_with_is_never_sent_and_holds_up_nobody(line: Line) -> None:
    """Somebody who can write to the database, but has no key, wants the account to say something."""
    case, town = line.consultation(), line.town
    town.answer(case, "ほんもの")
    forged = encrypt(bytes(32), b'{"to":"U","messages":[]}', aad=ctx("outbox", bytes(16)))
    with town.database.transaction() as connection:
        connection.execute(outbox.outbox.update().values(sealed=forged))
    other = line.consultation("もうひとり", line.platform.add_resident(following=True).id)
    town.answer(other, "とどきます")
    line.deliver()
    line.deliver()
    assert line.deliveries(case) == [("failed", "erased")]
    assert line.deliveries(other) == [("accepted", None)]
    assert line.statuses(PUSH) == [200]
