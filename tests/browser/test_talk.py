"""From verified records to what a counselor reads: what belongs together, in which order, and in which words."""

from typing import Any

import pytest

from bot.messages import split
from storage.contexts import b64, pad
from tests.browser.answers import Ask, value

PAGE = "talk_page"
MINUTE = 60_000
ERASED = "取り消されました(内容は残っていません)"
PHOTO = {"v": 1, "kind": "image", "ref": "r1"}
KEPT = {"v": 1, "kind": "attachment", "ref": "r1", "state": "kept", "size": 9}

Entry = dict[str, Any]


def entry(name: str, payload: dict[str, Any] | None, *, at: int = 0, dir: int = 0) -> Entry:
    return {"id": name, "ts": at, "dir": dir, "payload": payload}


def text(name: str, words: str, *, at: int = 0, dir: int = 0, **more: str) -> Entry:
    return entry(name, {"v": 1, "kind": "text", "text": words, **more}, at=at, dir=dir)


def shown(
    ask: Ask, *entries: Entry, same: dict[str, str] | None = None, lane: str = "line"
) -> list[dict[str, Any]]:
    asked = {"entries": list(entries), "same": same or {}, "lane": lane}
    found: list[dict[str, Any]] = value(ask("lines", asked))
    return found


def told(ask: Ask, *entries: Entry, same: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(line["id"], line["said"]) for line in shown(ask, *entries, same=same)]


def test_a_picture_and_what_became_of_it_are_one_line_where_it_was_sent(ask: Ask) -> None:
    found = shown(ask, entry("a", PHOTO), text("b", "見てください", at=1), entry("c", KEPT, at=2))
    assert [(line["id"], line["attachment"]) for line in found] == [("a", ["kept", 3]), ("b", None)]


@pytest.mark.parametrize(
    ("state", "read"),
    [(None, "coming"), ("too-large", "too-large"), ("gone", "gone")]
    + [(state, "unavailable") for state in ("unavailable", "unreadable", "something new")],
)
def test_what_became_of_it(ask: Ask, state: str | None, read: str) -> None:
    cover = [entry("b", {"v": 1, "kind": "attachment", "ref": "r1", "state": state})] if state else []
    (line,) = shown(ask, entry("a", PHOTO), *cover)
    assert line["attachment"] == [read, 2 if state else 0]


def test_each_picture_has_its_own(ask: Ask) -> None:
    other, its = PHOTO | {"ref": "r2"}, KEPT | {"ref": "r2", "state": "gone"}
    found = shown(ask, entry("a", PHOTO), entry("b", other), entry("c", its), entry("d", KEPT))
    assert [line["attachment"] for line in found] == [["kept", 4], ["gone", 3]]


def test_nobody_but_the_office_speaks_for_the_resident(ask: Ask) -> None:
    """A colleague's record neither joins a resident's picture nor takes the place of a resident's words."""
    forged = text("b", "ちがうことば", dir=1, replaces="a")
    assert told(ask, text("a", "もとのことば"), forged) == [("a", "もとのことば"), ("b", "ちがうことば")]
    (photo, alone) = shown(ask, entry("a", PHOTO), entry("b", KEPT, dir=1))
    assert photo["attachment"] == ["coming", 0]
    assert alone["id"] == "b"


def test_rewritten_words_stand_where_the_old_ones_stood(ask: Ask) -> None:
    found = shown(ask, entry("a", None), text("b", "つぎ", at=1), text("c", "あたらしい", at=2, replaces="a"))
    assert [(line["id"], line["said"], line["rewritten"]) for line in found] == [
        ("a", "あたらしい", True),
        ("b", "つぎ", False),
    ]


def test_of_several_the_newest_words_stand_whatever_order_they_came_in(ask: Ask) -> None:
    newest = text("c", "三度目", at=3, replaces="b")
    older = text("d", "二度目", at=2, replaces="a")
    first = text("b", "一度目", at=1, replaces="a")
    assert told(ask, entry("a", None), first, newest, older) == [("a", "三度目")]


def test_the_longest_words_are_rewritten_in_two_records(ask: Ask) -> None:
    parts = [text("b", "あたらしい", at=1, replaces="a"), text("c", "ことば", at=1, replaces="a")]
    assert told(ask, entry("a", None), *parts) == [("a", "あたらしいことば")]


def test_old_words_that_were_not_erased_are_not_shown_either(ask: Ask) -> None:
    assert told(ask, text("a", "もとのことば"), text("b", "あたらしい", replaces="a")) == [
        ("a", "あたらしい")
    ]


