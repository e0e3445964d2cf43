"""Texts of the office's that stand in one line, or in several. Pure."""

WIDE_SPACE = "\u3000"
"""What the space bar of a Japanese keyboard types; Python calls it unprintable, as it does everything that divides words but one."""


def is_one(text: str) -> bool:
    """Whether all of it can be seen, or is a space: no end of a line, nothing that steers a screen, no half of a sign."""
    return text.replace(WIDE_SPACE, " ").isprintable()


def are_several(text: str) -> bool:
    """The same of each of its lines."""
    return is_one(text.replace("\n", " "))
