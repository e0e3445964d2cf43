"""A real Chromium, and a page for each person of the cast. Whatever a page complains of fails the test.

Hanako is a resident with a telephone; Sato is her counselor; Mori sits at another desk and must see nothing; Kudo supervises.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    sync_playwright,
)

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
WITHOUT_WINDOWS = "chromium-headless-shell"
"""The same without its own window and menus, which costs half as much; not every machine has it."""
QUIET = [
    "--headless=new",
    # A container has no sandbox of its own to nest this one in; only our own pages are opened.
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (violation) =>
  console.error(`CSP: ${violation.violatedDirective} refused ${violation.blockedURI || "inline"}`))"""
FAILED_LOAD = "did not load: "
REPORT_FAILED_LOADS = f"""for (const type of ["navigation", "resource"])
  new PerformanceObserver((seen) => {{
    for (const one of seen.getEntries())
      if (one.responseStatus >= 400 && !["fetch", "xmlhttprequest"].includes(one.initiatorType))
        console.error(`{FAILED_LOAD}${{one.responseStatus}}: ${{one.name}}`);
  }}).observe({{ type, buffered: true }})"""
"""Said by the page itself: to hear of each of the hundreds of files that did load took a tenth of every page's time."""

OpenPage = Callable[..., Page]
"""open_page(**options of Playwright's new_context) → a page in a context of its own."""


class Complaints:
    """What pages complained of: errors in the console, uncaught errors, violations of the policy, files that did not load.

    An answer of 400 or above to fetch() is not one: the page is there to handle it, and tests say what it must show.
    """

    def __init__(self) -> None:
        self._made: list[str] = []
        self._expected: list[re.Pattern[str]] = []

    def expect(self, pattern: str) -> None:
        """Complaints that match are wanted by this test; it fails when none came."""
        self._expected.append(re.compile(pattern))

    def note(self, made: str) -> None:
        """A complaint of a page that is watched by other means."""
        self._made.append(made)

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        context.add_init_script(REPORT_FAILED_LOADS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._made.append(f"uncaught: {error.error}"))
        context.on("page", lambda page: page.on("crash", lambda _: self._made.append("crashed")))

    def settle(self) -> None:
        """Raises AssertionError for what nobody expected, and for what was expected and did not come."""
        unexpected = [made for made in self._made if not any(one.search(made) for one in self._expected)]
        assert not unexpected, "the page complained:\n" + "\n".join(unexpected)
        missing = [one.pattern for one in self._expected if not any(one.search(made) for made in self._made)]
        assert not missing, f"the page never complained of {missing}"

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if message.text.startswith(FAILED_LOAD):
            self._made.append(message.text.removeprefix(FAILED_LOAD))
        # Chromium itself logs each answer of 400 or above, those to fetch() too.
        elif not message.text.startswith("Failed to load resource"):
            self._made.append(f"console: {message.text}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all that ask for it. From then on Playwright's event loop runs in this thread: nobody else here has one."""
    with sync_playwright() as playwright:
        launched = launch(playwright.chromium)
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> Complaints:
    """What the pages of this test complained of; call `expect` for what is wanted."""
    return Complaints()


@pytest.fixture
def open_page(browser: Browser, complaints: Complaints) -> Iterator[OpenPage]:
    """Opens pages in fresh contexts in Japanese and in Tokyo; afterwards closes them and settles their complaints."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**(HERE | options))
        contexts.append(context)
        complaints.listen(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    complaints.settle()


@pytest.fixture
def hanakos_phone(open_page: OpenPage) -> Page:
    return open_page(**PHONE)


@pytest.fixture
def satos_desk(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def moris_desk(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def kudos_desk(open_page: OpenPage) -> Page:
    return open_page()


def launch(chromium: BrowserType) -> Browser:
    """The machine's own browser before Playwright's, which is downloaded only when there is no other."""
    found = next(filter(None, map(shutil.which, (WITHOUT_WINDOWS, *INSTALLED))), None)
    if found is None and not Path(chromium.executable_path).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    return chromium.launch(executable_path=found, args=QUIET)
