"""What a counselor does with a consultation besides answering: records that stay inside, and doors without one."""

from typing import Any

from werkzeug.test import TestResponse

from storage.contexts import b64
from tests.cast import Colleague, Town
from tests.handlers.desk import Desk


def append(desk: Desk, consultation: str, noun: str, payload: dict[str, Any], **body: Any) -> TestResponse:
    """As the browser does it: opens the consultation, seals the record, hands it to the door of that noun."""
    record = desk.seal(desk.whole(consultation), "", payload={"v": 1} | payload)
    return desk.post(f"consultations/{consultation}/{noun}", {"record": record.as_dict()} | body)


def note(desk: Desk, consultation: str, text: str) -> TestResponse:
    return append(desk, consultation, "notes", {"kind": "note", "text": text})


def hand_over(desk: Desk, consultation: str, to: Colleague | None, text: str = "") -> TestResponse:
    kid = b64(to.kid) if to else None
    payload = {"kind": "handover", "to": kid or "", "text": text}
    return append(desk, consultation, "handover", payload, to=kid)


def do(desk: Desk, consultation: str, noun: str, body: Any = None) -> TestResponse:
    return desk.post(f"consultations/{consultation}/{noun}", body)


def undo(desk: Desk, consultation: str, noun: str) -> int:
    path = f"/console/consultations/{consultation}/{noun}"
    return desk.client.delete(path, headers=desk.headers).status_code


def said(town: Town, case: bytes, reader: Colleague) -> list[tuple[str, str]]:
    """(kind, text) of every record, as this colleague opens them."""
    payloads = [entry.payload or {} for entry in town.read(case, reader)]
    return [(payload.get("kind", ""), payload.get("text", "")) for payload in payloads]
