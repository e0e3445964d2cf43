"""Every object that the bot can send is taken by LINE, by our own limits, by the simulator's, and by LINE's specification."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from linebot.v3 import messaging

from bot import cards
from bot.limits import BUBBLE_BYTES, LONGEST_TEXT, weight
from bot.messages import Button, Message, bubble, carousel, check, split, text_length, text_message
from bot.phrases import LANGUAGES, Language, load
from bot.refusals import DeliveryError
from bot.written import written
from simulator.limits.messages import push_problems, reply_problems
from tests.bot.every_card import every_answer
from tests.bot.telling import TELLING, found

TO, TOKEN = "U" + "0" * 32, "0" * 32


def specification() -> Path | None:
    """LINE's own, made strict, when it lies beside the checkout or LINE_OPENAPI names it."""
    if named := os.environ.get("LINE_OPENAPI"):
        return Path(named)
    return next(Path(__file__).parents[3].glob("*/line-openapi/messaging-api.strict.yml"), None)


@cache
def validator(request: str) -> Draft202012Validator:
    components = yaml.load((specification() or Path()).read_bytes(), Loader=yaml.CSafeLoader)["components"]
    return Draft202012Validator({"$ref": f"#/components/schemas/{request}", "components": components})


def refused(messages: list[Message]) -> list[str]:
    """What anybody has against a reply, and a push, of these messages."""
    reply, push = {"replyToken": TOKEN, "messages": messages}, {"to": TO, "messages": messages}
    problems = [str(problem) for problem in [*reply_problems(reply), *push_problems(push)]]
    if specification() is not None:
        problems += [error.message for error in validator("PushMessageRequest").iter_errors(push)]
    for message in messages:
        check(message)
    return problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_goes_out_as_it_was_written_and_as_the_sdks_own_models_would_write_it(
    language: Language,
) -> None:
    client = messaging.ApiClient(messaging.Configuration(access_token="unset"))
    for name, messages in every_answer(load(language)):
        for request in (
            messaging.PushMessageRequest(to=TO, messages=written(messages), customAggregationUnits=None),
            messaging.ReplyMessageRequest(replyToken=TOKEN, messages=written(messages)),
        ):
            assert (name, client.sanitize_for_serialization(request)["messages"]) == (name, messages)
        assert (name, [messaging.Message.from_dict(one).to_dict() for one in messages]) == (name, messages)


