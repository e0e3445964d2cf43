"""Sentences at hand: their shape, their order, and whose desk they are for."""

from typing import Any

import pytest

from storage import templates
from storage.templates import Wording
from tests.cast import Town, colleague
from tests.cast import town as town

GREETING = {
    "shortcut": "はじめ",
    "title": "あいさつ",
    "ja": "こんにちは。",
    "easy": "こんにちは。",
    "en": "Hello.",
}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shortcut": ""}, "shortcut"),
        ({"shortcut": "は じ"}, "shortcut"),
        ({"shortcut": "は/じ"}, "shortcut"),
        ({"shortcut": "あ" * 17}, "shortcut"),
        ({"title": " "}, "title"),
        ({"title": "あ" * 65}, "title"),
        ({"ja": ""}, "ja"),
        ({"en": "a" * 1001}, "en"),
        ({"easy": None}, "easy"),
    ],
)
def test_what_is_missing_or_too_long_is_refused_by_name(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}$"):
        Wording.read(GREETING | wrong)


def test_other_languages_may_wait() -> None:
    assert Wording.read(GREETING | {"easy": " ", "en": ""}).en == ""


def names(town: Town, *desks: str) -> list[str]:
    with town.database.reading() as connection:
        return [one.wording.shortcut for one in templates.of(connection, desks)]


def add(town: Town, shortcut: str, desk: str | None = None) -> bytes | None:
    with town.database.transaction() as connection:
        wording = Wording.read(GREETING | {"shortcut": shortcut})
        return templates.add(connection, wording, desk=desk, by=colleague("kudo").kid, now=1)


def test_each_desk_is_offered_its_own_and_everybodys(town: Town) -> None:
    first, second, third = add(town, "はじめ"), add(town, "しごと", "hataraku"), add(town, "おわり")
    assert first is not None
    assert second is not None
    assert third is not None
    assert add(town, "はじめ") is None
    assert names(town, "kurashi") == ["はじめ", "おわり"]
    with town.database.transaction() as connection:
        templates.arrange(connection, [third, b"nobody's" * 2])
        moved = Wording.read(GREETING | {"shortcut": "しごと"})
        assert not templates.change(connection, third, moved, desk=None, by=b"k" * 16, now=2)
        assert templates.change(connection, second, moved, desk=None, by=b"k" * 16, now=2)
    assert names(town, "kurashi") == ["おわり", "はじめ", "しごと"]
    with town.database.transaction() as connection:
        templates.remove(connection, first)
    assert names(town, "kurashi") == ["おわり", "しごと"]


def test_a_new_office_begins_with_words_for_each_language(town: Town) -> None:
    with town.database.transaction() as connection:
        templates.furnish(connection, now=1)
        found = templates.of(connection, [])
    assert len(found) >= 12
    assert all(one.wording.easy and one.wording.en and one.changed_by is None for one in found)
