"""The retention policy: what is kept, for how long, counted from which moment. Valid or refused, never half.

A policy that is missing, empty, zero, negative or misspelt stops the start: nothing is deleted by a wrong number, and
nothing is accepted that nobody would delete.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parent / "default_policy.toml"
_DAY_MS = 24 * 3600 * 1000
_LONGEST_DAYS = 3650
_TERMS = ("consultation_days_after_closure", "webhook_receipt_days")


class InvalidPolicy(ValueError):
    """One sentence that names the file's term, never its value."""


@dataclass(frozen=True)
class RetentionPolicy:
    """Periods in milliseconds. `version` names the policy in every record of a purge."""

    version: str
    consultation_after_closure: int
    webhook_receipt: int

    def due_at(self, closed_at: int) -> int:
        """When a consultation closed at that moment is to be destroyed."""
        return closed_at + self.consultation_after_closure


def load(path: Path | None = None) -> RetentionPolicy:
    """Reads a policy file, or the one that ships. Raises `InvalidPolicy`."""
    source = path or DEFAULT
    try:
        table = tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidPolicy("The retention policy can't be read as TOML.") from error
    unknown = set(table) - {"version", *_TERMS}
    if unknown:
        raise InvalidPolicy(f"The retention policy has a term that is not known: {sorted(unknown)[0]}.")
    version = table.get("version")
    if not isinstance(version, str) or not version.strip():
        raise InvalidPolicy("The retention policy needs a version.")
    consultation, receipt = (_days(table, term) for term in _TERMS)
    return RetentionPolicy(version, consultation, receipt)


def _days(table: dict[str, Any], term: str) -> int:
    days = table.get(term)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= _LONGEST_DAYS:
        raise InvalidPolicy(f"The retention policy's {term} must be whole days from 1 to {_LONGEST_DAYS}.")
    return days * _DAY_MS
