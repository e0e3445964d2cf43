"""Programs in Python that start in a fraction of the time: the libraries are loaded once, the program's own code anew each time.

A launcher imports what this house runs on, and nothing of the house. Asked for a program it forks: that is a process of its
own in a session of its own, with the folder, environment and output that were asked for and nothing else, and it runs the
program under `__main__` as `python …` would, with the `sitecustomize` of its PYTHONPATH.
"""

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

LIBRARIES = (
    "alembic.config", "apscheduler.schedulers.blocking", "click", "cryptography.hazmat.primitives.asymmetric.ec",
    "cryptography.hazmat.primitives.ciphers.aead", "fido2.webauthn", "flask", "granian", "linebot.v3.messaging",
    "linebot.v3.oauth", "psycopg", "regex", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite", "sqlalchemy.orm",
    "werkzeug.serving", "werkzeug.test",
)  # fmt: skip
NUMBER = struct.Struct("<q")
LONG = 120.0
"""Seconds after which a program that should end by itself is taken for one that never will."""


class Program:
    """One that was started; what `subprocess.Popen` says of its own children."""

    def __init__(self, conversation: socket.socket) -> None:
        self._conversation = conversation
        self._status: int | None = None
        self.pid = self._hear(LONG)

    def poll(self) -> int | None:
        """The exit status, or minus the signal that ended it; None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float) -> int:
        """As `poll`, within so many seconds; `subprocess.TimeoutExpired` after them."""
        if self._status is None:
            self._status = self._hear(timeout)
            self._conversation.close()
        return self._status

    def _hear(self, timeout: float) -> int:
        self._conversation.settimeout(timeout)
        try:
            heard = self._conversation.recv(NUMBER.size)
        except (TimeoutError, BlockingIOError):
            raise subprocess.TimeoutExpired("a program", timeout) from None
        number: int = NUMBER.unpack(heard)[0]
        return number


def start(
    arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str], stdout: int, stderr: int
) -> Program:
    """`python *arguments`, which are a file or `-m` and a module, and what those are told. Its input is empty."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    asked = {"arguments": list(arguments), "cwd": str(cwd), "environment": dict(environment)}
    here.sendall(json.dumps(asked).encode() + b"\n")
    with there:
        socket.send_fds(_launcher(), [b"!"], [there.fileno(), stdout, stderr])
    return Program(here)


def run(
    arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """`start`, to the end, with what it said."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        program = start(arguments, cwd=cwd, environment=environment, stdout=out.fileno(), stderr=err.fileno())
        status = program.wait(LONG)
        return subprocess.CompletedProcess(arguments, status, _read(out), _read(err))


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@functools.cache
def _launcher() -> socket.socket:
    """The way to this run's launcher, which ends when nobody is left to ask it."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    command = [sys.executable, "-m", "tests.harness.warm", str(there.fileno())]
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    with there:
        launched = subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
            start_new_session=True,
        )

    def end() -> None:
        here.close()
        launched.wait()

    atexit.register(end)
    return here


def _launch(orders: socket.socket) -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    # What is there now stays until the end: no fork needs to look through it.
    gc.collect()
    gc.freeze()
    running: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready = select.select([orders.fileno(), woken], [], [])[0]
        if woken in ready:
            os.read(woken, 64)
            _bury(running)
        if orders.fileno() in ready:
            said, handed, _, _ = socket.recv_fds(orders, 1, 3)
            if not said:
                return
            conversation = socket.socket(fileno=handed[0])
            with conversation.makefile("rb") as asking:
                asked = json.loads(asking.readline())
            pid = os.fork()
            if pid == 0:
                os._exit(_child(asked, conversation, handed[1:], [orders, *running.values()], [woken, wake]))
            running[pid] = conversation
            for output in handed[1:]:
                os.close(output)


def _bury(running: dict[int, socket.socket]) -> None:
    """Tells those who asked for them how programs have ended."""
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with running.pop(pid) as asker, contextlib.suppress(BrokenPipeError):
            asker.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))


def _child(
    asked: dict[str, Any],
    conversation: socket.socket,
    outputs: list[int],
    others: list[socket.socket],
    pipe: list[int],
) -> int:
    """The program itself; its exit status. What is left of it then is not taken apart, which takes longer than many a program."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    conversation.sendall(NUMBER.pack(os.getpid()))
    for one in (conversation, *others):
        one.close()
    null = os.open(os.devnull, os.O_RDONLY)
    for number, there in enumerate((null, *outputs)):
        os.dup2(there, number)
    for there in (null, *outputs, *pipe):
        os.close(there)
    code = _ended(asked)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    # As when Python ends: SQLite empties its write-ahead log when the last connection is closed.
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _ended(asked: dict[str, Any]) -> int:
    try:
        _become(asked["arguments"], asked["environment"], asked["cwd"])
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _become(arguments: list[str], environment: dict[str, str], cwd: str) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    paths = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    as_module = arguments[0] == "-m"
    sys.path[:1] = [cwd if as_module else str(Path(arguments[0]).resolve().parent), *paths]
    if paths:
        importlib.import_module("sitecustomize")
    sys.argv = arguments[1:] if as_module else arguments
    if as_module:
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    _launch(socket.socket(fileno=int(sys.argv[1])))
