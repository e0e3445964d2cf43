"""The file that is overwritten to delete, and the server's own keys."""

import fcntl
import os
import re
import resource
import stat
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.contexts import digest, kid_of
from storage.holder import HolderAway, KeystoreError
from storage.keystore import SLOT, KekFile, Keys
from storage.vault import VaultPlace
from tests.protocol.office import Office


@pytest.fixture
def kek(tmp_path: Path) -> KekFile:
    return KekFile.create(tmp_path / "kek")


@contextmanager
def refused(sentence: str, ja: str) -> Iterator[None]:
    """What the operator is told, in each language."""
    with pytest.raises(KeystoreError, match=sentence) as told:
        yield
    assert re.search(ja, told.value.ja)


def _poke(kek: KekFile, offset: int, content: bytes) -> None:
    with kek.path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def test_a_rotation_adds_a_key_and_overwrites_the_old_one_in_place(kek: KekFile) -> None:
    inode = kek.path.stat().st_ino
    for epoch in (2, 3, 4):
        old = kek.newest()[1]
        assert kek.add() == epoch
        assert set(kek.live()) == {epoch - 1, epoch}
        assert kek.newest() == (epoch, kek.live()[epoch])
        kek.destroy(epoch - 1)
        assert set(kek.live()) == {epoch}
        assert old[:8] not in kek.path.read_bytes()
    assert kek.path.stat().st_ino == inode
    assert kek.path.stat().st_size == 2 * SLOT


def test_another_process_finds_a_rotation_that_was_killed_half_way(kek: KekFile) -> None:
    added = kek.add()
    again = KekFile(kek.path)
    assert again.live() == kek.live()
    assert again.newest()[0] == added
    with refused("finish the rotation", "先に終わらせてください。$"):
        again.add()
    again.destroy(1)
    assert set(kek.live()) == {2}


def test_each_key_is_found_by_its_epoch(kek: KekFile) -> None:
    kek.add()
    assert kek.epochs() == [1, 2]
    assert {epoch: kek.key(epoch) for epoch in (1, 2, 3)} == {**kek.live(), 3: None}


def test_the_only_key_is_never_destroyed(kek: KekFile) -> None:
    with refused("only key", "鍵は1番だけです。"):
        kek.destroy(1)
    with refused("no key of epoch 9", "9番の鍵がありません。$"):
        kek.destroy(9)
    assert set(kek.live()) == {1}


@pytest.mark.parametrize("offset", [0, 3, 11, 30, 43, 59])
@pytest.mark.parametrize("slot", [0, 1])
def test_a_damaged_slot_is_said_and_never_overwritten(kek: KekFile, slot: int, offset: int) -> None:
    kek.add()
    before = kek.path.read_bytes()
    at = slot * SLOT + offset
    _poke(kek, at, bytes([before[at] ^ 1]))
    damaged = kek.path.read_bytes()
    for use in (kek.live, kek.newest, kek.add, lambda: kek.destroy(2)):
        with refused(f"slot {slot + 1} is damaged", f"{slot + 1}つめの鍵の場所が壊れています。"):
            use()
    assert kek.path.read_bytes() == damaged


def test_a_file_cut_short_or_empty_of_keys_is_said(kek: KekFile) -> None:
    _poke(kek, 0, bytes(SLOT))
    with refused("no key in either slot", "どちらの場所にも鍵がありません。"):
        kek.live()
    os.truncate(kek.path, SLOT)
    with refused("length is wrong", "KEKのファイルではありません。$"):
        kek.live()


def test_a_slot_holds_what_the_documents_say(kek: KekFile) -> None:
    content, (epoch, key) = kek.path.read_bytes(), kek.newest()
    body = b"KEK1" + struct.pack(">Q", epoch) + key
    assert len(key) == 32
    assert content == (body + digest(body)[:16]).ljust(2 * SLOT, b"\0")
    kek.add()
    kek.destroy(1)
    destroyed = kek.path.read_bytes()[:SLOT]
    assert destroyed[:4] == bytes(4)
    assert destroyed[4:].count(0) < 100


def test_every_change_is_on_the_device_before_the_call_returns(
    kek: KekFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(name: str, call: Callable[..., int | None]) -> Callable[..., int | None]:
        def note(file: int, *asked: object) -> int | None:
            done.append(f"{name} folder" if stat.S_ISDIR(os.fstat(file).st_mode) else name)
            return call(file, *asked)

        return note

    for name in ("pwrite", "fsync"):
        monkeypatch.setattr(os, name, noted(name, getattr(os, name)))
    kek.add()
    kek.destroy(1)
    assert done == ["pwrite", "fsync"] * 2
    done.clear()
    KekFile.create(tmp_path / "another")
    assert done == ["pwrite", "fsync", "fsync folder", "pwrite", "fsync"]


def test_who_reads_waits_for_who_writes_and_who_writes_for_everybody(kek: KekFile) -> None:
    with kek.path.open("rb") as elsewhere, ThreadPoolExecutor(1) as threads:
        fcntl.flock(elsewhere, fcntl.LOCK_SH)
        assert set(kek.live()) == {1}
        writing = threads.submit(kek.add)
        with pytest.raises(TimeoutError):
            writing.result(0.2)
        fcntl.flock(elsewhere, fcntl.LOCK_UN)
        assert writing.result(30) == 2
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        reading = threads.submit(kek.live)
        with pytest.raises(TimeoutError):
            reading.result(0.2)
        fcntl.flock(elsewhere, fcntl.LOCK_UN)
        assert set(reading.result(30)) == {1, 2}


def test_a_key_that_was_not_written_whole_is_said(kek: KekFile) -> None:
    """The file may grow to 20 bytes into the second slot, as on a full disk, which the file system then says."""
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SLOT + 20, unlimited[1]))
    try:
        with refused(
            r"^the KEK file could not be written whole; is its disk full\?$",
            "^KEKのファイルを、最後まで書けませんでした。ディスクがいっぱいではありませんか。$",
        ):
            kek.add()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    with refused("slot 2 is damaged", "2つめの鍵の場所が壊れています。"):
        kek.live()


