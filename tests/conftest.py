"""Fixtures for every test. What each promises stands in tests/harness; people are called as in tests/harness/browser.py."""

pytest_plugins = [
    "tests.harness.loopback",
    "tests.harness.postgres",
    "tests.harness.database",
    "tests.harness.browser",
]
