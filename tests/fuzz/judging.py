"""What must hold of every answer, whatever was asked. Nothing here asks the product: what a refusal has to look like stands here."""

import json
import logging
import re
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine, event
from werkzeug.wrappers import Response

from storage import prepared
from tests.fuzz.knocking import CANARY, Asked

LARGEST_REFUSAL = 20_000
"""Bytes. A page of an error is some 2,000; a refusal may name other times for a visit."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_WORDS = ("webhook.callback",)
"""Refusals to a machine that reads none."""
OWN_SHAPE = ("health.ready",)
"""A list of checks, of which some don't hold in a town without a time process."""
KEPT = (
    "static",
    "files.show",
    "room.facts.show",
    "booking.facts.show",
    "flyers.pictures.show",
    "flyers.adding.tell",
)
"""The same for everybody, and without a secret: these say themselves how long they may be kept, refusals too."""
NOTED = {"attempts", "sessions", "booking_links", "audit_log", "ledger"}
"""What a refused request may leave: that somebody tried, and that a session or link was in use."""
_WRITE = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE
)


class Writes:
    """The tables that committed transactions have written to, by what really went to the database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.committed: set[str] = set()
        self._open: dict[int, set[str]] = {}
        event.listen(engine, "after_cursor_execute", self._said)
        self._sent = prepared._sent
        self._listening = patch.object(prepared, "_sent", side_effect=self._prepared)
        self._listening.start()
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", self._rollback)

    def end(self) -> None:
        event.remove(self.engine, "after_cursor_execute", self._said)
        self._listening.stop()
        event.remove(self.engine, "commit", self._commit)
        event.remove(self.engine, "rollback", self._rollback)

    def _said(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if cursor.rowcount > 0:
            self._note(connection, statement)

    def _prepared(self, connection: Connection, asked: Any, *, told: int) -> Any:
        """What goes past SQLAlchemy's events."""
        answers = self._sent(connection, asked, told=told)
        unheard = [None] * (len(asked) - told)
        for (one, _), answer in zip(asked, [*unheard, *answers], strict=True):
            statement = one.spelled(connection.dialect).text
            if answer is None or answer or "RETURNING" not in statement:
                self._note(connection, statement)
        return answers

    def _note(self, connection: Any, statement: str) -> None:
        if found := _WRITE.match(statement):
            self._open.setdefault(id(connection.connection.dbapi_connection), set()).add(found.group(1))

    def _commit(self, connection: Any) -> None:
        self.committed |= self._open.pop(id(connection.connection.dbapi_connection), set())

    def _rollback(self, connection: Any) -> None:
        self._open.pop(id(connection.connection.dbapi_connection), None)


class Judge:
    """Looks at one answer after the other; AssertionError says what is wrong with it."""

    def __init__(self, engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
        self.writes, self._caplog = Writes(engine), caplog
        caplog.set_level(logging.INFO)

    def begin(self) -> None:
        self._caplog.clear()
        self.writes.committed.clear()

    def look(self, endpoint: str, asked: Asked, answer: Response, *, changes: bool) -> None:
        """`changes`: it is a door that only somebody of the staff may change something by."""
        status = answer.status_code
        self._listen()
        assert status != 500, "a fault of our own"
        assert status < 500 or endpoint in OWN_SHAPE or status == 503, status
        missing = {name for name, value in ALWAYS.items() if answer.headers.get(name) != value}
        if status >= 400:
            assert not missing, missing
            self._refused(endpoint, asked, answer)
        if changes and asked.forged:
            assert status >= 400, f"a forged change was answered with {status}"

    def _listen(self) -> None:
        """In the log stands nothing of what was sent, and no trouble."""
        ours = [one for one in self._caplog.records if one.name.split(".")[0] != "asyncio"]
        said = [one.getMessage() + (str(one.exc_info[1]) if one.exc_info else "") for one in ours]
        loud = [text for one, text in zip(ours, said, strict=True) if one.levelno > logging.INFO]
        assert not loud, loud
        assert CANARY not in "".join(said), said

    def _refused(self, endpoint: str, asked: Asked, answer: Response) -> None:
        body, told = answer.get_data(), str(answer.headers)
        assert len(body) <= LARGEST_REFUSAL, len(body)
        assert CANARY.encode() not in body, "what was sent is sent back"
        assert CANARY not in told, "what was sent is sent back in a header"
        assert "Set-Cookie" not in answer.headers
        assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", "")
        assert answer.headers.get("Cache-Control") == "no-store" or endpoint in KEPT
        assert self.writes.committed <= NOTED, self.writes.committed
        if asked.method != "HEAD" and endpoint not in (*NO_WORDS, *OWN_SHAPE):
            _words(answer.mimetype, body.decode())


def _words(kind: str | None, text: str) -> None:
    """A page for a person, or JSON with a sentence for one, and a word for the page's script."""
    if kind == "text/html":
        assert re.search(r"<html lang=\"(ja|en|ja-x-easy)\"", text), text[:200]
        assert "</html>" in text
        return
    assert kind == "application/json", kind
    said = json.loads(text)
    assert isinstance(said.get("error"), str), said
    assert isinstance(said.get("message"), str), said
    assert said["message"], said
