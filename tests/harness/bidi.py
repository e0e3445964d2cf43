"""WebDriver BiDi, the W3C's protocol, as far as these tests speak it: commands with answers, and events in between."""

import itertools
import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from websockets.sync.client import connect

Json = dict[str, Any]
ANSWER_SECONDS = 60


class Failed(Exception):
    """An answer that is an error: its code, and what the browser says about it."""

    def __init__(self, method: str, code: str, message: str) -> None:
        super().__init__(f"{method}: {code}: {message}")
        self.code = code


class BiDi:
    """One session. Events are handed to `heard` when the next command is answered; nothing listens in between."""

    def __init__(self, address: str, heard: Callable[[str, Json], None]) -> None:
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(address, max_size=None, compression=None, proxy=None))
        self._heard = heard
        self._numbers = itertools.count(1)

    def __call__(self, method: str, **parameters: Any) -> Json:
        """The result of a command. Raises `Failed`, or TimeoutError after a minute of silence."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if said["type"] == "event":
                self._heard(said["method"], said["params"])
            elif said["id"] == number and said["type"] == "error":
                raise Failed(method, said["error"], said["message"])
            elif said["id"] == number:
                result: Json = said["result"]
                return result

    def close(self) -> None:
        self._open.close()
