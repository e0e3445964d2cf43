"""A small language for the shape of JSON: each check yields (property, what is wrong)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simulator.limits.units import utf16

Problem = tuple[str, str]
Check = Callable[[Any, str], Iterator[Problem]]


def text(most: int = 100_000, *, count: Callable[[str], int] = utf16, blank: bool = False) -> Check:
    """A string of up to `most` in the unit of `count`; blank only if allowed."""

    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield where, "Must be a string"
        elif not blank and not value.strip():
            yield where, "May not be empty"
        elif count(value) > most:
            yield where, f"Length must be between 0 and {most}"

    return check


def like(pattern: str, message: str = "The value is invalid", most: int = 2_000) -> Check:
    """A string that matches `pattern` from end to end."""
    compiled = re.compile(pattern)

    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield where, message
        elif len(value) > most:
            yield where, f"Length must be between 0 and {most}"

    return check


def one_of(*values: str) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if value not in values:
            yield where, f"Must be one of the following values: [{', '.join(values)}]"

    return check


def whole(least: int, most: int, *, step: int = 1) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not least <= value <= most
            or value % step
        ):
            yield (
                where,
                f"Must be an integer between {least} and {most}"
                + (f" in steps of {step}" if step > 1 else ""),
            )

    return check


def number(least: float, most: float) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            yield where, f"Must be a number between {least} and {most}"

    return check


def flag(value: Any, where: str) -> Iterator[Problem]:
    """true or false."""
    if not isinstance(value, bool):
        yield where, "Must be a boolean"


def listing(of: Check, least: int, most: int) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield where, "Must be an array"
        elif not least <= len(value) <= most:
            yield where, f"Size must be between {least} and {most}"
        else:
            for place, one in enumerate(value):
                yield from of(one, f"{where}[{place}]")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *also: Check) -> Check:
    """An object with exactly these properties; `also` looks at the whole once its parts are right."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield where, "Must be an object"
            return
        problems = [(_at(where, name), "May not be empty") for name in required if name not in value]
        problems += [(_at(where, name), "Unknown property") for name in value if name not in known]
        for name in known.keys() & value.keys():
            problems += known[name](value[name], _at(where, name))
        yield from problems
        if not problems:
            for whole_check in also:
                yield from whole_check(value, where)

    return check


def kinds(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check for its other properties."""

    def check(value: Any, where: str) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            yield _at(where, "type"), f"Must be one of the following values: [{', '.join(table)}]"
        else:
            yield from table[kind]({name: part for name, part in value.items() if name != "type"}, where)

    return check


def later(check: Callable[[], Check]) -> Check:
    """For shapes that contain themselves."""
    return lambda value, where: check()(value, where)  # noqa: PLW0108 (the shape exists only when it is asked)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
