"""How and when words reach her: her own choice, kept from one consultation to the next."""

from tests.bot.line import Line
from tests.bot.talk import Talk, labels, words
from tests.cast import Town


def test_both_choices_are_shown_with_what_holds_now(town: Town) -> None:
    talk = Talk(town)
    card = talk.says("届き方")
    assert "いまは「ふつう」「いつでも」です。" in words(card)
    assert labels(card) == [
        "ふつう", "音なし", "ひとことだけ", "いつでも", "9時から17時", "17時から21時", "平日の9時から17時"
    ]  # fmt: skip
    talk.taps("ひとことだけ")
    told = talk.taps("17時から21時")
    assert town.phrases.say("arrival_set.knock") in words(told)
    assert town.phrases.say("hours_set.evening") in words(told)
    assert (talk.chosen().arrival, talk.chosen().contact_hours) == ("knock", "evening")
    assert "いまは「ひとことだけ」「17時から21時」です。" in words(talk.says("届き方"))


def test_who_wants_no_more_than_a_sign_reads_when_she_asks(line: Line) -> None:
    town, case = line.town, line.consultation()
    line.says("届き方")
    line.deliver()
    line.chooses(case, arrival="knock")
    line.push(case, "だれにも見せたくない返事")
    line.deliver()
    assert line.shown()[-1] == town.phrases.say("knock")
    line.says("読む")
    line.deliver()
    assert line.shown()[-1] == "だれにも見せたくない返事"
    line.says("読む")
    line.deliver()
    assert line.shown()[-1] == town.phrases.say("nothing_to_read")


def test_who_has_nothing_open_hears_so(town: Town) -> None:
    assert town.phrases.say("nothing_to_read") in words(Talk(town).says("読む"))
