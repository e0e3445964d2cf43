"""Passphrases a person can read aloud, type and remember, and that nobody can guess.

Six words of three Japanese syllables each in Latin letters, such as "kasude mirobo ...". Every one of 57
syllables is two letters, one key after the other, and has the same spelling in every romanisation (so no
shi/si, chi/ti, tsu/tu, fu/hu, ji/zi and no n), which is why it survives dictation by telephone. English word
lists do not, in a Japanese office.
"""

import math
import re
import secrets
import unicodedata

WORDS = 6
SYLLABLES_A_WORD = 3

_ROWS = {
    "k": "aiueo", "s": "aueo", "t": "aeo", "n": "aiueo", "h": "aieo", "m": "aiueo", "y": "auo", "r": "aiueo",
    "w": "a", "g": "aiueo", "z": "aueo", "d": "aeo", "b": "aiueo", "p": "aiueo",
}  # fmt: skip

SYLLABLES = tuple(consonant + vowel for consonant, vowels in _ROWS.items() for vowel in vowels)

ENTROPY_BITS = WORDS * SYLLABLES_A_WORD * math.log2(len(SYLLABLES))
"""18 independent uniform draws from 57 syllables: 104.9 bits, above the 77 that the protocol asks for."""


def generate_passphrase() -> str:
    """Six random words with single spaces between them, lower-case, from the system's random source."""
    return " ".join("".join(secrets.choice(SYLLABLES) for _ in range(SYLLABLES_A_WORD)) for _ in range(WORDS))


def normalise(typed: str) -> bytes:
    """How a typed passphrase is read: NFKC (full-width letters count), lower-case, single spaces, UTF-8."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFKC", typed).lower()).strip(" ").encode()
