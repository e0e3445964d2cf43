"""A button is one resident's, for a time, and says nothing to whoever sees what it sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons
from bot.buttons import LIFE_MS, SURVEY_LIFE_MS, Tapped

KEY, HANAKO, TARO = b"k" * 32, b"h" * 32, b"t" * 32
NOW = 1_795_219_200_000
PARTS = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_", min_size=1, max_size=20)


def read(words: str, *, pseudonym: bytes = HANAKO, now: int = NOW) -> Tapped | None:
    return buttons.read(words, KEY, pseudonym, now=now)


@given(PARTS, st.lists(PARTS, max_size=3), st.just("") | PARTS)
def test_what_was_made_is_read_again(action: str, args: list[str], about: str) -> None:
    words = buttons.maker(KEY, HANAKO, now=NOW, about=about)(action, *args)
    assert len(words) <= 300
    assert read(words) == Tapped(action, tuple(args), about)


@given(st.text(max_size=400))
def test_whatever_else_comes_is_no_button(words: str) -> None:
    assert read(words) is None


@given(st.integers(0, 60), st.characters())
def test_a_button_with_one_letter_changed_is_none(place: int, letter: str) -> None:
    words = buttons.maker(KEY, HANAKO, now=NOW, about="abcdefgh")("t", "3")
    place %= len(words)
    changed = words[:place] + letter + words[place + 1 :]
    assert changed == words or read(changed) is None


def test_it_is_hers_alone_and_the_office_alone_can_make_it() -> None:
    words = buttons.maker(KEY, HANAKO, now=NOW)("x", "yes")
    assert read(words, pseudonym=TARO) is None
    assert buttons.read(words, b"o" * 32, HANAKO, now=NOW) is None


@pytest.mark.parametrize(("action", "life"), [("t", LIFE_MS), ("s", SURVEY_LIFE_MS)])
def test_it_grows_old(action: str, life: int) -> None:
    words = buttons.maker(KEY, HANAKO, now=NOW)(action)
    assert read(words, now=NOW + life - 1000)
    assert read(words, now=NOW + life) is None


@pytest.mark.parametrize("part", ["", "a.b", "~a", "あ", " "])
def test_what_a_button_cannot_carry_is_refused_when_it_is_made(part: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        buttons.maker(KEY, HANAKO, now=NOW)("t", part)
