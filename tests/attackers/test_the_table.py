"""Each attacker of docs/threat-model.md with real files in their hands: they get what the table says, and no more."""

import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from storage import attachments, chunks, shred
from storage import backup as backups
from storage.contexts import Rejected, b64
from storage.generations import case_keys
from storage.records import Record, seal_record
from storage.roster import accept_chain
from storage.sealing import Identity, Signer, decrypt
from storage.shred import Erased
from storage.transcripts import transcript_entries
from storage.wrapsets import WrapSet, accept_wrapset, open_wrapset
from tests.attackers.loot import Loot
from tests.cast import DAY, Resident, Town, colleague, founded, wrapsets_of
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Supervisor
from tests.joining import prepared, rewrapped
from tests.retention.house import run

SAID = "きいてください"


def forms(words: str) -> list[bytes]:
    return [words.encode(), words.encode("utf-16-le"), b64(words.encode()).encode()[2:-4]]


def key_of(town: Town, case: bytes, reader: str) -> tuple[WrapSet, Identity]:
    """The newest case key, as this counselor's browser had it open once and malware kept it."""
    person, keys = colleague(reader), founded().keys
    with town.database.reading() as connection:
        wrapset = wrapsets_of(connection, shred.open_key(connection, town.keys.kek, case))[-1]
        trust = town.office.trust(connection, now=town.clock())
    spk = accept_wrapset(trust, wrapset).spk
    return wrapset, open_wrapset(keys.fingerprint, wrapset, person.kid, person.identity, spk)


def test_a_stolen_database_and_backup_hold_no_word_no_address_and_nothing_to_guess_at(
    town: Town, tmp_path: Path, hanako: Resident, case: bytes
) -> None:
    town.answer(case, "よく書いてくれました")
    loot = Loot(town, tmp_path / "loot")
    dump = backups.write(
        town.database, town.keys, tmp_path / "loot", town.settings.shred_table, now=town.clock()
    )
    stolen = loot.every_byte() + dump.read_bytes()
    for words in (SAID, "よく書いてくれました", hanako.id, founded().passphrases["sato"]):
        assert not any(form in stolen for form in forms(words)), words
    # Even the right passphrase is no use: what it would be tried at lies under the KEK.
    for column in ("staff.sealed_capsule", "staff.sealed_verifier"):
        for content in loot.sealed_of(column):
            with pytest.raises(ValueError, match=r"utf|codec|JSON|Expecting"):
                json.loads(content)
    # What they do get: who works here, and how many talks of which size there are.
    assert "佐藤" in loot.values()
    assert len(loot.sealed_of("transcript_entries.sealed")) == 2


def test_a_stolen_picture_is_noise_without_the_kek_and_without_a_counselors_key(
    town: Town, tmp_path: Path, hanako: Resident, case: bytes
) -> None:
    """In the database, in a backup, and after the purge even with the payload that holds its key."""
    picture, ref = os.urandom(200_000), bytes(16)
    fingerprint = founded().keys.fingerprint
    cover, sealed = chunks.seal(picture, fingerprint, case, ref)
    with town.database.transaction() as connection:
        attachments.put(connection, shred.open_key(connection, town.keys.kek, case), 2, sealed)
    loot = Loot(town, tmp_path / "loot")
    dump = backups.write(
        town.database, town.keys, tmp_path / "loot", town.settings.shred_table, now=town.clock()
    )
    stolen = loot.every_byte() + dump.read_bytes()
    for start in range(0, len(picture) - 32, 4_000):
        piece = picture[start : start + 32]
        assert piece not in stolen
        assert b64(piece).encode()[2:-4] not in stolen
    stored = loot.sealed_of("attachments.sealed")
    assert len(stored) == len(sealed) == 4
    with pytest.raises(Rejected):
        chunks.open_(cover, stored, fingerprint, case, ref)
    loot.take_kek(town)
    with loot.rows.reading() as connection:
        inner = attachments.read(connection, shred.open_key(connection, loot.kek, case), 2)
    assert inner == sealed
    assert chunks.open_(cover, inner, fingerprint, case, ref) == picture
    town.clock.at = town.close(case)
    run(town)
    loot.take_kek(town)
    with loot.rows.reading() as connection, pytest.raises(Rejected, match="epoch"):
        shred.open_key(connection, loot.kek, case)
    assert town.count()["attachments"] == 0


