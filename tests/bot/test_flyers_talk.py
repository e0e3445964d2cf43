"""「資料」 in the talk: what is shown can be looked at, and nothing of it stays behind unless it is asked for."""

import pytest
from sqlalchemy import select

from storage import talk_pictures
from storage.database import metadata
from storage.receipts import receipts
from tests.bot.line import ONE_KIND, Line
from tests.bot.shelf import hide, jpeg, put_up
from tests.bot.talk import Message, Talk, labels, words
from tests.bot.telling import TELLING, found
from tests.cast import Town

ORIGIN = "https://kurashi.example.jp"


def at_https(town: Town) -> Talk:
    town.settings = town.but(PUBLIC_ORIGIN=ORIGIN)
    return Talk(town)


def uris(messages: list[Message]) -> list[str]:
    found: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "uri":
                found.append(part["uri"])
            for one in part.values():
                look(one)
        elif isinstance(part, list):
            for one in part:
                look(one)

    look(messages)
    return found


@ONE_KIND
def test_without_flyers_it_says_whom_to_ring(town: Town) -> None:
    put_up(town, shown=False)
    answer = Talk(town).says("資料")
    assert "ここで見られる資料は、まだありません" in words(answer)


def test_what_is_shown_stands_there_in_neutral_words_with_ways_to_its_page(town: Town) -> None:
    hanako = at_https(town)
    flyer, other = put_up(town, "A", card="A"), put_up(town, "B")
    put_up(town, "C", shown=False)
    answer = hanako.says("資料")
    assert answer[0]["altText"] == "資料のごあんない"
    read = words(answer)
    assert "資料A" in read
    assert "資料B" in read
    assert "資料C" not in read
    assert "title A ja" not in read, "the office's titles stand on the page, for who chose to open it"
    assert "日本語・English" in read
    assert f"{ORIGIN}/flyers/{flyer.id}/?lang=ja" in uris(answer)
    assert f"{ORIGIN}/flyers/{flyer.id}/?lang=ja#words" in uris(answer)
    assert f"{ORIGIN}/flyers/card/?c=A&lang=ja" in uris(answer)
    assert f"{ORIGIN}/flyers/{other.id}/?lang=ja" in uris(answer)
    assert f"{ORIGIN}/flyers/places/?lang=ja" in uris(answer)
    assert [found(TELLING["ja"], one) for one in (read, *uris(answer))] == [[]] * (len(uris(answer)) + 1)


@ONE_KIND
def test_of_more_than_ten_the_others_are_on_the_page(town: Town) -> None:
    for number in range(11):
        put_up(town, str(number))
    answer = at_https(town).says("Leaflets")
    assert labels(answer).count("見る(保存されません)") == 10
    assert f"{ORIGIN}/flyers/?lang=ja" in uris(answer)


@ONE_KIND
def test_in_easy_japanese_and_in_english(town: Town) -> None:
    put_up(town)
    hanako = at_https(town)
    for language, keyword, name in (
        ("やさしい日本語", "しりょう", "しりょう A"),
        ("English", "Leaflets", "Leaflet A"),
    ):
        hanako.says(language)
        assert name in words(hanako.says(keyword))


def test_a_picture_stands_in_the_talk_only_when_it_is_asked_for_twice(town: Town) -> None:
    hanako = at_https(town)
    flyer = put_up(town, pages=2)
    hanako.says("資料")
    asked = hanako.taps("ここに画像で出す")
    assert [message["type"] for message in asked] == ["flex"]
    assert "画像は、このトークに残ります" in words(asked)
    assert "長く押して「削除」" in words(asked)
    assert [one["text"] for one in hanako.taps("出さない")] == ["わかりました。画像は出しません。"]
    shown = hanako.taps("画像で出す")
    start = f"{ORIGIN}/flyers/{flyer.id}/pictures/1"
    assert shown == [
        {
            "type": "image",
            "originalContentUrl": f"{start}-{page}-960.jpeg",
            "previewImageUrl": f"{start}-{page}-480.jpeg",
        }
        for page in (1, 2)
    ]
    assert hanako.taps("画像で出す") == shown, "tapped twice it is the same"


@ONE_KIND
def test_of_many_pages_the_first_four_and_the_way_to_the_rest(town: Town) -> None:
    hanako = at_https(town)
    put_up(town, pages=7)
    hanako.says("資料")
    hanako.taps("ここに画像で出す")
    shown = hanako.taps("画像で出す")
    assert [message["type"] for message in shown] == ["image"] * 4 + ["flex"]
    assert "7ページのうちの4ページ" in words(shown)


@ONE_KIND
def test_what_is_too_heavy_for_line_is_left_out(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hanako = at_https(town)
    put_up(town)
    lighter, heavier = len(jpeg(240)), len(jpeg(960))
    for largest, shown in (
        (heavier, ["image"]),
        (heavier - 1, ["image"]),
        (lighter, ["image"]),
        (lighter - 1, ["text"]),
    ):
        monkeypatch.setattr(talk_pictures, "LARGEST", largest)
        hanako.says("資料")
        answer = hanako.taps("ここに画像で出す")
        if shown == ["image"]:
            answer = hanako.taps("画像で出す")
            assert ("-960.jpeg" in answer[0]["originalContentUrl"]) == (largest == heavier)
        assert [message["type"] for message in answer] == shown


@ONE_KIND
def test_old_buttons_are_kind(town: Town) -> None:
    hanako = at_https(town)
    flyer = put_up(town)
    hanako.says("資料")
    hanako.taps("ここに画像で出す")
    hide(town, flyer)
    assert "いまは見られません" in words(hanako.taps("画像で出す"))
    assert "いまは見られません" in words(hanako.taps("ここに画像で出す"))
    stranger = Talk(town)
    assert "もう使えません" in words(stranger.posts(hanako.button("画像で出す")["data"]))


def test_nothing_says_who_looked_at_what(town: Town) -> None:
    hanako = at_https(town)
    flyer = put_up(town, pages=2)
    hanako.says("メニュー")
    before = rows(town)
    hanako.says("資料")
    hanako.taps("ここに画像で出す")
    hanako.taps("画像で出す")
    assert rows(town) == before
    with town.database.reading() as connection:
        known = [str(row) for row in connection.execute(select(receipts))]
    assert not [row for row in known if flyer.id in row]


def rows(town: Town) -> dict[str, int]:
    """Of every table, but what says that an event came, and what is being answered and gone when it is."""
    passing = {"receipts", "outbox"}
    assert passing < {table.name for table in metadata.sorted_tables}
    return {name: number for name, number in town.count().items() if name not in passing}


@ONE_KIND
def test_line_takes_them(line: Line) -> None:
    put_up(line.town, pages=5)
    line.town.settings = line.town.but(PUBLIC_ORIGIN=ORIGIN)
    for said in ("資料",):
        line.says(said)
        line.deliver()
    assert line.statuses("/message/reply") == [200]
