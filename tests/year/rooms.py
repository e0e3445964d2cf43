"""Rooms in a year: whoever comes by a flyer's QR writes, is answered, ends it, or wants it gone."""

import random

from storage.contexts import b64
from tests.handlers.room_desk import RoomDesk
from tests.room_resident import RoomResident
from tests.year.believing import Believed, Entry, Talk
from tests.year.city import City
from tests.year.residents import CANARY


class Rooms:
    """The browsers, by the id of their room; what they know is theirs, and no restore of the office gives it back to them."""

    def __init__(self, city: City, believed: Believed, dice: random.Random) -> None:
        self.city, self.dice = city, dice
        self.believed = believed
        self.browsers: dict[bytes, RoomResident] = {}
        self._serial = 0

    def opens(self) -> None:
        room = RoomResident(
            self.city.app.test_client(), self.city.town.keys.fingerprint, self.city.town.clock
        )
        text = self._words("はじめまして")
        room.open(text)
        talk = Talk(room.id, f"room {len(self.browsers)}", "room", self.city.now, [Entry("text", text)])
        self.browsers[room.id] = room
        self.believed.begins(talk, self.city.now)
        self.believed.count("message", "sealed", self.city.now)

    def says(self) -> None:
        talk = self._choose()
        if talk is not None:
            text = self._words("つづきです")
            said = self._room(talk).say(text)
            assert said.status_code == 201, said.text
            self._goes_on(talk, text)
            self.believed.count("message", "sealed", self.city.now)

    def is_answered(self) -> None:
        talk = self._choose()
        if talk is None:
            return
        sato, text = self.city.desk("sato"), self._words("ここにいます")
        assert sato.claim(b64(talk.id)) == 201
        answered = RoomDesk(sato, self._room(talk)).reply(text)
        assert answered.status_code == 201, answered.text
        self._goes_on(talk, text)

    def ends(self) -> None:
        talk = self._choose()
        if talk is not None:
            assert self._room(talk).post("closure").status_code == 201
            talk.close(self.city.now)
            self.believed.count("ended", "resident", self.city.now)

    def erases(self) -> None:
        talk = self._choose()
        if talk is not None:
            assert self._room(talk).post("deletion").status_code == 201
            talk.wish(self.city.now)
            self.believed.count("ended", "resident", self.city.now)

    def texts(self, talk: Talk) -> list[str | None]:
        """What its resident reads there, who holds a key of their own."""
        return self._room(talk).texts()

    def _choose(self) -> Talk | None:
        found = [one for one in self.believed.talks.values() if one.open and one.lane == "room"]
        return self.dice.choice(found) if found else None

    def _room(self, talk: Talk) -> RoomResident:
        """With a fresh look at who sits at the desk, as its page has it."""
        room = self.browsers[talk.id]
        room.client = self.city.app.test_client()
        room.trust = room.trusting(room.get("roster", status=200)["chain"])
        room.look()
        return room

    def _goes_on(self, talk: Talk, text: str) -> None:
        talk.entries.append(Entry("text", text))
        talk.last_activity = self.city.now

    def _words(self, text: str) -> str:
        self._serial += 1
        return f"{CANARY} 部屋{self._serial} {text}"