def test_with_every_key_of_the_staff_what_was_purged_stays_shut_and_the_rest_opens(
    town: Town, tmp_path: Path, hanako: Resident, case: bytes
) -> None:
    friend = town.resident()
    town.receive(friend.says("わたしはまだ話しています"))
    (kept,) = set(town.consultations()) - {case}
    loot = Loot(town, tmp_path / "loot")
    wrapset, case_key = key_of(town, case, "sato")
    town.clock.at = town.close(case)
    tables: list[shred.ShredTable] = []
    run(town, ship=tables.append)
    # Everything that still exists anywhere: all private keys, the KEK of now, the newest table, and a kept case key.
    assert colleague("sato").identity.recipient.public != wrapset.case_pk == case_key.recipient.public
    loot.take_kek(town)
    assert loot.reads(case) == []
    assert loot.with_table(tables[-1]).reads(case) == []
    assert loot.reads(kept, ["sato"]) == ["わたしはまだ話しています"]
    with loot.rows.reading() as connection, pytest.raises(Erased):
        shred.open_key(connection, loot.kek, case)
    # The case key alone meets nothing but the outer layer, whose key is gone.
    for _, content in loot.sealed():
        for key in (case_key.scalar(), *(loot.kek.live().values())):
            with pytest.raises(Rejected):
                decrypt(key, content, aad=b"")


def test_who_writes_to_the_database_can_delete_and_neither_speak_nor_listen(
    town: Town, web: Flask, callback: Callback, hanako: Resident, case: bytes, sato: Desk
) -> None:
    """With the KEK as well, so that rows can be opened and wrapped again."""
    other = town.resident()
    callback.events(other.says("べつのはなし"))
    (second,) = set(town.consultations()) - {case}
    assert sato.claim(b64(case)) == 201
    abe = Identity.generate()
    # Speaking as Hanako: nobody signs for her but the intake.
    forged = _forged_record(town, case, Signer.generate())
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, case)
        row = {"consultation_id": case, "position": 2, "sealed": key.wrap("record", 2, forged.to_json())}
        connection.execute(transcript_entries.insert(), row)
    with pytest.raises(Rejected):
        town.read(case, colleague("sato"))
    # Moving an entry from another consultation: the outer layer is bound to its place.
    with town.database.transaction() as connection:
        moved = connection.execute(
            transcript_entries.select().where(transcript_entries.c.consultation_id == second)
        ).one()
        connection.execute(
            update(transcript_entries)
            .where(transcript_entries.c.consultation_id == case, transcript_entries.c.position == 2)
            .values(sealed=moved.sealed)
        )
    with pytest.raises(Rejected, match="outer"):
        town.read(case, colleague("sato"))
    # Listening: a key of Abe's in the place of the case's. The server seals nothing to it, and LINE keeps
    # the message and tries again.
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, second)
        (wrapset,) = wrapsets_of(connection, key)
        swapped = wrapset.as_dict() | {"case_pk": b64(abe.recipient.public)}
        sealed = key.wrap("wrapset", 1, WrapSet.from_json(swapped).to_json())
        connection.execute(
            update(case_keys).where(case_keys.c.consultation_id == second).values(sealed=sealed)
        )
    before = town.count()
    assert callback.events(other.says("きこえますか")) == 503
    assert town.count()["transcript_entries"] == before["transcript_entries"]
    # What they do get: deletion.
    with town.database.transaction() as connection:
        connection.execute(delete(transcript_entries).where(transcript_entries.c.consultation_id == second))
    assert town.row(second).entries == 1


def test_who_has_left_keeps_what_they_copied_and_gets_nothing_new(
    town: Town, web: Flask, callback: Callback, hanako: Resident, case: bytes, sato: Desk, tmp_path: Path
) -> None:
    kudo = Supervisor(web)
    assert sato.claim(b64(case)) == 201
    whole, copied = sato.whole(b64(case)), Loot(town, tmp_path / "before", kek=True)
    assert kudo.dismiss(sato.person.kid).status_code == 201
    for chore in (kudo.get("keys").json or {})["rewrap"]:
        _hand_in(kudo, chore, rewrapped(kudo.trust(), kudo.person, WrapSet.from_json(chore["wrapset"])))
    for chore in (kudo.get("keys").json or {})["rotate"]:
        made = prepared(kudo.trust(), kudo.person, chore["desk"])
        _hand_in(kudo, chore | {"generation": chore["generation"] + 1}, made)
    assert callback.events(hanako.says("あなたがいなくなってからのこと")) == 200
    # Nothing at any door, and no way back in.
    assert {
        sato.get(path).status_code for path in ("consultations", f"consultations/{b64(case)}", "keys")
    } == {401}
    assert sato.send(b64(case), sato.seal(whole, "まだいます"), "まだいます").status_code == 401
    again = web.test_client().post(
        "/console/sessions", json={"name": "sato", "secret": b64(sato.person.secret)}
    )
    assert again.status_code == 401
    # With today's rows and KEK too, Sato's keys open nothing of the new generation, and no old wrap is left.
    now = Loot(town, tmp_path / "after", kek=True)
    assert now.reads(case, ["sato"]) == []
    assert now.reads(case, ["kudo"]) == [SAID, "あなたがいなくなってからのこと"]
    # A record of Sato's in the new roster is nobody's; what was copied while they were here is theirs to keep.
    with pytest.raises(Rejected, match="sender"):
        kudo.trust().member(kudo.trust().epoch, sato.person.kid, ("counselor", "supervisor"))
    assert copied.reads(case, ["sato"]) == [SAID]


