"""A room, and everything that a server can lose: database, KEK and each of its own keys give nobody a word of it."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from storage import backup as backups
from storage import room_keys, shred
from storage.contexts import ZERO, Rejected, b64
from storage.generations import case_keys
from storage.genesis import Genesis
from storage.keyring import open_keyring
from storage.record import Record
from storage.records import Entry, open_transcript, seal_record
from storage.roster import SignedRoster, Trust, accept_chain
from storage.sealing import Identity
from storage.shred import Erased
from storage.transcripts import transcript_entries
from storage.wrapsets import WrapSet, make_wrapset
from tests.attackers.loot import Loot
from tests.attackers.test_the_table import forms
from tests.attackers.thieving import everything_known, read_with, said, unpacked
from tests.cast import Town, founded
from tests.handlers.desk import Desk
from tests.handlers.doors import opened
from tests.retention.house import run
from tests.room_resident import RoomResident

WORDS, ANSWER = "だれにも言えなかったこと", "ここで話してくださって、ありがとうございます"


@pytest.fixture
def web(town: Town) -> Iterator[Flask]:
    with opened(town.but(LANES="talk,room"), town.clock) as app:
        yield app


@pytest.fixture
def hanako(town: Town, web: Flask) -> RoomResident:
    """Hanako in a room of her own, which she entered by a card."""
    return RoomResident(web.test_client(), founded().keys.fingerprint, town.clock).open(WORDS)


@pytest.fixture
def case(hanako: RoomResident, sato: Desk) -> bytes:
    """Sato has taken it on, and answered."""
    room = b64(hanako.id)
    assert sato.claim(room) == 201
    answer = sato.seal(sato.whole(room), ANSWER)
    sent = sato.post(f"consultations/{room}/replies", {"record": answer.as_dict()})
    assert sent.status_code == 201, sent.text
    return hanako.id


def test_database_kek_and_every_key_of_the_server_open_nothing_of_a_room(
    town: Town, tmp_path: Path, hanako: RoomResident, case: bytes
) -> None:
    picture = os.urandom(150_000)
    show(hanako, picture)
    loot = Loot(town, tmp_path / "loot", kek=True)
    dump = backups.write(
        town.database, town.keys, tmp_path / "loot", town.settings.shred_table, now=town.clock()
    )
    stolen = loot.every_byte() + dump.read_bytes()
    secrets = [hanako.secret, hanako.access, hanako.keys.identity.scalar(), hanako.case_identity.scalar()]
    pieces = [picture[start : start + 32] for start in range(0, len(picture) - 32, 4_000)]
    inside = unpacked(loot, case)
    for content in (stolen, *(record.to_json() for record in inside.records), inside.capsule, *inside.pieces):
        assert not [words for words in (WORDS, ANSWER) if any(form in content for form in forms(words))]
        assert not [
            piece for piece in (*secrets, *pieces) if piece in content or b64(piece).encode()[2:-4] in content
        ]
    known = everything_known(town, loot)
    assert {*loot.kek.live().values(), town.keys.courier, town.keys.pseudonym} < known
    assert read_with(known, inside) == []
    # What is tried does open, with one key more: the one that never left Hanako's browser.
    told = said(read_with({*known, hanako.case_identity.scalar()}, inside))
    assert [json.loads(one).get("text") for one in told][:2] == [WORDS, ANSWER]
    assert len(said(read_with({hanako.keys.identity.scalar()}, inside))) == 1
    capsule = room_keys.open_capsule(hanako.secret, hanako.fp, inside.guest, inside.capsule)
    assert capsule.identity.scalar() == hanako.keys.identity.scalar()


def test_after_the_deletion_a_stolen_copy_opens_for_nobody_not_even_by_the_resume_code(
    town: Town, tmp_path: Path, hanako: RoomResident, case: bytes
) -> None:
    loot = Loot(town, tmp_path / "loot", kek=True)
    assert unpacked(loot, case).capsule
    assert hanako.post("deletion").status_code == 201
    town.clock.at += 60_000
    tables: list[shred.ShredTable] = []
    run(town, ship=tables.append)
    loot.take_kek(town)
    with pytest.raises(Rejected, match="epoch"):
        unpacked(loot, case)
    with pytest.raises(Erased):
        unpacked(loot.with_table(tables[-1]), case)
    # Hanako's code still gives her access token; there is nothing that it opens.
    assert hanako.get("capsule").status_code == 404


@pytest.mark.parametrize("code", ["inbound-key", "signature"])
def test_who_writes_to_the_database_can_not_speak_as_the_resident(
    town: Town, hanako: RoomResident, case: bytes, sato: Desk, code: str
) -> None:
    """With the KEK, and with the intake's own key, in its own name or in hers."""
    hanako.read()
    intake = town.keys
    sender = intake.intake_kid if code == "inbound-key" else hanako.guest.kid
    forged = seal_record(
        hanako.fp, intake.intake, sender, hanako.wrapset.case_pk, case=case,
        key_id=hanako.wrapset.key_id, seq=1 if code == "inbound-key" else hanako.head.seq, dir=0, epoch=1,
        prev=ZERO if code == "inbound-key" else hanako.head.prev, ack=hanako.head.ack, ts=town.clock(),
        payload={"v": 1, "kind": "text", "text": "お金を送ってください"},
    )  # fmt: skip
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        row = {"consultation_id": case, "position": 3, "sealed": key.wrap("record", 3, forged.to_json())}
        connection.execute(transcript_entries.insert(), row)
    for reads in (hanako.read, lambda: read_by(sato, b64(hanako.id))):
        with pytest.raises(Rejected, match=code):
            reads()


