"""A watch that looks everywhere a resident's words could be left behind, again and again while a story runs."""

import base64
import fnmatch
import json
import os
import stat
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

PAUSE_SECONDS = 0.05
BLOCK = 64 * 1024
CHUNK = 8 * 1024 * 1024
EMPTY = hash(bytes(BLOCK))


class Speaks(Protocol):
    """Whatever keeps what a process printed."""

    output: bytearray


@dataclass(frozen=True)
class Hit:
    """Where words were found: a file (or the number of an output), the byte offset, and in which form."""

    place: str
    offset: int
    form: str


class CanaryWatch:
    """`with CanaryWatch([words], places, outputs=[…], exclude=[…]) as watch: …` then `assert watch.hits == []`.

    Looks through every file below `places`, and everything in `outputs`, that has come since it last looked, and once more
    through all of them at the end. What was already there when the watch began, and has not changed, is not read; of
    folders that lay in the common temporary directory before, only those into which something has come, and not deeper. `exclude` are patterns of paths or
    of file names, such as the profile of the browser in which the words were typed. `looked` counts rounds, `read` bytes.
    """

    def __init__(
        self,
        canaries: Iterable[str | bytes],
        places: Sequence[Path],
        *,
        outputs: Sequence[Speaks] = (),
        exclude: Sequence[str] = (),
    ) -> None:
        self._forms = {form: name for canary in canaries for name, form in forms(canary)}
        self._longest = max(map(len, self._forms))
        self._places = [place.resolve() for place in places]
        self._outputs = outputs
        self._others: set[str] = set()
        self._exclude = (*BROWSER_FILES, *NEIGHBOURS, *exclude)
        self._seen: dict[str, tuple[int, ...]] = {}
        self._blocks: dict[str, list[int]] = {}
        self._heard: dict[int, int] = {}
        self._found: dict[Hit, None] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="canary-watch", daemon=True)
        self._began_ns = 0
        self._failure: Exception | None = None
        self.looked = 0
        self.read = 0

    def __enter__(self) -> Self:
        self._began_ns = time.time_ns()
        self._others = _folders_in(tempfile.gettempdir()) - set(map(str, self._places))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=60)
        self._seen.clear()
        self._blocks.clear()
        self._heard.clear()
        self._look()
        if self._failure:
            raise self._failure

    def look_for_too(self, *canaries: str | bytes) -> None:
        """What became known only meanwhile, such as an id that LINE gave; at the end everything is searched for it."""
        more = {form: name for canary in canaries for name, form in forms(canary)}
        self._longest = max(self._longest, *map(len, more))
        self._forms = self._forms | more

    @property
    def hits(self) -> list[Hit]:
        return list(self._found)

    def _watch(self) -> None:
        try:
            while not self._over.is_set():
                self._look()
                self._over.wait(PAUSE_SECONDS)
        except Exception as error:
            # Otherwise a broken watch would look like a clean house.
            self._failure = error

    def _look(self) -> None:
        for path, status in self._files():
            # Changing a file's words always changes its ctime, and nobody can set that back.
            state = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            if status.st_ctime_ns < self._began_ns - 2_000_000_000 or self._seen.get(path) == state:
                continue
            self._seen[path] = state
            self._search_file(path)
        for number, speaker in enumerate(self._outputs, 1):
            # What was read before is not read again, but for the beginning of a word that has only now come to its end.
            begin = max(0, self._heard.get(number, 0) - self._longest)
            said = bytes(speaker.output[begin:])
            self._heard[number] = begin + len(said)
            self._search(f"output {number}", said, begin)
        self.looked += 1

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        for place in self._places:
            for folder, folders, files in os.walk(place):
                deeper = [] if folder in self._others else folders
                folders[:] = [name for name in deeper if not self._excluded(folder, name)]
                for name in files:
                    path = os.path.join(folder, name)
                    try:
                        status = os.lstat(path)
                    except OSError:
                        continue
                    if stat.S_ISREG(status.st_mode) and not self._excluded(folder, name):
                        yield path, status

    def _excluded(self, folder: str, name: str) -> bool:
        path = os.path.join(folder, name)
        if path in self._others and self._untouched(path):
            return True
        return any(fnmatch.fnmatch(name, one) or fnmatch.fnmatch(path, one) for one in self._exclude)

    def _untouched(self, folder: str) -> bool:
        """Whether nothing has come into it since the watch began."""
        try:
            return os.lstat(folder).st_mtime_ns < self._began_ns - 2_000_000_000
        except OSError:
            return True

    def _search_file(self, path: str) -> None:
        """Where it is not as it was when it was last read: a database's log is large, and grows in one place."""
        before, now, changed = self._blocks.get(path, []), [], bytearray()
        try:
            with open(path, "rb", buffering=0) as file:
                offset, kept = 0, b""
                while block := file.read(BLOCK):
                    now.append(hash(block))
                    known = before[len(now) - 1] if len(now) <= len(before) else EMPTY
                    self.read += len(block)
                    if known != now[-1]:
                        changed += block if changed else kept + block
                    elif changed:
                        self._search(path, changed + block[: self._longest], offset - len(changed))
                        changed.clear()
                    offset += len(block)
                    if len(changed) >= CHUNK:
                        self._search(path, changed, offset - len(changed))
                        del changed[: -self._longest]
                    kept = block[-self._longest :]
                self._search(path, changed, offset - len(changed))
                self._blocks[path] = now
        except OSError:
            # Gone, or not ours to read: neither is a leak.
            return

    def _search(self, place: str, content: bytes | bytearray, base: int) -> None:
        for form, name in self._forms.items():
            at = content.find(form)
            if at >= 0:
                self._found[Hit(place, base + at, name)] = None


