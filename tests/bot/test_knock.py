"""How words arrive: plainly, without a sound, or only a knock until the resident asks for them."""

import json

import pytest

from bot.phrases import load
from tests.bot.line import ONE_KIND, Line
from tests.bot.line import midmonth as midmonth

pytestmark = pytest.mark.usefixtures("midmonth")

PUSH = "/message/push"
NEUTRAL = load("ja").say("knock")


def silent(line: Line) -> list[bool]:
    return [json.loads(call.body)["notificationDisabled"] for call in line.platform.calls.to(PUSH)]


@ONE_KIND
def test_plain_words_ring_and_quiet_ones_do_not(line: Line) -> None:
    case = line.consultation()
    line.push(case, "いち")
    line.deliver()
    line.chooses(case, arrival="quiet")
    line.push(case, "に")
    line.deliver()
    assert (line.pushed(), silent(line)) == (["いち", "に"], [False, True])


def test_one_knock_however_many_words_wait_and_all_of_them_when_asked_for(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    for text in ("いち", "に", "さん"):
        assert line.push(case, text) == ("queued", "ask")
        line.deliver()
    assert line.pushed() == [NEUTRAL]
    assert line.deliveries(case) == [("queued", "ask")] * 3
    revision = line.town.row(case).revision
    assert line.asks(case) == 3
    assert line.town.row(case).revision > revision
    line.deliver()
    assert line.pushed() == [NEUTRAL, "いち", "に", "さん"]
    assert silent(line) == [False, True]
    assert line.deliveries(case) == [("accepted", None)] * 3
    assert line.asks(case) == 0
    line.push(case, "よん")
    line.deliver()
    assert line.pushed()[4:] == [NEUTRAL]


@ONE_KIND
def test_the_knock_is_in_the_language_of_the_resident_and_says_nothing(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock", language="en")
    line.push(case, "Canary")
    line.deliver()
    assert line.pushed() == [load("en").say("knock")]
    assert b"Canary" not in b"".join(call.body for call in line.platform.calls.all())


def test_who_chooses_a_knock_while_words_wait_gets_a_knock(line: Line) -> None:
    """Somebody else may look at the phone from now on: what was queued before must not light up either."""
    case = line.consultation()
    line.platform.quota.limit = 0
    line.push(case, "いち")
    line.deliver()
    line.push(case, "に")
    line.chooses(case, arrival="knock")
    line.platform.quota.limit = 10
    line.town.clock.pass_(hours=1)
    line.deliver()
    assert line.pushed() == [NEUTRAL]
    assert line.deliveries(case) == [("queued", "ask")] * 2


@ONE_KIND
def test_who_asks_before_the_new_month_gets_everything_in_its_order(line: Line) -> None:
    """What waited already when she chose the knock is asked for with what came since; there is nothing left to knock for."""
    case = line.consultation()
    line.platform.quota.limit = 0
    line.push(case, "いち")
    line.deliver()
    line.chooses(case, arrival="knock")
    line.deliver()
    line.push(case, "に")
    assert line.asks(case) == 2
    line.platform.quota.limit = 10
    line.town.clock.pass_(hours=1)
    line.deliver()
    assert (line.pushed(), silent(line)[-1]) == (["いち", "に"], True)


@ONE_KIND
def test_who_chooses_quiet_while_words_wait_hears_no_bell(line: Line) -> None:
    case = line.consultation()
    line.push(case, "いち")
    line.push(case, "に")
    line.chooses(case, arrival="quiet")
    line.deliver()
    assert (line.pushed(), silent(line)) == (["いち", "に"], [True])


@ONE_KIND
def test_who_chooses_plain_again_gets_what_waited(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "いち")
    line.deliver()
    line.chooses(case, arrival="plain")
    line.push(case, "に")
    line.deliver()
    assert line.pushed() == [NEUTRAL, "いち", "に"]


def test_a_knock_that_was_not_heard_is_said_and_the_next_words_knock_again(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.platform.faults.refuse(400, path=PUSH)
    line.push(case, "いち")
    line.deliver()
    assert line.deliveries(case) == [("failed", "refused")]
    line.push(case, "に")
    line.deliver()
    assert line.pushed() == [NEUTRAL]
    assert line.asks(case) == 1


@ONE_KIND
def test_who_asks_before_the_knock_went_out_hears_no_knock(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "いち")
    line.asks(case)
    line.deliver()
    assert line.pushed() == ["いち"]


@ONE_KIND
def test_to_who_blocked_the_account_nothing_waits(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "いち")
    line.platform.block(line.hanako)
    line.platform.webhooks.settle()
    assert line.push(case, "に") == ("failed", "unreachable")
    assert line.deliver() == 0
    assert line.deliveries(case) == [("failed", "unreachable")] * 2


@ONE_KIND
def test_words_that_anybody_may_see_need_no_knock(line: Line) -> None:
    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "大きすぎました", quiet=True)
    line.deliver()
    assert (line.pushed(), silent(line)) == (["大きすぎました"], [True])


@ONE_KIND
def test_what_nobody_asks_for_is_given_up_after_a_month(line: Line) -> None:
    from storage import outbox

    case = line.consultation()
    line.chooses(case, arrival="knock")
    line.push(case, "いち")
    line.town.clock.pass_(days=35)
    with line.town.database.transaction() as connection:
        outbox.expire_held(connection, now=line.town.clock())
    assert line.deliveries(case) == [("failed", "expired")]
