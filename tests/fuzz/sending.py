"""Posts batches of events as LINE does, and reads with Sato's keys what became of them."""

import copy
import json
import logging
import re
from collections import Counter
from typing import Any

import pytest
from flask import Flask

from tests.cast import Json, Town, colleague
from tests.fuzz.expecting import Expected
from tests.fuzz.webhook_events import EVENT_ID, MESSAGE_ID
from tests.handlers.line import Callback

MARKED = re.compile(r"⟦(\d+)⟧(.*?)⟦/\1⟧", re.DOTALL)


class Sender:
    """Stamps each event with ids of its own, posts it, and keeps what the office must have afterwards."""

    def __init__(self, app: Flask, town: Town, caplog: pytest.LogCaptureFixture) -> None:
        self._callback, self._town, self._caplog = Callback(app), town, caplog
        self._serial = 0
        self.expected = Expected()
        self.events = 0
        caplog.set_level(logging.INFO)

    def send(self, batch: list[Any]) -> None:
        """One webhook of these events: 200, no event lost, and not a word of trouble in the log."""
        self._caplog.clear()
        numbers = [self._serial + place for place, _ in enumerate(batch)]
        self._serial += len(batch)
        stamped = [
            self._stamped(one, number, numbers, batch) for one, number in zip(batch, numbers, strict=True)
        ]
        again = [stamped[number % 7 % len(stamped)] for number in numbers if number % 13 == 0]
        status = self._callback.signed(json.dumps({"events": stamped + again}).encode()).status_code
        # First, for it says which kind of fault an answer of 503 was.
        self.assert_silence()
        assert status == 200, status
        for event, number in zip(stamped, numbers, strict=True):
            self.expected.add(event, str(number))
        self.events += len(batch)

    def fails(self, batch: list[Any]) -> bool:
        """Whether sending this goes wrong."""
        try:
            self.send(batch)
        except AssertionError:
            return True
        return False

    def refused(self, body: bytes) -> None:
        """A signed body that is no webhook."""
        self._caplog.clear()
        assert self._callback.signed(body).status_code == 400
        self.assert_silence()

    def assert_silence(self) -> None:
        # Browsers of earlier stories complain to asyncio whenever Python gets round to clearing them away.
        ours = [r for r in self._caplog.records if r.name.split(".")[0] != "asyncio"]
        loud = [r for r in ours if r.levelno > logging.INFO or r.exc_info]
        assert not loud, [record.getMessage() for record in loud]
        told = [json.loads(r.getMessage()) for r in self._caplog.records if r.name == "hidamari.request"]
        assert [one for one in told if "failed" in one.get("outcomes", [])] == []

    def assert_everything_is_stored_once(self) -> None:
        (texts, kinds), readable = self._read(), self.expected.readable()
        # Small things to compare: of thousands of texts pytest would draw a difference for minutes.
        assert sorted(readable.keys() - texts.keys()) == []
        assert sorted(texts.keys() - readable.keys()) == []
        assert [mark for mark, text in texts.items() if readable[mark] != f"⟦{mark}⟧{text}⟦/{mark}⟧"] == []
        wanted = self.expected.counted()
        assert (dict(kinds - wanted), dict(wanted - kinds)) == ({}, {})

    def _stamped(self, event: Any, number: int, numbers: list[int], batch: list[Any]) -> Any:
        made = copy.deepcopy(event)
        if not isinstance(made, dict):
            return made
        event_id = made.get("webhookEventId")
        if isinstance(event_id, str) and event_id:
            # However odd it is, no other event has it.
            own = f"01EVENT{number:019d}"
            made["webhookEventId"] = own if event_id == EVENT_ID else f"{own}{event_id}"
        if isinstance(made.get("timestamp"), int) and 1_000_000 < made["timestamp"] < 2**52:
            made["timestamp"] += number
        message, unsend = made.get("message"), made.get("unsend")
        if isinstance(message, dict):
            told = message.get("id")
            if isinstance(told, str) and told:
                # However odd it is, no other message has it.
                own = f"5{number:017d}"
                message["id"] = own if told.startswith(MESSAGE_ID) else f"{own}{told}"
            text = message.get("text")
            if isinstance(text, str) and text.strip() and not self._town_command(text):
                message["text"] = f"⟦{number}⟧{text}⟦/{number}⟧"
        if isinstance(unsend, dict):
            self._aim(made, unsend, numbers, batch)
        return made

    def _aim(self, event: Json, unsend: Json, numbers: list[int], batch: list[Any]) -> None:
        """At the message that stands at that place of the batch, and by whoever sent it: nobody else can take it back."""
        value = unsend.get("messageId")
        if isinstance(value, str) and value.startswith(MESSAGE_ID):
            place = int(value.removeprefix(MESSAGE_ID) or 0) % len(numbers)
            unsend["messageId"] = f"5{numbers[place]:017d}"
            if isinstance(batch[place], dict) and "source" in batch[place]:
                event["source"] = copy.deepcopy(batch[place]["source"])

    @staticmethod
    def _town_command(text: str) -> bool:
        from bot import phrases

        return phrases.command_of(text) is not None

    def _read(self) -> tuple[dict[str, str], Counter[str]]:
        """Every text by its mark, joined where it was stored in parts, and how many there are of each other kind."""
        texts: dict[str, str] = {}
        kinds: Counter[str] = Counter()
        for consultation in self._town.consultations():
            entries = self._town.read(consultation, colleague("sato"))
            # What became of a picture stands beside it, and is no message of its own.
            payloads = [e.payload for e in entries if e.payload and e.payload["kind"] != "attachment"]
            kinds.update(str(one["kind"]) for one in payloads if one["kind"] != "text")
            written = "".join(str(one["text"]) for one in payloads if one["kind"] == "text")
            found = MARKED.findall(written)
            assert sum(len(text) + 2 * len(mark) + 5 for mark, text in found) == len(written)
            assert len({mark for mark, _ in found} | set(texts)) == len(found) + len(texts)
            texts.update(found)
        return texts, kinds
