"""How long the room's page needs on an old phone and a bad line: until the first words can be sent, and to open a long talk again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from storage import room_keys
from tests.benchmarks.figure import Figure, middle
from tests.harness.browser import HERE, PHONE, launch
from tests.harness.over_tls import over_tls
from tests.harness.slow import BITS_PER_SECOND, LATENCY_MS, SLOWDOWN, old_phone, weighed_on
from tests.harness.tab import SLOW, ChromiumTab
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Hanako

TIMES = 5
TRUSTING: dict[str, Any] = {**HERE, **PHONE, "ignore_https_errors": True}
MESSAGES, AT_ONCE = 200, 50
TEXT = "きのうから眠れません。仕事のことで言われた一言が、頭から離れないのです。"

READY = "() => { const field = document.querySelector('textarea'); return field !== null && field.checkVisibility(); }"
WATCH_FOR_LAST = f"""new MutationObserver((_, watching) => {{
  if (document.querySelectorAll(".log li, [role=log] li, .entry").length < {MESSAGES}) return;
  watching.disconnect();
  requestAnimationFrame(() => {{ globalThis.hidamariShown = performance.now(); }});
}}).observe(document, {{ childList: true, subtree: true }})"""
SHOWN = "() => globalThis.hidamariShown"
TAKEN = """() => globalThis.hidamariShown
  - performance.getEntriesByType("resource").find((one) => one.name.includes("/room/consultation")).responseEnd"""


def measure() -> list[Figure]:
    """In Chromium, from an empty cache; the line and the processor are what its own tools make of them."""
    with _town() as (town, address), sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        first = [_first_words(browser, address) for _ in range(TIMES)]
        again = _opened_again(browser, town, address)
        browser.close()
    line = f"{LATENCY_MS} ms, {BITS_PER_SECOND // 1000} kbit/s, {SLOWDOWN}× slowed"
    weight = max(weight for _, weight in first)
    return [
        middle(f"first words can be sent in the room (ms), {line}", [took for took, _ in first], target=5000),
        Figure("the room's page until then, as it comes over the line", weight, "KB", target=150),
        middle(f"open {MESSAGES} messages in the room (ms), {SLOWDOWN}× slowed", again, target=1000),
    ]


def _first_words(browser: Browser, address: str) -> tuple[float, float]:
    """(ms from the address to a field that takes words, KB until then with their heads)."""
    page = browser.new_context(**TRUSTING).new_page()
    weighed = weighed_on(page, "Network.loadingFinished")
    old_phone(page)
    page.goto(address, wait_until="commit")
    begin = page.get_by_role("button", name="はじめる", exact=True)
    begin.click(timeout=6 * SLOW)
    page.wait_for_function(READY)
    took = page.evaluate("() => performance.now()")
    page.context.close()
    return float(took), round(sum(weighed) / 1000, 1)


def _opened_again(browser: Browser, town: RoomTown, address: str) -> list[float]:
    """ms from the server's answer to all of the talk on the screen, in tabs that have just been opened."""
    visitor = town.visitor()
    visitor.open(TEXT)
    for _ in range(0, MESSAGES - 1, AT_ONCE):
        left = min(AT_ONCE, MESSAGES + 1 - visitor.head.seq)
        assert visitor.say(*(TEXT for _ in range(left))).status_code == 201
    context = browser.new_context(**TRUSTING)
    entered = context.new_page()
    Hanako(ChromiumTab(entered)).resume(address, room_keys.resume_code(visitor.secret))
    entered.close()
    taken = []
    for _ in range(TIMES):
        page = context.new_page()
        page.add_init_script(WATCH_FOR_LAST)
        old_phone(page, line=False)
        page.goto(address)
        page.wait_for_function(SHOWN, timeout=6 * SLOW)
        taken.append(float(page.evaluate(TAKEN)))
        page.close()
    context.close()
    return taken


@contextmanager
def _town() -> Iterator[tuple[RoomTown, str]]:
    """With the address of its page over TLS."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        town = RoomTown(Path(folder) / "town", f"sqlite:///{folder}/hidamari.db")
        town.start()
        try:
            with over_tls(town.world.service.environment, Path(folder)) as origin:
                yield town, town.address.replace(town.origin, origin)
        finally:
            town.end()
