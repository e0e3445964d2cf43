"""Consultations as rows: who may see which, who waits longest, who was first to claim, and when one is due."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from storage import assignments, consultations, endings, generations, inbox, summaries
from storage.consultations import Opening
from storage.generations import Generation
from tests.cast import DAY, Town, colleague

NOW = 5000
DESKS = {"sato": ["kurashi"], "mori": ["hataraku"], "kudo": ["kurashi", "hataraku"]}


def generation(key_id: bytes) -> Generation:
    return Generation(key_id, b"w", epoch=1, made_epoch=1, server_made=True)


def opened(town: Town, number: int, *, desk: str = "kurashi", now: int = 1000) -> bytes:
    """A consultation without content. Its resident and its id are told by the number."""
    case = bytes([number]) * 16
    opening = Opening(case, desk, "line", bytes([number]) * 32, b"g", b"a", generation(bytes([number]) * 16))
    with town.database.transaction() as connection:
        consultations.open_new(connection, opening, now=now)
    return case


def received(town: Town, case: bytes, now: int) -> None:
    with town.database.transaction() as connection:
        summaries.note_received(connection, case, bytes(32), entries=1, now=now, acknowledged=False)


def claim(town: Town, case: bytes, name: str) -> bool:
    with town.database.transaction() as connection:
        return assignments.claim(connection, case, colleague(name).kid, now=town.clock())


def close(town: Town, case: bytes, *, now: int, due_at: int) -> int:
    with town.database.transaction() as connection:
        return consultations.close(connection, case, now=now, due_at=due_at)


def seen_by(town: Town, name: str) -> list[int]:
    """The numbers of the consultations that this colleague sees, in the order of the inbox."""
    kid = colleague(name).kid
    with town.database.reading() as connection:
        listed = [bytes(row.id) for row in inbox.visible(connection, kid, DESKS[name], now=NOW)]
        found = [
            case
            for case in listed
            if inbox.find_visible(connection, kid, DESKS[name], case, now=NOW, hold=True)
        ]
    assert found == listed
    return [case[0] for case in listed]


def test_the_inbox_shows_ones_own_and_what_waits_at_ones_desk_longest_waiting_first(town: Town) -> None:
    for number in range(1, 6):
        opened(town, number)
    opened(town, 6, desk="hataraku")
    for number, now in ((3, 2000), (1, 3000), (2, 4000), (6, 1500)):
        received(town, bytes([number]) * 16, now)
    claim(town, bytes([1]) * 16, "sato")
    claim(town, bytes([2]) * 16, "kudo")
    close(town, bytes([1]) * 16, now=5000, due_at=DAY)
    close(town, bytes([5]) * 16, now=5000, due_at=DAY)
    assert seen_by(town, "sato") == [3, 4, 1]
    assert seen_by(town, "mori") == [6]
    assert seen_by(town, "kudo") == [6, 3, 2, 4]
    with town.database.reading() as connection:
        assert inbox.count_waiting(connection) == 3


def test_another_desks_or_colleagues_consultation_is_not_found(town: Town) -> None:
    mine, theirs = opened(town, 1), opened(town, 2, desk="hataraku")
    claim(town, mine, "kudo")
    with town.database.reading() as connection:
        for case in (mine, theirs, bytes(16), b""):
            found = inbox.find_visible(connection, colleague("sato").kid, DESKS["sato"], case, now=NOW)
            assert found is None
        assert inbox.find_visible(connection, colleague("mori").kid, [], theirs, now=NOW) is None


def test_of_those_who_claim_at_once_one_gets_it(town: Town) -> None:
    case = opened(town, 1)
    names = ["sato", "kudo"] * 4
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda name: claim(town, case, name), names))
    winner = next(name for name, mine in zip(names, got, strict=True) if mine)
    assert {name for name, mine in zip(names, got, strict=True) if mine} == {winner}
    assert bytes(town.row(case).assignee) == colleague(winner).kid
    assert claim(town, case, winner)
    assert not claim(town, bytes(16), winner)


def test_a_closed_consultation_is_claimed_by_nobody_and_its_date_stays(town: Town) -> None:
    case = opened(town, 1)
    assert close(town, case, now=2000, due_at=2000 + DAY) == 2000 + DAY
    assert close(town, case, now=9000, due_at=9000 + DAY) == 2000 + DAY
    assert not claim(town, case, "sato")
    row = town.row(case)
    assert (row.state, row.closed_at, row.due_at, row.waiting_since) == ("closed", 2000, 2000 + DAY, None)


def test_what_is_due_is_due_at_its_moment_longest_overdue_first(town: Town) -> None:
    for number, due_at in ((1, 300), (2, 100), (3, 200), (4, 400)):
        close(town, opened(town, number), now=50, due_at=due_at)
    opened(town, 5)
    with town.database.transaction() as connection:
        due = [
            [case.id[0] for case in endings.due(connection, now=now, limit=2)] for now in (99, 100, 300, 999)
        ]
        assert due == [[], [2], [2, 3], [2, 3]]
        assert [endings.count_due(connection, now=now) for now in (99, 300, 10**15)] == [0, 3, 4]
        consultations.erase(connection, [bytes([2]) * 16, bytes([3]) * 16])
        assert [case.id[0] for case in endings.due(connection, now=999, limit=9)] == [1, 4]
        assert generations.wrapsets(connection, bytes([2]) * 16) == []
        assert generations.wrapsets(connection, bytes([1]) * 16) == [(1, b"w")]


def test_a_resident_has_one_open_consultation_and_any_number_of_closed_ones(town: Town) -> None:
    first = opened(town, 1)
    second = Opening(bytes(16), "kurashi", "line", bytes([1]) * 32, b"", b"", generation(bytes(16)))
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        consultations.open_new(connection, second, now=1)
    close(town, first, now=2, due_at=3)
    with town.database.transaction() as connection:
        consultations.open_new(connection, second, now=4)
        found = consultations.open_of(connection, bytes([1]) * 32)
        assert found is not None
        assert bytes(found.id) == second.id
        assert sorted(consultations.ids_of(connection, bytes([1]) * 32)) == [bytes(16), first]
        assert consultations.open_of(connection, bytes(32)) is None


def test_the_inbox_is_cut_off_at_a_length_that_a_page_can_show(town: Town) -> None:
    """Closed ones stand last, so that they are the ones cut off."""
    for number in range(1, 6):
        opened(town, number)
    close(town, bytes([2]) * 16, now=5000, due_at=DAY)
    claim(town, bytes([3]) * 16, "sato")
    close(town, bytes([3]) * 16, now=5000, due_at=DAY)
    with town.database.reading() as connection:
        rows = inbox.visible(connection, colleague("sato").kid, DESKS["sato"], now=NOW, longest=4)
    assert [row.state for row in rows] == ["open", "open", "open", "closed"]
