"""The sentences of the page about what is kept, from {ja,easy,en}.toml: one shape in all languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Words = Mapping[str, Any]
"""By name; some names hold a group of further ones, or a list."""


@cache
def load(language: str) -> Words:
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))
