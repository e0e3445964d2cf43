"""Every button of every card: tapped twice, at once, forged, by somebody else, and weeks later."""

import pytest

from bot.buttons import LIFE_MS
from tests.bot.talk import Talk, words
from tests.bot.test_intake_at_once import at_once
from tests.cast import Json, Town

WAY = [
    "話す",
    "*はじめる",
    "*家族・パートナーのこと",
    "*ない",
    "きいてください",
    "届き方",
    "*音なし",
    "終わる",
]


def walked(town: Town) -> Talk:
    """A talk with every kind of button in it."""
    talk = Talk(town)
    for step in WAY:
        talk.taps(step[1:]) if step.startswith("*") else talk.says(step)
    talk.sends("location", title="公園", address="")
    talk.says("消す")
    return talk


LABELS = ["はじめる", "くわしく", "家族・パートナーのこと", "ない", "あるかも", "音なし", "9時から17時", "伝える",
          "伝えない", "終わったらすぐ消す", "いま全部消す", "区切る", "まだつづける"]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_second_tap_changes_nothing(town: Town, label: str) -> None:
    talk = walked(town)
    assert talk.taps(label)
    before = {name: rows for name, rows in town.count().items() if name not in ("receipts", "outbox")}
    row, chosen = town.row(talk.case), talk.chosen()
    assert talk.taps(label)
    after = {name: rows for name, rows in town.count().items() if name not in ("receipts", "outbox")}
    again = town.row(talk.case)
    assert (after, talk.chosen()) == (before, chosen)
    assert (again.state, again.due_at, again.entries) == (row.state, row.due_at, row.entries)


def test_ten_taps_at_the_same_moment_are_one(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    button = talk.button("もやっとしている")
    events: list[Json] = [
        talk.resident.event("postback", postback={"data": button["data"]}) for _ in range(10)
    ]
    assert set(at_once(town.receive, events)) == {"tap"}
    assert talk.payloads() == [{"v": 1, "kind": "topic", "topic": "moya"}]


@pytest.mark.parametrize("label", LABELS)
def test_a_month_later_or_on_another_phone_it_is_no_button(town: Town, label: str) -> None:
    talk, taro = walked(town), Talk(town)
    button, old = talk.button(label), town.phrases.say("old_button")
    assert old in words(taro.posts(button["data"]))
    assert taro.chosen().seen_at is None
    town.clock.pass_(seconds=LIFE_MS // 1000)
    row = town.row(talk.case)
    assert old in words(talk.presses(button))
    assert town.row(talk.case) == row


@pytest.mark.parametrize(
    "data", ["", "x", "1.x.yes", "1.e.now.zzzzzz.AAAAAAAAAAAAAAAA", "action=erase", "．" * 300]
)
def test_what_nobody_made_is_answered_and_does_nothing(town: Town, data: str) -> None:
    talk = Talk(town)
    talk.says("きいて")
    row = town.row(talk.case)
    assert town.phrases.say("old_button") in words(talk.posts(data))
    assert (talk.outcome, town.row(talk.case)) == ("old-button", row)