BROWSER_FILES = ("playwright*", ".org.chromium.*", "org.chromium.*", ".com.google.*", "hidamari-firefox-*")
"""What a browser keeps below the temporary directory; people's own devices are not the service's."""

NEIGHBOURS = ("hidamari-postgres-*", "pytest-of-*")
"""Other tests' folders, which those that run beside this one write to without a pause. Its own are places by their own right."""


def _folders_in(directory: str) -> set[str]:
    """Whose they are, nobody knows: whole trees of other programs, even a /proc, which no walk comes to an end of."""
    with os.scandir(os.path.realpath(directory)) as found:
        return {one.path for one in found if one.is_dir(follow_symlinks=False)}


def forms(words: str | bytes) -> list[tuple[str, bytes]]:
    """How `words` may lie in a file: plain, UTF-16, JSON escapes, percent-encoded, hex, and base64 at each of its three offsets.

    Of bytes: plain, hex and base64.
    """
    plain = words.encode() if isinstance(words, str) else words
    if len(plain) < 8:
        raise ValueError("too short to be found by accident only")
    found = [
        ("utf-8", plain),
        *(_of_text(words) if isinstance(words, str) else []),
        ("hex", plain.hex().encode()),
    ]
    for before in range(3):
        coded = base64.b64encode(bytes(before) + plain)
        # The first and the last sign also carry bits of the neighbours.
        inner = coded[(before * 8 + 5) // 6 : (before + len(plain)) * 8 // 6]
        found += [("base64", inner), ("base64url", inner.translate(bytes.maketrans(b"+/", b"-_")))]
    return list({form: (name, form) for name, form in reversed(found)}.values())


def _of_text(words: str) -> list[tuple[str, bytes]]:
    percent = urllib.parse.quote(words, safe="")
    return [
        ("utf-16-le", words.encode("utf-16-le")),
        ("utf-16-be", words.encode("utf-16-be")),
        ("json", json.dumps(words)[1:-1].encode()),
        ("json, capitals", _capitals(words).encode()),
        ("percent", percent.encode()),
        ("percent, small", percent.lower().encode()),
    ]


def _capitals(words: str) -> str:
    """JSON escapes with capital hex digits, as some languages write them."""
    units = words.encode("utf-16-be")
    pairs = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
    return "".join(chr(unit) if unit < 0x80 else f"\\u{unit:04X}" for unit in pairs)
