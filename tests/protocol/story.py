"""One reader's whole view of a consultation as it comes over the wire, read by the server's code here and by
the browser's in `tests/browser`. Every attack is a story with something wrong in it, and both must refuse it
for the same reason.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from storage.contexts import b64, unb64
from storage.genesis import Genesis
from storage.keyring import open_keyring
from storage.records import Entry, Record, Seen, check_seen, open_transcript
from storage.roster import SignedRoster, accept_chain
from storage.sealing import Identity
from storage.wrapsets import WrapSet
from tests.protocol.office import NOW, Case, Person

Json = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """Everything is in its transport form. `remembered` is {"epoch", "hash": hex or None}, and `seen` {"number", "id"} of the
    last record that was ever shown; None for a new reader.
    """

    fingerprint: str
    chain: Sequence[Json]
    genesis: Json
    wrapsets: Sequence[Json]
    records: Sequence[Json]
    reader: Json
    now: int = NOW
    remembered: Json | None = None
    seen: Json | None = None

    @classmethod
    def of(cls, case: Case, *, reader: Person | None = None) -> "Story":
        """The honest story, as Sato (or another reader) gets it."""
        reader = reader or case.office.sato
        return cls(
            fingerprint=b64(case.office.fp),
            chain=[dict(link.as_dict()) for link in case.office.chain],
            genesis=dict(case.genesis.as_dict()),
            wrapsets=[dict(wrapset.as_dict()) for wrapset in case.wrapsets],
            records=[dict(record.as_dict()) for record in case.records],
            reader=reader_of(reader),
        )

    def as_dict(self) -> Json:
        """For the browser."""
        return asdict(self)

    def read(self) -> list[Entry]:
        """Verify and open all of it. Raises `Rejected`."""
        remembered = self.remembered
        if remembered is not None:
            known = remembered["hash"]
            pin = (int(remembered["epoch"]), None if known is None else bytes.fromhex(known))
        trust = accept_chain(
            unb64(self.fingerprint),
            [SignedRoster.from_json(link) for link in self.chain],
            self.now,
            remembered=None if remembered is None else pin,
        )
        genesis = Genesis.from_json(self.genesis)
        kid, identity = unb64(self.reader["kid"]), Identity.from_pkcs8(unb64(self.reader["enc"]))
        ring = open_keyring(trust, genesis, map(WrapSet.from_json, self.wrapsets), kid, identity)
        records = [Record.from_json(record) for record in self.records]
        entries = open_transcript(trust, genesis, records, ring.identities, inside=ring.inside)
        seen = None if self.seen is None else Seen(self.seen["number"], unb64(self.seen["id"]))
        check_seen(trust.fingerprint, records, seen)
        return entries

    def texts(self) -> list[str | None]:
        """What was said, in order; None where it has been erased, or is not for this reader."""
        return [None if entry.payload is None else str(entry.payload["text"]) for entry in self.read()]


def reader_of(person: Person) -> Json:
    """The keys somebody reads with."""
    return {"kid": b64(person.kid), "epk": b64(person.epk), "enc": b64(person.identity.to_pkcs8())}
