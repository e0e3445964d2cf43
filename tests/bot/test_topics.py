"""A topic may be chosen: it is sealed like words, stored once however often it is tapped, and changes nobody's turn."""

from tests.bot.talk import Talk, counted, labels, words
from tests.cast import Town


def chooses(talk: Talk, topic: str) -> None:
    talk.says("話す")
    talk.taps("はじめる")
    talk.taps(topic)


def test_a_topic_opens_a_consultation_that_nobody_waits_in(town: Town) -> None:
    talk = Talk(town)
    chooses(talk, "もやっとしている")
    assert talk.payloads() == [{"v": 1, "kind": "topic", "topic": "moya"}]
    row = town.row(talk.case)
    assert (row.state, row.waiting_since, row.entries) == ("open", None, 1)
    thanks = talk.says("うまく言えないのですが")
    assert town.phrases.say("got.text") in words(thanks)
    assert town.row(talk.case).waiting_since == town.clock()


def test_tapped_twice_or_weeks_later_it_is_stored_and_counted_once(town: Town) -> None:
    talk = Talk(town)
    chooses(talk, "こわい・安全のこと")
    for _ in range(2):
        assert talk.taps("こわい・安全のこと")
    assert counted(town)["topic", "safety"] == 1
    town.clock.pass_(days=29)
    assert talk.taps("こわい・安全のこと")
    assert talk.payloads() == [{"v": 1, "kind": "topic", "topic": "safety"}]
    assert counted(town).get(("topic", "safety"), 1) == 1


def test_a_change_of_mind_is_another_topic_of_the_same_talk(town: Town) -> None:
    talk = Talk(town)
    chooses(talk, "えらばない")
    talk.taps("しごと・働き方のこと")
    assert [payload and payload["topic"] for payload in talk.payloads()] == ["none", "work"]
    assert len(town.consultations()) == 1


def test_nothing_of_the_choice_can_be_seen_in_what_a_tap_sends_or_shows(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    for label, telling in (("性別や、好きになる人のこと", "sogi"), ("こわい・安全のこと", "safety")):
        button = talk.button(label)
        assert telling not in button["data"]
        assert button["displayText"] == town.phrases.say("button.chosen")


def test_who_wonders_what_may_be_said_finds_examples_and_a_way_in(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    card = talk.taps("たとえば")
    assert "もやもや" in words(card)
    assert labels(card) == ["もやっとしている", "えらばない"]
    talk.taps("もやっとしている")
    assert [payload and payload["topic"] for payload in talk.payloads()] == ["moya"]


def test_after_the_end_a_topic_begins_another_talk(town: Town) -> None:
    talk = Talk(town)
    chooses(talk, "くらし・お金のこと")
    first = talk.case
    town.close(first)
    town.clock.pass_(minutes=1)
    talk.taps("くらし・お金のこと")
    assert [len(talk.town.texts(case)) for case in town.consultations()] == [1, 1]
    assert town.row(first).entries == 1