def test_rewritten_words_whose_old_place_is_unknown_stand_alone(ask: Ask) -> None:
    assert told(ask, text("b", "あたらしい", replaces="x")) == [("b", "あたらしい")]
    assert told(ask, text("b", "あたらしい", replaces="b")) == [("b", "あたらしい")]


def test_an_unsent_message_leaves_one_line_however_many_records_it_had(ask: Ask) -> None:
    entries = [entry("a", None), text("b", "つぎ", at=1), entry("c", None, at=2)]
    assert told(ask, *entries, same={"c": "a"}) == [("a", ERASED), ("b", "つぎ")]
    assert told(ask, *entries) == [("a", ERASED), ("b", "つぎ"), ("c", ERASED)]


def test_the_server_cannot_hide_words_by_calling_them_parts_of_others(ask: Ask) -> None:
    assert told(ask, text("a", "ひとつ"), text("b", "ふたつ"), same={"b": "a"}) == [
        ("a", "ひとつ"),
        ("b", "ふたつ"),
    ]
    assert told(ask, entry("b", None), same={"b": "nowhere"}) == [("b", ERASED)]


def test_what_came_late_is_put_in_its_place_and_says_so(ask: Ask) -> None:
    entries = [
        text("a", "いち"),
        text("b", "に", at=10 * MINUTE),
        text("c", "返事", at=11 * MINUTE, dir=1),
        text("d", "おくれて", at=5 * MINUTE),
        text("e", "さん", at=12 * MINUTE),
    ]
    found = shown(ask, *entries)
    assert [line["id"] for line in found] == ["a", "d", "b", "c", "e"]
    assert [line["id"] for line in found if line["late"]] == ["d"]


def test_a_moment_is_not_late_and_what_follows_the_late_one_neither(ask: Ask) -> None:
    overtaken = [text("a", "", at=30_000), text("b", "", at=0)]
    assert value(ask("late", overtaken)) == []
    overtaken[1]["ts"] = -1
    assert value(ask("late", overtaken)) == ["b"]
    assert value(ask("late", [*overtaken, text("c", "", at=40_000)])) == ["b"]


def test_what_became_of_an_attachment_is_never_late(ask: Ask) -> None:
    """Its record bears the time of the message, and comes minutes after it."""
    found = shown(ask, entry("a", PHOTO), text("b", "つぎ", at=9 * MINUTE), entry("c", KEPT, at=0))
    assert [line["late"] for line in found] == [False, False]


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (None, ERASED),
        ({"kind": "text", "text": "こんばんは"}, "こんばんは"),
        ({"kind": "sticker", "keywords": ["うれしい", "ありがとう"]}, "スタンプ(うれしい、ありがとう)"),
        ({"kind": "sticker", "keywords": list("abcdefgh")}, "スタンプ(a、b、c、d、e)"),
        ({"kind": "sticker", "keywords": ["ok"], "text": "おはよう"}, "スタンプ「おはよう」"),
        ({"kind": "sticker"}, "スタンプ"),
        ({"kind": "topic", "topic": "moya"}, "えらんだ話題：もやっとしている"),
        ({"kind": "topic", "topic": "someone"}, "えらんだ話題：だれかのこと(家族・友人として)"),
        ({"kind": "topic", "topic": "later"}, "えらんだ話題：この画面では読めない話題"),
        (
            {"kind": "location", "state": "asked"},
            "場所が届きました。残してよいか、相手にたずねました。返事があるまで、残していません。",
        ),
        ({"kind": "location", "state": "told", "text": "旭川市6条通"}, "場所：旭川市6条通"),
        ({"kind": "image"}, "写真が届きましたが、受け取れませんでした。"),
        ({"kind": "other"}, "この端末では読めない種類のメッセージが届きました。"),
        ({"kind": "hologram", "text": "x"}, "この端末では読めない種類のメッセージが届きました。"),
    ],
)
def test_in_which_words(ask: Ask, payload: dict[str, Any] | None, words: str) -> None:
    assert value(ask("said", payload)) == words


