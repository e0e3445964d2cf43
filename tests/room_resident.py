"""A resident in front of the room's doors: the Python twin of what the page does, over a test client of Flask or of a real server."""

import os
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from werkzeug.test import Client, TestResponse

from storage import chunks, room_keys, wrapsets
from storage.contexts import ZERO, b64, ctx, digest, fingerprint_text, unb64
from storage.genesis import Genesis, Guest, make_room_genesis
from storage.keyring import open_keyring
from storage.record import Record
from storage.records import Entry, Head, open_transcript, seal_record
from storage.roster import SignedRoster, Trust, accept_chain
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet

Json = dict[str, Any]


class RoomResident:
    """One browser with the keys of one room. Nothing of it is believed by the server; tests make it lie by `changes`."""

    def __init__(
        self, client: Client, fingerprint: bytes, clock: Callable[[], int], *, link: bytes | None = None
    ) -> None:
        self.client, self.fp, self.clock, self.link = client, fingerprint, clock, link
        self.secret, self.browser = os.urandom(16), os.urandom(32)
        self.signer, self.identity = Signer.generate(), Identity.generate()
        self.case_identity, self.key_id = Identity.generate(), os.urandom(16)
        self.access = room_keys.access_of(self.secret, fingerprint)
        told = self.get("roster", status=200)
        self.desk, self.lane = told["desk"], told["lane"] if link else "room"
        self.trust = self.trusting(told["chain"])
        self.genesis = self.make_genesis()
        self.wrapset = self.make_wrapset()
        self.capsule = room_keys.seal_capsule(self.secret, fingerprint, self.guest.kid, self.keys)
        self.head = Head(1, ZERO, ZERO)

    @property
    def keys(self) -> room_keys.RoomKeys:
        return room_keys.RoomKeys(self.signer, self.identity)

    @property
    def guest(self) -> Guest:
        guest = self.genesis.guest
        assert guest is not None
        return guest

    @property
    def id(self) -> bytes:
        return self.genesis.case

    def trusting(self, chain: Sequence[Mapping[str, object]]) -> Trust:
        signed = [SignedRoster.from_json(one) for one in chain]
        return accept_chain(self.fp, signed, signed[-1].parsed().not_before)

    def make_genesis(self, **changes: str) -> Genesis:
        epk = self.identity.recipient.public
        how = {"lane": self.lane, "desk": self.desk} | changes
        return make_room_genesis(self.fp, self.signer, epk, key_id=self.key_id, **how)

    def make_wrapset(self, **changes: Any) -> WrapSet:
        """For the desk and oneself; `changes` are what it should not have done."""
        members = [*self.trust.current.desk_members(self.desk), (self.guest.kid, self.guest.epk)]
        how = {"key_id": self.key_id, "desk": self.desk, "epoch": self.trust.epoch, "members": members}
        signer, creator = changes.pop("signer", self.signer), changes.pop("creator", self.guest.kid)
        return wrapsets.make_wrapset(self.fp, signer, creator, self.case_identity, **(how | changes))

    def seal(self, *payloads: Json, **changes: Any) -> list[Record]:
        """Records that go on, one after the other, from what this browser knows; `changes` are what it should not have done."""
        sealed, head = [], self.head
        signer, case_pk = changes.pop("signer", self.signer), self.case_identity.recipient.public
        for payload in payloads:
            honest: Json = {
                "case": self.id, "key_id": self.key_id, "seq": head.seq, "dir": 0, "epoch": self.trust.epoch,
                "prev": head.prev, "ack": head.ack, "ts": self.clock(), "payload": {"v": 1} | payload,
            }  # fmt: skip
            sender = changes.get("sender", self.guest.kid)
            others = {name: value for name, value in changes.items() if name != "sender"}
            record = seal_record(self.fp, signer, sender, case_pk, **(honest | others))
            name = record.id(self.fp)
            head = Head(record.seq + 1, name, name)
            sealed.append(record)
        return sealed

    def text(self, *words: str, **changes: Any) -> list[Record]:
        return self.seal(*({"kind": "text", "text": one} for one in words), **changes)

    def opening(self, *records: Record, **changes: Any) -> Json:
        """What opens the room."""
        body: Json = {
            "genesis": self.genesis.as_dict(),
            "wrapset": self.wrapset.as_dict(),
            "capsule": b64(self.capsule),
            "access": b64(room_keys.access_hash(self.access)),
            "records": [record.as_dict() for record in records],
            "language": "ja",
            "erase_on_close": False,
        }
        if self.link is not None:
            body |= {"link": b64(self.link), "browser": b64(digest(ctx("browser", self.browser)))}
        return body | changes

    def claim(self) -> TestResponse:
        shown = digest(ctx("browser", self.browser))
        return self.post("claims", {"link": b64(self.link or b""), "browser": b64(shown)})

    def open(self, *words: str) -> "RoomResident":
        """Claims its link, if there is one, and opens the room with these words."""
        if self.link is not None:
            assert self.claim().status_code in (200, 201)
        answer = self.post("consultations", self.opening(*self.text(*(words or ("はじめまして",)))))
        assert answer.status_code == 201, answer.text
        self.look()
        return self

    def say(self, *words: str, **more: Any) -> TestResponse:
        return self.send(self.text(*words), **more)

    def send(self, records: Sequence[Record], **more: Any) -> TestResponse:
        answer = self.post("entries", {"records": [record.as_dict() for record in records]} | more)
        if answer.status_code == 201:
            self.look()
        return answer

    def sends_picture(self, content: bytes, ref: bytes = b"") -> tuple[bytes, list[Record], list[bytes]]:
        """The ref, the two records, and the sealed pieces, none of it sent yet."""
        ref = ref or os.urandom(16)
        cover, pieces = chunks.seal(content, self.fp, self.id, ref)
        kept = {
            "kind": "attachment",
            "ref": b64(ref),
            "state": "kept",
            "type": "image/jpeg",
        } | cover.as_dict()
        return ref, self.seal({"kind": "image", "ref": b64(ref), "size": len(content)}, kept), pieces

    def upload(self, ref: bytes, number: int, piece: bytes) -> int:
        path = f"/room/uploads/{b64(ref)}/{number}"
        return self.client.put(path, data=piece, headers=self.headers()).status_code

    def attachment(self, position: int) -> list[bytes]:
        answer = self.client.get(f"/room/attachments/{position}", headers=self.headers())
        assert answer.status_code == 200, answer.text
        framed, pieces = answer.data, []
        while framed:
            (length,) = struct.unpack(">I", framed[:4])
            pieces.append(framed[4 : 4 + length])
            framed = framed[4 + length :]
        return pieces

    def look(self, after: int = 0) -> Json:
        """How the room stands; takes note of the head and of the newest key."""
        told: Json = self.get(f"consultation?after={after}", status=200)
        head = told["head"]
        self.head = Head(head["seq"], unb64(head["prev"]), unb64(head["ack"]))
        return told

    def read(self) -> list[Entry]:
        """The transcript, verified and opened as the page does it."""
        told = self.look()
        genesis = Genesis.from_json(told["genesis"])
        assert genesis == self.genesis
        sets = [WrapSet.from_json(one) for one in told["wrapsets"]]
        keyring = open_keyring(self.trust, genesis, sets, self.guest.kid, self.identity)
        stored = [Record.from_json(one["record"]) for one in told["records"]]
        return open_transcript(self.trust, genesis, stored, keyring.identities, inside=keyring.inside)

    def texts(self) -> list[str | None]:
        return [entry.payload.get("text") if entry.payload else None for entry in self.read()]

    def get(self, path: str, *, status: int | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """The answer; with `status` what is in it."""
        answer = self.client.get(f"/room/{path}", headers={**self.headers(), **(headers or {})})
        if status is None:
            return answer
        assert answer.status_code == status, answer.text
        return answer.json or {}

    def post(self, path: str, body: Any = None) -> TestResponse:
        return self.client.post(f"/room/{path}", json=body or {}, headers=self.headers())

    def erase(self, position: int) -> int:
        return self.client.delete(f"/room/entries/{position}", headers=self.headers()).status_code

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {b64(self.access)}", "Accept": "application/json"}

    def fragment(self) -> str:
        return f"k={fingerprint_text(self.fp)}&e={self.trust.epoch}"
