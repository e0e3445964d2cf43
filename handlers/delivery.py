"""What browsers are given to run and to show, as it stands in this source: the same bytes for everybody.

Nothing here asks for settings, keys or a database, so that a stranger with the source gets the same list.
"""

from collections.abc import Collection
from html.parser import HTMLParser

from flask import Flask

from handlers import files, joined
from handlers.booking import page as booking_page
from handlers.flyers import adding, sheets
from handlers.room import page
from handlers.security import CONTENT_SECURITY_POLICY, WITH_PLAYERS
from storage.contexts import digest

STATIC = "/static/"
ROOM = "/room/"
BOOKING = "/booking/"
FLYERS = "/flyers/"
CONSOLE = "/console/"

POLICIES = {
    ROOM: page.POLICY,
    BOOKING: CONTENT_SECURITY_POLICY,
    FLYERS: sheets.sheet("list").policy,
    adding.ADDRESS: CONTENT_SECURITY_POLICY,
    CONSOLE: WITH_PLAYERS,
}
"""The Content-Security-Policy of each page: without it a browser would run what no list names."""


def version() -> str:
    """Of what this source gives to browsers, as it stands in the addresses of files."""
    return files.current_version()


def listed() -> dict[str, bytes]:
    """SHA-256 by path: everything that is served as it stands, and the pages of residents."""
    found = {
        STATIC + file.relative_to(files.FOLDER).as_posix(): digest(file.read_bytes())
        for file in files.FOLDER.rglob("*")
        if file.is_file()
    }
    # Pages load them under the address of their version.
    kept = {files.address(path.removeprefix(STATIC)): sha256 for path, sha256 in found.items()}
    kept |= {files.address(name): digest(joined.read(files.FOLDER, name)) for name in joined.PARTS}
    return found | kept | _pages()


def _pages() -> dict[str, bytes]:
    with Flask("handlers", template_folder="templates").app_context():
        pages = {ROOM: page.rendered(), BOOKING: booking_page.rendered(), adding.ADDRESS: adding.rendered()}
    return {path: digest(html.encode()) for path, html in pages.items()}


class _Reading(HTMLParser):
    """What one page has the browser load, and what it would run of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.own: list[str] = []
        self._sheet: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.loads.append(named.get("href", ""))
        # No source can know which flyers an office shows, and a browser runs nothing of a picture.
        elif "src" in named and not (tag == "img" and named["src"].startswith(FLYERS)):
            self.loads.append(named["src"])
        elif tag == "script":
            self.own.append("<script>")
        elif tag == "style":
            self._sheet = []
        if tag in ("base", "iframe", "object", "embed"):
            self.own.append(f"<{tag}>")
        self.own += [name for name in named if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._sheet is not None:
            self._sheet.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            if "".join(self._sheet or ()) not in sheets.known():
                self.own.append("<style>")
            self._sheet = None


def not_listed(html: str, names: Collection[str]) -> list[str]:
    """What a page loads that is not named, or runs of its own; nothing for an honest one."""
    reading = _Reading()
    reading.feed(html)
    strange = [path for path in reading.loads if not path.startswith(STATIC) or path not in names]
    return strange + reading.own
