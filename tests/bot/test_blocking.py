"""Hanako's account is blocked for a while. Nothing she writes is kept; help, erasure and taking back work as ever."""

import pytest

from bot.announcements import Announcements
from bot.phrases import load
from retention import silence
from storage import blocks, receipts
from tests.bot.talk import Talk, words
from tests.cast import DAY, Town, colleague


@pytest.fixture
def hanako(town: Town) -> Talk:
    """She has written once, was acknowledged, and has told that others see her screen."""
    talk = Talk(town)
    talk.says("きいてください")
    return talk


def block(town: Town, talk: Talk, *, days: int = 7, agreed: bool = True) -> bytes:
    pseudonym, now = bytes(town.row(talk.case).pseudonym), town.clock()
    with town.database.transaction() as connection:
        one = blocks.ask(
            connection, talk.case, pseudonym,
            reason="threats", until=now + days * DAY, by=colleague("sato").kid, now=now,
        )  # fmt: skip
        assert one is not None
        if agreed:
            assert blocks.agree(connection, one, by=colleague("kudo").kid, now=now)
    return one


def test_what_is_written_meanwhile_is_not_kept_and_she_is_told_so_once_a_day(
    town: Town, hanako: Talk
) -> None:
    block(town, hanako)
    (case,) = town.consultations()
    before = town.row(case)
    told = hanako.says("いますぐ出てこい")
    assert hanako.outcome == "blocked"
    assert words(told).startswith("いまは、ここではお返事ができません。")
    assert hanako.says("おい") == []
    for kind in ("image", "sticker", "location", "audio"):
        assert hanako.sends(kind) == []
    assert town.row(case) == before
    assert hanako.queued("fetch") == hanako.queued("location") == []
    town.clock.pass_(days=1)
    assert words(hanako.says("おい")) == words(told)


def test_the_day_on_which_it_ends_is_said_in_her_language(town: Town, hanako: Talk) -> None:
    hanako.says("English")
    block(town, hanako)
    said = hanako.says("Hey")[0]["text"]
    assert said.startswith("We cannot answer you here for now. You can write again after ")
    assert "abuse" not in said
    assert "block" not in said


@pytest.mark.parametrize("word", ["いそぐとき", "18歳までの人へ"])
def test_whom_to_ring_is_shown_however_often_she_asks(town: Town, hanako: Talk, word: str) -> None:
    block(town, hanako)
    for _ in range(3):
        assert "110" in str(hanako.says(word)) or "0120" in str(hanako.says(word))


def test_words_that_point_to_danger_are_answered_with_the_numbers_every_time(
    town: Town, hanako: Talk
) -> None:
    block(town, hanako)
    for _ in range(2):
        (card,) = hanako.says("死にたい")
        assert "110" in str(card)
    assert town.row(hanako.case).flagged_at is None


def test_she_can_erase_everything_and_take_back_what_she_wrote(town: Town, hanako: Talk) -> None:
    said = hanako.resident.says("けさのことです")
    hanako.gets(said)
    block(town, hanako)
    hanako.gets(hanako.resident.unsends(said))
    assert town.texts(hanako.case) == ["きいてください", None]
    hanako.says("消す")
    hanako.taps("いま全部消す")
    assert town.row(hanako.case).due_at is not None


def test_what_she_edits_goes_and_the_new_words_are_not_kept(town: Town, hanako: Talk) -> None:
    said = hanako.resident.says("けさのことです")
    hanako.gets(said)
    block(town, hanako)
    town.clock.pass_(seconds=1)
    hanako.gets(hanako.resident.edits(said, "べつのことばです"))
    assert hanako.outcome == "blocked"
    assert town.texts(hanako.case) == ["きいてください", None]


def test_no_button_of_an_older_card_begins_a_new_talk(town: Town, hanako: Talk) -> None:
    card = hanako.button(load("ja").say("button.go_on"))
    block(town, hanako)
    assert "お返事ができません" in words(hanako.presses(card))
    assert hanako.says("話す") == []


def test_nobody_is_blocked_by_one_person_nor_after_the_last_day_nor_when_it_was_lifted(
    town: Town, hanako: Talk
) -> None:
    first = block(town, hanako, agreed=False)
    hanako.says("まだ書けます")
    assert hanako.outcome == "stored"
    with town.database.transaction() as connection:
        assert not blocks.agree(connection, first, by=colleague("sato").kid, now=town.clock())
        assert blocks.agree(connection, first, by=colleague("kudo").kid, now=town.clock())
    hanako.says("もう書けません")
    assert hanako.outcome == "blocked"
    with town.database.transaction() as connection:
        assert blocks.lift(connection, first, now=town.clock())
    hanako.says("また書けます")
    assert hanako.outcome == "stored"
    block(town, hanako, days=1)
    town.clock.pass_(days=1)
    hanako.says("ひとりでに終わりました")
    assert hanako.outcome == "stored"


def test_somebody_else_writes_as_ever(town: Town, hanako: Talk) -> None:
    block(town, hanako)
    other = Talk(town)
    other.says("わたしもきいてください")
    assert other.outcome == "stored"


def test_nobody_who_is_blocked_is_asked_to_write_so_that_it_stays_open(town: Town, hanako: Talk) -> None:
    block(town, hanako, days=60)
    town.clock.pass_(days=25)
    tell, timezone = Announcements(town.keys, town.settings.timezone).silence, town.settings.timezone
    policy, now = town.settings.retention_policy, town.clock()
    silence.run(town.database, town.keys, policy, now=now, tell=tell, timezone=timezone)
    assert hanako.queued("push") == []


def test_what_is_over_is_forgotten(town: Town, hanako: Talk) -> None:
    block(town, hanako, days=3)
    hanako.says("きこえますか")
    with town.database.transaction() as connection:
        assert blocks.erase_over(connection, now=town.clock()) == 0
        assert blocks.erase_over(connection, now=town.clock() + 3 * DAY) == 1
        assert receipts.erase_before(connection, town.clock() + 1) > 0
        assert blocks.standing(connection, now=town.clock()) == []


def test_a_wish_that_nobody_agreed_to_is_forgotten_after_a_week(town: Town, hanako: Talk) -> None:
    wish = block(town, hanako, days=90, agreed=False)
    with town.database.transaction() as connection:
        late = town.clock() + blocks.ASKED_FOR_MS
        assert not blocks.agree(connection, wish, by=colleague("kudo").kid, now=late)
        assert blocks.erase_over(connection, now=late) == 1
