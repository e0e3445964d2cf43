"""What the desk does in a year: Sato answers, hands over, closes, opens again, holds; Kudo agrees; somebody comes and goes."""

import random

from storage.contexts import b64
from storage.roster import SignedRoster, Trust, accept_chain
from tests.cast import colleague, founded
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer
from tests.year.believing import DAY, Answer, Believed, Entry, Talk
from tests.year.city import City
from tests.year.residents import CANARY


class Boss(Supervisor):
    """Kudo, at the year's time."""

    def __init__(self, city: City) -> None:
        super().__init__(city.app)
        self.city = city

    def trust(self) -> Trust:
        return accept_chain(founded().keys.fingerprint, self.chain(), self.city.now // 1000)

    def sign(self, **change: object) -> SignedRoster:
        return super().sign(now=self.city.now // 1000, **change)


class Colleagues:
    """The desk. Each act falls to the talk that the dice name among those that it fits."""

    def __init__(self, city: City, believed: Believed, dice: random.Random) -> None:
        self.city, self.dice = city, dice
        self.believed = believed
        self._serial = 0

    def answers(self) -> None:
        """One answer to one talk, by whoever has it."""
        talk = self._choose(waiting=True)
        if talk is None:
            return
        desk, now = self._takes(talk), self.city.now
        self._serial += 1
        text = f"{CANARY} 返事{self._serial} 読みました。"
        record = desk.seal(desk.whole(b64(talk.id)), text, epoch=self.city.epoch)
        sent = desk.send(b64(talk.id), record, text)
        assert sent.status_code == 201, sent.text
        talk.entries.append(Entry("text", text))
        talk.last_activity = now
        person = self.believed.people[talk.owner]
        told = Answer(talk.id, talk.owner, text, now)
        if (sent.json or {})["delivery"] == {"state": "failed", "reason": "unreachable"}:
            assert person.blocked
            told.excuse = "left"
        self.believed.answers.append(told)

    def hands_over(self) -> None:
        talk = self._choose()
        if talk is None:
            return
        desk = self._takes(talk)
        other = "kudo" if talk.assignee == "sato" else "sato"
        done = self._stay_inside(desk, talk, other)
        if done:
            talk.assignee = other

    def closes(self) -> None:
        talk = self._choose()
        if talk is None:
            return
        self._ends(talk, self._takes(talk))

    def _ends(self, talk: Talk, desk: Desk) -> None:
        closed = desk.close(b64(talk.id))
        assert closed.status_code == 201, closed.text
        talk.close(self.city.now)
        assert (closed.json or {})["due_at"] == talk.due_at
        self.believed.count("ended", "desk", self.city.now)

    def opens_again(self) -> None:
        now = self.city.now
        for talk in self.believed.talks.values():
            alone = self.believed.open_of(talk.owner) is None
            if talk.lane == "line" and talk.assignee and alone and not talk.open and not talk.is_due(now):
                opened = self.city.desk(talk.assignee).post(f"consultations/{b64(talk.id)}/reopening")
                if talk.wished or talk.erase_on_close:
                    assert opened.status_code in (404, 409)
                    continue
                assert opened.status_code == 201, opened.text
                talk.closed_at = talk.due_at = None
                talk.paused, talk.last_activity = False, now
                return

    def holds(self) -> None:
        """Sato asks that something is kept for some weeks, Kudo agrees, and it is closed: its period is over before the hold."""
        talk = self._choose()
        if talk is None:
            return
        desk, until = self._takes(talk), self.city.now + self.dice.randrange(16, 40) * DAY
        if talk.assignee != "sato":
            return
        asked = desk.post(f"consultations/{b64(talk.id)}/holds", {"reason": "court", "until": until})
        assert asked.status_code == 201, asked.text
        agreed = self.city.desk("kudo").post(f"holds/{(asked.json or {})['id']}/agreement")
        assert agreed.status_code == 201, agreed.text
        talk.held_until = max(talk.held_until, until)
        self._ends(talk, desk)

    def has_a_guest(self) -> None:
        """Somebody joins the desk, and leaves it again within the day."""
        boss, guest = Boss(self.city), newcomer()
        boss.join(guest)
        gone = boss.dismiss(guest.kid)
        assert gone.status_code == 201, gone.text

    def _choose(self, *, waiting: bool = False) -> Talk | None:
        """Any open talk; or the one that waits for longest."""
        found = [one for one in self.believed.talks.values() if one.open and one.lane == "line"]
        if not found:
            return None
        return (
            min(found, key=lambda one: one.last_activity)
            if waiting and self.dice.random() < 0.2
            else self.dice.choice(found)
        )

    def _takes(self, talk: Talk) -> Desk:
        desk = self.city.desk(talk.assignee or "sato")
        assert b64(talk.id) in desk.ids()
        assert desk.claim(b64(talk.id)) == 201
        talk.assignee = talk.assignee or "sato"
        return desk

    def _stay_inside(self, desk: Desk, talk: Talk, to: str) -> bool:
        payload = {"v": 1, "kind": "handover", "to": b64(colleague(to).kid), "text": f"{CANARY} よろしく"}
        record = desk.seal(desk.whole(b64(talk.id)), "", payload=payload, epoch=self.city.epoch)
        body = {"to": b64(colleague(to).kid), "record": record.as_dict()}
        done = desk.post(f"consultations/{b64(talk.id)}/handover", body)
        if done.status_code == 201:
            talk.entries.append(Entry("handover", str(payload["text"])))
        return done.status_code == 201
