"""Fixtures for every test. What each promises stands in tests/harness; people are called as in tests/harness/browser.py."""

import gc

import pytest

# Until everything is collected.
gc.disable()

pytest_plugins = [
    "tests.harness.scratch",
    "tests.harness.loopback",
    "tests.harness.compiled",
    "tests.harness.postgres",
    "tests.harness.database",
    "tests.harness.browser",
    "tests.harness.tab",
]


LONG = ("tests/year/", "tests/journeys/", "tests/browser/", "tests/flyers/", "tests/fuzz/")
"""Folders whose files take longest."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that at the end nobody works alone. In a folder everything stays in its order."""
    items.sort(
        key=lambda item: next(
            (rank for rank, folder in enumerate(LONG) if item.nodeid.startswith(folder)), len(LONG)
        )
    )


def pytest_collection_finish() -> None:
    """All that was loaded stays to the end. To look through it again and again for what may go took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()
