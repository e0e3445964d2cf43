"""A running site as a stranger's browser gets it: one path after the other, over one connection."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from handlers.commands.refused import Misused, Refused

LARGEST = 10 * 1024 * 1024
SECONDS = 20
AS_A_PHONE = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "ja",
    "Accept-Encoding": "gzip, deflate, br",
}
"""Asked as residents' phones ask, so that the answer is the one that they would get."""


class Answer(NamedTuple):
    """status, body, and headers by their name in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Site:
    """At this address. `get` answers None where nobody does."""

    def __init__(self, address: str) -> None:
        """`Misused` for what is no address of a site."""
        from urllib3 import PoolManager

        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
            raise Misused(
                f"{address} is no address such as https://talk.example.jp",
                f"{address} は、サイトのアドレスではありません。https://talk.example.jp のように書いてください。",
            )
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._pool = PoolManager(headers=AS_A_PHONE, retries=1, timeout=SECONDS)

    def get(self, path: str) -> Answer | None:
        """What stands there; a redirect is an answer like another and not followed."""
        from urllib3.exceptions import HTTPError

        try:
            response = self._pool.request("GET", self.origin + path, redirect=False, preload_content=False)
            with response:
                body = response.read(LARGEST, decode_content=True)
            headers = {name.lower(): value for name, value in response.headers.items()}
        except HTTPError:
            return None
        return Answer(response.status, body, headers)

    def chain(self) -> list[dict[str, Any]]:
        """The rosters that it shows, unverified. `Refused` where it shows none."""
        answer = self.get("/room/roster")
        try:
            chain = json.loads(answer.body)["chain"] if answer and answer.status == 200 else None
        except (ValueError, KeyError, TypeError, RecursionError):
            chain = None
        if not isinstance(chain, list):
            raise Refused(
                f"{self.origin} shows no roster: is it the address of a Hidamari?",
                f"{self.origin} に、職員名簿がありません。アドレスが合っているか、サイトが動いているかを確かめてください。",
            )
        return chain
