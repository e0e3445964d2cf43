"""The office in which the protocol tests play. Hanako writes on LINE, so the intake signs for her; Sato and
Kudo (their supervisor) sit at the desk she writes to; Mori sits at another desk and must see nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os import urandom

from storage.contexts import ZERO, digest, fingerprint_of, kid_of
from storage.genesis import Genesis, make_genesis
from storage.records import Record, seal_record
from storage.roster import (
    Delegation,
    Granted,
    Member,
    SignedRoster,
    Trust,
    accept_chain,
    sign_delegation,
    sign_roster,
)
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet, make_wrapset

LIFE, TAX = "life", "tax"
DAY = 24 * 3600
NOW = 1_790_000_000
NOW_MS = NOW * 1000


class Person:
    """Somebody with keys. The intake only signs; nobody can seal to it."""

    def __init__(self, role: str, name: str) -> None:
        self.signer, self.identity = Signer.generate(), Identity.generate()
        self.spk = self.signer.public
        self.epk = b"" if role == "intake" else self.identity.recipient.public
        self.kid = kid_of(role, self.spk, self.epk)
        self.member = Member(self.kid, role, name, self.spk, self.epk)


class Office:
    """Root, Kudo's roster key, people, and the chain of rosters signed so far (one, to begin with)."""

    def __init__(self) -> None:
        self.root, self.roster_key = Signer.generate(), Signer.generate()
        self.fp = fingerprint_of(self.root.public)
        self.delegation = sign_delegation(self.root, self.roster_key.public, NOW + 400 * DAY)
        self.intake = Person("intake", "受付")
        self.sato, self.kudo = Person("counselor", "佐藤"), Person("supervisor", "工藤")
        self.mori = Person("counselor", "森")
        self.people = [self.intake, self.sato, self.kudo, self.mori]
        self.seats = {LIFE: [self.sato, self.kudo], TAX: [self.mori]}
        self.chain: list[SignedRoster] = []
        self.sign_next()

    def sign(
        self,
        *,
        signer: Signer | None = None,
        delegation: Delegation | None = None,
        fp: bytes | None = None,
        epoch: int | None = None,
        prev: bytes | None = None,
        not_after: int = NOW + 35 * DAY,
        members: Sequence[Member] | None = None,
        delegations: Sequence[Granted] | None = None,
    ) -> SignedRoster:
        """A roster of the people and seats as they are now, or with something about it changed."""
        history = [ZERO, *(digest(link.roster) for link in self.chain)]
        return sign_roster(
            signer or self.roster_key,
            self.root.public,
            delegation or self.own_delegation,
            fp=fp or self.fp,
            epoch=epoch or len(history),
            prev=history[-1] if prev is None else prev,
            not_before=NOW - DAY,
            not_after=not_after,
            members=members or [person.member for person in self.people],
            desks={desk: [person.kid for person in seats] for desk, seats in self.seats.items()},
            delegations=self.granted if delegations is None else delegations,
        )

    @property
    def granted(self) -> list[Granted]:
        """Kudo signs, for as long as they work here."""
        return [Granted(self.kudo.kid, self.delegation)] if self.kudo in self.people else []

    @property
    def own_delegation(self) -> Delegation:
        """Once Kudo has gone, two sheets let their key sign each epoch: who signs is no matter in most tests."""
        if not self.chain or self.kudo.kid in (one.kid for one in self.chain[-1].parsed().delegations):
            return self.delegation
        return self.word(epoch=len(self.chain) + 1)

    def word(
        self, signer: Signer | None = None, *, epoch: int, not_after: int = NOW + 400 * DAY
    ) -> Delegation:
        """The root's, for this epoch."""
        return sign_delegation(self.root, (signer or self.roster_key).public, not_after, epoch=epoch)

    def sign_next(self) -> None:
        """The people and seats as they are now become the next epoch."""
        self.chain.append(self.sign())

    def dismiss(self, person: Person) -> None:
        """The next epoch is without this person."""
        self.people.remove(person)
        for seats in self.seats.values():
            seats[:] = [kept for kept in seats if kept is not person]
        self.sign_next()

    def hire(self, person: Person, desk: str) -> None:
        """The next epoch has this person at this desk."""
        self.people.append(person)
        self.seats[desk].append(person)
        self.sign_next()

    @property
    def trust(self) -> Trust:
        """What somebody who pinned the fingerprint now believes."""
        return accept_chain(self.fp, self.chain, NOW)

    def wrap(self, key: Identity, key_id: bytes, *, creator: Person, desk: str = LIFE) -> WrapSet:
        """Wrap a case key for everybody who sits at the desk in the newest roster."""
        members = self.trust.current.desk_members(desk)
        return make_wrapset(
            self.fp, creator.signer, creator.kid, key,
            key_id=key_id, desk=desk, epoch=len(self.chain), members=members,
        )  # fmt: skip


