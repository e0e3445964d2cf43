"""A counselor without a browser: signs in over HTTP, verifies, opens and seals with the Python twin of the browser's code.

For the journeys that are about the server's nerves and not about the page; the page itself is walked in test_main_line.py.
"""

import functools
import http.cookiejar
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from storage import capsules
from storage.contexts import b64, parse_fingerprint, unb64
from storage.genesis import Genesis
from storage.keyring import open_keyring
from storage.records import Entry, Record, open_transcript, seal_record
from storage.roster import SignedRoster, Trust, accept_chain
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet

_derive_unlock = functools.cache(capsules.derive_unlock)
"""Half a second the first time; whoever signs in again with the same passphrase has it at once."""


class Refused(Exception):
    """An answer other than 2xx."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


@dataclass
class Opened:
    """One consultation as this counselor reads it."""

    whole: dict[str, Any]
    wrapsets: list[WrapSet]
    entries: list[Entry]
    inside: frozenset[bytes] = frozenset()

    @property
    def answered_with(self) -> WrapSet:
        """The newest key that the resident of a room has too."""
        return next(one for one in reversed(self.wrapsets) if one.key_id not in self.inside)

    @property
    def texts(self) -> list[str]:
        return [entry.payload["text"] for entry in self.entries if entry.payload]

    @property
    def delivery_states(self) -> list[str]:
        return [delivery["state"] for delivery in self.whole["deliveries"].values()]


class Counselor:
    """Signed in at `origin` with a name and a passphrase."""

    def __init__(self, origin: str, name: str, passphrase: str) -> None:
        self._origin = origin
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )
        self._csrf = ""
        parameters = self.get(f"/console/sign-in?name={name}")
        unlock = _derive_unlock(passphrase, unb64(parameters["salt"]), parameters["iters"])
        session = self.post("/console/sessions", {"name": name, "secret": b64(unlock.secret)})
        self._csrf = session["csrf"]
        self.kid = unb64(session["kid"])
        self.fingerprint = parse_fingerprint(session["fingerprint"])
        keys = capsules.open_capsule_with(self.fingerprint, session["capsule"], unlock)
        self._signer, self.identity = Signer.from_pkcs8(keys["sign"]), Identity.from_pkcs8(keys["enc"])

    def inbox(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("/console/consultations")["consultations"]
        return found

    def trust(self) -> Trust:
        chain = [SignedRoster.from_json(link) for link in self.get("/console/roster")["chain"]]
        return accept_chain(self.fingerprint, chain, int(time.time()))

    def open(self, consultation: str) -> Opened:
        whole = self.get(f"/console/consultations/{consultation}")
        trust, first = self.trust(), Genesis.from_json(whole["genesis"])
        wrapsets = [WrapSet.from_json(wrapset) for wrapset in whole["wrapsets"]]
        keys = open_keyring(trust, first, wrapsets, self.kid, self.identity)
        records = [Record.from_json(record) for record in whole["records"]]
        entries = open_transcript(trust, first, records, keys.identities, inside=keys.inside)
        return Opened(whole, wrapsets, entries, keys.inside)

    def claim(self, consultation: str) -> None:
        self.post(f"/console/consultations/{consultation}/assignment", {})

    def seal(self, opened: Opened, text: str) -> Record:
        head, wrapset = opened.whole["head"], opened.answered_with
        return seal_record(
            self.fingerprint,
            self._signer,
            self.kid,
            wrapset.case_pk,
            case=unb64(opened.whole["consultation"]["id"]),
            key_id=wrapset.key_id,
            seq=head["seq"],
            dir=1,
            epoch=self.trust().epoch,
            prev=unb64(head["prev"]),
            ack=unb64(head["ack"]),
            ts=time.time_ns() // 1_000_000,
            payload={"v": 1, "kind": "text", "text": text},
        )

    def reply(self, consultation: str, text: str) -> None:
        opened = self.open(consultation)
        if opened.whole["genesis"]["lane"] != "line":
            body = {"record": self.seal(opened, text).as_dict()}
            self.post(f"/console/consultations/{consultation}/replies", body)
            return
        self.send(consultation, self.seal(opened, text), text)

    def send(self, consultation: str, record: Record, text: str) -> None:
        body = {"record": record.as_dict(), "text": text}
        self.post(f"/console/consultations/{consultation}/replies", body)

    def close(self, consultation: str) -> int:
        due_at: int = self.post(f"/console/consultations/{consultation}/closure", {})["due_at"]
        return due_at

    def get(self, path: str) -> Any:
        return self._send(urllib.request.Request(self._origin + path))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._write("POST", path, json.dumps(body).encode())

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._write("PUT", path, json.dumps(body).encode())

    def upload(self, path: str, pdf: bytes) -> Any:
        return self._write("POST", path, pdf, "application/pdf")

    def _write(self, method: str, path: str, content: bytes, type_: str = "application/json") -> Any:
        headers = {"content-type": type_, "x-csrf-token": self._csrf}
        return self._send(urllib.request.Request(self._origin + path, content, headers, method=method))

    def _send(self, request: urllib.request.Request) -> Any:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            raise Refused(refused.code, json.loads(refused.read() or b"{}")) from None
