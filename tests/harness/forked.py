"""The product's time process, started and killed in no time: everything is imported once, and each start is a fork.

`Forked` starts `python -m tests.harness.forked FILE [NAME …]`; it forks a time process for every line it reads and prints its id. What
time it is there, FILE says: eight bytes, milliseconds since 1970, written by the test alone. The jobs whose pauses have these
NAMEs in clock.py, and the courier, look as often as a test can wait. LINE's timeouts and the courier's
pauses are as short as a fake LINE next door allows.
"""

import logging
import mmap
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.harness.until import until

ROOT = Path(__file__).parents[2]
LOOK_EVERY_SECONDS = 0.02
TIMEOUTS = (2.0, 0.25)


class Forked:
    """A time process that can be killed and started again within milliseconds."""

    def __init__(
        self, file: Path, environment: Mapping[str, str], clock: Callable[[], int], *hurried: str
    ) -> None:
        file.write_bytes(bytes(8))
        self._file, self._clock = file, clock
        self._said = file.with_suffix(".log")
        self.tell_time()
        with self._said.open("wb") as said:
            self._launcher = subprocess.Popen(
                [sys.executable, "-m", "tests.harness.forked", str(file), *hurried],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=True,
            )
        self._pid = 0

    def tell_time(self) -> None:
        """From here on it is there what the test's clock says."""
        with self._file.open("r+b") as file:
            file.write(struct.pack("<q", self._clock()))

    def start(self) -> None:
        assert self._launcher.stdin is not None
        assert self._launcher.stdout is not None
        self._launcher.stdin.write(b"\n")
        self._launcher.stdin.flush()
        self._pid = int(self._launcher.stdout.readline())

    def kill(self) -> None:
        """SIGKILL; returns when it is gone."""
        os.kill(self._pid, signal.SIGKILL)
        until(lambda: not self.alive)

    @property
    def said(self) -> str:
        """Everything that it logged, over all its starts."""
        return self._said.read_text("utf-8")

    @property
    def alive(self) -> bool:
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self) -> None:
        os.killpg(self._launcher.pid, signal.SIGKILL)
        for pipe in (self._launcher.stdin, self._launcher.stdout):
            assert pipe is not None
            pipe.close()
        self._launcher.wait()


def _launch(file: Path, hurried: Sequence[str]) -> None:
    import clock
    from bot import channel
    from settings import Settings

    channel.TIMEOUTS = TIMEOUTS
    for name in ("COURIER_SECONDS", *hurried):
        setattr(clock, name, LOOK_EVERY_SECONDS)
    # While LINE hangs the next look is skipped, which is no news.
    logging.getLogger("apscheduler.scheduler").addFilter(lambda record: record.levelno > logging.WARNING)
    told = mmap.mmap(os.open(file, os.O_RDONLY), 8, prot=mmap.PROT_READ)
    # The kernel clears away the children that were killed.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            clock.run(Settings.from_env(), now=lambda: int(struct.unpack("<q", told[:8])[0]))
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    _launch(Path(sys.argv[1]), sys.argv[2:])
