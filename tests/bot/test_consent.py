"""Before the first word: five lines, a choice, and nothing lost by who writes first."""

from bot.dialogue import CONSENT
from retention import wishes
from storage.ledger import receipt_number
from tests.bot.talk import Talk, labels, words
from tests.cast import Town


def test_to_talk_shows_the_five_lines_first_and_opens_nothing(town: Town) -> None:
    talk = Talk(town)
    card = talk.says("話す")
    assert "はじめる前に" in words(card)
    assert f"{town.settings.retention_policy.consultation_after_closure // 86_400_000}日で消えます" in words(
        card
    )
    assert labels(card) == ["はじめる", "くわしく", "やめる"]
    assert "どこに、何が残るか" in words(talk.taps("くわしく"))
    assert (town.consultations(), talk.chosen().consent) == ([], None)


def test_who_agrees_is_led_on_and_is_not_asked_again(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    assert "もやっとしている" in labels(talk.taps("はじめる"))
    assert talk.chosen().consent == CONSENT
    assert "もやっとしている" in labels(talk.says("話す"))
    assert labels(talk.says("きいてください")) == ["いそぐとき", "メニュー"]


def test_a_first_word_without_consent_is_kept_and_answered_with_both(town: Town) -> None:
    talk = Talk(town)
    received, card = talk.says("だれにも言えませんでした")
    assert town.texts(talk.case) == ["だれにも言えませんでした"]
    assert town.phrases.say("got.text") in words([received])
    assert labels([card]) == ["つづける", "くわしく", "やめる"]
    assert talk.says("それだけです") == []
    asked = talk.taps("つづける")
    assert labels(asked) == ["ない", "あるかも", "こたえない"]
    assert town.texts(talk.case) == ["だれにも言えませんでした", "それだけです"]


def test_who_stops_leaves_nothing_behind(town: Town) -> None:
    talk = Talk(town)
    talk.says("やっぱりやめたい")
    case = talk.case
    told = words(talk.taps("やめる"))
    assert receipt_number(case) in told
    assert (town.row(case).state, town.row(case).wish_at) == ("closed", town.clock())
    assert wishes.due(town.database, now=town.clock())


def test_who_stops_before_writing_hears_that_nothing_is_there(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    assert town.phrases.say("erase.nothing") in words(talk.taps("やめる"))


def test_an_old_stop_erases_nothing_that_was_agreed_to_since(town: Town) -> None:
    talk = Talk(town)
    talk.says("きいてください")
    stop = talk.button("やめる")
    talk.taps("つづける")
    town.clock.pass_(days=20)
    assert "いま全部消す" in labels(talk.presses(stop))
    assert town.row(talk.case).state == "open"


def test_the_question_about_the_screen_comes_once_and_quietens_what_arrives(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    assert labels(talk.taps("家族・パートナーのこと")) == ["ない", "あるかも", "こたえない"]
    hints = talk.taps("あるかも")
    assert "音を鳴らさずに" in words(hints)
    assert talk.chosen().arrival == "quiet"
    assert labels(talk.taps("しごと・働き方のこと")) == ["いそぐとき", "メニュー"]


def test_whoever_does_not_answer_it_just_writes(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    talk.taps("えらばない")
    for label in ("こたえない", "ない"):
        assert town.phrases.say("write_now") in words(talk.taps(label))
    assert talk.chosen().arrival == "plain"
    assert town.phrases.say("got.text") in words(talk.says("では、書きます"))
