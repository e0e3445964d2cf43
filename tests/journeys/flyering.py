"""A clerk who puts up a flyer, and a school that orders paper, both without a browser: what they send to the doors."""

import json
import secrets
import urllib.error
import urllib.request
from typing import Any

from simulator import taps
from storage.contexts import b64
from tests.flyers.at_flyers import WORDS
from tests.flyers.ordering import solved
from tests.journeys.desk import Counselor, Refused

LANGUAGES = ("ja", "easy", "en")


def put_up(clerk: Counselor, pdf: bytes, **words: Any) -> str:
    """A flyer of one page that residents see from now on; its id."""
    made = clerk.post("/console/flyers", WORDS | words)
    path = f"/console/flyers/{made['id']}"
    uploaded = clerk.upload(f"{path}/versions", pdf)
    said = {
        "alt": {language: ["A sun."] for language in LANGUAGES},
        "aloud": dict.fromkeys(LANGUAGES, "A sun."),
    }
    told = clerk.put(f"{path}/versions/1/words", said | {"revision": uploaded["revision"]})
    clerk.put(f"{path}/shown", {"revision": told["revision"], "version": 1, "from": None, "until": None})
    return str(made["id"])


def order(origin: str, **said: str) -> str:
    """By the public form, with a proof of work; the code that it answers."""
    body = {"id": b64(secrets.token_bytes(16)), "kind": "school", "items": [["card", 30]], "note": ""}
    proof = solved(ask(origin, "proofs"))
    return str(ask(origin, "orders", body | {"proof": proof} | said)["code"])


def ask(origin: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """A GET, or a POST of this body. Raises `Refused`."""
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{origin}/flyers/{path}", content, headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            found: dict[str, Any] = json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        raise Refused(refused.code, json.loads(refused.read() or b"{}")) from None
    return found


def button(shown: list[dict[str, Any]], label: str) -> str:
    """What the newest button of this label sends, or ""."""
    found = [one for message in shown for one in taps.offered(message) if one.get("label") == label]
    return str(found[-1].get("data", "")) if found else ""
