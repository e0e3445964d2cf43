"""Work apart: in a process of its own, with bounded memory and time, so that nothing it does takes the server along.

A module that works here has `work(given: bytes) -> bytes`. The process knows nothing of the server's environment, writes no file,
and speaks by its input and output alone.
"""

import os
import resource
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Literal

HOUSE = Path(__file__).parent.parent.parent
_FILES = 64
"""So many may be open at once."""


class Failed(Exception):
    """No answer came: it was too "slow", or "broken" off (also for want of memory)."""

    def __init__(self, code: Literal["slow", "broken"]) -> None:
        super().__init__(code)
        self.code = code


def run(module: str, given: bytes, *, seconds: int, memory: int) -> bytes:
    """What the module's `work` makes of `given`, within so many seconds and bytes of addresses. Raises `Failed`."""
    command = [sys.executable, "-B", "-m", "bot.flyers.apart", module, str(seconds), str(memory)]
    # One thread: threads reserve addresses, and another paper may be on its way.
    bare = {"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own modules
        command,
        cwd=HOUSE,
        env=bare,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            raise Failed("slow") from None
    if child.returncode == -signal.SIGXCPU:
        raise Failed("slow")
    if child.returncode != 0:
        raise Failed("broken")
    return answer


def main(module: str, seconds: str, memory: str) -> None:
    """The other side of `run`."""
    for limit, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        resource.setrlimit(limit, (most, most))
    given = sys.stdin.buffer.read()
    sys.stdout.buffer.write(import_module(module).work(given))


if __name__ == "__main__":
    main(*sys.argv[1:])