def test_who_holds_the_server_can_not_listen_in(
    town: Town, hanako: RoomResident, case: bytes, sato: Desk
) -> None:
    """By a key of their own in the place of Hanako's, which the intake signs for, or nobody does."""
    own, members = Identity.generate(), [(hanako.guest.kid, hanako.keys.identity.recipient.public)]
    made = make_wrapset(
        hanako.fp, town.keys.intake, town.keys.intake_kid, own,
        key_id=hanako.wrapset.key_id, desk=hanako.wrapset.desk, epoch=1, members=members,
    )  # fmt: skip
    for wrapset, code in (
        (replace(hanako.wrapset, case_pk=own.recipient.public), "signature"),
        (made, "sender"),
    ):
        with town.database.transaction() as connection:
            key = shred.open_key(connection, town.keys.kek, case)
            sealed = key.wrap("wrapset", 1, wrapset.to_json())
            changed = update(case_keys).where(
                case_keys.c.consultation_id == case, case_keys.c.generation == 1
            )
            connection.execute(changed.values(sealed=sealed))
        for reads in (hanako.read, lambda: read_by(sato, b64(hanako.id))):
            with pytest.raises(Rejected, match=code):
                reads()
        refused = hanako.send(hanako.text("きこえますか"))
        assert (refused.status_code, refused.json and refused.json["error"]) == (422, code)


def read_by(desk: Desk, room: str) -> list[Entry]:
    """As this counselor's browser verifies and opens it."""
    whole, person = desk.whole(room), desk.person
    trust = town_trust(desk)
    wrapsets = [WrapSet.from_json(one) for one in whole["wrapsets"]]
    first = Genesis.from_json(whole["genesis"])
    keys = open_keyring(trust, first, wrapsets, person.kid, person.identity)
    records = [Record.from_json(one) for one in whole["records"]]
    return open_transcript(trust, first, records, keys.identities, inside=keys.inside)


def town_trust(desk: Desk) -> Trust:
    chain = [SignedRoster.from_json(one) for one in (desk.get("roster").json or {})["chain"]]
    return accept_chain(founded().keys.fingerprint, chain, int(time.time()))


def show(hanako: RoomResident, picture: bytes) -> None:
    """A picture, as the page sends it: first its sealed pieces, then the records that tell of it and open it."""
    hanako.look()
    ref, records, sealed = hanako.sends_picture(picture)
    for number, piece in enumerate(sealed):
        assert hanako.upload(ref, number, piece) == 201
    assert hanako.send(records, attachments={b64(ref): 1}).status_code == 201