def test_a_counselor_of_another_desk_learns_nothing_and_changes_nothing(
    web: Flask, town: Town, case: bytes, tmp_path: Path
) -> None:
    mori, name, before = Desk(web, "mori"), b64(case), town.count()
    assert mori.ids() == []
    assert mori.get(f"consultations/{name}").status_code == 404
    assert (mori.get("keys").json or {})["rotate"] == []
    trust = accept_chain(founded().keys.fingerprint, Supervisor(web).chain(), int(time.time()))
    attempts = {
        "assignment": {},
        "closure": {},
        "holds": {"reason": "court", "until": town.clock() + DAY},
        "wrapsets": {"generation": 2, "wrapset": prepared(trust, mori.person, "hataraku").as_dict()},
    }
    for path, body in attempts.items():
        assert mori.post(f"consultations/{name}/{path}", body).status_code == 404, path
    after = town.count()
    unchanged = ("consultations", "case_keys", "holds", "transcript_entries", "outbox")
    assert {table: after[table] for table in unchanged} == {table: before[table] for table in unchanged}
    # Also with the rows and the KEK: there is no wrap for them.
    assert Loot(town, tmp_path / "loot", kek=True).reads(case, ["mori"]) == []


def test_a_stolen_session_lists_and_neither_reads_nor_speaks_nor_lets_anybody_in(
    web: Flask, town: Town, case: bytes, sato: Desk
) -> None:
    """Cookie and CSRF token, without the passphrase: Sato's, and then Kudo's."""
    thief, name = Signer.generate(), b64(case)
    assert sato.ids() == [name]
    assert sato.claim(name) == 201
    whole = sato.whole(name)
    assert SAID not in str(whole)
    forged = Record.from_json(
        sato.seal(whole, "お金を送ってください").as_dict() | {"sig": b64(thief.sign(b""))}
    )
    assert sato.send(name, forged, "お金を送ってください").status_code == 422
    kudo, own = Supervisor(web), Identity.generate()
    trust = kudo.trust()
    stranger = _as_of(kudo, thief)
    assert (
        kudo.post("prekeys", {"wrapsets": [prepared(trust, stranger, "kurashi").as_dict()]}).status_code
        == 422
    )
    body = {"generation": 2, "wrapset": prepared(trust, stranger, "kurashi", key=own).as_dict()}
    assert kudo.post(f"consultations/{name}/wrapsets", body).status_code == 422
    assert kudo.hand_in(kudo.sign(signer=thief)).status_code == 422
    assert town.row(case).entries == 1
    assert len(town.consultations()) == 1
    assert town.texts(case) == [SAID]


def _forged_record(town: Town, case: bytes, signer: Signer) -> Record:
    wrapset, _ = key_of(town, case, "sato")
    keys, row = founded().keys, town.row(case)
    return seal_record(
        keys.fingerprint, signer, keys.intake_kid, wrapset.case_pk, case=case, key_id=wrapset.key_id,
        seq=row.intake_seq + 1, dir=0, epoch=1, prev=bytes(row.intake_head), ack=bytes(row.last_record),
        ts=town.clock(), payload={"v": 1, "kind": "text", "text": "うそ"},
    )  # fmt: skip


def _hand_in(kudo: Supervisor, chore: dict[str, Any], made: WrapSet) -> None:
    body = {"generation": chore["generation"], "wrapset": made.as_dict()}
    answer = kudo.post(f"consultations/{chore['consultation']}/wrapsets", body)
    assert answer.status_code == 201, answer.text


def _as_of(kudo: Supervisor, signer: Signer) -> Any:
    """Kudo's name with another's signature: all that a session gives."""
    return replace(kudo.person, signer=signer)