@pytest.mark.parametrize("message", [{}, {"type": None}, {"type": 7}, {"text": "あ"}, None, "あ", []])
def test_what_is_no_message_is_never_sent(message: Any) -> None:
    with pytest.raises(DeliveryError) as refused:
        written([message])
    assert (refused.value.reason, refused.value.permanent) == ("refused", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_takes_every_answer(language: Language) -> None:
    named = set()
    for name, messages in every_answer(load(language)):
        assert (name, refused(messages)) == (name, [])
        assert len(messages) <= (5 if name == "flyer_pictures" else 4), (
            f"{name} leaves room for one more, such as the consent card"
        )
        named.add(name)
    assert named == {name for name in cards.__all__ if callable(getattr(cards, name)) and name.islower()}


def actions(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "action" in part and isinstance(part["action"], dict):
            yield part["action"]
        for one in part.values():
            yield from actions(one)
    elif isinstance(part, list):
        for one in part:
            yield from actions(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_stranger_sees_tells_nothing(language: Language) -> None:
    """What a lock screen and the list of talks show, what a tap leaves in the talk, and what stands below it."""
    p = load(language)
    for name, messages in every_answer(p):
        for message in messages:
            seen = [str(message.get("text", message.get("altText")))]
            seen += [str(one["action"]["label"]) for one in message.get("quickReply", {}).get("items", [])]
            seen += [
                str(action.get("displayText", action.get("text", "")))
                for action in actions(message)
                if action["type"] != "uri"
            ]
            assert (
                name,
                [found(TELLING[language], text) for text in seen if found(TELLING[language], text)],
            ) == (name, [])
            assert message.get("altText", p.say("alt")) in (p.say("alt"), p.say("flyers.alt"))


def test_the_talk_does_not_show_which_topic_was_chosen() -> None:
    for language in LANGUAGES:
        p = load(language)
        chosen = [
            action for action in actions(cards.topics(p, "{}.{}".format)) if action["type"] == "postback"
        ]
        assert {action["displayText"] for action in chosen} == {p.say("button.chosen")}
        assert [action["data"] for action in chosen] == [f"t.{place}" for place in range(len(cards.TOPICS))]


def test_a_card_is_light() -> None:
    for language in LANGUAGES:
        for _, messages in every_answer(load(language)):
            for message in messages:
                contents = message.get("contents", {})
                for one in contents.get("contents", [contents]):
                    assert weight(one) < BUBBLE_BYTES * 2 / 3


FAMILY, FLAG, MARK = "👨‍👩‍👧‍👦", "🇯🇵", "か\u3099"
PIECES = [
    FAMILY, FLAG, MARK, "あ", "😀", "a\u0301", "\u0301", " ", "\u3000", "\n", "\r\n", "\t", "\0", "\x07", "\x1b", "\x7f", "\x85",
    "\u200d", "\u200b", "\u202e", "\u2028", "\ufe0f", "\ufeff", "\ufffe", "\ud83d", "\ude00", "\U0010ffff", "{name}", "\\u0000", "</p>",
]  # fmt: skip
HOSTILE = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([1, 2, 50, 4_999, 5_000, 6_000])), max_size=5
).map(lambda pieces: "".join(piece * times for piece, times in pieces))


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
@example("あ" * 5_000)
@example("😀" * 12_500)
@example("x" + FAMILY * 2_000)
@example("half \ud83d of a pair")
@example("a" + "\u0301" * 6_000)
@example("あ" + "\n" * 20_000)
@example(FLAG * 6_000)
def test_whatever_a_counselor_types_is_sent_whole_or_refused(text: str) -> None:
    try:
        parts = split(text)
    except ValueError:
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        lone = text.encode("utf-8", "ignore").decode() != text
        assert not text.strip() or lone or units > 2 * LONGEST_TEXT
        return
    assert "".join("".join(parts).split()) == "".join(text.split()), "whole, in order, nothing made up"
    assert refused([text_message(part) for part in parts]) == []


def test_a_long_text_is_cut_between_characters() -> None:
    for whole, most in [(FAMILY, 11), (FLAG, 4), ("😀", 2), (MARK, 2), ("あ", 1)]:
        parts = split("x" + whole * (12_000 // most))
        assert 2 < len(parts) <= 4
        assert all(part.removeprefix("x").replace(whole, "") == "" for part in parts)
        assert all(LONGEST_TEXT - most < text_length(part) <= LONGEST_TEXT for part in parts[:-1])
    assert split("x" * 5 * LONGEST_TEXT) == ["x" * LONGEST_TEXT] * 5
    for refused_text in ("", "\n\u3000", "x" * (5 * LONGEST_TEXT + 1), "\ud83d"):
        with pytest.raises(ValueError, match=r"blank|parts|surrogates"):
            split(refused_text)


SAY = Button("はい", "say", "はい")
REFUSED: dict[str, Any] = {
    "blank": lambda: text_message(" \n\u3000"),
    "long": lambda: text_message("あ" * 5_001),
    "long in pairs": lambda: text_message("😀" * 2_501),
    "surrogate": lambda: text_message("half \ud83d of a pair"),
    "fourteen chips": lambda: text_message("？", [SAY] * 14),
    "label of a chip": lambda: text_message("？", [Button("あ" * 21, "say", "はい")]),
    "blank label": lambda: text_message("？", [Button(" ", "say", "はい")]),
    "label of a button": lambda: bubble("…", "題", ["文"], [Button("あ" * 41, "say", "はい")]),
    "long word": lambda: text_message("？", [Button("はい", "say", "あ" * 301)]),
    "long postback": lambda: text_message("？", [Button("はい", "tap", "a" * 301)]),
    "empty postback": lambda: text_message("？", [Button("はい", "tap", "")]),
    "long shown": lambda: text_message("？", [Button("はい", "tap", "a", "あ" * 301)]),
    "no https": lambda: bubble("…", "題", ["文"], [Button("見る", "open", "http://example.jp/")]),
    "no number": lambda: bubble("…", "題", ["文"], [Button("電話", "call", "0120 279 338")]),
    "no alt": lambda: bubble(" ", "題", ["文"]),
    "long alt": lambda: bubble("あ" * 1_501, "題", ["文"]),
    "blank words": lambda: bubble("…", "題", [""]),
    "heavy": lambda: bubble("…", "題", ["あ" * 2_000] * 6),
    "no cards": lambda: carousel("…", []),
    "thirteen cards": lambda: carousel("…", [bubble("…", "題", ["文"])] * 13),
    "heavy cards": lambda: carousel("…", [bubble("…", "題", ["あ" * 2_000] * 3)] * 3),
    "another kind": lambda: check({"type": "sticker", "packageId": "1", "stickerId": "1"}),
    "another component": lambda: check(bubble("…", "題", [{"type": "video", "url": "https://example.jp/"}])),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_line_would_refuse_is_refused_here(why: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        REFUSED[why]()
    assert not found(("あああ", "はい", "0120"), str(refusal.value)), "it names the rule and not the content"


def test_a_chip_may_have_twenty_families_and_a_text_five_thousand_units() -> None:
    made = [text_message("あ" * 5_000, [Button(FAMILY * 20, "say", "家")] * 13), text_message("😀" * 2_500)]
    assert refused(made) == []