@dataclass
class Case:
    """One consultation of Hanako's: its first page, its key and what has been said."""

    office: Office
    genesis: Genesis
    key: Identity
    wrapset: WrapSet
    records: list[Record] = field(default_factory=list)

    @classmethod
    def opened(cls, office: Office, *, key: Identity | None = None, key_id: bytes | None = None) -> "Case":
        """As the webhook opens one: the server makes a key, wraps it for the desk and forgets it."""
        key, key_id, intake = key or Identity.generate(), key_id or urandom(16), office.intake
        genesis = make_genesis(
            office.fp, intake.signer, intake.kid, case=urandom(16), desk=LIFE, key_id=key_id
        )
        return cls(office, genesis, key, office.wrap(key, key_id, creator=intake))

    @property
    def wrapsets(self) -> list[WrapSet]:
        """Every generation of the key."""
        return [self.wrapset]

    def direction(self, sender: Person) -> int:
        """0 for who speaks for the resident."""
        return 0 if sender is self.office.intake else 1

    def seal(
        self,
        sender: Person,
        text: str,
        /,
        *,
        signer: Signer | None = None,
        payload: Mapping[str, object] | None = None,
        to: WrapSet | None = None,
        **header: int | bytes,
    ) -> Record:
        """The sender's next record as it should be, or with another signer, key or header fields changed before
        sealing.
        """
        own = [record for record in self.records if record.sender == sender.kid]
        fields: dict[str, int | bytes] = {
            "case": self.genesis.case,
            "key_id": self.wrapset.key_id,
            "seq": len(own) + 1,
            "dir": self.direction(sender),
            "sender": sender.kid,
            "epoch": len(self.office.chain),
            "prev": own[-1].id(self.office.fp) if own else ZERO,
            "ack": self.records[-1].id(self.office.fp) if self.records else ZERO,
            "ts": NOW_MS + len(self.records),
        }
        said = payload or {"v": 1, "kind": "text", "text": text}
        seal = (signer or sender.signer, fields | header, (to or self.wrapset).case_pk, said)
        return _seal(self.office.fp, *seal)

    def say(self, sender: Person, text: str) -> Record:
        """The sender says something, and it is stored."""
        record = self.seal(sender, text)
        self.records.append(record)
        return record


def _seal(
    fp: bytes,
    signer: Signer,
    fields: Mapping[str, int | bytes],
    case_pk: bytes,
    payload: Mapping[str, object],
) -> Record:
    numbers = {name: value for name, value in fields.items() if isinstance(value, int)}
    binary = {name: value for name, value in fields.items() if isinstance(value, bytes)}
    return seal_record(
        fp, signer, binary["sender"], case_pk, payload=payload,
        case=binary["case"], key_id=binary["key_id"], prev=binary["prev"], ack=binary["ack"],
        seq=numbers["seq"], dir=numbers["dir"], epoch=numbers["epoch"], ts=numbers["ts"],
    )  # fmt: skip


def conversation(office: Office) -> Case:
    """Hanako asks, Sato answers, Hanako asks again, Kudo answers, Hanako thanks."""
    case = Case.opened(office)
    for sender, text in (
        (office.intake, "眠れません"),
        (office.sato, "お話を聞かせてください"),
        (office.intake, "仕事のことです"),
        (office.kudo, "つらかったですね"),
        (office.intake, "ありがとう 🍀"),
    ):
        case.say(sender, text)
    return case
