"""What an nginx file says: its directives, with the blocks that they stand in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(r"""#[^\n]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[{};]|[^\s{};'"#]+""")


class Directive(NamedTuple):
    """`within`: the blocks around it from the outermost, each as it is headed, such as ("server", "location /")."""

    within: tuple[str, ...]
    name: str
    values: tuple[str, ...]


def directives(file: Path) -> Iterator[Directive]:
    """Every directive that stands in the file, in order. Blocks that are headed alike are told apart by a number."""
    within: list[str] = []
    words: list[str] = []
    blocks = 0
    for token in _TOKEN.findall(file.read_text("utf-8")):
        if token.startswith("#"):
            continue
        if token == "{":
            within.append(" ".join(words) if words[0] != "server" else f"server {blocks}")
            blocks += words[0] == "server"
        elif token == "}":
            within.pop()
        elif token == ";":
            yield Directive(tuple(within), words[0], tuple(words[1:]))
        else:
            words.append(token)
            continue
        words = []
