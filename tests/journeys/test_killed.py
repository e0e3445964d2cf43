"""`kill -9` at marked moments, then a restart: nothing is lost, and nothing is said twice to a resident.

A process is started with a mark, dies on its own at that very line, and is started again without it. LINE, played by the
simulator, delivers again what it got no answer for, as the real one does. Every mark is tried on one kind of database; the
other is asked in each story, at one in the middle of its transaction or with the network between, whether it does the same.
"""

import datetime as dt

import pytest

from storage.claims import LEASE_MS
from storage.contexts import unb64
from storage.ledger import receipt_number
from tests.harness.database import BOTH
from tests.harness.until import until
from tests.journeys.desk import Counselor, Refused
from tests.journeys.world import World

ON_BOTH = {
    "storage.transcripts:append:after:1",
    "handlers.webhook:_told:before:1",
    "handlers.console.replies:_store:after:1",
    "bot.courier:_hand_over:after:1",
    "storage.erasures:destroy:after:1",
    "storage.shred:_reseal:after:1",
    "storage.keystore:KekFile.destroy:before:1",
}
WEB_WHILE_RECEIVING = [
    "storage.receipts:record:after:1",
    "storage.transcripts:append:after:1",
    "bot.intake:Intake.receive:after:1",
    "handlers.webhook:_told:before:1",
]
WEB_WHILE_REPLYING = [
    "handlers.console.replies:_store:after:1",
    "handlers.console.replies:_created:before:1",
]
CLOCK_WHILE_DELIVERING = [
    "bot.courier:_hand_over:before:1",
    "bot.courier:_hand_over:after:1",
]
AMONG_BOOKINGS = [
    "storage.bookings:erase:after:1",
    "storage.erasures:destroy:after:1",
]
PURGE = [
    "storage.purge_runs:rotation_started:after:1",
    "storage.keystore:KekFile.add:after:1",
    "storage.shred:_reseal:after:1",
    "storage.keystore:KekFile.destroy:before:1",
    "storage.keystore:KekFile.destroy:after:1",
]


def killed_at(marks: list[str]) -> pytest.MarkDecorator:
    pairs = [(kind, mark) for kind in BOTH for mark in marks if kind == "sqlite" or mark in ON_BOTH]
    return pytest.mark.parametrize(("module_database_url", "mark"), pairs, indirect=["module_database_url"])


def test_a_residents_wish_is_done_although_the_clock_was_killed_at_it(world: World) -> None:
    world.web.start()
    world.clock.start(mark="storage.shred:_reseal:after:1")
    sato, hanako = world.sign_in("sato"), world.resident()
    world.platform.say(hanako, "やっぱり消したい")
    consultation = world.newcomer(sato)
    backup = world.back_up()
    assert backup.opens(consultation, sato) == ["やっぱり消したい"]
    world.platform.say(hanako, "いま全部消す")
    world.clock.wait_until_dead()
    world.clock.start()

    until(lambda: not backup.opens(consultation, sato), deadline=20)
    until(lambda: _final_once(world), deadline=20)
    with pytest.raises(Refused, match="404"):
        sato.open(consultation)
    world.settle()
    said = [text for text in world.platform.shown_texts(hanako) if text.startswith("受け付けました。")]
    assert [receipt_number(unb64(consultation)) in text for text in said] == [True]
    assert world.certified("purged")[-1]["why"] == "wish"


@killed_at(WEB_WHILE_RECEIVING)
def test_a_message_survives_the_web_process_that_was_receiving_it(world: World, mark: str) -> None:
    world.clock.start()
    world.web.start(mark=mark)
    hanako = world.resident()
    world.platform.say(hanako, "はじめまして")
    world.web.wait_until_dead()
    world.web.start()

    sato = world.sign_in("sato")
    consultation = world.newcomer(sato)
    assert sato.open(consultation).texts == ["はじめまして"]
    until(lambda: len(world.platform.shown_texts(hanako)) == 2, deadline=40)
    world.settle()
    assert len(world.platform.shown_texts(hanako)) == 2
    assert len(sato.open(consultation).texts) == 1


