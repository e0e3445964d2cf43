"""Thousands of random events, batch by batch.

The same ones each time. For others: `--hypothesis-seed=…` after taking `derandomize` away.
"""

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import Town
from tests.fuzz.sending import Sender
from tests.fuzz.webhook_events import BATCH

EVERYWHERE = {"sqlite": 10_000, "postgresql": 250}
EACH = {"sqlite": 4, "postgresql": 1}
"""So often a batch is sent, under new ids each time, into whatever talk there is by then. Drawing one takes longer than sending it."""


def rain(sender: Sender, events: st.SearchStrategy[list[Any]], town: Town) -> None:
    """Batches of `events`, until there were as many as `how_many` says. When one fails: which events of it fail alone."""

    wrong: list[tuple[str, list[Any] | str]] = []
    each = EACH[town.database.engine.dialect.name]

    @settings(
        max_examples=-(-how_many(town) // (BATCH * each)),
        derandomize=True,
        database=None,
        deadline=None,
        # Making a batch smaller by hypothesis' own means takes minutes; trying each event alone says as much.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(events)
    def falls(batch: list[Any]) -> None:
        # Told at the end, by ourselves: hypothesis would run the batch again and, since an event counts once, see it pass.
        if wrong:
            return
        try:
            for _ in range(each):
                sender.send(batch)
        except AssertionError as error:
            wrong.append((str(error), [one for one in batch if sender.fails([one])] or "only together"))

    falls()
    assert not wrong, wrong


def how_many(town: Town) -> int:
    return EVERYWHERE[town.database.engine.dialect.name]
