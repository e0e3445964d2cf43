"""Words that point to danger raise a flag for people. The bot says nothing else than to anybody."""

from tests.bot.talk import Talk, words
from tests.cast import Town

DANGER, CALM = "もう死にたいです", "きょうは雨でした"


def test_a_word_of_danger_raises_the_flag_and_changes_no_answer(town: Town) -> None:
    calm, danger = Talk(town), Talk(town)
    assert words(danger.says(DANGER)) == words(calm.says(CALM))
    flags = {bool(town.row(case).flagged_at) for case in town.consultations()}
    assert flags == {True, False}
    assert danger.says(DANGER) == []


def test_the_first_flag_stays_up(town: Town) -> None:
    talk = Talk(town)
    talk.says(CALM)
    assert town.row(talk.case).flagged_at is None
    talk.says(DANGER)
    first = town.row(talk.case).flagged_at
    assert first == town.clock()
    town.clock.pass_(minutes=5)
    talk.says(DANGER)
    talk.says(CALM)
    assert town.row(talk.case).flagged_at == first


def test_words_of_danger_in_an_edit_count_too(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says(CALM)
    talk.gets(said)
    talk.gets(talk.resident.edits(said, DANGER) | {"timestamp": said["timestamp"] + 1})
    assert town.row(talk.case).flagged_at == town.clock()


def test_what_was_taken_back_before_it_came_raises_nothing(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says(DANGER)
    talk.gets(talk.resident.unsends(said))
    talk.gets(said)
    assert town.consultations() == []