@killed_at(WEB_WHILE_REPLYING)
def test_a_reply_survives_the_web_process_that_was_taking_it(world: World, mark: str) -> None:
    world.clock.start()
    world.web.start()
    hanako, sato = world.resident(), world.sign_in("sato")
    world.platform.say(hanako, "きいてください")
    consultation = world.newcomer(sato)
    sato.claim(consultation)
    world.web.restart(mark=mark)
    record = sato.seal(sato.open(consultation), "読みました")
    with pytest.raises((OSError, Refused)):
        sato.send(consultation, record, "読みました")
    world.web.wait_until_dead()
    world.web.start()

    # The page does the same: look whether the record arrived, and only otherwise send it again.
    arrived = sato.open(consultation).texts
    if "読みました" not in arrived:
        sato.reply(consultation, "読みました")
    until(lambda: "読みました" in world.platform.shown_texts(hanako), deadline=40)
    world.settle()
    assert world.platform.shown_texts(hanako).count("読みました") == 1
    assert sato.open(consultation).texts == ["きいてください", "読みました"]


@killed_at(CLOCK_WHILE_DELIVERING)
def test_a_reply_survives_the_courier_that_was_carrying_it(world: World, mark: str) -> None:
    world.web.start()
    world.clock.start()
    hanako, sato = world.resident(), world.sign_in("sato")
    world.platform.say(hanako, "よるになると不安です")
    consultation = world.newcomer(sato)
    until(lambda: len(world.platform.shown_texts(hanako)) == 2)
    sato.claim(consultation)
    world.clock.restart(mark=mark)
    sato.reply(consultation, "ここにいます")
    world.clock.wait_until_dead()
    world.clock.start(ahead_ms=LEASE_MS)

    until(lambda: sato.open(consultation).delivery_states == ["accepted"])
    assert world.platform.shown_texts(hanako).count("ここにいます") == 1


@killed_at(PURGE)
def test_a_purge_that_was_killed_is_finished_by_the_clock(world: World, mark: str) -> None:
    world.web.start()
    world.clock.start()
    sato = world.sign_in("sato")
    due, kept = _a_closed_and_an_open_consultation(world, sato)
    booking = world.book("車いすで行きます")
    backup = world.back_up()
    assert backup.opens_visit(booking) == "車いすで行きます"
    world.clock.stop()
    fifteen_days_on = dt.datetime.now(dt.UTC) + dt.timedelta(days=15)
    world.purge(fifteen_days_on, mark=mark, dies=True)
    world.clock.start()

    until(lambda: not backup.opens(due, sato), deadline=20)
    sato = world.sign_in("sato")
    assert sato.open(kept).texts == ["まだ話したいです"]
    assert backup.opens(kept, sato) == ["まだ話したいです"]
    with pytest.raises(Refused, match="404"):
        sato.open(due)
    until(lambda: _final_once(world), deadline=20)
    assert backup.opens_visit(booking) == ""


@killed_at(AMONG_BOOKINGS)
def test_a_purge_that_was_killed_among_bookings_is_finished_by_the_next(world: World, mark: str) -> None:
    fifteen_days_on = dt.datetime.now(dt.UTC) + dt.timedelta(days=15)
    world.purge(fifteen_days_on)
    booking, before = world.book("車いすで行きます"), len(world.certified("purged"))
    backup = world.back_up()
    world.purge(fifteen_days_on, mark=mark, dies=True)
    assert backup.opens_visit(booking) == "車いすで行きます"
    assert len(world.certified("purged")) == before
    world.purge(fifteen_days_on)
    assert backup.opens_visit(booking) == ""
    assert [one["kind"] for one in world.certified("purged")[before:]] == ["booking"]
    assert _final_once(world)


def _final_once(world: World) -> bool:
    """Everything erased is certified to be final, and no rotation twice."""
    finals = [one["epoch"] for one in world.certified("final")]
    assert len(finals) == len(set(finals))
    return bool(max(finals, default=0) > max(one["epoch"] for one in world.certified("purged")))


def _a_closed_and_an_open_consultation(world: World, sato: Counselor) -> tuple[str, str]:
    ids = []
    for text in ("もう大丈夫です", "まだ話したいです"):
        world.platform.say(world.resident(), text)
        ids.append(world.newcomer(sato))
        sato.claim(ids[-1])
    sato.close(ids[0])
    return ids[0], ids[1]
