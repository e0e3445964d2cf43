"""What reads foreign bytes says no in its own words, whatever they are. `make fuzz` goes on for long: tests/fuzz/guided.py."""

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.knocking import ANYTHING, RAW, _dumped, _put
from tests.fuzz.parsers import PARSERS, Parser, attempt, seeds
from tests.fuzz.test_doors import SEED

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or 0) * 20 or 60


def _changed(content: bytes, changes: list[tuple[int, Any]]) -> bytes:
    """The same with these values in places of it; where it is no JSON, with other bytes in places of it."""
    try:
        made = json.loads(content)
    except ValueError:
        spoilt = bytearray(content)
        for where, value in changes:
            at = where % (len(spoilt) + 1)
            spoilt[at : at + where % 7] = _dumped(value)[:40]
        return bytes(spoilt)
    for where, value in changes:
        made = _put(made, where, value)
    return _dumped(made)


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), ANYTHING), max_size=3)
WHOLE = st.deferred(lambda: st.sampled_from(seeds()))
CONTENT = st.one_of(
    st.builds(_changed, WHOLE, CHANGES),
    st.builds(_changed, WHOLE, CHANGES),
    st.sampled_from(RAW),
    st.binary(max_size=80),
)


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_it_refuses_in_its_own_words(parser: Parser) -> None:
    @seed(SEED)
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(CONTENT)
    def read(content: bytes) -> None:
        attempt(parser, content)

    read()


def test_what_is_nested_deeper_than_anybody_can_read_is_refused_everywhere() -> None:
    """JSON's own reader gives up with an error that is no ValueError."""
    for parser in PARSERS:
        for deep in (b"[" * 100_000, b'{"v":' * 100_000, b'{"v":1}\n' + b"[" * 100_000):
            attempt(parser, deep)
