"""Files that are the same for everybody: under the address of their version, so that a phone keeps them and never mixes two
versions; and packed small for a bad line. Nothing in them is secret, so that packing gives nothing away (BREACH).
"""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import NamedTuple

import brotli
from flask import Blueprint, Flask, Response, abort, request, send_from_directory
from werkzeug.http import parse_accept_header

from handlers import joined
from storage.contexts import digest

door = Blueprint("files", __name__)

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
PACKED = frozenset(
    {
        "static",
        "files.show",
        "console.console",
        "room.page.show",
        "room.facts.show",
        "room.rosters.show",
        "booking.page.show",
        "booking.facts.show",
        "flyers.listing.show",
        "flyers.flyer.show",
        "flyers.places.show",
        "flyers.card.show",
        "flyers.adding.show",
        "flyers.adding.tell",
        "flyers.adding.tell_roster",
    }
)
"""Doors whose answers are the same for whoever asks."""

_TEXT = frozenset(
    {"text/javascript", "text/css", "text/html", "image/svg+xml", "application/json", "text/plain"}
)
LASTS = "hidamari.lasts"
"""In the WSGI environment: the name of the file, when its answer will be the same the next time it is asked for."""
_WORTH_IT = 500
_PACKERS: dict[str, Callable[[bytes, bool], bytes]] = {
    "br": lambda content, soon: brotli.compress(content, quality=5 if soon else 11, mode=brotli.MODE_TEXT),
    "gzip": lambda content, _: gzip.compress(content, 9, mtime=0),
}
"""By the names that Accept-Encoding has for them, the smallest first; whether it is wanted soon, or as small as can be."""
_OFTEN = 8
"""From so many askings on it is packed as small as can be: that takes milliseconds for each file, and a page has dozens."""
_CONSOLE = re.compile(r"js/(?:console|enrol)/|css/[^/]+$")
"""Hundreds at once, kept by the few who load them, and over good lines: they are never packed for long."""
_IMPORT = re.compile(r"^(?:import|export)\b(?:[^;\"']*?\bfrom)?\s*[\"'](\.[^\"']+)[\"']", re.MULTILINE)


class _Known(NamedTuple):
    """A file as it was when this process began to serve."""

    sha256: bytes
    changed: tuple[int, int]


def attach(app: Flask) -> None:
    app.register_blueprint(door)
    app.after_request(_pack)


@door.get("/static/v-<version>/<path:name>")
def show(version: str, name: str) -> Response:
    """A file of this version, to be kept for ever; 404 for any other version: a page that is older loads anew as a whole."""
    if version != current_version():
        abort(404)
    response = _joined(name) if name in joined.PARTS else send_from_directory(FOLDER, name)
    # A file that was exchanged under a running process is of no version.
    response.headers["Cache-Control"] = FOR_EVER if is_known(name) else "no-cache"
    return response


def _joined(name: str) -> Response:
    response = Response(joined.read(FOLDER, name), mimetype="text/css")
    response.add_etag()
    response.make_conditional(request)
    return response


def address(name: str) -> str:
    """Where the file of this name below static/ stands, in this version."""
    return f"/static/v-{current_version()}/{name}"


def versioned(html: str) -> str:
    """A page as its template was written, with its files under the addresses of this version."""
    return html.replace('"/static/', f'"{address("")}')


@cache
def current_version() -> str:
    """Of all files together: the same on every server that runs the same source."""
    said = b"".join(digest(name.encode()) + one.sha256 for name, one in sorted(_known().items()))
    return digest(said).hex()[:16]


@cache
def modules(*entries: str) -> tuple[str, ...]:
    """The modules that these load, themselves among them, by name below static/. What a page names beforehand it fetches at once,
    and not one after the other over a slow line.
    """
    found = list(entries)
    for name in found:
        file = FOLDER / name
        for imported in _IMPORT.findall(file.read_text("utf-8")):
            reached = (file.parent / imported).resolve()
            shown = reached.relative_to(FOLDER.resolve()).as_posix()
            if shown not in found and reached.is_file():
                found.append(shown)
    return tuple(found)


@cache
def _known() -> dict[str, _Known]:
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    return {
        file.relative_to(FOLDER).as_posix(): _Known(digest(file.read_bytes()), _changed(file))
        for file in files
    }


def is_known(name: str) -> bool:
    """Whether it stands there, with all that it is made of, as it was when this process began to serve."""
    known = [(_known().get(part), part) for part in joined.parts(name)]
    return all(one is not None and one.changed == _changed(FOLDER / part) for one, part in known)


def _changed(file: Path) -> tuple[int, int]:
    told = file.stat()
    return told.st_mtime_ns, told.st_size


def _pack(response: Response) -> Response:
    if request.endpoint not in PACKED or response.mimetype not in _TEXT or response.status_code != 200:
        return _lasting(response)
    response.vary.add("Accept-Encoding")
    encoding = wanted(request.headers.get("Accept-Encoding", ""))
    if encoding is None or request.range is not None:
        return _lasting(response)
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < _WORTH_IT:
        return _lasting(response)
    soon = _is_wanted_soon()
    rare = not soon and _has_been_rare(encoding, content)
    response.set_data(_packed(encoding, content, soon or rare))
    response.headers["Content-Encoding"] = encoding
    tag, _ = response.get_etag()
    if tag is not None:
        # Other bytes than unpacked, and the same file all the same.
        response.set_etag(tag, weak=True)
    return response if rare else _lasting(response)


def _lasting(response: Response) -> Response:
    """Says so where it is a file of this version, which is all that lasts."""
    if response.status_code == HTTPStatus.OK and response.headers.get("Cache-Control") == FOR_EVER:
        request.environ[LASTS] = (request.view_args or {}).get("name")
    return response


@lru_cache(maxsize=256)
def wanted(accept_encoding: str) -> str | None:
    """The smallest of those that whoever asks likes best; None for who can unpack nothing, or wants nothing packed."""
    asked = parse_accept_header(accept_encoding)
    best = max(_PACKERS, key=asked.quality)
    return best if asked.quality(best) > 0 else None


def _is_wanted_soon() -> bool:
    name = (request.view_args or {}).get("name", "")
    return request.endpoint == "static" or _CONSOLE.match(name) is not None


def _has_been_rare(encoding: str, content: bytes) -> bool:
    return next(_askings(encoding, digest(content))) < _OFTEN


@lru_cache(maxsize=1024)
def _askings(_encoding: str, _sha256: bytes) -> Iterator[int]:
    return count(1)


@lru_cache(maxsize=1024)
def _packed(encoding: str, content: bytes, soon: bool) -> bytes:
    """Each once, and once more when it turned out to be asked for often."""
    return _PACKERS[encoding](content, soon)
