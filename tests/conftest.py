"""Fixtures for every test. What each promises stands in tests/harness; people are called as in tests/harness/browser.py."""

import gc

pytest_plugins = [
    "tests.harness.scratch",
    "tests.harness.loopback",
    "tests.harness.compiled",
    "tests.harness.postgres",
    "tests.harness.database",
    "tests.harness.browser",
    "tests.harness.tab",
]


def pytest_collection_finish() -> None:
    """All that was loaded stays to the end. To look through it again and again for what may go took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
