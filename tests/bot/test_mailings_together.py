"""Two flyers on one morning: who still waits hears of both at once, who has heard already hears of the other tomorrow."""

import pytest

from bot import gauge
from storage import mailings
from storage.mailings import Mailing
from tests.bot.line import ONE_KIND
from tests.bot.shelf import put_up
from tests.bot.telling_news import Office, leaves
from tests.bot.telling_news import office as office


@pytest.fixture
def both(office: Office) -> Office:
    """Of five, one was told of the first flyer when the second is announced; two more are on their way."""
    office.want(5)
    office.begins()
    office.mails(at_once=1)
    office.line.deliver()
    office.flyer = put_up(office.town, "B")
    office.town.clock.pass_(minutes=20)
    office.begins()
    office.mails(at_once=2)
    return office


def of(office: Office) -> list[Mailing]:
    """The first mailing, then the second."""
    with office.town.database.reading() as connection:
        return sorted(mailings.all_of(connection), key=lambda one: one.begun_at)


def figures(office: Office) -> list[tuple[str, int, int, int]]:
    return [(one.state, one.wanted, one.sent, one.waiting) for one in of(office)]


def turns(office: Office, place: int, state: str) -> None:
    with office.town.database.transaction() as connection:
        mailings.hold(connection)
        one = of(office)[place]
        if state == "done":
            mailings.end(connection, one.id, now=office.town.clock())
        else:
            mailings.turn(connection, one.id, state)  # type: ignore[arg-type]  # one of the two


def test_nobody_hears_the_same_words_twice_in_an_hour(both: Office) -> None:
    both.goes_on()
    assert sorted(both.seen().values()) == [1, 1, 1, 1, 1]
    assert figures(both) == [("done", 5, 5, 0), ("going", 5, 4, 1)]
    assert (both.used, both.why()) == (5, "day")
    both.be("19:00")
    both.goes_on()
    assert both.used == 5
    both.be("08:00", days=1)
    gauge.read(both.town.database, both.line.channel, now=both.town.clock())
    both.goes_on()
    assert sorted(both.seen().values()) == [1, 1, 1, 1, 2]
    assert figures(both)[1] == ("done", 5, 5, 0)
    assert (both.recipients(), both.in_the_outbox()) == (0, 0)


@ONE_KIND
def test_the_second_of_a_day_waits_although_the_first_is_over(office: Office) -> None:
    office.want(1)
    office.begins()
    office.goes_on()
    office.flyer = put_up(office.town, "B")
    office.want(1)
    office.begins()
    office.goes_on()
    assert (list(office.seen().values()), office.why()) == ([1, 0], "day")
    office.be("10:00", days=1)
    office.flyer = put_up(office.town, "C")
    office.begins()
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    office.goes_on()
    assert list(office.seen().values()) == [2, 1], "one for the two that waited"


@ONE_KIND
@pytest.mark.parametrize("first", ["done", "stopped"])
def test_what_is_on_its_way_for_both_goes_as_long_as_one_of_them_does(both: Office, first: str) -> None:
    turns(both, 0, first)
    both.line.deliver()
    assert sorted(both.seen().values()) == [0, 0, 1, 1, 1]
    assert figures(both)[1][2] == 2


@ONE_KIND
def test_when_both_are_stopped_it_waits_in_both_and_is_said_once(both: Office) -> None:
    for place in (0, 1):
        turns(both, place, "stopped")
    both.line.deliver()
    assert (both.used, both.in_the_outbox()) == (1, 0)
    for place in (0, 1):
        turns(both, place, "going")
    both.goes_on()
    assert sorted(both.seen().values()) == [1, 1, 1, 1, 1]
    assert [one[2] for one in figures(both)] == [5, 4]


@ONE_KIND
def test_who_leaves_is_told_by_neither(both: Office) -> None:
    for user in both.users:
        leaves(both, user)
    both.goes_on()
    assert sorted(both.seen().values()) == [0, 0, 0, 0, 1]
    assert (both.recipients(), both.in_the_outbox()) == (0, 0)
    assert [one[1] for one in figures(both)] == [1, 0]


@ONE_KIND
def test_one_whom_line_refuses_counts_in_both(both: Office) -> None:
    both.line.platform.faults.refuse(400, times=1, path="/message/push")
    both.line.deliver()
    assert [one.failed for one in of(both)] == [1, 1]