def test_a_key_file_is_never_replaced(kek: KekFile) -> None:
    with refused("will not be replaced", "上書きはしません。$"):
        KekFile.create(kek.path)


@pytest.fixture
def founded(tmp_path: Path) -> Keys:
    office = Office()
    return Keys.create(tmp_path / "keys", tmp_path / "kek", office.fp, office.intake.signer)


def test_keys_come_back_as_they_were_made(founded: Keys, tmp_path: Path) -> None:
    loaded = Keys.load(tmp_path / "keys", tmp_path / "kek")
    assert loaded.intake.public == founded.intake.public
    assert loaded.intake_kid == kid_of("intake", loaded.intake.public, b"")
    assert loaded.ledger.public == founded.ledger.public
    assert loaded.kek.newest() == founded.kek.newest()
    names = ("courier", "pseudonym", "pepper", "audit", "fingerprint")
    assert [getattr(loaded, name) for name in names] == [getattr(founded, name) for name in names]
    assert {len(getattr(loaded, name)) for name in names} == {32, 20}
    assert len({loaded.courier, loaded.pseudonym, loaded.pepper, loaded.audit}) == 4
    assert loaded.ledger.public != loaded.intake.public
    assert loaded.courier.hex() not in repr(loaded)
    assert str(loaded.pepper) not in repr(loaded)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


@pytest.mark.usefixtures("founded")
@pytest.mark.parametrize(
    "name",
    [f"keys/{name}" for name in ("intake", "courier", "pseudonym", "pepper", "audit", "ledger", "office")]
    + ["kek"],
)
def test_a_missing_open_or_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    path, moved = tmp_path / name, tmp_path / "moved"
    path.chmod(0o640)
    with refused(f"{name}: others may read", f"{name}： この鍵のファイルを、ほかの人も読めて"):
        Keys.load(tmp_path / "keys", tmp_path / "kek")
    path.chmod(0o600)
    path.rename(moved)
    with refused(f"{name}: the key file cannot be opened", f"{name}： 鍵のファイルを開けません"):
        Keys.load(tmp_path / "keys", tmp_path / "kek")
    path.write_bytes(b"damaged")
    path.chmod(0o600)
    with refused(name, name):
        Keys.load(tmp_path / "keys", tmp_path / "kek")


@pytest.mark.usefixtures("founded")
def test_who_lets_vault_hold_the_kek_asks_vault_and_no_file(tmp_path: Path) -> None:
    office, token = Office(), tmp_path / "token"
    token.write_text("hvs.of-this-office")
    token.chmod(0o600)
    nobody = VaultPlace("http://127.0.0.1:1", token, "transit", "kek")
    asked: list[Callable[[], Keys]] = [
        lambda: Keys.load(tmp_path / "keys", nobody),
        lambda: Keys.create(tmp_path / "new", nobody, office.fp, office.intake.signer),
    ]
    for ask in asked:
        with pytest.raises(HolderAway, match=r"http://127\.0\.0\.1:1 does not answer"):
            ask()
    assert list((tmp_path / "new").iterdir()) == []


def test_no_key_file_stays_open(founded: Keys, tmp_path: Path) -> None:
    kek = KekFile(tmp_path / "kek")
    kek.add()
    kek.destroy(1)
    (tmp_path / "keys/audit").unlink()
    Keys.complete(tmp_path / "keys")
    Keys.load(tmp_path / "keys", kek.path)
    kek.path.chmod(0o640)
    with pytest.raises(KeystoreError):
        kek.live()
    with pytest.raises(KeystoreError):
        KekFile.create(kek.path)
    opened = [os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
    assert [path for path in opened if path.startswith(str(tmp_path))] == []


def test_a_folder_for_keys_is_made_where_none_is_and_closed_where_one_is(tmp_path: Path) -> None:
    office, there = Office(), tmp_path / "there"
    there.mkdir(mode=0o755)
    for number, folder in enumerate((tmp_path / "not/yet/made", there)):
        Keys.create(folder, tmp_path / f"kek-{number}", office.fp, office.intake.signer)
        assert folder.stat().st_mode & 0o777 == 0o700


def test_keys_that_an_older_version_lacked_are_made_and_no_other(founded: Keys, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    for name in ("audit", "ledger"):
        (keys / name).unlink()
        Keys.complete(keys)
        assert (keys / name).stat().st_mode & 0o777 == 0o600
    completed = Keys.load(keys, tmp_path / "kek")
    assert len(completed.audit) == 32
    assert (completed.audit, completed.ledger.public) != (founded.audit, founded.ledger.public)
    Keys.complete(keys)
    again = Keys.load(keys, tmp_path / "kek")
    assert (again.audit, again.ledger.public) == (completed.audit, completed.ledger.public)


def test_where_there_is_no_office_no_key_is_made(tmp_path: Path) -> None:
    Keys.complete(tmp_path)
    assert list(tmp_path.iterdir()) == []
