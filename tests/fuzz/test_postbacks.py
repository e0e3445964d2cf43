"""Buttons in wrong hands: whatever is sent in their place, nothing happens, and nothing breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import create_app
from simulator.taps import offered
from tests.bot.line import Line
from tests.bot.visiting import TO_A_TIME, Phone
from tests.cast import Resident, Town
from tests.handlers.line import Callback
from tests.journeys.test_loud import postbacks
from tests.visits.booking import Visits

WORDS = ("話す", "消す", "終わる", "お知らせの届き方", "メニュー")
MAY_CHANGE = {"receipts", "outbox"}
"""That an event came, and that it was answered."""


@pytest.fixture
def callback(town: Town) -> Iterator[Callback]:
    app: Flask = create_app(town.settings, now=town.clock)
    yield Callback(app)
    app.extensions["hidamari"].database.engine.dispose()


@pytest.fixture
def buttons(town: Town, line: Line) -> list[str]:
    """Everything that Hanako can tap after a while, visits included."""
    visits = Visits(town)
    booking(Phone(town, visits, user=line.hanako), line)
    line.consultation()
    for words in WORDS:
        line.says(words)
        line.deliver()
    found = sorted(postbacks(line.platform.shown(line.hanako)))
    assert len(found) > 5
    return found


def booking(phone: Phone, line: Line) -> None:
    """Through the fake LINE's phone, so that it knows the buttons: one visit is booked, another is being chosen."""
    for words in ("予約", *TO_A_TIME, "2人", "はい", "いらない", "予約する", "予約"):
        if words == "予約":
            line.says(words)
        else:
            found = [one for entry in line.platform.shown(line.hanako) for one in offered(entry)]
            action = [one for one in found if one.get("label") == words][-1 if words != "ここにする" else -2]
            line.platform.postback(line.hanako, action["data"])
            line.platform.webhooks.settle()
        line.deliver()
    assert [one.state for one in phone.mine] == ["booked"]


def tapping(user: str, words: Any, number: int, params: Any = None) -> dict[str, Any]:
    postback = {"data": words} | ({} if params is None else {"params": params})
    source = {"type": "user", "userId": user}
    common = {"mode": "active", "timestamp": 1_795_219_200_000 + number, "webhookEventId": f"tap-{number}"}
    return {
        "type": "postback",
        "source": source,
        "replyToken": f"token-{number}",
        "postback": postback,
    } | common


def everything_else(town: Town) -> dict[str, int]:
    return {table: rows for table, rows in town.count().items() if table not in MAY_CHANGE}


SPOIL = st.tuples(
    st.integers(0, 200),
    st.sampled_from(
        ["flip", "cut", "drop", "append", "insert", "repeat", "upper", "version", "swap", "empty"]
    ),
    st.integers(0, 299),
    st.sampled_from("09azAZ._-~ \x00あ\ud800"),
)


def spoilt(words: str, how: str, place: int, sign: str) -> str:
    """Never the words themselves."""
    place %= len(words)
    other = "A" if words[place] != "A" else "B"
    return {
        "flip": words[:place] + other + words[place + 1 :],
        "cut": words[:place],
        "drop": words[:place] + words[place + 1 :],
        "append": words + sign,
        "insert": words[:place] + sign + words[place:],
        "repeat": words + "." + words,
        "upper": words.swapcase(),
        "version": "2" + words[1:],
        "swap": words[::-1],
        "empty": "",
    }[how]


def test_no_spoilt_button_does_anything(
    town: Town, callback: Callback, buttons: list[str], line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    before, numbers = everything_else(town), iter(range(10**6))

    @settings(
        max_examples=40,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(SPOIL, min_size=20, max_size=20))
    def tap(spoils: list[tuple[int, str, int, str]]) -> None:
        made = [spoilt(buttons[one[0] % len(buttons)], *one[1:]) for one in spoils]
        wrong = [words for words in made if words not in buttons]
        events = [tapping(line.hanako, words, next(numbers)) for words in wrong]
        assert callback.events(*events) == 200, wrong
        assert everything_else(town) == before, wrong

    tap()
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


def test_a_button_is_of_no_use_to_anybody_else_and_to_nobody_after_a_month(
    town: Town, callback: Callback, buttons: list[str], line: Line
) -> None:
    mallory = Resident(town.clock)
    # A postback that is not bound to anybody, such as a tab of the menu, may be sent by everybody.
    bound = [words for words in buttons if words.startswith("1.")]
    before = everything_else(town)
    assert callback.events(*(tapping(mallory.id, words, n) for n, words in enumerate(bound))) == 200
    assert everything_else(town) == before
    town.clock.pass_(days=31)
    assert callback.events(*(tapping(line.hanako, words, 1000 + n) for n, words in enumerate(bound))) == 200
    assert everything_else(town) == before


ODD: list[Any] = [
    None, 0, [], {}, "SUCCESS", {"status": None}, {"status": ["SUCCESS"]}, {"status": "FAILED"}, {"status": "x" * 10_000},
    {"newRichMenuAliasId": "hidamari-en", "status": "RICHMENU_NOTFOUND"}, {"newRichMenuAliasId": {"a": 1}, "status": "?"},
    {"datetime": "2026-02-30T25:61"}, {"date": "\x00"}, {"time": "\ud800"},
]  # fmt: skip


def test_odd_news_of_a_switched_menu_break_nothing(callback: Callback, town: Town, line: Line) -> None:
    words = [
        "lang.ja",
        "lang.easy",
        "lang.en",
        "lang.",
        "lang.xx",
        "lang.en.en",
        "lang",
        "LANG.EN",
        "lang.\x00",
        None,
        7,
    ]
    pairs = [(one, params) for one in words for params in ODD]
    events = [tapping(line.hanako, one, number, params) for number, (one, params) in enumerate(pairs)]
    assert callback.events(*events) == 200
    assert callback.events(*events[-30:]) == 200
    assert town.consultations() == []
