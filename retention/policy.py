"""The retention policy: what is kept, for how long, counted from which moment. Valid or refused, never half.

A policy that is missing, empty, zero, negative or misspelt stops the start: nothing is deleted by a wrong number, and
nothing is accepted that nobody would delete. Every term must be there; none has a default.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.contexts import digest
from storage.refusal import Refusal

DEFAULT = Path(__file__).parent / "default_policy.toml"
_HOUR_MS = 3600 * 1000
_DAY_MS = 24 * _HOUR_MS
_LONGEST_DAYS = 3650
_LONGEST_HOURS = 24 * 30
_LONGEST_VERSION = 64

_DAYS = {
    "consultation_days_after_closure": "consultation_after_closure",
    "consultation_silence_days": "consultation_silence",
    "silence_notice_days": "silence_notice",
    "hold_longest_days": "hold_longest",
    "booking_days_after_visit": "booking_after_visit",
    "paper_order_days": "paper_order",
    "webhook_receipt_days": "webhook_receipt",
    "audit_log_days": "audit_log",
}
_HOURS = {"pause_hours": "pause"}
_UNITS_JA = {"days": "日", "hours": "時間"}


class InvalidPolicy(Refusal, ValueError):
    """One sentence that names the file's term, never its value."""


@dataclass(frozen=True)
class RetentionPolicy:
    """Periods in milliseconds. `version` names the policy in every record of a purge; `content` is the file as it was read."""

    version: str
    consultation_after_closure: int
    consultation_silence: int
    silence_notice: int
    pause: int
    hold_longest: int
    booking_after_visit: int
    paper_order: int
    webhook_receipt: int
    audit_log: int
    content: str = field(repr=False, compare=False)

    def due_at(self, closed_at: int, *, at_once: bool = False) -> int:
        """When a consultation closed at that moment is to be destroyed; `at_once` when its resident wished it so."""
        return closed_at if at_once else closed_at + self.consultation_after_closure

    @property
    def content_hash(self) -> bytes:
        return digest(self.content.encode())

    def terms(self) -> dict[str, int | str]:
        """The terms as the file spells them, in days and hours."""
        days = {term: getattr(self, name) // _DAY_MS for term, name in _DAYS.items()}
        hours = {term: getattr(self, name) // _HOUR_MS for term, name in _HOURS.items()}
        return {"version": self.version} | days | hours


def load(path: Path | None = None) -> RetentionPolicy:
    """Reads a policy file, or the one that ships. Raises `InvalidPolicy`."""
    source = path or DEFAULT
    try:
        content = source.read_text("utf-8")
        table = tomllib.loads(content)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidPolicy(
            "The retention policy can't be read as TOML.",
            "保存期間のきまりのファイルを、TOMLとして読めません。",
        ) from error
    unknown = set(table) - {"version", *_DAYS, *_HOURS}
    if unknown:
        term = sorted(unknown)[0]
        raise InvalidPolicy(
            f"The retention policy has a term that is not known: {term}.",
            f"保存期間のきまりに、知らない項目があります： {term}。",
        )
    periods = {name: _DAY_MS * _whole(table, term, "days", _LONGEST_DAYS) for term, name in _DAYS.items()}
    periods |= {
        name: _HOUR_MS * _whole(table, term, "hours", _LONGEST_HOURS) for term, name in _HOURS.items()
    }
    if periods["silence_notice"] >= periods["consultation_silence"]:
        raise InvalidPolicy(
            "The retention policy's silence_notice_days must be fewer than its consultation_silence_days.",
            "保存期間のきまりの silence_notice_days は、consultation_silence_days より短くしてください。",
        )
    return RetentionPolicy(_version(table), **periods, content=content)


def _version(table: dict[str, Any]) -> str:
    version = table.get("version")
    if not isinstance(version, str) or not 0 < len(version.strip()) <= len(version) <= _LONGEST_VERSION:
        raise InvalidPolicy(
            f"The retention policy needs a version of 1 to {_LONGEST_VERSION} characters.",
            f"保存期間のきまりに、1文字から{_LONGEST_VERSION}文字までの version を入れてください。",
        )
    return version


def _whole(table: dict[str, Any], term: str, unit: str, longest: int) -> int:
    number = table.get(term)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= longest:
        raise InvalidPolicy(
            f"The retention policy's {term} must be whole {unit} from 1 to {longest}.",
            f"保存期間のきまりの {term} は、1から{longest}までの整数（{_UNITS_JA[unit]}）にしてください。",
        )
    return number
