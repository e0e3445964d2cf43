"""The table of what is kept and until when, in words, filled from the policy in force. Every paper takes it from here."""

import string
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot import buttons, outgoing
from retention.policy import RetentionPolicy
from storage import blocks, residents

READERS = ("office", "ja", "easy", "en")
"""Whom a row speaks to: residents in three languages, and the office."""

_FILE = Path(__file__).with_name("kept.toml")
_DAY_MS = 24 * 3600 * 1000
_FIXED = {
    "choices_days": residents.KEPT_MS,
    "block_days": blocks.LONGEST_MS,
    "outbox_days": outgoing.TRY_FOR_MS,
    "survey_days": buttons.SURVEY_LIFE_MS,
}
"""Periods that the program holds whatever the policy says (ms)."""


class Row(NamedTuple):
    id: str
    what: str
    until: str


def table(policy: RetentionPolicy, reader: str, lanes: Collection[str]) -> list[Row]:
    """The rows for one of `READERS`, where these lanes are open."""
    terms = _terms(policy)
    return [
        Row(row["id"], *(row[reader][part].format_map(terms) for part in ("what", "until")))
        for row in _rows()
        if reader in row and (not row.get("lanes") or not set(row["lanes"]).isdisjoint(lanes))
    ]


def mentioned(reader: str) -> set[str]:
    """The terms that the rows for this reader speak of."""
    texts = (text for row in _rows() if reader in row for text in row[reader].values())
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def _terms(policy: RetentionPolicy) -> Mapping[str, int | str]:
    return policy.terms() | {name: period // _DAY_MS for name, period in _FIXED.items()}


@cache
def _rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["row"]
    return found
