"""A resident's browser without a browser: makes a room, seals, asks the doors and reads, with the Python twin of the page's code.

For what is about the server's side of a room, and for setting one up; the page itself is walked in tests/journeys.
"""

import os
import time
from collections.abc import Callable
from typing import Any

from storage import room_keys
from storage.contexts import ZERO, b64, digest, kid_of, unb64
from storage.genesis import Genesis, make_room_genesis
from storage.keyring import open_keyring
from storage.record import FROM_RESIDENT, Record
from storage.records import Entry, open_transcript, seal_record
from storage.room_keys import RoomKeys
from storage.roster import SignedRoster, Trust, accept_chain
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet, make_wrapset

Json = dict[str, Any]
Ask = Callable[[str, str, Json | None, dict[str, str]], tuple[int, Json]]
"""ask(method, path below /room/, body, headers) → (status, answer)."""


class Visitor:
    """Somebody with an empty browser in front of one office."""

    def __init__(self, ask: Ask, fingerprint: bytes) -> None:
        self._ask, self.fingerprint = ask, fingerprint
        self.secret = os.urandom(room_keys.SECRET)
        self.keys = RoomKeys(Signer.generate(), Identity.generate())
        self.case_key = Identity.generate()
        self.kid = kid_of("resident", self.keys.signer.public, self.keys.identity.recipient.public)
        self.seq, self.prev, self.ack = 0, ZERO, ZERO

    @property
    def access(self) -> bytes:
        return room_keys.access_of(self.secret, self.fingerprint)

    @property
    def id(self) -> str:
        return b64(self.genesis.case)

    def open(self, *words: str, lane: str = "room", **more: object) -> Json:
        """Posts the room with its first records; `more` goes into the body (link, browser)."""
        status, told = self._ask("GET", "roster", None, {})
        assert status == 200, told
        trust, desk, key_id = self.trust(told["chain"]), told["desk"], os.urandom(16)
        epk = self.keys.identity.recipient.public
        self.genesis = make_room_genesis(
            self.fingerprint, self.keys.signer, epk, lane=lane, desk=desk, key_id=key_id
        )
        self.wrapset = make_wrapset(
            self.fingerprint, self.keys.signer, self.kid, self.case_key, key_id=key_id, desk=desk,
            epoch=trust.epoch, members=[*trust.current.desk_members(desk), (self.kid, epk)],
        )  # fmt: skip
        body = {
            "genesis": self.genesis.as_dict(),
            "wrapset": self.wrapset.as_dict(),
            "capsule": b64(room_keys.seal_capsule(self.secret, self.fingerprint, self.kid, self.keys)),
            "access": b64(room_keys.access_hash(self.access)),
            "records": [self.sealed(text).as_dict() for text in words],
            "language": "ja",
            "erase_on_close": False,
        }
        return self._sent("consultations", body | more, {})

    def sealed(self, said: str | Json) -> Record:
        """The next record of theirs, a text or another payload: the place in the chain is taken from here on."""
        payload: Json = {"kind": "text", "text": said} if isinstance(said, str) else said
        record = seal_record(
            self.fingerprint, self.keys.signer, self.kid, self.wrapset.case_pk, case=self.genesis.case,
            key_id=self.wrapset.key_id, seq=self.seq + 1, dir=FROM_RESIDENT, epoch=self.wrapset.epoch,
            prev=self.prev, ack=self.ack, ts=time.time_ns() // 1_000_000,
            payload={"v": 1} | payload,
        )  # fmt: skip
        self.seq, self.prev = self.seq + 1, record.id(self.fingerprint)
        self.ack = self.prev
        return record

    def say(self, *words: str) -> Json:
        return self.send([self.sealed(text) for text in words])

    def send(self, records: list[Record], **more: object) -> Json:
        return self._sent("entries", {"records": [one.as_dict() for one in records]} | more, self.shown)

    def ask(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        """As the resident of the room."""
        return self._ask(method, path, body, self.shown)

    def whole(self) -> Json:
        status, told = self.ask("GET", "consultation?after=0")
        assert status == 200, told
        return told

    def read(self) -> list[Entry]:
        """Everything verified and opened; from here on what is written names it as seen."""
        whole, (_, told) = self.whole(), self._ask("GET", "roster", None, {})
        trust, first = self.trust(told["chain"]), Genesis.from_json(whole["genesis"])
        wrapsets = [WrapSet.from_json(one) for one in whole["wrapsets"]]
        keys = open_keyring(trust, first, wrapsets, self.kid, self.keys.identity)
        records = [Record.from_json(one["record"]) for one in whole["records"]]
        self.ack = unb64(whole["head"]["ack"])
        return open_transcript(trust, first, records, keys.identities, inside=keys.inside)

    def trust(self, chain: list[Json]) -> Trust:
        return accept_chain(
            self.fingerprint, [SignedRoster.from_json(link) for link in chain], int(time.time())
        )

    @property
    def shown(self) -> dict[str, str]:
        return {"authorization": f"Bearer {b64(self.access)}"}

    def _sent(self, door: str, body: Json, headers: dict[str, str]) -> Json:
        status, told = self._ask("POST", door, body, headers)
        assert status in (200, 201), told
        return told


def browser_mark() -> tuple[bytes, str]:
    """A secret that a browser keeps, and what it shows of it when it claims a link."""
    secret = os.urandom(32)
    return secret, b64(digest(secret))
