"""LINE counts what a reader calls characters."""

import sys

import regex

from bot import limits
from bot.limits import graphemes


def test_what_a_reader_sees_as_one_counts_as_one() -> None:
    assert [graphemes(text) for text in ("👨‍👩‍👧が", "が", "は\u3099", "", "a\r\nb")] == [
        ["👨‍👩‍👧", "が"],
        ["が"],
        ["は\u3099"],
        [],
        ["a", "\r\n", "b"],
    ]


def test_what_is_counted_in_short_never_joins_with_anything() -> None:
    short = [chr(code) for code in range(sys.maxunicode + 1) if limits._ONE_EACH.fullmatch(chr(code))]
    assert len(short) > 20_000
    assert regex.fullmatch(r"\p{Grapheme_Cluster_Break=Other}+", "".join(short))
    assert not regex.search(r"\p{Extended_Pictographic}", "".join(short))
