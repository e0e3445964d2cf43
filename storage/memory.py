"""What a process holds in memory stays there: no dump is made of it, and where the system lets us, no page of it is swapped.

That keeps words and keys from a disk, and no more. Python copies what it works with and overwrites nothing, so they lie in memory
for as long as they like, and root, a hypervisor, a hibernation or a snapshot of a running machine reads them there.
"""

import ctypes
import resource
import sys
from pathlib import Path
from typing import NamedTuple

_PR_SET_DUMPABLE = 4
_CURRENT, _FUTURE, _ON_FAULT = 1, 2, 4
"""mlockall(2): what there is, what comes, and each page only once it is used. Without the last every thread's stack would count."""
_CAP_IPC_LOCK = 1 << 14


class Shut(NamedTuple):
    """What holds for this process from now on."""

    no_dump: bool
    no_swap: bool


def shut() -> Shut:
    """Asks for both; a system that refuses stops nothing. Not inherited by a new program, so each process asks for itself.

    A limit of 0 for the size of dumps is not enough: where a program collects them, the kernel asks for no limit (core(5)).
    """
    if sys.platform != "linux":
        return Shut(no_dump=False, no_swap=False)
    libc = ctypes.CDLL(None)
    no_dump = libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0
    # Below a limit, the lock would hold, and the next page that is asked for would be refused in the middle of somebody's message.
    return Shut(no_dump, may_lock() and libc.mlockall(_CURRENT | _FUTURE | _ON_FAULT) == 0)


def may_lock() -> bool:
    """Whether a process like this one may keep all of its memory from being swapped."""
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY:
        return True
    allowed = [line for line in _lines(Path("/proc/self/status")) if line.startswith("CapEff:")]
    return any(int(line.split()[1], 16) & _CAP_IPC_LOCK for line in allowed)


def swaps(listed: Path = Path("/proc/swaps")) -> list[str]:
    """The names of what this machine swaps to, memory that is packed (zram) left out; none where nothing is listed."""
    names = [line.split()[0] for line in _lines(listed)[1:] if line.strip()]
    return [name for name in names if not name.startswith("/dev/zram")]


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []
