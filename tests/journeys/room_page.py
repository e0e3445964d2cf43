"""The room's page as it is delivered, with its policy, before an engine that has no server: tests/browser/room_face_page.js."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, render_template
from playwright.sync_api import Page, Route, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from handlers.room.page import POLICY
from tests.harness.service import ROOT
from tests.harness.whole import whole

ELSEWHERE = re.compile(r"^https://www\.jma\.go\.jp/")
STAND_IN = ROOT / "tests" / "browser" / "room_face_page.js"

TALK = (
    '{phase: "open", room: known.standing, entries: known.entries, words: {code: "あじさい", decoy: "天気"}}'
)
STATES = {
    "arriving": "{facts: null}",
    "consent": '{phase: "welcome"}',
    "before the first words": '{phase: "open"}',
    "talk": TALK,
    "first words, and a browser that keeps nothing": '{phase: "open", room: known.standing, entries: [known.said("はい")], kept: false}',
    "offline, typing, contested, silent": """{phase: "open", online: false, room: {...known.standing, typing: true, contestedAt: 1,
        silenceEndsAt: known.now + 3 * known.DAY}, entries: known.entries.slice(2, 4)}""",
    "closed": """{phase: "open", room: {...known.standing, state: "closed", dueAt: known.now + 13 * known.DAY, closedAt: known.now},
        entries: known.entries.slice(0, 4), survey: {slip: "x", next: 1}}""",
    "a hole in the talk": '{phase: "open", room: known.standing, entries: known.entries.slice(0, 4), failure: {code: "gap", unopened: 3}}',
    "blocked": '{phase: "open", room: {...known.standing, blockedUntil: known.now}, entries: known.entries.slice(2, 4)}',
    "resume": '{phase: "resume"}',
    "elsewhere": '{phase: "elsewhere"}',
    "expired": '{phase: "expired"}',
    "refused": '{phase: "refused", refusal: "fingerprint"}',
    "gone": '{phase: "gone", deletion: {receipt: "ABCDEFGHIJKLMNOP", state: "waiting", finalAt: null}}',
}
SENTENCES = """async (language) => {
  const { screenWordsIn, wordsIn } = await import("/static/js/room/face/words.js");
  const words = { ...(await wordsIn(language)), ...(await screenWordsIn(language)) };
  const found = {};
  const walk = (value, key) => {
    if (typeof value === "function") walk(value("1", 1), key);
    else if (typeof value === "object") for (const [name, inner] of Object.entries(value)) walk(inner, `${key}.${name}`);
    else found[key.slice(1)] = String(value);
  };
  walk(words, "");
  return found;
}"""


@contextmanager
def served() -> Iterator[str]:
    """The address of the page."""
    app = Flask(
        "handlers", static_folder="static", template_folder="templates", root_path=str(ROOT / "handlers")
    )
    app.add_url_rule("/room/", view_func=lambda: render_template("room.html"))
    app.view_functions["static"] = _or_stand_in(app)
    app.after_request(_harden)
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/room/"
    server.shutdown()
    serving.join()


def opened(page: Page, address: str) -> Page:
    """Once the face stands there; what is outside is a page of two words."""
    page.route(ELSEWHERE, _weather)
    page.goto(address)
    # What the template has there before says nothing to a screen reader.
    expect(page.locator(".opening[role=status]")).to_be_visible()
    return page


def show(page: Page, change: str) -> None:
    """Hands the face a view: a JavaScript object that may use `known`, with what differs from an empty page."""
    page.evaluate(f"() => show({change})")


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>weather</title>sunny")


def _or_stand_in(app: Flask):  # type: ignore[no-untyped-def] # Flask's own types say no more
    def send(filename: str) -> Response:
        if filename == "js/room/main.js":
            return Response(STAND_IN.read_bytes(), content_type="text/javascript")
        return app.send_static_file(filename)

    return send


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response
