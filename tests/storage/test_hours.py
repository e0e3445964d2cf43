"""Rows of hours, closures and notices."""

from storage import hours
from storage.hours import Hours
from tests.cast import Town

MONDAY = Hours(0, None, 540, 1020, None, None, False)
NIGHTS = Hours(4, "2,4", 1320, 1560, "2026-12-01", "2027-03-31", True)


def test_a_desk_has_the_hours_that_it_was_given_last(town: Town) -> None:
    with town.database.transaction() as connection:
        hours.replace(connection, "kurashi", [MONDAY])
        hours.replace(connection, "hataraku", [MONDAY])
        hours.replace(connection, "kurashi", [NIGHTS, MONDAY])
    with town.database.reading() as connection:
        assert hours.of(connection, "kurashi") == ([NIGHTS, MONDAY], [])
        assert hours.all_of(connection) == {"kurashi": [NIGHTS, MONDAY], "hataraku": [MONDAY]}
    with town.database.transaction() as connection:
        hours.replace(connection, "kurashi", [])
        assert hours.all_of(connection) == {"hataraku": [MONDAY]}


def test_a_closure_is_one_desks_or_everybodys_and_counts_once(town: Town) -> None:
    with town.database.transaction() as connection:
        for _ in range(2):
            hours.close(connection, None, "2026-12-24", "2026-12-25")
            hours.close(connection, "kurashi", "2026-12-01", "2026-12-01")
        everybodys, own = ("2026-12-24", "2026-12-25"), ("2026-12-01", "2026-12-01")
        assert sorted(hours.of(connection, "kurashi")[1]) == [own, everybodys]
        assert hours.of(connection, "hataraku")[1] == [everybodys]
        kurashis, shared = hours.closed(connection, since="2026-12-01")
        assert (kurashis.desk, shared.desk) == ("kurashi", None)
        assert hours.closed(connection, since="2026-12-25") == [shared]
        assert hours.closed(connection, since="2026-12-26") == []
        assert hours.reopen(connection, shared.id)
        assert not hours.reopen(connection, shared.id)
        assert hours.closed(connection, since="2026-01-01") == [kurashis]


def test_notices_are_taken_back_one_by_one_or_all(town: Town) -> None:
    with town.database.transaction() as connection:
        for number in range(3):
            hours.announce(
                connection, shown_from=number, shown_until=number + 10, ja=str(number), easy="e", en="n"
            )
        first, second, third = hours.announced(connection, since=0)
        assert [first.ja, second.ja, third.ja] == ["0", "1", "2"]
        assert hours.announced(connection, since=11) == [third]
        assert hours.withdraw(connection, second.id) == 1
        assert hours.withdraw(connection, second.id) == 0
        assert hours.withdraw(connection, None) == 2
        assert hours.announced(connection, since=0) == []
