"""Where the talk lane is off: no word is stored, and every one is answered with where to talk."""

import pytest

from tests.bot.talk import Talk, words
from tests.cast import Json, Town

NOTHING = {"consultations", "transcript_entries", "attachments", "shred_keys"}


def stored(town: Town) -> dict[str, int]:
    return {name: rows for name, rows in town.count().items() if name in NOTHING}


@pytest.mark.parametrize(
    "kind", ["text", "sticker", "image", "audio", "video", "file", "location", "hologram"]
)
def test_whatever_is_sent_is_answered_and_not_kept(town: Town, kind: str) -> None:
    talk, before = Talk(town, lane=False), stored(town)
    told = talk.says("ここに書いても") if kind == "text" else talk.sends(kind, title="公園", address="")
    assert talk.outcome == "lane-off"
    assert town.phrases.say("not_here") in words(told)
    assert (stored(town), talk.queued("fetch"), talk.queued("location")) == (before, [], [])


def test_each_of_her_messages_is_answered(town: Town) -> None:
    talk = Talk(town, lane=False)
    assert all(talk.says("きいて") for _ in range(3))


def test_to_talk_leads_to_where_one_can(town: Town) -> None:
    talk = Talk(town, lane=False)
    assert town.phrases.say("not_here") in words(talk.says("話す"))
    assert town.phrases.say("urgent.title") in words(talk.says("いそぐとき"))


def test_a_topic_from_before_is_not_kept_either(town: Town) -> None:
    talk = Talk(town)
    talk.says("話す")
    talk.taps("はじめる")
    talk.lane = False
    assert town.phrases.say("not_here") in words(talk.taps("もやっとしている"))
    assert town.consultations() == []


def test_an_edit_takes_the_old_words_and_leaves_no_new_ones(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("まえのことば")
    talk.gets(said)
    talk.lane = False
    edit: Json = talk.resident.edits(said, "あとのことば")
    talk.gets(edit | {"timestamp": said["timestamp"] + 1})
    assert town.texts(talk.case) == [None]
