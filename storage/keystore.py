"""The few secrets outside the database: the server's own keys, and the key that is destroyed to delete.

Measured on raw devices, only overwriting in place and syncing destroys a key: renamed files, append logs and
databases leave copies behind (docs/protocol.md, "Deletion"). So the file of the key-encryption key (KEK) has
two fixed slots and is never renamed, copied or rewritten whole. Keep it out of backups and machine images.
"""

import fcntl
import hmac
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from storage.contexts import digest, fingerprint_text, kid_of, parse_fingerprint
from storage.holder import KeyHolder, KeystoreError
from storage.sealing import Signer
from storage.secret_files import open_secret
from storage.vault import VaultKek, VaultPlace

SLOT = 4096
"""Bytes of one slot: a page, so that overwriting a key touches nothing else."""

_MAGIC = b"KEK1"
_EMPTY = bytes(4)
_USED = 60


class KekFile:
    """A `KeyHolder`. Two slots of 4096 bytes: "KEK1" | u64 epoch | key (32) | first 16 bytes of their SHA-256 | zeros.

    One slot is in use; both are during a rotation. An empty or destroyed slot starts with four zero bytes. A
    slot that is neither is damaged, and every call says so: writing over it could destroy the key of living
    consultations.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path) -> "KekFile":
        """Make the file with one random key, epoch 1. Refuses to replace a file that is there."""
        kek = cls(path)
        _write_new(path, bytes(2 * SLOT))
        with kek._opened(exclusive=True) as file:
            _put(file, 0, 1, os.urandom(32))
        return kek

    def live(self) -> dict[int, bytes]:
        """Every key that still exists, by epoch. KeystoreError when the file or a slot is damaged."""
        with self._opened() as file:
            return {epoch: key for epoch, (_, key) in self._slots(file).items()}

    def epochs(self) -> list[int]:
        return sorted(self.live())

    def key(self, epoch: int) -> bytes | None:
        return self.live().get(epoch)

    def newest(self, floor: int = 0) -> tuple[int, bytes]:
        """Read anew each time, so that it is never older than `floor`."""
        return max(self.live().items())

    def add(self) -> int:
        """Write a random key of the next epoch into the free slot; synced before this returns."""
        with self._opened(exclusive=True) as file:
            slots = self._slots(file)
            free = {0, 1} - {slot for slot, _ in slots.values()}
            if not free:
                raise KeystoreError(
                    f"{self.path}: both slots are in use; finish the rotation that is under way first",
                    f"{self.path}： 鍵の場所が二つともふさがっています。途中の鍵の交換を、先に終わらせてください。",
                )
            epoch = max(slots) + 1
            _put(file, free.pop(), epoch, os.urandom(32))
            return epoch

    def destroy(self, epoch: int) -> None:
        """Overwrite one key in place, on the device before this returns. The last key is never destroyed."""
        with self._opened(exclusive=True) as file:
            slots = self._slots(file)
            if epoch not in slots:
                raise KeystoreError(
                    f"{self.path}: there is no key of epoch {epoch}",
                    f"{self.path}： {epoch}番の鍵がありません。",
                )
            if len(slots) == 1:
                raise KeystoreError(
                    f"{self.path}: epoch {epoch} is the only key; add the next one first",
                    f"{self.path}： 鍵は{epoch}番だけです。先に、次の鍵を加えてください。",
                )
            slot, _ = slots[epoch]
            _overwrite(file, _EMPTY + os.urandom(SLOT - len(_EMPTY)), slot * SLOT)

    @contextmanager
    def _opened(self, *, exclusive: bool = False) -> Iterator[int]:
        """The lock keeps other processes from reading half a slot and from adding at the same time."""
        file = open_secret(self.path, os.O_RDWR if exclusive else os.O_RDONLY)
        try:
            fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
            yield file
        finally:
            os.close(file)

    def _slots(self, file: int) -> dict[int, tuple[int, bytes]]:
        if os.fstat(file).st_size != 2 * SLOT:
            raise KeystoreError(
                f"{self.path}: this is not a KEK file, its length is wrong",
                f"{self.path}： 長さがちがい、KEKのファイルではありません。",
            )
        slots = {}
        for slot in (0, 1):
            body = os.pread(file, _USED, slot * SLOT)
            if body[:4] == _EMPTY:
                continue
            if body[:4] != _MAGIC or not hmac.compare_digest(digest(body[:44])[:16], body[44:]):
                raise KeystoreError(
                    f"{self.path}: slot {slot + 1} is damaged; restore the file from its second copy",
                    f"{self.path}： {slot + 1}つめの鍵の場所が壊れています。二つめの写しから、ファイルを戻してください。",
                )
            slots[struct.unpack(">Q", body[4:12])[0]] = (slot, body[12:44])
        if not slots:
            raise KeystoreError(
                f"{self.path}: there is no key in either slot; restore the file from its second copy",
                f"{self.path}： どちらの場所にも鍵がありません。二つめの写しから、ファイルを戻してください。",
            )
        return slots


@dataclass(frozen=True)
class Keys:
    """Everything secret the server holds, and the office it belongs to. `repr` shows none of it."""

    kek: KeyHolder
    intake: Signer = field(repr=False)
    intake_kid: bytes
    courier: bytes = field(repr=False)
    pseudonym: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    ledger: Signer = field(repr=False)
    fingerprint: bytes

    @classmethod
    def create(cls, directory: Path, kek: Path | VaultPlace, fingerprint: bytes, intake: Signer) -> Self:
        """Make a new set for the office with this 20-byte fingerprint. KeystoreError if any file is there."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
        VaultKek.create(kek) if isinstance(kek, VaultPlace) else KekFile.create(kek)
        _write_new(directory / "intake", intake.to_pkcs8())
        _write_new(directory / "ledger", Signer.generate().to_pkcs8())
        for name in ("courier", "pseudonym", "pepper", "audit"):
            _write_new(directory / name, os.urandom(32))
        _write_new(directory / "office", fingerprint_text(fingerprint).encode() + b"\n")
        return cls.load(directory, kek)

    @staticmethod
    def are_in(directory: Path) -> bool:
        """Whether an office was founded with this folder: its fingerprint is written last."""
        return (directory / "office").exists()

    @classmethod
    def complete(cls, directory: Path) -> None:
        """Make the keys that an older version did not have yet, for an office that has the others."""
        if not cls.are_in(directory):
            return
        if not (directory / "ledger").exists():
            _write_new(directory / "ledger", Signer.generate().to_pkcs8())
        if not (directory / "audit").exists():
            _write_new(directory / "audit", os.urandom(32))

    @classmethod
    def load(cls, directory: Path, kek: Path | VaultPlace) -> Self:
        """Read and check every file, and ask the holder of the KEK. KeystoreError for what is missing, damaged or readable by others."""
        holder = VaultKek(kek) if isinstance(kek, VaultPlace) else KekFile(kek)
        holder.newest()
        intake = _read_signer(directory / "intake")
        return cls(
            kek=holder,
            intake=intake,
            intake_kid=kid_of("intake", intake.public, b""),
            courier=_read_key(directory / "courier"),
            pseudonym=_read_key(directory / "pseudonym"),
            pepper=_read_key(directory / "pepper"),
            audit=_read_key(directory / "audit"),
            ledger=_read_signer(directory / "ledger"),
            fingerprint=_read_fingerprint(directory / "office"),
        )


