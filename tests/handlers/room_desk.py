"""A counselor in front of a room: replies go to the key that its resident has too, what stays inside to the desk's own."""

from typing import Any

from werkzeug.test import TestResponse

from storage.contexts import b64
from storage.keyring import open_keyring
from storage.record import Record
from storage.records import Entry, open_transcript
from storage.roster import SignedRoster, Trust, accept_chain
from storage.wrapsets import WrapSet, is_inside
from tests.cast import Json
from tests.handlers.desk import Desk
from tests.joining import prepared
from tests.room_resident import RoomResident


class RoomDesk:
    """One colleague and one room; what its pages do, without the pages."""

    def __init__(self, desk: Desk, room: RoomResident) -> None:
        self.desk, self.room, self.id = desk, room, b64(room.id)

    @property
    def trust(self) -> Trust:
        chain = [SignedRoster.from_json(one) for one in (self.desk.get("roster").json or {})["chain"]]
        return accept_chain(self.room.fp, chain, chain[-1].parsed().not_before)

    def keys(self, *, inside: bool) -> list[WrapSet]:
        sets = [WrapSet.from_json(one) for one in self.desk.whole(self.id)["wrapsets"]]
        return [one for one in sets if is_inside(one, self.room.guest) == inside]

    def seal(self, payload: Json, *, inside: bool, **changes: Any) -> Record:
        """Under the newest key of that kind."""
        whole, key = self.desk.whole(self.id), self.keys(inside=inside)[-1]
        sealed_to = whole | {"wrapsets": [key.as_dict()]}
        changes = {"epoch": self.trust.epoch} | changes
        return self.desk.seal(sealed_to, "", payload={"v": 1} | payload, **changes)

    def make_inside_key(self, **changes: Any) -> TestResponse:
        made = prepared(self.trust, self.desk.person, self.room.desk, **changes)
        return self.post("wrapsets", {"inside": True, "wrapset": made.as_dict()})

    def append(self, noun: str, payload: Json, *, inside: bool = True, **body: Any) -> TestResponse:
        if inside and not self.keys(inside=True):
            assert self.make_inside_key().status_code == 201
        return self.post(noun, {"record": self.seal(payload, inside=inside).as_dict()} | body)

    def note(self, words: str) -> TestResponse:
        return self.append("notes", {"kind": "note", "text": words})

    def reply(self, words: str, **body: Any) -> TestResponse:
        return self.append("replies", {"kind": "text", "text": words}, inside=False, **body)

    def post(self, noun: str, body: Json) -> TestResponse:
        return self.desk.post(f"consultations/{self.id}/{noun}", body)

    def read(self) -> list[Entry]:
        """As this colleague's browser verifies and opens it."""
        whole, person = self.desk.whole(self.id), self.desk.person
        sets = [WrapSet.from_json(one) for one in whole["wrapsets"]]
        keyring = open_keyring(self.trust, self.room.genesis, sets, person.kid, person.identity)
        records = [Record.from_json(one) for one in whole["records"]]
        return open_transcript(
            self.trust, self.room.genesis, records, keyring.identities, inside=keyring.inside
        )

    def said(self) -> list[tuple[str, str]]:
        payloads = [entry.payload or {} for entry in self.read()]
        return [(one.get("kind", ""), one.get("text", "")) for one in payloads]
