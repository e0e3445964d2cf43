"""What Hanako sends that is not text, and what the counselor then reads and opens."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from simulator.pictures import picture
from storage import attachments, chunks, shred
from storage.contexts import unb64
from tests.bot.line import Line
from tests.cast import Json, colleague

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT = "/content"
PNG = picture("tea")
MP4 = b"\0\0\0\x18ftypmp42" + bytes(70_000)
M4A = b"\0\0\0\x18ftypM4A " + bytes(2_000)


def sends(line: Line, kind: str = "image", content: bytes = PNG) -> tuple[bytes, str]:
    """Hanako sends it; the consultation, and LINE's id of the message."""
    sent = line.platform.send_media(line.hanako, kind, content)
    line.platform.webhooks.settle()
    (case,) = line.town.consultations()
    return case, sent.message_id


def told(line: Line, case: bytes) -> list[Json | None]:
    """What the counselor reads of attachments, None where it was erased."""
    entries = line.town.read(case, colleague("sato"))
    return [one.payload for one in entries if one.payload is None or one.payload["kind"] == "attachment"]


def opened(line: Line, case: bytes, position: int = 2) -> bytes:
    """The file, as the counselor's browser opens it."""
    town, payload = line.town, line.town.read(case, colleague("sato"))[position - 1].payload
    assert payload is not None
    with town.database.reading() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        sealed = attachments.read(connection, key, position)
    cover, ref = chunks.Cover.from_payload(payload), unb64(payload["ref"])
    return chunks.open_(cover, sealed, town.keys.fingerprint, case, ref)


def stored(line: Line) -> int:
    return line.town.count()["attachments"]


def while_fetching(happens: Callable[[], object]) -> "WSGIApplication":
    """A LINE at which something happens while it gives out the picture."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        happens()
        return Response(PNG, mimetype="image/png")(environ, start_response)

    return answer


def endless(sent: list[int], declared: bool) -> Response:
    """A picture larger than any may be, as LINE gives it out: `sent` is told what went, and `declared` whether LINE says so before."""

    def pieces() -> Iterator[bytes]:
        yield b"\x89PNG\r\n\x1a\n"
        for _ in range(1_000):
            sent.append(100_000)
            yield bytes(100_000)

    headers = {"Content-Length": str(100_000_008)} if declared else {}
    return Response(pieces(), mimetype="image/png", headers=headers)
