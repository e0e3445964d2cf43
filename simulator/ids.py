"""Identifiers in the shapes that LINE gives them."""

import secrets

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(at: int) -> str:
    """A ULID (26 characters, Crockford base 32) whose first ten are the time `at`, in ms since 1970."""
    number = (at << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def user_id() -> str:
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    return "C" + secrets.token_hex(16)


def room_id() -> str:
    return "R" + secrets.token_hex(16)


def quote_token() -> str:
    return secrets.token_urlsafe(48)


class MessageIds:
    """Numeric strings, growing by uneven steps, so that nobody counts on them."""

    def __init__(self) -> None:
        self._last = 500_000_000_000_000_000 + secrets.randbelow(10**15)

    def next(self) -> str:
        self._last += 1 + secrets.randbelow(1_000)
        return str(self._last)
