"""Hanako in a room: her own keys speak for her, and what the desk notes down stays inside the desk."""

from dataclasses import dataclass, field
from os import urandom

from storage.genesis import Guest, make_room_genesis
from storage.records import Record
from storage.sealing import Identity
from storage.wrapsets import WrapSet, make_wrapset
from tests.protocol.office import LIFE, Case, Office, Person


@dataclass
class Room(Case):
    """A room of Hanako's: her keys, the first key, which she made, and those that the desk made."""

    hanako: Person = field(default_factory=lambda: Person("resident", ""))
    later: list[WrapSet] = field(default_factory=list)
    inside: WrapSet | None = None

    @classmethod
    def entered(cls, office: Office, *, lane: str = "room", hanako: Person | None = None) -> "Room":
        """As her browser opens one: keys, first key for desk and herself, first page."""
        hanako, key, key_id = hanako or Person("resident", ""), Identity.generate(), urandom(16)
        genesis = make_room_genesis(office.fp, hanako.signer, hanako.epk, lane=lane, desk=LIFE, key_id=key_id)
        room = cls(office, genesis, key, WrapSet(key_id, b"", LIFE, 0, b"", {}), hanako=hanako)
        room.wrapset = room.wrapped(key, key_id, by=hanako)
        return room

    @property
    def guest(self) -> Guest:
        return Guest(self.hanako.kid, self.hanako.spk, self.hanako.epk, LIFE)

    @property
    def wrapsets(self) -> list[WrapSet]:
        inside = [self.inside] if self.inside else []
        return [self.wrapset, *inside, *self.later]

    def wrapped(
        self,
        key: Identity,
        key_id: bytes,
        *,
        by: Person,
        others: tuple[Person, ...] = (),
        guest: bool = True,
        desk: str = LIFE,
    ) -> WrapSet:
        """A case key for the desk and, unless it is to stay inside, for her; and for `others` who have no business there."""
        members = self.office.trust.current.desk_members(desk)
        welcome = [(person.kid, person.epk) for person in ((self.hanako,) if guest else ()) + others]
        return make_wrapset(
            self.office.fp, by.signer, by.kid, key,
            key_id=key_id, desk=desk, epoch=len(self.office.chain), members=[*members, *welcome],
        )  # fmt: skip

    def keep_inside(self) -> WrapSet:
        """Sato's console makes the key of what stays inside, when the first note is written."""
        self.inside = self.inside or self.wrapped(
            Identity.generate(), urandom(16), by=self.office.sato, guest=False
        )
        return self.inside

    def direction(self, sender: Person) -> int:
        return 0 if sender in (self.hanako, self.office.intake) else 1

    def sealed_inside(self, sender: Person, kind: str, text: str) -> Record:
        """The sender's next record, for the desk alone."""
        inside, said = self.keep_inside(), {"v": 1, "kind": kind, "text": text}
        return self.seal(sender, "", payload=said, to=inside, key_id=inside.key_id)

    def note(self, sender: Person, text: str) -> Record:
        record = self.sealed_inside(sender, "note", text)
        self.records.append(record)
        return record


def room_conversation(office: Office, *, lane: str = "room") -> Room:
    """Hanako asks, Sato notes something down and answers, Hanako says more, Kudo answers, Hanako thanks."""
    room = Room.entered(office, lane=lane)
    room.say(room.hanako, "家に帰れません")
    room.note(office.sato, "住まいのこと。折り返しは不可")
    room.say(office.sato, "今いる場所は安全ですか")
    room.say(room.hanako, "友達のところにいます")
    room.say(office.kudo, "よく話してくださいました")
    room.say(room.hanako, "ありがとう 🍀")
    return room


def linked_conversation(office: Office) -> Room:
    """The same, while what she writes on LINE comes into it as well."""
    room = room_conversation(office, lane="both")
    room.say(office.intake, "今ラインしか開けません")
    room.say(office.sato, "ここで大丈夫ですよ")
    room.say(office.intake, "助かります")
    return room
