"""What is still to be asked, as it travels in buttons: how many come, a private room or not, notices, and "yes"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.visits.model import Wanted

ROOM, NEVER, YES = "y", "n", "y"
_KNOWN = tuple(re.compile(said) for said in (r"[1-9]", r"[ye]", r"[nc]|[89]|1[0-9]|2[01]"))
"""What can be said to each of the three questions."""


class Answers(NamedTuple):
    """`persons`, `room`, `notice` as far as they are given; `sure` when all of it was confirmed."""

    given: tuple[str, ...]
    sure: bool = False

    @property
    def persons(self) -> int:
        return int(self.given[0])

    @property
    def private_room(self) -> bool:
        return self.given[1] == ROOM

    @property
    def notice(self) -> str:
        return self.given[2]

    def wanted(self, kind: str) -> Wanted:
        """All three are given."""
        hour = int(self.notice) if self.notice.isdecimal() else None
        return Wanted(kind, self.persons, self.private_room, hour, self.notice != NEVER)

    @property
    def told(self) -> bool:
        """Words may go to who says this, so that their address is kept."""
        return self.notice != NEVER


def read(args: Sequence[str]) -> Answers | None:
    """None for what no button of ours carries."""
    sure = len(args) == 4 and args[3] == YES
    given = tuple(args[:3])
    if len(args) > 3 and not sure:
        return None
    known = all(one.fullmatch(said) for one, said in zip(_KNOWN, given, strict=False))
    return Answers(given, sure) if known else None
