"""What a card says and offers, as the resident sees it."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot import cards
from bot.look import COLOURS
from bot.phrases import LANGUAGES, Language, load
from tests.bot.every_card import NUMBERS, every_answer

WHITE = "#FFFFFF"


def tap(*args: str) -> str:
    return ".".join(args)


def parts(message: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every component of that type, in the order in which it is read."""
    if isinstance(message, list):
        for one in message:
            yield from parts(one, kind)
    elif isinstance(message, dict):
        if message.get("type") == kind:
            yield message
        for one in message.values():
            yield from parts(one, kind)


def labels(message: Any) -> list[str]:
    return [button["action"]["label"] for button in parts(message, "button")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", COLOURS)
def test_every_word_can_be_read(tone: Any) -> None:
    colours = COLOURS[tone]
    for letters, ground in [
        (colours.accent, WHITE), (colours.accent, colours.ground), (WHITE, colours.accent),
        (colours.ink, WHITE), (colours.soft, WHITE), ("#111111", colours.button),
    ]:  # fmt: skip
        assert contrast(letters, ground) >= 4.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_break_into_lines_and_grow_with_the_letters_of_the_phone(language: Language) -> None:
    for _, messages in every_answer(load(language)):
        for message in messages:
            for part in parts(message.get("contents", {}), "text"):
                assert (part["wrap"], part["scaling"]) == (True, True)
                assert part["size"] in {"sm", "md", "lg", "xl", "3xl"}
            assert all(button["scaling"] for button in parts(message.get("contents", {}), "button"))


def test_where_it_is_a_choice_no_button_is_louder_than_the_others() -> None:
    p = load("ja")
    choices = [
        *cards.topics(p, tap), *cards.device(p, tap), *cards.end_ask(p, tap), *cards.survey(p, tap, 1),
        *cards.erase_offer(p, tap, days_left=None), *cards.location_ask(p, tap),
    ]  # fmt: skip
    assert {button["style"] for button in parts(choices, "button")} == {"secondary"}


def test_not_being_sure_comes_first_and_not_choosing_is_a_choice() -> None:
    offered = labels(cards.topics(load("ja"), tap))
    assert (offered[0], offered[-1], len(offered)) == ("もやっとしている", "えらばない", len(cards.TOPICS))


def test_who_wrote_first_is_told_what_stopping_does() -> None:
    p = load("ja")
    asked, wrote = cards.consent(p, tap, days=14), cards.consent(p, tap, days=14, begun=True)
    assert (labels(asked)[0], labels(wrote)[0]) == ("はじめる", "つづける")
    assert p.say("consent.stop") in [part["text"] for part in parts(wrote, "text")]
    assert p.say("consent.stop") not in [part["text"] for part in parts(asked, "text")]


def test_consent_is_five_lines() -> None:
    for language in LANGUAGES:
        assert len(load(language).say("consent.body", days=14).splitlines()) == 5


def test_erasing_at_the_end_is_offered_while_there_is_an_end_to_come() -> None:
    p = load("ja")
    assert labels(cards.erase_offer(p, tap, days_left=None)) == [
        "いま全部消す",
        "終わったらすぐ消す",
        "このままにする",
    ]
    closed = cards.erase_offer(p, tap, days_left=3)
    assert labels(closed) == ["いま全部消す", "このままにする"]
    assert "何もしなければ、あと3日で消えます。" in [part["text"] for part in parts(closed, "text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_to_ring_begins_with_immediate_danger(language: Language) -> None:
    carousel = cards.urgent(load(language), NUMBERS)
    rung = [button["action"]["uri"] for button in parts(carousel, "button")]
    assert rung[:2] == ["tel:110", "tel:119"]
    assert {"tel:0120-279-338", "tel:0120-061-338", "tel:0120-279-889", "tel:0120-99-7777", "tel:189"} <= set(
        rung
    )
    assert not any("#" in uri or "%23" in uri for uri in rung), "an iPhone rings no link with # in it"
    read = [part["text"] for part in parts(carousel, "text")]
    assert {"#8008", "#8891", "0000-11-1111"} <= {*read, *(uri.removeprefix("tel:") for uri in rung)}


def test_every_number_stands_with_its_name_and_hours() -> None:
    p = load("ja")
    for line in NUMBERS.tagged("young"):
        read = [
            [span["text"].strip() for span in part.get("contents", [])]
            for part in parts(cards.young(p, NUMBERS), "text")
        ]
        assert [line.name["ja"], line.hours["ja"]] in read


def test_the_under_18s_find_their_own_numbers_first_and_are_asked_nothing() -> None:
    card = cards.young(load("ja"), NUMBERS)
    rung = [button["action"].get("uri") for button in parts(card, "button")]
    assert rung[0] == "tel:0120-99-7777"
    assert not any("？" in part["text"] or part["text"].endswith("か。") for part in parts(card, "text"))


def test_about_says_who_runs_it_and_how_to_tell_that_it_is_real() -> None:
    read = " ".join(
        part["text"] for part in parts(cards.about(load("ja"), days=14, account_check_url=None), "text")
    )
    for told in ("いっしょに開いています", "14日で消えます", "お金を求めたり、暗証番号", "QRコード"):
        assert told in read


def test_people_who_answer_now_are_not_announced_for_later() -> None:
    p = load("ja")
    assert "からです" not in cards.received(p, None, None)[0]["text"]
    assert "からです" not in cards.received(p, "", None)[0]["text"], "no hours are known"
    assert "12/1(火)16時からです" in cards.received(p, "12/1(火)16時", None)[0]["text"]
    assert (
        cards.received(p, None, "大雪のため、あすは休みます。")[0]["text"] == "大雪のため、あすは休みます。"
    )


def test_what_came_is_called_by_its_name() -> None:
    p = load("ja")
    assert cards.not_text(p, "image", None)[0]["text"].startswith("写真を受け取りました。")
    assert cards.not_text(p, "hologram", None)[0]["text"].startswith("受け取りました。")


def test_where_nothing_may_be_stored_the_way_to_people_is_shown() -> None:
    told, near = cards.not_here(load("ja"), NUMBERS)
    assert "残すこともしません" in told["text"]
    assert [button["action"]["uri"] for button in parts(near, "button")] == [
        "tel:0000-11-1111",
        "tel:0000-22-2222",
        "tel:0000-33-3333",
    ]
