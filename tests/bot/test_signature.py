"""LINE's signature over the raw bytes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signature import is_signed, signature_of

# The vector of LINE's own documentation ("Verify webhook signature").
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_lines_own_vector() -> None:
    assert signature_of(SECRET, BODY) == SIGNATURE
    assert is_signed(SECRET, BODY, SIGNATURE)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        " ",
        SIGNATURE[:-1],
        SIGNATURE + "=",
        SIGNATURE + " ",
        SIGNATURE.lower(),
        "署名",
        "é" * 44,
        "\x00" * 44,
    ],
)
def test_another_header_is_refused(header: str | None) -> None:
    assert not is_signed(SECRET, BODY, header)


def test_other_bytes_are_refused() -> None:
    for place in range(len(BODY)):
        flipped = BODY[:place] + bytes([BODY[place] ^ 1]) + BODY[place + 1 :]
        assert not is_signed(SECRET, flipped, SIGNATURE)
    assert not is_signed(SECRET, json.dumps(json.loads(BODY)).encode(), SIGNATURE)
    assert not is_signed(SECRET[::-1], BODY, SIGNATURE)


@settings(deadline=None)
@given(st.binary(), st.text())
def test_no_guess_is_a_signature(body: bytes, guess: str) -> None:
    assert is_signed(SECRET, body, signature_of(SECRET, body))
    assert not is_signed(SECRET, body, guess)
