"""Every door of the product, by whoever and with whatever: refused in good order, or done; never a fault of ours.

A new door is knocked at because it is in the application's map. `make fuzz` knocks for long, by any seed: `SEED=… EXAMPLES=…
DOOR=…`. What goes wrong is told with the request that did it, made as small as hypothesis can.
"""

import logging
import os
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from werkzeug.routing import Rule

from handlers.console.access import ACCESS
from tests.cast import Town
from tests.fuzz.judging import Judge
from tests.fuzz.knocking import Asked, Place, requests_of
from tests.handlers.access_table import Kept
from tests.handlers.doors import opened

SEED = int(os.environ.get("FUZZ_SEED") or 1)
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or 0)
DOOR = os.environ.get("FUZZ_DOOR") or ""
FEW = 4
"""Requests for each method of a door in `make test`."""
COSTLY = {
    "console_flyer_versions.create": "each upload is opened in a process of its own",
    "console_papers.create": "paper is set in a process of its own",
    "console_papers.preview": "the same",
    "console_papers.sample": "the same",
}
"""Knocked at less often, and why."""
NOT_KNOCKED_AT: dict[str, str] = {}
"""Doors that are left out, and why: none."""


@pytest.fixture
def place(town: Town) -> Iterator[Place]:
    with opened(town.but(LANES="talk,room")) as app:
        yield Place(town, app)


@pytest.fixture
def judge(place: Place, caplog: pytest.LogCaptureFixture) -> Iterator[Judge]:
    made = Judge(place.app.extensions["hidamari"].database.engine, caplog)
    yield made
    made.writes.end()


def doors(app: Flask) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if str(rule.endpoint) not in NOT_KNOCKED_AT]
    return sorted(found, key=lambda rule: (rule.rule, sorted(rule.methods or ())))


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_no_request_is_answered_with_a_fault(place: Place, judge: Judge) -> None:
    logging.getLogger("hypothesis").setLevel(logging.WARNING)
    kept, told, done = Kept(place.town.database), dict[str, str](), 0
    for rule in doors(place.app):
        endpoint = str(rule.endpoint)
        if DOOR not in endpoint:
            continue
        many = EXAMPLES or FEW
        try:
            knock(place, judge, kept, rule, many if endpoint not in COSTLY else max(2, many // 50))
        except Exception as error:
            told[f"{endpoint} {rule.rule}"] = "\n".join(
                [f"{type(error).__name__}: {error}", *error.__notes__]
            )
        done += 1
    assert not told, f"seed {SEED}\n" + "\n\n".join(f"{door}\n{what}" for door, what in told.items())
    assert done > 150 or DOOR


def knock(place: Place, judge: Judge, kept: Kept, rule: Rule, many: int) -> None:
    """So many requests at this door; the first that is answered wrongly is raised, made small."""
    endpoint = str(rule.endpoint)
    guarded = bool(ACCESS.get(endpoint))

    @seed(SEED)
    @settings(
        max_examples=many,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(requests_of(place, rule))
    def answered(asked: Asked) -> None:
        actor = place.by_name[asked.actor]
        judge.begin()
        with place.open(asked) as answer:
            wrote = bool(judge.writes.committed)
            try:
                judge.look(endpoint, asked, answer, changes=guarded and asked.method in rule_changes(rule))
            finally:
                if wrote or "Set-Cookie" in answer.headers:
                    kept.put_back()
                    actor.sit_down()

    answered()


def rule_changes(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