@pytest.mark.parametrize(
    ("payload", "size", "words"),
    [
        ({"kind": "image"}, 1, "写真・1KB"),
        ({"kind": "image"}, 1_258_292, "写真・1.2MB"),
        ({"kind": "audio", "seconds": 8}, 40_000, "声・8秒・39KB"),
        ({"kind": "video", "seconds": 60}, None, "動画・1分"),
        ({"kind": "video", "seconds": 75.4}, None, "動画・1分15秒"),
        ({"kind": "file"}, None, "ファイル"),
    ],
)
def test_the_facts_of_an_attachment(ask: Ask, payload: dict[str, Any], size: int | None, words: str) -> None:
    assert value(ask("facts", {"payload": payload} | ({} if size is None else {"size": size}))) == words


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("queued", None, "送信待ち"),
        ("queued", "quota", "今月の送信数の上限に達しました。送れるようになりしだい届きます"),
        ("queued", "hours", "本人が選んだ時間帯になってから届きます"),
        ("queued", "ask", "本人が「読む」を押すと届きます"),
        ("accepted", None, "LINEが受け付けました"),
        ("failed", "unreachable", "相手に届きません(ブロック)"),
        ("failed", "unknown", "届いたかどうか確かめられませんでした。もう一度送ると、二度届くことがあります"),
        ("failed", "something new", "送れませんでした"),
    ],
)
def test_what_became_of_an_answer(ask: Ask, state: str, reason: str | None, words: str) -> None:
    assert value(ask("delivery", {"delivery": {"state": state, "reason": reason}, "now": 0})) == words


def test_when_it_will_arrive_where_that_is_known(ask: Ask) -> None:
    nine = 1_795_219_200_000
    told = {"delivery": {"state": "queued", "reason": "hours", "until": nine}, "now": nine - 1}
    assert value(ask("delivery", told)) == "本人が選んだ時間帯(11月21日(土) 9:00から)になってから届きます"


FAMILY = "👨‍👩‍👧‍👦"
LONG = [
    "",
    " \n",
    "あ",
    "あ" * 5000,
    "あ" * 5001,
    "😀" * 2500,
    "😀" * 2500 + "あ",
    "あ" * 4990 + FAMILY,
    "あ" * 4989 + FAMILY,
    "あ" * 5000 + " " * 4000,
    "a" * 20_000,
    "a" * 20_001,
    "e" + "\u0301" * 6000,
    "葛\U000e0100" * 1800,
    "\r\n" * 4000,
    "🇯🇵" * 2000 + "x",
]


def test_a_reply_is_counted_in_the_parts_that_the_server_makes(ask: Ask) -> None:
    assert value(ask("parts", LONG)) == [len(split(one)) if one.strip() else 0 for one in LONG]


@pytest.mark.parametrize(
    "text", ["あ" * 6_000, "a" * 20_000, "あ" * 7_000, "a" * 25_000, "😀" * 6000, '"' * 11_000]
)
def test_how_much_is_too_much_for_one_sealed_reply(ask: Ask, text: str) -> None:
    """What is left fits into the largest bucket; hardly more would."""
    excess = value(ask("excess", [text]))[0]
    units = text.encode("utf-16-le")
    fitting = units[: len(units) - 2 * excess].decode("utf-16-le", "replace")
    payload = '{"v":1,"kind":"text","text":"%s"}'
    pad((payload % fitting.replace('"', '\\"')).encode())
    assert len(split(fitting)) <= 5
    if excess:
        assert len(fitting.replace('"', '\\"').encode()) > 20_390


@pytest.mark.parametrize(
    ("kind", "type", "name", "viewer"),
    [
        ("image", "", "", "image"),
        ("audio", "audio/x-m4a", "", "audio"),
        ("video", "application/octet-stream", "", "video"),
        ("file", "text/plain; charset=utf-8", "", "text"),
        ("file", "application/octet-stream", "メモ.TXT", "text"),
        ("file", "image/png", "図.png", "image"),
        ("file", "image/svg+xml", "図.svg", None),
        ("file", "text/html", "ページ.html", None),
        ("file", "application/pdf", "書類.pdf", None),
        ("file", "", "", None),
    ],
)
def test_what_this_page_opens_and_as_what(
    ask: Ask, kind: str, type: str, name: str, viewer: str | None
) -> None:
    assert value(ask("viewer", {"kind": kind, "type": type, "name": name})) == viewer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "shift_jis"])
def test_a_text_file_in_the_ways_that_japanese_computers_write(ask: Ask, encoding: str) -> None:
    answer = value(ask("words", b64("ねむれない夜の記録".encode(encoding))))
    assert answer == {"text": "ねむれない夜の記録", "whole": True}


def test_a_text_file_that_is_none_or_has_no_end(ask: Ask) -> None:
    assert value(ask("words", b64(bytes([0xFF, 0xFE, 0x00, 0x81])))) is None
    long = value(ask("words", b64(("あ" * 49_999 + "😀" * 9).encode())))
    assert (len(long["text"]), long["whole"]) == (49_999, False)


def test_a_picture_is_drawn_no_larger_than_a_browser_can(ask: Ask) -> None:
    assert value(ask("fitted", [8000, 2000, 4000])) == {"width": 4000, "height": 1000}
    assert value(ask("fitted", [300, 200, 4000])) == {"width": 300, "height": 200}
    assert value(ask("fitted", [1, 9000, 4000])) == {"width": 1, "height": 4000}
