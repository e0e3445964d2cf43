"""Words that point to danger: they raise a flag for people and do nothing else. The list is `danger-words.toml`."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path


def points_to_danger(text: str) -> bool:
    """Whether somebody should look at this message first. It never answers, blocks or diagnoses."""
    flag, innocent = _patterns()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return flag.search(innocent.sub(" ", plain)) is not None


@cache
def patterns() -> dict[str, list[str]]:
    """The same for a browser, which looks by itself where no server can: "innocent" is taken out of a text in NFKC and lower case
    before "flag" is looked for. Without looking behind, which older browsers can't.
    """
    table = tomllib.loads(Path(__file__).with_name("danger-words.toml").read_text("utf-8"))
    return {
        kind: [
            *(
                one.replace("(?<![a-z])", "(?:^|[^a-z])")
                for name in ("ja", "easy")
                for one in table[kind][name]
            ),
            *(f"(?:^|[^a-z])(?:{one})" for one in table[kind]["en"]),
        ]
        for kind in ("flag", "innocent")
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("danger-words.toml").read_text("utf-8"))
    return _any(table["flag"]), _any(table["innocent"])


def _any(languages: dict[str, list[str]]) -> re.Pattern[str]:
    english = (f"(?<![a-z])(?:{pattern})" for pattern in languages["en"])
    return re.compile("|".join([*languages["ja"], *languages["easy"], *english]))
