"""What people do on LINE in a year: each act happens on the fake platform, and is written down in the account."""

import random

from bot.phrases import Command, load
from simulator import edits, taps
from simulator.outcomes import Sent
from tests.year.believing import DAY, Believed, Entry, Person, Talk
from tests.year.city import City

CANARY = "Kanariya7731"
"""Stands in every word that anybody says or answers."""

SAID = (
    "きょうは雨でした", "夜になると考えてしまいます", "だれにも言えません", "もやっとしています", "I don't know where to begin",
    "家にいるのがつらいです", "死にたいと思うことがあります", "ありがとうございます", "👩‍👩‍👧", "はい",
)  # fmt: skip
LONG = "長い話になります。" * 700
KINDS = ("sticker", "image", "audio", "file")


class Residents:
    """Everybody with a phone. An act that does not fit whoever it falls to is another word from them instead."""

    def __init__(self, city: City, believed: Believed, dice: random.Random) -> None:
        self.city, self.dice = city, dice
        self.believed = believed
        self._serial = 0

    # Coming, going, choosing

    def comes(self) -> Person:
        """Somebody new adds the account, and may at once say in which language."""
        person = Person(self.city.platform.add_resident().id)
        self.believed.people[person.id] = person
        self.city.platform.follow(person.id)
        self.city.arrives()
        if self.dice.random() < 0.3:
            self.chooses_language(person)
        return person

    def chooses_language(self, person: Person) -> None:
        person.language = self.dice.choice(("ja", "easy", "en"))
        wanted: dict[str, Command] = {"ja": "lang_ja", "easy": "lang_easy", "en": "lang_en"}
        self.commands(person, wanted[person.language])

    def blocks(self, person: Person) -> None:
        self.city.platform.block(person.id)
        self.city.arrives()
        person.blocked, person.told_news = True, False
        self.believed.excuse("left", to=person.id)

    def comes_back(self, person: Person) -> None:
        self.city.platform.unblock(person.id)
        self.city.arrives()
        person.blocked = False

    def chooses_arrival(self, person: Person) -> None:
        """Words as they come; only a knock, and the words when they are asked for; or in the evening only."""
        self.commands(person, "arrival")
        chosen = self.dice.choice(("arrival.plain", "arrival.knock", "hours.evening", "hours.any"))
        if not self.taps(person, load(person.language).say(chosen)):
            return
        if chosen.startswith("arrival"):
            person.knock = chosen == "arrival.knock"

    def reads(self, person: Person) -> None:
        self.commands(person, "read")

    def agrees(self, person: Person) -> None:
        """「話す」, and whatever button is offered first: consent, a topic, the question about the screen."""
        if self.believed.open_of(person.id) is not None:
            self.commands(person, "talk")
            self.taps(person, load(person.language).say("button.start"))

    def is_urgent(self, person: Person) -> None:
        self.commands(person, "urgent")
        self.believed.count("urgent", "tapped", self.city.now)

    # Speaking

    def says(self, person: Person, *, long: bool = False) -> None:
        text = self.words(LONG if long else self.dice.choice(SAID))
        self._kept(person, self.city.platform.say(person.id, text), "text", text)

    def sends(self, person: Person) -> None:
        platform, kind = self.city.platform, self.dice.choice(KINDS)
        name = f"{CANARY}.pdf" if kind == "file" else ""
        sent = (
            platform.send_sticker(person.id)
            if kind == "sticker"
            else platform.send_media(person.id, kind, name=name)
        )
        self._kept(person, sent, kind, None)

    def says_in_another_order(self, person: Person) -> None:
        """Two messages, of which the later one arrives first, and then both again."""
        first, second = self.words("はじめに"), self.words("つぎに")
        webhooks = self.city.platform.webhooks
        webhooks.hold()
        one, two = (self.city.platform.say(person.id, text) for text in (first, second))
        webhooks.repeat(two.event_id)
        self._note(person, two, "text", second)
        webhooks.release()
        self._kept(person, one, "text", first)

    def says_while_it_dies(self, person: Person) -> None:
        """The office dies before it takes the words, or just after; minutes or an hour later it is there again, and so are they."""
        text, taken = self.words("だれかいますか"), self.dice.random() < 0.5
        with self.city.dying("after" if taken else "before"):
            sent = self.city.platform.say(person.id, text)
            self.city.arrives()
            if taken:
                self._note(person, sent, "text", text)
            self.city.town.clock.at += self.dice.randrange(1, 60) * 60_000
        if not taken:
            self._note(person, sent, "text", text)
        assert self.city.platform.webhooks.find(sent.event_id).delivered

    def says_and_takes_back(self, person: Person) -> None:
        """The unsend arrives before what it takes back: nothing of that is ever kept."""
        webhooks = self.city.platform.webhooks
        webhooks.hold()
        said = self.city.platform.say(person.id, self.words("やっぱりいいです"))
        gone = self.city.platform.unsend(person.id, said.message_id)
        webhooks.repeat(gone.event_id)
        webhooks.release()
        self.city.arrives()

    def takes_back(self, person: Person) -> None:
        message, _, _, talk = self.dice.choice(person.said)
        try:
            self.city.platform.unsend(person.id, message)
        except ValueError:
            return
        self.city.arrives()
        person.said = [one for one in person.said if one[0] != message]
        if talk in self.believed.talks:
            for entry in self.believed.talks[talk].entries:
                if entry.message == message:
                    entry.kind = entry.text = None

    def edits(self, person: Person) -> None:
        """Newer words take the place of the last ones, as long as these are still there."""
        for message, _, _, talk in reversed(person.said):
            found = self.believed.talks.get(talk)
            mine = [one for one in found.entries if one.message == message] if found else []
            if found is not None and found.open and [one.kind for one in mine] == ["text"]:
                text = self.words("こう言いたかったのです")
                # LINE's time is in whole milliseconds: what is edited was said before.
                self.city.town.clock.at += 1
                edits.edit(self.city.platform, person.id, message, text)
                self.city.arrives()
                mine[0].kind = mine[0].text = None
                found.entries.append(Entry("text", text, message))
                found.last_activity = self.city.now
                self.believed.active(person.id, self.city.now)
                return

    def is_delivered_again(self, person: Person) -> None:
        """LINE delivers something of the last two days once more, as the same webhook or as a redelivery."""
        platform, now = self.city.platform, self.city.now
        recent = [event for _, event, at, _ in person.said if now - at < 2 * DAY]
        if recent:
            again = self.dice.choice((platform.repeat, platform.redeliver))
            assert again(self.dice.choice(recent)) == 200

    # Ending

    def ends(self, person: Person) -> None:
        talk = self.believed.open_of(person.id)
        self.commands(person, "end")
        if talk is not None and self.taps(person, load(person.language).say("button.end")):
            talk.close(self.city.now)
            self.believed.count("ended", "resident", self.city.now)

    def wishes_for_the_end(self, person: Person) -> None:
        """「終わったらすぐ消す」"""
        self.commands(person, "erase_when_closed")
        talk = self.believed.open_of(person.id)
        if talk is not None:
            talk.erase_on_close = True

    def erases(self, person: Person) -> None:
        """「いま全部消す」: all of it, and whatever was on its way to them."""
        talks, now = self.believed.of(person.id), self.city.now
        if any(one.open for one in talks):
            self.believed.count("ended", "resident", now)
        for one in talks:
            one.wish(now)
            self.believed.excuse("erased", talk=one.id)
        person.told_news = False
        self.commands(person, "erase_now")

    # How

    def commands(self, person: Person, command: Command) -> None:
        self.city.platform.say(person.id, load(person.language).keyword(command))
        self.city.arrives()
        self.city.tick()

    def taps(self, person: Person, label: str) -> bool:
        """The newest button of that label; False when LINE was away and there is none."""
        phone = self.city.platform.residents[person.id]
        for entry in reversed(phone.entries[-4:]):
            for action in taps.offered(entry.message):
                if entry.author == "office" and action.get("label") == label:
                    self.city.platform.tap(person.id, entry.id, action)
                    self.city.arrives()
                    return True
        return False

    def words(self, text: str) -> str:
        self._serial += 1
        return f"{CANARY} {self._serial} {text}"

    def _kept(self, person: Person, sent: Sent, kind: str, text: str | None) -> None:
        self.city.arrives()
        assert self.city.platform.webhooks.find(sent.event_id).delivered
        self._note(person, sent, kind, text)

    def _note(self, person: Person, sent: Sent, kind: str, text: str | None) -> None:
        """The office has said 200: from here on it must be there, in the one talk that is open."""
        now, talk = self.city.now, self._talk(person)
        talk.entries.append(Entry(kind, text, sent.message_id))
        talk.last_activity = now
        person.said = [*person.said, (sent.message_id, sent.event_id, now, talk.id)][-20:]
        self.believed.active(person.id, now)
        self.believed.count("message", kind, now)

    def _talk(self, person: Person) -> Talk:
        believed, found = self.believed.open_of(person.id), self.city.talks_of(person.id)
        if believed is not None:
            assert found == [believed.id], "one talk goes on"
            return believed
        (new,) = found
        assert new not in self.believed.talks, "a talk that had ended goes on"
        made = Talk(new, person.id, "line", self.city.now)
        self.believed.begins(made, self.city.now)
        return made