def _put(file: int, slot: int, epoch: int, key: bytes) -> None:
    body = _MAGIC + struct.pack(">Q", epoch) + key
    _overwrite(file, body + digest(body)[:16], slot * SLOT)


def _overwrite(file: int, content: bytes, offset: int) -> None:
    if os.pwrite(file, content, offset) != len(content):
        raise KeystoreError(
            "the KEK file could not be written whole; is its disk full?",
            "KEKのファイルを、最後まで書けませんでした。ディスクがいっぱいではありませんか。",
        )
    os.fsync(file)


def _write_new(path: Path, content: bytes) -> None:
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError:
        raise KeystoreError(
            f"{path}: there is a key file already, and it will not be replaced",
            f"{path}： 鍵のファイルがすでにあります。上書きはしません。",
        ) from None
    try:
        _overwrite(file, content, 0)
    except BaseException:
        # Half a key would be in the way of the next try, and looks like a damaged one.
        path.unlink()
        raise
    finally:
        os.close(file)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> bytes:
    file = open_secret(path, os.O_RDONLY)
    try:
        return os.read(file, 4096)
    finally:
        os.close(file)


def _read_key(path: Path) -> bytes:
    key = _read(path)
    if len(key) != 32:
        raise KeystoreError(
            f"{path}: a key of 32 bytes is expected here", f"{path}： ここには32バイトの鍵があるはずです。"
        )
    return key


def _read_signer(path: Path) -> Signer:
    try:
        return Signer.from_pkcs8(_read(path))
    except ValueError:
        raise KeystoreError(
            f"{path}: this is not a signing key", f"{path}： 署名の鍵ではありません。"
        ) from None


def _read_fingerprint(path: Path) -> bytes:
    try:
        return parse_fingerprint(_read(path).decode("ascii"))
    except ValueError:
        raise KeystoreError(
            f"{path}: this is not an office fingerprint",
            f"{path}： 相談室の指紋（fingerprint）ではありません。",
        ) from None
