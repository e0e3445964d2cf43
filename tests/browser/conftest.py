"""The product's modules in real Chromium, under the policy of the console's pages. Each test file has a page of its own in
front of them (`PAGE`, a script in this folder), and asks it questions.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.browser.answers import Ask

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'"


@Request.application
def door(request: Request) -> Response:
    """The product's modules under /js, the test pages in front of them, the console's policy on everything."""
    path = request.path.lstrip("/")
    policy = {"Content-Security-Policy": CSP}
    if "." not in path:
        page = f'<!doctype html><meta charset="utf-8"><script type="module" src="/{path}.js"></script>'
        return Response(page, headers=policy, content_type="text/html")
    found = ROOT / "handlers/static" / path if path.startswith(("js/", "vendor/")) else HERE / path
    if not found.is_file():
        return Response(status=404)
    return Response(found.read_bytes(), headers=policy, content_type="text/javascript")


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, door, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    serving.join()


@pytest.fixture(scope="module")
def page(request: pytest.FixtureRequest, origin: str, browser: Browser) -> Iterator[Page]:
    """One tab for all tests of a file. Whatever it complains about, such as the policy being broken, fails the run."""
    complaints: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(origin + request.module.PAGE)
    tab.wait_for_function("globalThis.ask !== undefined")
    yield tab
    tab.close()
    assert not complaints


@pytest.fixture(scope="module")
def ask(page: Page) -> Ask:
    """Put one question to the page: {"value"}, {"refused": code} or {"failed": what went wrong}."""
    return lambda question, asked: page.evaluate("([q, a]) => ask(q, a)", [question, asked])
