"""How long a counselor's browser needs, from the server's answer to the words: everything verified, everything opened.

In fresh tabs, as after sign-in, when the browser has not yet compiled what it runs often.
"""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.benchmarks.figure import Figure, middle
from tests.harness.browser import launch
from tests.protocol.office import Case, Office
from tests.protocol.story import Story

STATIC = Path(__file__).parents[2] / "handlers/static"
PAGE = Path(__file__).with_name("opening_page.js")
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'"
HTML = '<!doctype html><html lang="en"><title>Opening</title><script type="module" src="/page.js"></script></html>'

MESSAGES = 500
TEXT = "きのうから眠れません。仕事のことで言われた一言が、頭から離れないのです。"
TABS, SLOW_TABS = 9, 3
SLOWDOWN = 6


def measure() -> list[Figure]:
    """At full speed, and as on a machine six times slower."""
    with _served(json.dumps(_long_story().as_dict())) as origin, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        full = [_open_once(browser, origin, 1) for _ in range(TABS)]
        slow = [_open_once(browser, origin, SLOWDOWN) for _ in range(SLOW_TABS)]
        browser.close()
    name = f"open {MESSAGES} messages in Chromium (ms)"
    return [middle(name, full, target=250), middle(f"{name}, {SLOWDOWN}× slowed", slow)]


def _long_story() -> Story:
    office = Office()
    case = Case.opened(office)
    for number in range(MESSAGES):
        case.say(office.sato if number % 2 else office.intake, TEXT * (1 + number % 4))
    return Story.of(case)


def _open_once(browser: Browser, origin: str, slowdown: int) -> float:
    tab = browser.new_page()
    tab.goto(origin)
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    took: float = tab.evaluate("open_()")
    tab.close()
    return took


@contextmanager
def _served(story: str) -> Iterator[str]:
    @Request.application
    def door(request: Request) -> Response:
        policy = {"Content-Security-Policy": CSP}
        if request.path == "/":
            return Response(HTML, headers=policy, content_type="text/html")
        if request.path == "/story.json":
            return Response(story, headers=policy, content_type="application/json")
        script = PAGE if request.path == "/page.js" else STATIC / request.path.lstrip("/")
        if not script.is_file():
            return Response(status=404)
        return Response(script.read_bytes(), headers=policy, content_type="text/javascript")

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, door, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        serving.join()
