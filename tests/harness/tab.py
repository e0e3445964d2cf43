"""One page in a browser, whichever browser: so that the same story is walked in Chromium and in Firefox."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import ElementHandle, Page, TimeoutError

from tests.harness.browser import Complaints, OpenPage
from tests.harness.finding import CHOSEN, FILLED, PRESSED, found_in_time
from tests.harness.firefox import Firefox

SLOW = 20_000
"""Milliseconds that a page may take for something; tests only see that it happens."""

WIDTH = {"phone": 390, "desk": 1280}
HEIGHT = {"phone": 844, "desk": 720}


class Tab(Protocol):
    """What people do at a page. Names are those that a screen reader says; everything waits until it can be done."""

    def open(self, address: str) -> None: ...
    def reload(self) -> None: ...
    def before(self, script: str) -> None:
        """Runs in every page that is opened here from now on, before anything of its own."""

    def press(self, name: str) -> None: ...
    def fill(self, label: str, words: str) -> None: ...
    def attach(self, label: str, file: Path) -> None: ...
    def text(self) -> str:
        """What can be read on the page now."""

    def wait(self, condition: str, *given: Any) -> None:
        """Until a function of JavaScript answers truly; what it takes and gives is JSON."""

    def evaluate(self, function: str, *given: Any) -> Any: ...
    def close(self) -> None: ...


class ChromiumTab:
    """Over Playwright."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(SLOW)

    def open(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(address)

    def reload(self) -> None:
        self.page.reload()

    def before(self, script: str) -> None:
        self.page.add_init_script(script)

    def press(self, name: str) -> None:
        self._found(PRESSED, name).click()

    def fill(self, label: str, words: str) -> None:
        self._found(FILLED, label).fill(words)

    def attach(self, label: str, file: Path) -> None:
        self._found(CHOSEN, label).set_input_files(file)

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def wait(self, condition: str, *given: Any) -> None:
        self.page.wait_for_function(_spread(condition), arg=list(given))

    def evaluate(self, function: str, *given: Any) -> Any:
        return self.page.evaluate(_spread(function), list(given))

    def close(self) -> None:
        self.page.close()

    def _found(self, how: str, name: str) -> ElementHandle:
        return found_in_time(lambda: self.page.evaluate_handle(how, name).as_element(), name)


class OpenTab(Protocol):
    def __call__(self, kind: str = "phone") -> Tab:
        """A new tab that knows of nothing before, for a "phone" or a "desk"."""


def sees(tab: Tab, words: str) -> None:
    """Waits until the words can be read on the page; otherwise says what can be."""
    try:
        tab.wait("(words) => document.body.innerText.includes(words)", words)
    except (AssertionError, TimeoutError):
        raise AssertionError(f"「{words}」 is not on the page, which says:\n{tab.text()}") from None


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """One Firefox for all that ask for it: it takes seconds to start."""
    launched = Firefox()
    yield launched
    launched.end()


@pytest.fixture(params=["chromium", "firefox"])
def open_tab(request: pytest.FixtureRequest, complaints: Complaints) -> Iterator[OpenTab]:
    """The story runs once in each browser; afterwards what its pages complained of is settled."""
    tabs: list[Tab] = []

    def opened(kind: str = "phone") -> Tab:
        if request.param == "chromium":
            open_page: OpenPage = request.getfixturevalue("open_page")
            size = {"width": WIDTH[kind], "height": HEIGHT[kind]}
            tabs.append(ChromiumTab(open_page(viewport=size, has_touch=kind == "phone")))
        else:
            browser: Firefox = request.getfixturevalue("firefox")
            tabs.append(browser.open_tab(complaints, WIDTH[kind], HEIGHT[kind]))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()
    complaints.settle()


def _spread(function: str) -> str:
    return f"(given) => ({function})(...given)"
