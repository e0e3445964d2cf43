"""Hanako books in the talk: a place with times (tests/visits/booking.py), her phone, and the clerks'."""

import re
from collections.abc import Sequence

from bot.phrases import load
from simulator import taps
from storage import bookings
from storage.bookings import Booking
from tests.bot.talk import Message, Talk, words
from tests.cast import Json, Town
from tests.visits.booking import Visits

CODE = re.compile(r"\b[0-9A-Z]{4}\b")
TO_A_TIME = ("ここでえらぶ", "届け出", "ここにする", "12/8(火)", "10:00")


class Phone(Talk):
    """A talk about visits."""

    def __init__(self, town: Town, visits: Visits | None = None, *, user: str | None = None) -> None:
        """`user`: whose phone it is for the fake LINE."""
        super().__init__(town)
        self.visits = visits or Visits(town)
        self.resident.id = user or self.resident.id

    def chooses(self, *labels: str) -> list[Message]:
        """Taps one button after the other; returns the last answer."""
        answer: list[Message] = []
        for label in labels:
            answer = self.taps(label)
        return answer

    def button(self, label: str) -> Json:
        """The first of that label in the newest message that has one: places stand side by side under the same word."""
        for message in reversed(self.shown):
            for one in taps.offered(message):
                if one.get("label") == label:
                    return one
        raise AssertionError(f"no button {label}")

    def begins(self) -> list[Message]:
        """Up to a time that is held."""
        self.says("予約")
        return self.chooses(*TO_A_TIME)

    def books(self, *answers: str) -> list[Message]:
        self.begins()
        return self.chooses(*(answers or ("2人", "はい", "いらない")), "予約する")

    def picks(self, label: str, **picked: str) -> list[Message]:
        """LINE's wheel, or whatever somebody sends in its place."""
        return self.posts(self.button(label)["data"], **picked)

    @property
    def mine(self) -> list[Booking]:
        """What the office has of hers."""
        pseudonym = self.town.intake().house.booking_pseudonym(self.resident.id)
        with self.town.database.reading() as connection:
            return bookings.of_resident(connection, pseudonym)

    def knocks(self) -> list[str]:
        """The pushes about visits that wait, as a lock screen would show them."""
        return [str(message["text"]) for body in self.queued("knock") for message in body["messages"]]


def said(key: str, language: str = "ja", **tokens: object) -> str:
    return load(language).say(f"visit.{key}", **tokens)


def code_in(messages: Sequence[Message]) -> str:
    """The code on a card: four letters and nothing else in their line."""
    return next(line for line in words(list(messages)).splitlines() if CODE.fullmatch(line))
