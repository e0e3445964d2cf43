"""Who is asking: whoever shows a room's access token is its resident. What else a browser sends is read here, or refused."""

from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Response, request
from sqlalchemy import Connection, Row

from handlers.context import context
from handlers.security import refusal
from storage import blocks, consultations, room_keys, rooms
from storage.contexts import unb64

_BEARER = "Bearer "
_ACCESS = 32

SENTENCES = {
    "room": "このやりとりは、ここにはもうありません。",
    "link": "このリンクは、もう使えません。LINEから、もう一度ひらいてください。",
    "claimed": "このリンクは、ほかの画面でひらかれています。",
    "roster": "担当の人がかわりました。画面を読み直してください。",
    "gone": "このやりとりは、消去されています。",
    "head": "新しい文が届いています。",
    "generation": "鍵が新しくなっています。",
    "closed": "このやりとりは、終わっています。",
    "blocked": "いまは、ここでお話をうかがうことができません。",
    "upload": "届いていない部分があります。",
    "full": "送る内容が大きすぎます。",
    "knock": "LINEからひらいた画面だけで使えます。",
}
_BROKEN = "画面がこわれているか、古くなっています。読み直して、もう一度お試しください。"


class Refused(Exception):
    """Ends the request, and whatever transaction it is in, with this refusal."""

    def __init__(self, code: str, status: int, **more: object) -> None:
        super().__init__(code)
        self.code, self.status, self.more = code, status, more


def refused(error: Refused) -> Response:
    return refusal(error.code, error.status, SENTENCES.get(error.code, _BROKEN), **error.more)


@dataclass(frozen=True)
class Guest:
    """The resident of the room with this access hash, if there is one."""

    access_hash: bytes

    @classmethod
    def of_request(cls) -> "Guest":
        """Refused 404 without a token, as for one that opens nothing."""
        shown = request.headers.get("authorization", "")
        if not shown.startswith(_BEARER):
            raise Refused("room", 404)
        try:
            access = unb64(shown.removeprefix(_BEARER))
        except ValueError:
            raise Refused("room", 404) from None
        if len(access) != _ACCESS:
            raise Refused("room", 404)
        return cls(room_keys.access_hash(access))

    def find(self, connection: Connection) -> Row[Any]:
        """The consultation with its room; refused 404 when there is none (any more)."""
        row = rooms.find(connection, self.access_hash)
        if row is None:
            raise Refused("room", 404)
        return row

    def glance(self, connection: Connection) -> Row[Any]:
        """As much of it as shows whether anything is new (`rooms.glance`); refused 404 when there is none."""
        row = rooms.glance(connection, self.access_hash)
        if row is None:
            raise Refused("room", 404)
        return row

    def hold(self, connection: Connection) -> Row[Any]:
        """As `find`, kept from changing until the commit: the resident first, as everywhere, so that nobody waits for ever."""
        consultations.hold_resident(connection, bytes(self.find(connection).pseudonym))
        row = rooms.find(connection, self.access_hash, hold=True)
        if row is None:
            raise Refused("room", 404)
        return row


def require_unblocked(connection: Connection, pseudonym: bytes) -> None:
    """Refused 403 "blocked" with `until` (ms) while two people keep this resident from being answered."""
    until = blocks.in_force(connection, pseudonym, now=context().now())
    if until is not None:
        raise Refused("blocked", 403, until=until)


def json_body() -> dict[str, Any]:
    """The request's JSON object; 400 when it is none."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        unreadable()
    return body


def binary(text: object, *lengths: int) -> bytes:
    """Bytes from base64url, of one of these lengths where given; 400 otherwise."""
    try:
        content = unb64(text) if isinstance(text, str) else unreadable()
    except ValueError:
        unreadable()
    if lengths and len(content) not in lengths:
        unreadable()
    return content


def flag(body: dict[str, Any], name: str) -> bool:
    """A true or a false; false when nothing is said; 400 for anything else."""
    said = body.get(name, False)
    return said if isinstance(said, bool) else unreadable()


def unreadable() -> NoReturn:
    raise Refused("bad-request", 400)
