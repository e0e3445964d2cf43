"""What is left on the disk itself of a key that was destroyed: every byte of a real ext4 volume is searched.

Mounting needs root and a loop device, which CI has. Elsewhere the test says that it could not look.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.keystore import KekFile

MIB = 1024 * 1024


class Volume:
    """A small file system of its own, in an image file that can be read whole once it is unmounted."""

    def __init__(self, folder: Path) -> None:
        self.image, self.mount_point = folder / "volume.img", folder / "volume"
        self.image.write_bytes(bytes(16 * MIB))
        self.mount_point.mkdir()
        _run("mkfs.ext4", "-q", str(self.image))

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        try:
            _run("mount", "-o", "loop,data=ordered", str(self.image), str(self.mount_point))
        except subprocess.CalledProcessError:
            pytest.skip("this machine lets nobody mount a loop device")
        try:
            yield self.mount_point
        finally:
            _run("umount", str(self.mount_point))

    def copies_of(self, key: bytes) -> int:
        return self.image.read_bytes().count(key)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        pytest.skip("mounting a volume needs root and mkfs.ext4")
    return Volume(tmp_path)


def test_a_destroyed_kek_is_nowhere_on_the_device(volume: Volume) -> None:
    destroyed = []
    with volume.mounted() as folder:
        kek = KekFile.create(folder / "kek")
        for _ in range(25):
            epoch, key = kek.newest()
            destroyed.append(key)
            kek.add()
            kek.destroy(epoch)
        _, living = kek.newest()
    assert volume.copies_of(living) == 1
    assert [volume.copies_of(key) for key in destroyed] == [0] * 25


def test_the_search_does_find_a_key_that_was_only_deleted(volume: Volume) -> None:
    """Why the keystore overwrites: the same key in a file that is replaced or removed stays on the device."""
    key = os.urandom(32)
    with volume.mounted() as folder:
        (folder / "kek").write_bytes(key)
        os.sync()
        (folder / "kek").unlink()
    assert volume.copies_of(key) >= 1


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
