"""A counselor in front of the console's doors: the Python twin of what the browser does, over Flask's test client."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from storage.contexts import b64, unb64
from storage.records import Record, seal_record
from storage.wrapsets import WrapSet
from tests.cast import Colleague, Json, colleague, founded


class Desk:
    """One browser; signed in from the start, as `name`."""

    def __init__(self, app: Flask, name: str) -> None:
        self.person: Colleague = colleague(name)
        self.client = app.test_client()
        signed_in = self.client.post(
            "/console/sessions", json={"name": name, "secret": b64(self.person.secret)}
        )
        assert signed_in.status_code == 201, signed_in.text
        self.session: Json = signed_in.json or {}
        self.headers = {"X-CSRF-Token": self.session["csrf"]}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/console/{path}", headers=headers)

    def post(self, path: str, body: Any = None) -> TestResponse:
        return self.client.post(f"/console/{path}", json={} if body is None else body, headers=self.headers)

    def inbox(self) -> list[Json]:
        found: list[Json] = (self.get("consultations").json or {})["consultations"]
        return found

    def ids(self) -> list[str]:
        return [line["id"] for line in self.inbox()]

    def whole(self, consultation: str) -> Json:
        answer = self.get(f"consultations/{consultation}")
        assert answer.status_code == 200, answer.text
        return answer.json or {}

    def claim(self, consultation: str) -> int:
        return self.post(f"consultations/{consultation}/assignment").status_code

    def close(self, consultation: str) -> TestResponse:
        return self.post(f"consultations/{consultation}/closure")

    def seal(self, whole: Json, text: str, *, author: Colleague | None = None, **changes: Any) -> Record:
        """A reply as this counselor's browser seals it; `changes` are what it should not have done."""
        wrapset, head = WrapSet.from_json(whole["wrapsets"][-1]), whole["head"]
        honest = {
            "case": unb64(whole["consultation"]["id"]),
            "key_id": wrapset.key_id,
            "seq": head["seq"],
            "dir": 1,
            "epoch": 1,
            "prev": unb64(head["prev"]),
            "ack": unb64(head["ack"]),
            "ts": whole["consultation"]["last_activity"] + 1,
            "payload": {"v": 1, "kind": "text", "text": text},
        }
        sender, signer = changes.pop("sender", self.person.kid), (author or self.person).signer
        fingerprint = founded().keys.fingerprint
        return seal_record(fingerprint, signer, sender, wrapset.case_pk, **(honest | changes))

    def send(self, consultation: str, record: Record, text: Any) -> TestResponse:
        return self.post(f"consultations/{consultation}/replies", {"record": record.as_dict(), "text": text})

    def reply(self, consultation: str, text: str) -> TestResponse:
        return self.send(consultation, self.seal(self.whole(consultation), text), text)
