"""The notice of a new flyer: to everybody who wants it, once, by day, and never from the pushes that answers need."""

import pytest

from bot import gauge
from storage import claims, mailings, quota, totals
from storage.claims import LEASE_MS
from tests.bot.line import ONE_KIND, Line
from tests.bot.shelf import NEWS
from tests.bot.telling import TELLING, found
from tests.bot.telling_news import Office, limited
from tests.bot.telling_news import office as office

PUSH = "/message/push"


def test_everybody_is_told_once_in_few_words_and_only_numbers_stay(office: Office) -> None:
    office.want(7)
    (english,) = office.want(1, language="en")
    office.begins()
    office.want(1)
    assert office.numbers() == ("going", 8, 0, 0, 8)
    assert office.mails(at_once=3) == 3
    assert office.mails(at_once=3) == 0, "no more lie in the outbox than can be taken back at once"
    office.line.deliver()
    assert office.numbers() == ("going", 8, 3, 0, 5)
    office.goes_on()
    assert office.numbers() == ("done", 8, 8, 0, 0)
    seen = office.seen()
    assert [seen[user] for user in office.users] == [1] * 7 + [0, 0], "who came later waits for the next one"
    assert office.line.pushed(english) == [
        'There is a new leaflet. If you would like to see it, open "Leaflets" in the menu.'
    ]
    assert found(TELLING["ja"], NEWS) == []
    assert (office.recipients(), office.in_the_outbox()) == (0, 0)
    assert office.used == 8


