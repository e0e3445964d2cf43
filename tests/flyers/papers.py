"""Designs to be set: with first words or a test's own."""

import itertools
import json
from typing import Any

from bot.flyers import composing, setting, wording
from storage.designs import TEMPLATES, VARIANTS, Design
from tests.flyers.reading_back import LONGEST

CHANGED = 1_795_223_471_000
CODE = "K7M4"
EVERY = list(itertools.product(TEMPLATES, VARIANTS))


def design(
    template: str = "a4", variant: str = "open", colour: str = "sun", language: str = "ja", **words: str
) -> Design:
    said = wording.first_words(template, variant, language) | words
    return Design(b"", 1, "図書館", template, variant, colour, language, said, CHANGED)


def made_here(one: Design, *, bleed: bool = False, address: str = LONGEST) -> bytes:
    """As `set_paper` makes it, without a process of its own for each."""
    paper: dict[str, Any] = setting._paper(one, address, CODE, "", ()) | {"bleed": bleed}
    asked = {"paper": paper, "ppi": None, "day": 1_795_219_200}
    head, _, pdf = composing.work(json.dumps(asked).encode()).partition(b"\n")
    assert json.loads(head) == {"over": []}, (one.template, one.variant, one.language, head)
    return pdf
