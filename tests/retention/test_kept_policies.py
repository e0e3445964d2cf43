"""Which rule was in force when: every version is kept word for word, and none changes under its own name."""

import pytest
from sqlalchemy import select

from storage.policies import ChangedPolicy, open_with, policies
from tests.cast import DAY, Town
from tests.retention.house import certificates


def starts(town: Town, version: str, content: str) -> None:
    open_with(town.database, town.keys, version, content, now=town.clock())


def test_each_version_is_kept_and_certified_when_it_is_first_used(town: Town) -> None:
    first = town.clock()
    for _ in range(2):
        starts(town, "town-1", "days = 14")
        town.clock.at += DAY
    starts(town, "town-2", "days = 7")
    with town.database.reading() as connection:
        kept = connection.execute(select(policies).order_by(policies.c.version)).all()
    assert [(row.version, row.content, row.first_used_at) for row in kept] == [
        ("town-1", "days = 14", first),
        ("town-2", "days = 7", first + 2 * DAY),
    ]
    certified = certificates(town, "policy")
    assert [(one["version"], one["at"]) for one in certified] == [
        ("town-1", first),
        ("town-2", first + 2 * DAY),
    ]
    assert [one["hash"] for one in certified] == [bytes(row.content_hash).hex() for row in kept]


def test_a_policy_that_changed_under_its_name_stops_the_start(town: Town) -> None:
    starts(town, "town-1", "days = 14")
    before = town.count()
    with pytest.raises(ChangedPolicy) as refused:
        starts(town, "town-1", "days = 1")
    assert str(refused.value) == "The retention policy was changed without a new version."
    assert town.count() == before
    starts(town, "town-1", "days = 14")
