"""Who wants to be told of new flyers: asked in plain words first, kept apart from everything else, and gone with one tap."""

from pathlib import Path

from sqlalchemy import select

from bot.visits import telling
from storage import subscribers
from storage.contexts import ctx, digest
from storage.subscribers import Subscriber
from tests.bot.line import ONE_KIND
from tests.bot.shelf import NEWS, hide, put_up
from tests.bot.talk import Talk, labels, words
from tests.bot.telling import TELLING, found
from tests.cast import Town
from tests.retention.house import run
from tests.retention.test_apart import rows, telling_values
from tests.retention.visiting import book, open_place

JOIN, LEAVE = "新しい資料のお知らせを受け取る", "新しい資料のお知らせをやめる"


def joins(talk: Talk) -> list[str]:
    """She wants to be told; what the bot says to it."""
    talk.says("資料")
    talk.taps(JOIN)
    return [str(one["text"]) for one in talk.taps("受け取る")]


def told(town: Town) -> list[Subscriber]:
    with town.database.reading() as connection:
        known = [bytes(one) for one in connection.scalars(select(subscribers.subscribers.c.pseudonym))]
        return list(subscribers.those(connection, known).values())


def test_she_is_asked_first_with_the_very_words_that_will_stand_on_her_screen(town: Town) -> None:
    put_up(town)
    hanako = Talk(town)
    hanako.says("資料")
    asked = hanako.taps(JOIN)
    assert town.phrases.say("flyers.news") == NEWS
    assert NEWS in words(asked)
    for part in (
        "アカウントの名前と、次の文だけ",
        "朝8時から夜8時",
        "やめるときは「資料」から",
        "暗号にして保管します",
    ):
        assert part in words(asked)
    assert labels(asked)[:2] == ["受け取る", "受け取らない"]
    assert found(TELLING["ja"], words(asked)) == []
    assert told(town) == []
    assert words(hanako.taps("受け取らない")) == "わかりました。お知らせは届きません。"
    assert told(town) == []


def test_wanted_twice_is_wanted_once_and_stopped_with_one_tap(town: Town) -> None:
    put_up(town)
    hanako = Talk(town)
    assert "お知らせします" in joins(hanako)[0]
    hanako.taps("受け取る")
    (kept,) = told(town)
    assert kept.open_address(town.keys.courier) == hanako.resident.id
    assert "届くようになっています" in words(hanako.taps(JOIN))
    hanako.says("資料")
    assert JOIN not in labels(hanako.shown[-1:])
    assert words(hanako.taps(LEAVE)) == "わかりました。これからは届きません。送り先も消しました。"
    assert told(town) == []
    assert words(hanako.taps(LEAVE)) == "わかりました。これからは届きません。送り先も消しました。"


@ONE_KIND
def test_she_can_stop_it_when_no_flyer_is_shown_any_more(town: Town) -> None:
    hanako = Talk(town)
    flyer = put_up(town)
    joins(hanako)
    hide(town, flyer)
    assert LEAVE in labels(hanako.says("資料"))
    hanako.taps(LEAVE)
    assert told(town) == []


@ONE_KIND
def test_she_is_told_in_the_language_of_her_talk(town: Town) -> None:
    put_up(town)
    hanako = Talk(town)
    joins(hanako)
    hanako.says("English")
    assert [one.language for one in told(town)] == ["en"]


def test_whoever_blocks_the_account_is_not_told_any_more(town: Town) -> None:
    put_up(town)
    hanako, taro = Talk(town), Talk(town)
    joins(hanako)
    joins(taro)
    hanako.gets(hanako.resident.event("unfollow", replyToken=None))
    assert [one.open_address(town.keys.courier) for one in told(town)] == [taro.resident.id]
    hanako.gets(hanako.resident.event("follow", follow={"isUnblocked": True}))
    assert len(told(town)) == 1


def test_with_everything_else_it_is_erased_and_she_is_told_so(town: Town) -> None:
    put_up(town)
    hanako = Talk(town)
    joins(hanako)
    hanako.says("きいてください")
    said = words(hanako.says("いま全部消す"))
    assert "新しい資料のお知らせをやめて、送り先を消しました。" in said
    assert "受け付けました。" in said
    assert told(town) == []
    assert "お知らせをやめて" not in words(hanako.says("いま全部消す"))


@ONE_KIND
def test_who_left_nothing_else_here_is_not_told_that_there_is_nothing(town: Town) -> None:
    put_up(town)
    hanako = Talk(town)
    joins(hanako)
    asked = hanako.says("消す")
    assert "何も残っていません" not in words(asked)
    assert "新しい資料のお知らせは、どうしますか" in words(asked)
    hanako.taps("つづけて受け取る")
    assert len(told(town)) == 1
    hanako.says("消す")
    hanako.taps(LEAVE)
    assert told(town) == []
    assert "何も残っていません" in words(hanako.says("消す"))


@ONE_KIND
def test_no_byte_of_it_is_left_in_the_files(town: Town) -> None:
    put_up(town)
    hanako, taro = Talk(town), Talk(town)
    joins(hanako)
    joins(taro)
    mine, his = (
        next(one for one in told(town) if one.open_address(town.keys.courier) == who.resident.id)
        for who in (hanako, taro)
    )
    hanako.says("資料")
    hanako.taps(LEAVE)
    run(town, rotate=True)
    folder = Path(str(town.database.url.database)).parent
    on_disk = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert mine.pseudonym not in on_disk
    assert mine.sealed_address not in on_disk
    assert his.pseudonym in on_disk


def test_nothing_that_is_stored_joins_it_to_what_she_said_or_booked(town: Town) -> None:
    """Whoever has the database and no key of the server has every row."""
    open_place(town)
    hanako = Talk(town)
    put_up(town)
    hanako.says("家のことで相談があります")
    made = book(town, hanako.resident, call_name="ハナ", notices=True)
    with town.database.transaction() as connection:
        assert telling.tell(connection, town.keys, made, "changed", town.clock())
    joins(hanako)
    hanako.says("資料")
    ours = {
        value for table, row in rows(town) if table.name == "subscribers" for value in telling_values(row)
    }
    others = {
        value for table, row in rows(town) if table.name != "subscribers" for value in telling_values(row)
    }
    here = town.intake().house
    user = hanako.resident.id
    mine = here.flyer_pseudonym(user)
    assert mine in ours
    assert ours & others == set()
    assert {here.pseudonym(user), here.booking_pseudonym(user)} <= others
    guessed = [
        user.encode(),
        digest(user.encode()),
        digest(ctx("pseudonym", "flyers", user)),
        digest(mine),
        mine[:16],
    ]
    for value in ours | others:
        content = value.encode() if isinstance(value, str) else value
        assert not [one for one in guessed if one in content and content != mine]
