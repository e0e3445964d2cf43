"""Whether the file system of the KEK file overwrites in place; where it does not, old keys stay on the device.

Measured in docs/protocol.md, "Deletion". It sees the file system only: not a snapshot of a virtual machine or of a volume
below it, not what a solid-state disk keeps aside, not what lies behind a network. Where there is no mountinfo (no Linux)
it sees nothing.
"""

import fcntl
import os
import re
import struct
from pathlib import Path
from typing import NamedTuple

MOUNTINFO = Path("/proc/self/mountinfo")

_NEVER_IN_PLACE = frozenset({"zfs", "bcachefs", "nilfs2", "f2fs", "jffs2", "ubifs", "logfs"})
_GET_FLAGS = 0x80086601
_NO_COPY_ON_WRITE = 0x00800000
_JOURNALLED = 0x00004000


class Mount(NamedTuple):
    """Where a file system is mounted, its kind, and the options of mount and file system together."""

    point: str
    kind: str
    options: frozenset[str]


def overwrites_in_place(path: Path, mountinfo: Path = MOUNTINFO) -> bool:
    """False where an overwritten key is known to stay: copy-on-write, log-structured, or journalled with its content."""
    mount = _mount_of(path, mountinfo)
    if mount is None:
        return True
    if mount.kind == "btrfs":
        return "nodatacow" in mount.options or bool(_flags(path) & _NO_COPY_ON_WRITE)
    if mount.kind in ("ext3", "ext4"):
        return "data=journal" not in mount.options and not _flags(path) & _JOURNALLED
    return mount.kind not in _NEVER_IN_PLACE


def _mount_of(path: Path, mountinfo: Path) -> Mount | None:
    try:
        mounts = [_read(line) for line in mountinfo.read_text("utf-8").splitlines()]
    except (OSError, ValueError, IndexError):
        return None
    place = path.resolve()
    over = [mount for mount in mounts if place.is_relative_to(mount.point)]
    # Of two at the same place the later one covers the earlier.
    return max(reversed(over), key=lambda mount: len(Path(mount.point).parts), default=None)


def _read(line: str) -> Mount:
    """proc_pid_mountinfo(5): … (5) mount point (6) options, optional fields, "-", kind, source, options."""
    before, after = line.split(" - ", 1)
    first, last = before.split(" "), after.split(" ")
    return Mount(_plain(first[4]), last[0], frozenset(f"{first[5]},{last[2]}".split(",")))


def _plain(escaped: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), escaped)


def _flags(path: Path) -> int:
    """The file's attributes as `lsattr` shows them; 0 where there are none."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        return int(struct.unpack("@l", fcntl.ioctl(file, _GET_FLAGS, struct.pack("@l", 0)))[0])
    except OSError:
        return 0
    finally:
        os.close(file)
