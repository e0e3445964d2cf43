"""A resident who comes back shortly before the end finds it put off once, so that the desk can still look."""

from storage import endings
from tests.cast import Resident, Town
from tests.retention.house import run

HOUR = 3600 * 1000
PAUSE = 48 * HOUR


def closed(town: Town, hanako: Resident) -> tuple[bytes, int]:
    """A closed consultation of hers, and when it is due."""
    town.receive(hanako.says("まえのこと"))
    case = town.consultations()[-1]
    return case, town.close(case)


def test_within_two_days_of_the_end_a_new_message_puts_it_off_once(town: Town) -> None:
    hanako = town.resident()
    case, due_at = closed(town, hanako)
    town.clock.at = due_at - PAUSE
    town.receive(hanako.says("まだ早い"))
    assert (town.row(case).due_at, town.row(case).paused_at) == (due_at, None)

    town.clock.at = due_at - HOUR
    seen = town.row(case).revision
    town.receive(hanako.says("あの、前のことで"))
    row, paused_at = town.row(case), town.clock()
    assert (row.due_at, row.paused_at, row.revision) == (paused_at + PAUSE, paused_at, seen + 1)
    with town.database.reading() as connection:
        assert endings.count_paused(connection) == 1

    town.clock.pass_(hours=47)
    town.receive(hanako.says("もういちど"))
    assert town.row(case).due_at == paused_at + PAUSE
    town.clock.at = paused_at + PAUSE
    assert run(town).consultations == 1
    assert case not in town.consultations()


def test_a_keyword_another_resident_and_a_resend_put_nothing_off(town: Town) -> None:
    hanako = town.resident()
    case, due_at = closed(town, hanako)
    town.clock.at = due_at - HOUR
    said = town.resident().says("わたしのこと")
    for event in (hanako.says("いそぐとき"), said, said):
        town.receive(event)
    assert (town.row(case).due_at, town.row(case).paused_at) == (due_at, None)


def test_what_is_overdue_or_wished_away_is_not_put_off(town: Town) -> None:
    hanako, taro = town.resident(), town.resident()
    overdue, due_at = closed(town, hanako)
    town.clock.at = due_at
    town.receive(hanako.says("おくれました"))
    assert town.row(overdue).paused_at is None

    wished, due_at = closed(town, taro)
    town.clock.at = due_at - HOUR
    town.receive(taro.says("いま全部消す"))
    town.receive(taro.says("べつのこと"))
    assert (town.row(wished).due_at, town.row(wished).paused_at) == (due_at - HOUR, None)
