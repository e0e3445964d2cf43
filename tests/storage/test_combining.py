"""Small writes of many: who comes while somebody writes goes on at once, and is written all the same."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.combining import Combining


class Written:
    """Who comes while the first is being written comes from within, as no thread could time it better."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = []
        self.combining = Combining(self._write)

    def _write(self, taken: list[str]) -> None:
        if not self.lines:
            for name in ("Sato", "Mori"):
                self.combining.add(name)
        self.lines.append(taken)
        if "Kudo" in taken:
            raise OSError("full")


def test_what_comes_meanwhile_is_written_together_afterwards() -> None:
    written = Written()
    written.combining.add("Hanako")
    assert written.lines == [["Hanako"], ["Sato", "Mori"]]


def test_a_write_that_fails_is_told_to_who_wrote_and_hinders_nobody_after_it() -> None:
    written = Written()
    written.combining.add("Hanako")
    with pytest.raises(OSError, match="full"):
        written.combining.add("Kudo")
    written.combining.add("Abe")
    assert written.lines[2:] == [["Kudo"], ["Abe"]]


def test_of_many_threads_nothing_is_lost_and_nothing_is_written_twice() -> None:
    lines: list[int] = []
    combining = Combining(lines.extend)
    with ThreadPoolExecutor(8) as threads:
        for number in [*range(8)] * 200:
            threads.submit(combining.add, number)
    assert Counter(lines) == dict.fromkeys(range(8), 200)


def test_in_a_forked_process_nobody_waits_for_who_is_not_there() -> None:
    lines: list[list[str]] = []
    combining = Combining(lines.append)
    combining._writing.acquire()
    combining.renew()
    combining.add("Hanako")
    assert lines == [["Hanako"]]
