"""What happens while many are told: people leave, somebody stops it, a process dies, and two of them are at it at once."""

import threading

from bot.flyers import mailing
from storage import claims, mailings
from storage.claims import LEASE_MS
from tests.bot.line import ONE_KIND
from tests.bot.shelf import hide
from tests.bot.telling_news import Office, leaves, limited
from tests.bot.telling_news import office as office

PUSH = "/message/push"


def test_who_left_meanwhile_is_not_told(office: Office) -> None:
    ordered = sorted(office.want(4), key=office.town.intake().house.flyer_pseudonym)
    office.begins()
    office.mails(at_once=2)
    leaves(office, ordered[0])
    leaves(office, ordered[3])
    assert (office.in_the_outbox(), office.recipients()) == (1, 2)
    office.goes_on()
    assert office.numbers() == ("done", 2, 2, 0, 0)
    assert [office.seen()[user] for user in ordered] == [0, 1, 1, 0]


@ONE_KIND
def test_who_leaves_while_line_hesitates_is_not_asked_for_again(office: Office) -> None:
    (user,) = office.want(1)
    office.begins()
    office.mails()
    office.line.platform.faults.refuse(500, times=1, path=PUSH)
    office.line.deliver()
    leaves(office, user)
    office.goes_on()
    assert (office.seen()[user], office.numbers()) == (0, ("done", 0, 0, 0, 0))


@ONE_KIND
def test_stopped_it_comes_back_from_the_outbox_and_goes_on_when_somebody_says_so(office: Office) -> None:
    office.want(5)
    office.begins()
    office.mails(at_once=2)
    office.turns("stopped")
    assert office.mails() == 0
    office.line.deliver()
    assert (office.used, office.in_the_outbox(), office.numbers()) == (0, 0, ("stopped", 5, 0, 0, 5))
    office.turns("going")
    office.goes_on()
    assert office.numbers() == ("done", 5, 5, 0, 0)
    assert set(office.seen().values()) == {1}


@ONE_KIND
def test_while_the_flyer_is_not_shown_nobody_is_sent_to_look_for_it(office: Office) -> None:
    office.want(2)
    office.begins()
    office.mails(at_once=1)
    hide(office.town, office.flyer)
    assert office.line.deliver() == 0
    assert (office.mails(), office.why()) == (0, "flyer")
    hide(office.town, office.flyer, again=True)
    office.goes_on()
    assert office.numbers() == ("done", 2, 2, 0, 0)


@ONE_KIND
def test_ended_for_good_the_others_are_forgotten(office: Office) -> None:
    office.want(5)
    office.begins()
    office.mails(at_once=2)
    with office.town.database.transaction() as connection:
        mailings.end(connection, office.now().id, now=office.town.clock())
    office.goes_on()
    assert office.numbers() == ("done", 5, 0, 0, 0)
    assert (office.recipients(), office.in_the_outbox(), office.used) == (0, 0, 0)


@ONE_KIND
def test_after_half_a_year_nothing_is_new_any_more(office: Office) -> None:
    office.want(2)
    office.begins()
    office.turns("stopped")
    office.town.clock.at += mailing.LONGEST_MS
    office.mails()
    assert (office.numbers(), office.recipients()) == (("done", 2, 0, 0, 0), 0)


@ONE_KIND
def test_whoever_dies_between_asking_and_noting_it_says_it_once(office: Office) -> None:
    """LINE has it, and the courier never heard so: the same key brings 409, which is success."""
    office.want(2)
    office.begins()
    office.mails()
    parcel = office.line.claim()
    assert parcel.kind == claims.NEWS
    office.line.channel.push(parcel.body["to"], parcel.body["messages"], retry_key=parcel.retry_key)
    office.turns("stopped")
    office.town.clock.at += LEASE_MS
    office.line.deliver()
    assert 409 in office.line.statuses(PUSH)
    assert office.numbers() == ("stopped", 2, 1, 0, 1)
    office.turns("going")
    office.goes_on()
    assert office.numbers() == ("done", 2, 2, 0, 0)
    assert set(office.seen().values()) == {1}


@ONE_KIND
def test_what_line_may_have_is_not_asked_for_at_night(office: Office) -> None:
    office.want(1)
    office.begins()
    office.mails()
    office.line.platform.faults.refuse(500, times=1, path=PUSH)
    office.line.deliver()
    office.be("21:00")
    assert office.line.deliver() == 0
    assert office.in_the_outbox() == 1
    office.be("08:00", days=1)
    office.line.deliver()
    assert office.numbers()[:4] == ("going", 1, 1, 0)


def test_two_clocks_at_once_tell_each_one_once(office: Office) -> None:
    office.want(40)
    office.begins()
    limited(office, 40)
    together = threading.Barrier(3)

    def clock() -> None:
        channel = office.line.connect()
        for _ in range(6):
            together.wait()
            mailing.go_on(
                office.town.database, channel, office.town.keys,
                now=office.town.clock(), timezone=office.zone, at_once=10,
            )  # fmt: skip
            office.line.deliver(channel)

    clocks = [threading.Thread(target=clock) for _ in range(3)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join()
    assert (office.used, office.numbers()) == (30, ("going", 40, 30, 0, 10))
    assert sorted(office.seen().values()) == [0] * 10 + [1] * 30


def test_people_who_leave_while_others_are_told_hold_up_nobody(office: Office) -> None:
    office.want(24)
    office.begins()
    gone = office.users[::3]

    def leaving() -> None:
        for user in gone:
            leaves(office, user)

    other = threading.Thread(target=leaving)
    other.start()
    office.goes_on(at_once=4)
    other.join()
    office.goes_on()
    state, wanted, sent, failed, _ = office.numbers()
    assert (state, failed) == ("done", 0)
    assert sent <= wanted + len(gone)
    seen = office.seen()
    assert all(seen[user] == 1 for user in office.users if user not in gone)
    assert max(seen.values()) == 1
