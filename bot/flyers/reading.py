"""An uploaded PDF, read where it can do no harm: in a process of its own that writes no file, starts no program, and lives for seconds.

What comes back is drawn from the cleaned file, so that the clerk who looks at the pictures has seen what the printer gets.
"""

import contextlib
import itertools
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.flyers.unreadable import CODES, Unreadable
from storage.flyer_versions import FORMATS, WIDTHS, Picture

LARGEST = 20 * 1024 * 1024
"""Bytes of an upload."""
MOST_PAGES = 20
LARGEST_ANSWER = 128 * 1024 * 1024
"""Bytes of the cleaned file with all its pictures."""
_HEAD = 1 << 20
_MARK, _MARK_WITHIN = b"%PDF-", 1024
_ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {"LC_ALL": "C.UTF-8"}
_ONE_AT_A_TIME = threading.Lock()
"""A reading may take a gigabyte for some seconds."""
log = logging.getLogger("hidamari.flyers")


class Read(NamedTuple):
    """The cleaned file; every page in every width and format; and the words of each page."""

    pdf: bytes
    pictures: list[Picture]
    texts: list[str]


def read(pdf: bytes, *, limit_seconds: int = 10, drawing_seconds: float = 4.0) -> Read:
    """Raises `Unreadable`: "busy" if others took all this time. To be read, and to be drawn once, a file may take for so long; on a
    machine that has other things to do as well, that lasts up to twice as long. A booklet that is more work for its pictures alone is
    drawn on in further processes, each of which begins no page after so many `drawing_seconds`.
    """
    if len(pdf) > LARGEST:
        raise Unreadable("big")
    if _MARK not in pdf[:_MARK_WITHIN]:
        raise Unreadable("not-pdf")
    if not _ONE_AT_A_TIME.acquire(timeout=limit_seconds):
        raise Unreadable("busy")
    try:
        found = _read(pdf, 1, limit_seconds, drawing_seconds)
        while (drawn := max((one.page for one in found.pictures), default=0)) < len(found.texts):
            more = _read(found.pdf, drawn + 1, limit_seconds, drawing_seconds).pictures
            if [one.page for one in more[:1]] != [drawn + 1]:
                raise Unreadable("broken")
            found = found._replace(pictures=found.pictures + more)
    finally:
        _ONE_AT_A_TIME.release()
    return found


def _read(pdf: bytes, first: int, limit_seconds: int, drawing_seconds: float) -> Read:
    """What one child makes of it, from that page on."""
    asked = {
        "widths": WIDTHS, "formats": FORMATS, "pages": MOST_PAGES, "seconds": max(1, limit_seconds - 1),
        "drawing": drawing_seconds, "first": first,
    }  # fmt: skip
    return _parsed(*_answer(pdf, asked, limit_seconds))


def _answer(pdf: bytes, asked: dict[str, Any], limit_seconds: int) -> tuple[bytes, int]:
    """What the child says, and how it ended."""
    command = [sys.executable, "-B", "-m", "bot.flyers.drawing", json.dumps(asked)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        command, cwd=_ROOT, env=_ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=nowhere, start_new_session=True
    )
    with child, killed_after(child, 2 * limit_seconds):
        said = _spoken_with(child, pdf)
    return said, child.returncode


def _spoken_with(child: subprocess.Popen[bytes], pdf: bytes) -> bytes:
    """It reads all before it says anything, so that neither waits for the other for ever."""
    if child.stdin is None or child.stdout is None:
        raise ValueError("a child without pipes")
    with contextlib.suppress(BrokenPipeError), child.stdin as towards:
        towards.write(pdf)
    said = child.stdout.read(LARGEST_ANSWER + 1)
    child.stdout.close()
    # Without taking it off the list of those that run: until then its number is its own, and that of its group.
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    return said


@contextlib.contextmanager
def killed_after(child: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """The child and whatever it has begun, when the time is over; and what of it is left at the end of the block."""

    def kill() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)

    watch = threading.Timer(seconds, kill)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        watch.join()
        kill()


def _parsed(said: bytes, status: int) -> Read:
    """What was said, if it is what a reading says: whoever took the child over must not get further."""
    if status in (-signal.SIGKILL, -signal.SIGXCPU):
        raise Unreadable("slow")
    if status != 0:
        log.warning("a reading ended with %d", status)
        raise Unreadable("broken")
    head, rest = said[:_HEAD].partition(b"\n")[0], len(said)
    told = json.loads(head)
    if refused := told.get("refused"):
        raise Unreadable(refused if refused in CODES else "broken")
    sizes = [told["pdf"], *(one["bytes"] for one in told["pictures"])]
    if len(head) + 1 + sum(sizes) != rest or rest > LARGEST_ANSWER:
        raise Unreadable("big")
    pieces = _cut(memoryview(said)[len(head) + 1 :], sizes)
    pictures = [_picture(one, piece) for one, piece in zip(told["pictures"], pieces[1:], strict=True)]
    return Read(pieces[0], pictures, [str(text) for text in told["texts"]])


def _cut(rest: memoryview, sizes: list[int]) -> list[bytes]:
    ends = list(itertools.accumulate(sizes))
    return [bytes(rest[end - size : end]) for end, size in zip(ends, sizes, strict=True)]


def _picture(told: dict[str, Any], content: bytes) -> Picture:
    if told["width"] not in WIDTHS or told["format"] not in FORMATS:
        raise Unreadable("broken")
    return Picture(int(told["page"]), told["width"], int(told["height"]), told["format"], content)
