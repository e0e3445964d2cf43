"""Everything a server knows, tried on everything a room has stored: what comes out is what somebody who has it all can read."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from sqlalchemy import select

from storage import attachments, generations, rooms, shred, transcripts
from storage.consultations import consultations
from storage.contexts import Rejected, ctx, digest, unpad
from storage.genesis import Genesis, Guest
from storage.record import Record
from storage.sealing import Identity, decrypt, open_
from storage.transcripts import transcript_entries
from storage.wrapsets import WrapSet
from tests.attackers.loot import Loot
from tests.cast import Town, founded


class Room(NamedTuple):
    """A room as it lies there once the outer layer is off, for which the KEK is enough."""

    guest: Guest
    records: list[Record]
    wrapsets: list[WrapSet]
    capsule: bytes
    pieces: list[bytes]


def unpacked(loot: Loot, case: bytes) -> Room:
    """Raises what an attacker without the KEK, or after the deletion, meets."""
    with loot.rows.reading() as connection:
        key, row = shred.open_key(connection, loot.kek, case), rooms.of(connection, case)
        page = select(consultations.c.sealed_genesis).where(consultations.c.id == case)
        guest = Genesis.from_json(key.unwrap("genesis", 0, connection.scalars(page).one())).guest
        assert row is not None
        assert guest is not None
        wanted = select(transcript_entries.c.position).where(transcript_entries.c.consultation_id == case)
        places = sorted(connection.scalars(wanted))
        return Room(
            guest,
            [entry.record for entry in transcripts.read(connection, key)],
            [
                WrapSet.from_json(key.unwrap("wrapset", number, sealed))
                for number, sealed in generations.wrapsets(connection, case)
            ],
            key.unwrap("room-capsule", 0, bytes(row.sealed_capsule)),
            [piece for place in places for piece in attachments.read(connection, key, place)],
        )


def everything_known(town: Town, loot: Loot) -> set[bytes]:
    """Every secret of 32 bytes that the server holds in any file or row, the hash of each, and what the KEK opens."""
    files = [file.read_bytes() for file in sorted(town.settings.keys_dir.iterdir())]
    rows = [value for value in loot.values() if isinstance(value, bytes)]
    known = {*files, *rows, *loot.kek.live().values(), *_shred_keys(loot), *_private_keys(files)}
    return {one for each in known if len(each) == 32 for one in (each, digest(each))}


def read_with(keys: Iterable[bytes], room: Room) -> list[bytes]:
    """Whatever any of these keys opens, by any use that a key of the protocol has: sealed to, wrapped for, or under it."""
    keys = list(keys)
    return [*_by_agreement(list(_identities(keys)), room), *_capsules(keys, room)]


def _by_agreement(identities: list[Identity], room: Room) -> Iterator[bytes]:
    fingerprint = founded().keys.fingerprint
    sealed = [(record.blob, record.header(fingerprint)) for record in room.records if record.blob is not None]
    wraps = [
        (wrap, wrapset.wrap_info(fingerprint, kid))
        for wrapset in room.wrapsets
        for kid, wrap in wrapset.wraps.items()
    ]
    for identity, (blob, info) in product(identities, [*sealed, *wraps]):
        try:
            yield open_(identity, blob, info=info)
        except Rejected:
            continue


def _capsules(keys: list[bytes], room: Room) -> Iterator[bytes]:
    aad = ctx("room-capsule", founded().keys.fingerprint, room.guest.kid)
    for key in keys:
        try:
            yield decrypt(key, room.capsule, aad=aad)
        except Rejected:
            continue


def said(opened: Iterable[bytes]) -> list[bytes]:
    """Without the padding, where there is one."""
    found = []
    for content in opened:
        try:
            found.append(unpad(content))
        except Rejected:
            found.append(content)
    return found


def _identities(keys: Iterable[bytes]) -> Iterator[Identity]:
    for key in keys:
        try:
            yield Identity.from_scalar(key)
        except (Rejected, ValueError):
            continue


def _private_keys(files: Iterable[bytes]) -> Iterator[bytes]:
    """The numbers inside the files that are private keys."""
    for content in files:
        try:
            yield Identity.from_pkcs8(content).scalar()
        except (Rejected, ValueError):
            continue


def _shred_keys(loot: Loot) -> Iterator[bytes]:
    live = loot.kek.live()
    with loot.rows.reading() as connection:
        for row in connection.execute(select(shred.shred_keys)):
            if row.epoch in live:
                aad = ctx("shred", bytes(row.id), row.epoch)
                yield decrypt(live[row.epoch], bytes(row.sealed), aad=aad)
