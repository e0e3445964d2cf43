"""The four signs that somebody says at a place instead of a name: 「予約の K7M4 です」.

They are read from a small screen, said aloud and heard over a counter. So none looks like another (no B, D, G, I, L, O, Q, S, U, Z,
0, 1) or sounds like another in Japanese (no N beside M, no Q beside 9, no A or E beside K and J), there is no H, which many read
「エッチ」, and no vowel to make a word with.
"""

import os
import unicodedata
from collections.abc import Callable

LETTERS = "CFJKMPRTVWXY"
DIGITS = "23456789"
ALPHABET = DIGITS + LETTERS
LENGTH = 4

_UNKIND = (
    *("CP", "JC", "JK", "WC", "XX", "XY", "YY", "FF", "FTM", "FTX", "KKK", "MTF", "MTX", "TMT", "WTF"),
    *("42", "44", "49", "69", "72", "94", "564", "666", "893", "4545"),
)
"""What stands for something that nobody wants to say aloud: 42 is read 「死に」, 49 「死苦」, 893 「やくざ」; XY is a sex, FTM a life."""

_MISREAD = str.maketrans({"Z": "2", "S": "5", "G": "6", "B": "8", "U": "V"})
_TAKEN = 256 // len(ALPHABET) * len(ALPHABET)


def new_code(random_bytes: Callable[[int], bytes] = os.urandom) -> str:
    """One of all kind codes, each as likely as any other. Whoever stores it finds out whether it is taken."""
    while True:
        code = "".join(_signs(random_bytes))
        if is_kind(code):
            return code


def is_kind(code: str) -> bool:
    """Whether there is a digit in it, and nothing that one would rather not say."""
    return any(sign in DIGITS for sign in code) and not any(word in code for word in _UNKIND)


def normalise(typed: str) -> str:
    """A code as it is stored, from what somebody heard and typed: full-width or small letters, spaces, hyphens, a Z for a 2."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign.isalnum()).translate(_MISREAD)


def _signs(random_bytes: Callable[[int], bytes]) -> list[str]:
    found: list[str] = []
    while len(found) < LENGTH:
        number = random_bytes(1)[0]
        # Above the last whole multiple some signs would come more often than others.
        if number < _TAKEN:
            found.append(ALPHABET[number % len(ALPHABET)])
    return found
