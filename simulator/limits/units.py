"""LINE counts some texts in UTF-16 units, others in grapheme clusters (LINE guide, Text character count)."""

import unicodedata

_JOINER = "\u200d"


def utf16(text: str) -> int:
    """UTF-16 code units: 😀 is 2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """What a reader calls characters (UAX 29, without the rules for scripts of India): 👨‍👩‍👧 is 1."""
    count, before, flags = 0, "", 0
    for char in text:
        flags = flags + 1 if _is_flag(char) else 0
        joined = (
            before == _JOINER
            or _extends(char)
            or (flags and flags % 2 == 0)
            or (before, char) == ("\r", "\n")
        )
        if not (joined or _hangul_joins(before, char)) or not before:
            count += 1
        before = char
    return count


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _extends(char: str) -> bool:
    skin_or_tag = "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"
    return char == _JOINER or skin_or_tag or unicodedata.category(char) in {"Mn", "Me", "Mc"}


def _hangul_joins(before: str, char: str) -> bool:
    leading = "\u1100" <= before <= "\u115f"
    vowel_or_syllable = "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    if leading:
        return "\u1100" <= char <= "\u11a7" or "\uac00" <= char <= "\ud7a3"
    return vowel_or_syllable and "\u1160" <= char <= "\u11ff"