def test_what_somebody_writes_to_one_person_always_comes_before(office: Office) -> None:
    case = office.line.consultation("きいてください")
    office.want(30)
    office.begins()
    office.mails()
    office.town.clock.pass_(minutes=5)
    office.line.push(case, "いま読みました")
    parcel = office.line.claim()
    assert (parcel.kind, parcel.consultation) == ("push", case)
    office.town.clock.pass_(seconds=LEASE_MS // 1000)
    office.line.deliver()
    pushes = [one for one in office.line.platform.accepted if one.how == "push"]
    assert pushes[0].messages[0]["text"] == "いま読みました"
    assert len(pushes) == 31


@ONE_KIND
@pytest.mark.parametrize(
    ("limit", "used", "before", "goes"),
    [
        (200, 0, 0, 150),
        (200, 140, 0, 10),
        (200, 150, 0, 0),
        (200, 0, 120, 80),
        (3, 0, 0, 2),
        (200, 0, 900, 0),
    ],
)
def test_a_quarter_of_the_month_or_what_the_last_one_needed_is_kept_for_answers(
    office: Office, limit: int, used: int, before: int, goes: int
) -> None:
    office.want(170)
    office.begins()
    office.pushed_before(before)
    limited(office, limit, used=used)
    queued = 0
    while now := office.mails(at_once=170 - queued):
        queued += now
    assert queued == goes


def test_what_is_kept_stays_untouched_and_next_month_it_goes_on(office: Office) -> None:
    office.want(12)
    office.begins()
    limited(office, 10)
    office.goes_on(at_once=5)
    assert (office.used, office.why()) == (7, "quota")
    assert office.numbers() == ("going", 12, 7, 0, 5)
    asked = len(office.line.statuses("/message/quota"))
    office.mails()
    assert len(office.line.statuses("/message/quota")) == asked, "LINE is not asked again and again meanwhile"
    office.next_month()
    assert (office.why(), office.mails()) == ("figures", 0)
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    office.goes_on()
    assert office.numbers() == ("done", 12, 12, 0, 0)
    assert set(office.seen().values()) == {1}


@ONE_KIND
def test_words_that_wait_for_their_turn_are_kept_room_for(office: Office) -> None:
    cases = [
        office.line.consultation("はい", office.line.platform.add_resident(following=True).id)
        for _ in range(3)
    ]
    for case in cases:
        office.line.push(case, "つづき")
    office.want(10)
    office.begins()
    limited(office, 8)
    assert office.mails() == 8 - 2 - 3


@ONE_KIND
def test_figures_of_lines_that_lag_behind_are_not_believed(office: Office) -> None:
    office.want(12)
    office.begins()
    limited(office, 12)
    office.mails(at_once=5)
    office.line.deliver()
    office.line.platform.quota.use(0, office.town.clock())
    assert office.mails() == 12 - 3 - 5


@ONE_KIND
def test_nothing_goes_while_nobody_knows_how_many_are_left(line: Line) -> None:
    office = Office(line)
    office.want(2)
    office.begins()
    assert (office.mails(), office.why()) == (0, "figures")
    gauge.read(office.town.database, line.channel, now=office.town.clock())
    line.platform.faults.refuse(500, times=1, path="/message/quota")
    assert office.mails() == 0, "they were told a moment ago, and are not now"
    office.town.clock.pass_(hours=1)
    assert (office.mails(), office.why()) == (0, "figures")


@ONE_KIND
@pytest.mark.parametrize(
    ("time", "goes"), [("07:59", False), ("08:00", True), ("19:59", True), ("20:00", False)]
)
def test_only_by_day(office: Office, time: str, goes: bool) -> None:
    office.want(2)
    office.begins()
    office.be(time, days=1)
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    assert (office.mails() == 2) == goes
    assert office.why() == (None if goes else "hours")


@ONE_KIND
def test_what_did_not_go_before_the_evening_waits_in_its_mailing_until_the_morning(office: Office) -> None:
    office.want(3)
    office.begins()
    office.be("19:59")
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    office.mails()
    office.be("20:00")
    office.line.deliver()
    assert (office.used, office.in_the_outbox(), office.why()) == (0, 0, "hours")
    office.be("08:00", days=1)
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    office.goes_on()
    assert set(office.seen().values()) == {1}


@ONE_KIND
def test_one_whom_line_refuses_is_counted_and_the_others_are_told(office: Office) -> None:
    office.want(4)
    office.begins()
    office.mails()
    office.line.platform.faults.refuse(400, times=1, path=PUSH)
    office.line.deliver()
    office.goes_on()
    assert office.numbers() == ("done", 4, 3, 1, 0)
    assert sorted(office.seen().values()) == [0, 1, 1, 1]


@ONE_KIND
def test_when_line_says_that_the_month_is_spent_nothing_of_it_stands_before_an_answer(office: Office) -> None:
    case = office.line.consultation()
    office.want(3)
    office.begins()
    limited(office, 50)
    office.mails()
    office.line.platform.faults.monthly_limit(path=PUSH)
    office.line.deliver()
    assert (office.in_the_outbox(), office.used) == (0, 0)
    office.line.push(case, "お返事です")
    office.town.clock.pass_(hours=2)
    office.line.deliver()
    assert office.line.pushed(office.line.hanako) == ["お返事です"]
    gauge.read(office.town.database, office.line.channel, now=office.town.clock())
    office.goes_on()
    assert office.numbers() == ("done", 3, 3, 0, 0)
    assert set(office.seen().values()) == {1}


@ONE_KIND
def test_pushes_are_counted_without_saying_to_whom(office: Office) -> None:
    case = office.line.consultation()
    office.line.push(case, "はい")
    office.want(2)
    office.begins()
    office.goes_on()
    with office.town.database.reading() as connection:
        month = totals.month_of(office.town.clock(), office.zone)
        counted = totals.of_month(connection, month)
    assert (counted["pushed", "words"], counted["pushed", "news"]) == (1, 2)


@ONE_KIND
def test_nobody_wants_it_and_no_mailing_begins(office: Office) -> None:
    with office.town.database.transaction() as connection:
        assert mailings.begin(connection, office.flyer.id, now=office.town.clock()) is None
        assert (mailings.all_of(connection), quota.newest(connection) is not None) == ([], True)
        assert not claims.anything_due(connection, now=office.town.clock())
