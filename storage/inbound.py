"""What a resident's browser hands in, verified without being read: a new room, and records that go on from its end.

Pure. The desk's browsers check the same once more; what they would refuse is not stored.
"""

from collections.abc import Sequence

from storage.contexts import Rejected
from storage.genesis import Genesis, Guest, verify_genesis
from storage.record import FROM_RESIDENT, Record, verify_record
from storage.records import Head
from storage.roster import Trust
from storage.wrapsets import WrapSet, accept_wrapset


def accept_room(trust: Trust, genesis: Genesis, wrapset: WrapSet) -> Guest:
    """The resident of a new room, once its first page and first key are theirs, and of the newest roster.

    Rejected with the codes of `verify_genesis` and `accept_wrapset`, "genesis" for the talk lane, "sender" for a key of somebody
    else's making, "generation" for another key than the first page names, "stale" for one that an older roster made, and
    "not-entitled" unless it is wrapped for exactly the desk and the resident.
    """
    verify_genesis(trust, genesis)
    guest = genesis.guest
    if guest is None:
        raise Rejected("genesis", "lane")
    creator = accept_wrapset(trust, wrapset, guest)
    if creator.kid != guest.kid:
        raise Rejected("sender", "not of the resident's making")
    if wrapset.key_id != genesis.key_id:
        raise Rejected("generation")
    if wrapset.epoch != trust.epoch:
        raise Rejected("stale", "made by an older roster")
    check_wrapped_for(trust, wrapset, guest)
    return guest


def check_wrapped_for(trust: Trust, wrapset: WrapSet, guest: Guest | None) -> None:
    """Rejected "not-entitled" unless it is wrapped for exactly the desk's members of now and, where given, the guest."""
    wanted = {kid for kid, _ in trust.current.desk_members(wrapset.desk)}
    if wrapset.wraps.keys() != wanted | ({guest.kid} if guest else set()):
        raise Rejected("not-entitled", "not for exactly who is to read")


def accept_records(
    trust: Trust, genesis: Genesis, key_id: bytes, head: Head, records: Sequence[Record]
) -> list[bytes]:
    """The ids of records that go on, one after the other, from where this resident's chain ends (`head`).

    `genesis` is that of the room as it is stored, `key_id` its newest key that the resident can open. Rejected "replay", "gap",
    "reorder" or "order" when the first has another place than `head`: the transcript has grown, or it came twice; the same
    among themselves. Further "transplant", "generation", "inbound-key" (not the resident), "header" (no content, or an epoch
    that never was), "signature", "blob-hash", "padding".
    """
    ids: list[bytes] = []
    for record in records:
        _check_author(trust, genesis, key_id, record)
        verify_record(trust.fingerprint, record, genesis.in_spk)
        _check_place(record, head)
        ids.append(record.id(trust.fingerprint))
        head = Head(record.seq + 1, ids[-1], ids[-1])
    return ids


def _check_author(trust: Trust, genesis: Genesis, key_id: bytes, record: Record) -> None:
    if record.case != genesis.case:
        raise Rejected("transplant")
    if record.key_id != key_id:
        raise Rejected("generation")
    if genesis.guest is None or (record.dir, record.sender) != (FROM_RESIDENT, genesis.in_kid):
        raise Rejected("inbound-key")
    if record.blob is None or record.epoch not in trust.rosters:
        raise Rejected("header")


def _check_place(record: Record, head: Head) -> None:
    if record.seq < head.seq:
        raise Rejected("replay")
    if record.seq > head.seq:
        raise Rejected("gap")
    if record.prev != head.prev:
        raise Rejected("reorder")
    if record.ack != head.ack:
        raise Rejected("order")
