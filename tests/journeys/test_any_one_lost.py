"""Any one of them is lost at any time, and no resident notices: each is killed in its turn while the town talks on."""

from collections.abc import Iterator

import pytest

from tests.harness.postgres import Postgres
from tests.harness.until import until
from tests.journeys.four import Four, four
from tests.journeys.seeding import seeded_database
from tests.journeys.world import World

SEED = 20261121
REDELIVERED = {None, 502, 503}
"""What LINE sees of a process that dies, and of a database that is away. It sends all of it again."""


@pytest.fixture(scope="module")
def module_database_url(postgres: Postgres) -> Iterator[str]:
    """PostgreSQL only: several web processes are for it."""
    with seeded_database(postgres) as url:
        yield url


def test_two_webs_two_clocks_and_any_of_them_killed(world: World, postgres: Postgres) -> None:
    world.platform.quota.limit = None
    world.platform.webhooks.twice = True
    with four(world, seed=SEED) as (town, webs, clocks):
        town.goes_on()
        for lost in (clocks[0], webs[0], clocks[1], webs[1]):
            lost.kill()
            town.goes_on()
            lost.start()
        _database_restarts(town, postgres)
        town.goes_on()
        town.rest()
        world.settle()
        _everything_once(town)


def _database_restarts(town: Four, postgres: Postgres) -> None:
    before = _refused(town)
    postgres.stop()
    until(lambda: _refused(town) > before)
    postgres.start()


def _everything_once(town: Four) -> None:
    deliveries = town.world.platform.webhooks.all()
    statuses = {attempt.status for delivery in deliveries for attempt in delivery.attempts}
    assert statuses - {200} <= REDELIVERED
    assert 503 in statuses
    on_desk, answered = {}, {}
    for consultation, given in town.answers.items():
        opened = town.sato.open(consultation)
        assert set(opened.delivery_states) == {"accepted"}
        on_desk[consultation] = sorted(text for text in opened.texts if not text.startswith("返事"))
        assert [text for text in opened.texts if text.startswith("返事")] == given
        answered[consultation] = given
    assert sorted(on_desk.values()) == sorted(sorted(said) for said in town.said.values())
    assert sorted(town.on_the_phone(who) for who in town.said) == sorted(answered.values())


def _refused(town: Four) -> int:
    deliveries = town.world.platform.webhooks.all()
    return sum(attempt.status == 503 for delivery in deliveries for attempt in delivery.attempts)
