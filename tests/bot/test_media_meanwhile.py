"""What may happen while a picture is on its way: it is unsent, closed, purged, or fetched by another."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import events
from bot.fetching import LEASE_MS
from simulator.rehearsal import serve
from storage import claims, consultations, outbox
from tests.bot.line import Line
from tests.bot.media import MP4, PNG, opened, sends, stored, told, while_fetching
from tests.harness.until import until
from tests.harness.waiting import somebody_waits
from tests.retention.house import run


def test_unsent_before_it_was_fetched_nothing_is_stored(line: Line) -> None:
    case, message = sends(line)
    line.platform.unsend(line.hanako, message)
    line.platform.webhooks.settle()
    line.fetch()
    assert (told(line, case), stored(line), line.fetch()) == ([None], 0, 0)


def test_unsent_while_it_is_on_its_way_nothing_is_stored(line: Line) -> None:
    case, message = sends(line)

    def meanwhile() -> None:
        line.platform.unsend(line.hanako, message)
        line.platform.webhooks.settle()

    with serve(while_fetching(meanwhile)) as origin:
        line.fetch(line.connect(origin=origin))
    assert (told(line, case), stored(line), line.fetch()) == ([None], 0, 0)


def test_unsent_afterwards_all_of_it_goes(line: Line) -> None:
    case, message = sends(line, "video", MP4)
    line.fetch()
    assert stored(line) == 2
    line.platform.unsend(line.hanako, message)
    line.platform.webhooks.settle()
    assert (told(line, case), stored(line)) == ([None, None], 0)


def test_closed_meanwhile_it_is_stored_all_the_same(line: Line) -> None:
    case, _ = sends(line)
    line.town.close(case)
    line.fetch()
    assert opened(line, case) == PNG


def test_purged_meanwhile_nothing_is_stored_and_with_a_purge_everything_goes(line: Line) -> None:
    case, _ = sends(line)
    line.fetch()
    sends(line)
    line.town.clock.at = line.town.close(case)

    def meanwhile() -> None:
        run(line.town)

    with serve(while_fetching(meanwhile)) as origin:
        line.fetch(line.connect(origin=origin))
    assert (line.town.consultations(), stored(line), line.fetch(), line.rows()) == ([], 0, 0, [])


def test_a_clock_that_died_over_it_leaves_it_to_the_next_and_it_is_told_once(line: Line) -> None:
    case, _ = sends(line)
    town = line.town
    with town.database.transaction() as connection:
        row = claims.next_due(connection, now=town.clock(), kinds=claims.FETCHED)
        assert row is not None
        claims.take(connection, town.keys.kek, town.keys.courier, row, now=town.clock(), lease=LEASE_MS)
    assert line.fetch() == 0
    town.clock.at += LEASE_MS
    assert line.fetch() == 1
    assert len(told(line, case)) == 1


def test_who_took_too_long_and_was_overtaken_stores_nothing(line: Line) -> None:
    case, _ = sends(line)

    def meanwhile() -> None:
        line.town.clock.at += LEASE_MS
        line.fetch()

    with serve(while_fetching(meanwhile)) as origin:
        line.fetch(line.connect(origin=origin))
    assert (len(told(line, case)), opened(line, case)) == (1, PNG)


def test_wished_erased_meanwhile_nothing_is_stored_though_the_purge_is_still_to_come(line: Line) -> None:
    case, _ = sends(line)

    def meanwhile() -> None:
        with line.town.database.transaction() as connection:
            outbox.fail_queued(connection, case, "erased")

    with serve(while_fetching(meanwhile)) as origin:
        line.fetch(line.connect(origin=origin))
    assert (told(line, case), stored(line), line.fetch()) == ([], 0, 0)


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_unsent_at_the_very_moment_of_storing_neither_ends_the_other(line: Line) -> None:
    """Her unsend has begun and wants the row of the fetch, and the fetch has the picture and wants her turn."""
    case, message = sends(line)
    town, source = line.town, {"type": "user", "userId": line.hanako}
    unsend = {
        "type": "unsend",
        "source": source,
        "unsend": {"messageId": message},
        "webhookEventId": "unsent",
    }
    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            consultations.hold_resident(connection, bytes(town.row(case).pseudonym))
            consultations.note_changed(connection, case)
            fetched = threads.submit(line.fetch)
            until(lambda: somebody_waits(town.database))
            event = events.parse_event(unsend)
            assert town.intake().receive(connection, event, now=town.clock()) == "unsend"
        assert fetched.result() == 1
    assert (told(line, case), stored(line), line.fetch()) == ([None], 0, 0)
