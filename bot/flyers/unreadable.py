"""Why an uploaded file isn't taken: the one error of its reading, on both sides of the wall."""

from typing import Literal, get_args

Code = Literal["not-pdf", "encrypted", "pages", "big", "active", "broken", "slow", "busy"]
"""`big`: too many bytes, packed or unpacked. `active`: it would do something. `busy`: another one is being read, try again."""
CODES: frozenset[str] = frozenset(get_args(Code))


class Unreadable(Exception):
    """`code` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code
