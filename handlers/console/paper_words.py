"""What is counted of paper, in the reader's language."""

from collections.abc import Mapping

from handlers.console.table_words import Both
from storage.totals import Kind

PUBLIC = ("library", "branch", "handout", "web")
"""Kinds of placements that anybody passes. At a school, a clinic or a workplace those who do are few, and know each other."""

MEASURES: Mapping[Kind, Both] = {
    "paper-open": ("ひらかれた回数", "Opened"),
    "paper-first": ("はじめの一言", "First words"),
    "paper-add": ("LINEへ進んだ", "Went on to LINE"),
}
SURVEY: Both = ("アンケート", "Survey")

TITLES: Mapping[str, Both] = {
    "paper-kind": ("どこの紙から来たか", "Which paper people came by"),
    "paper-place": ("置き場所ごとの紙", "Paper by place"),
    "paper-month": ("紙から来た月別の数", "Paper by month"),
}
HEADS: Mapping[str, Both] = {
    "paper-kind": ("きっかけ", "Source"),
    "paper-place": ("置き場所", "Place"),
    "paper-month": ("月", "Month"),
}
TOGETHER: Both = ("{kind}(まとめて)", "{kind} (all together)")
