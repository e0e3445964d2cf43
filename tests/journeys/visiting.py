"""A resident at the page for visits, without a browser: what it asks the doors, after she came by a link from the talk."""

import json
import re
import secrets
import urllib.error
import urllib.request
from typing import Any

from storage.contexts import b64
from tests.journeys.desk import Refused

LINK = re.compile(r"/booking/[^#\"]*#t=([\w-]{22})")


class Visitor:
    """Whoever has the link; a browser of her own makes its secret."""

    def __init__(self, origin: str, link: str) -> None:
        self.link, self.secret = link, b64(secrets.token_bytes(32))
        self._origin = origin
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.post("claims", {"link": link})

    def first_free(self, place: str, kind: str, day: int = 0) -> dict[str, Any]:
        """The first time on the so-manyth day that has any."""
        days = self.post("searches", {"place": place, "kind": kind})["days"]
        asked = {"place": place, "kind": kind, "day": sorted(days)[day]}
        found: dict[str, Any] = self.post("searches", asked)["openings"][0]
        return found

    def hold(self, place: str, kind: str, *, day: int = 0) -> dict[str, Any]:
        wanted = {"place": place, "kind": kind, "starts_at": self.first_free(place, kind, day)["starts_at"]}
        return self.post("holds", wanted | {"id": b64(secrets.token_bytes(16))})

    def book(self, place: str, kind: str, *, call_name: str, note: str, day: int = 0) -> dict[str, Any]:
        held = self.hold(place, kind, day=day)
        wanted = {"kind": kind, "notices": True, "reminder_hour": 18}
        said = {"call_name": call_name, "note": note}
        return self.post(f"bookings/{held['id']}/confirmation", wanted | said)

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path, None)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._ask("POST", path, json.dumps(body).encode())

    def _ask(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._origin}/booking/{path}", body, headers, method=method)
        try:
            with self._opener.open(request, timeout=30) as answer:
                content: bytes = answer.read()
        except urllib.error.HTTPError as refused:
            raise Refused(refused.code, json.loads(refused.read() or b"{}")) from None
        told: dict[str, Any] = json.loads(content) if content.startswith(b"{") else {}
        return told


def link_in(shown: Any) -> str:
    """The newest link to the page among what a phone shows, and nothing where there is none."""
    found = LINK.findall(json.dumps(shown))
    return found[-1] if found else ""
