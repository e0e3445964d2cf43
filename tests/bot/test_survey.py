"""Three questions at the end: nobody has to answer, each answer counts once, and nobody knows whose it was."""

import pytest

from storage import survey_slips
from tests.bot.talk import Talk, counted, labels, words
from tests.cast import Town


def ended(town: Town) -> Talk:
    talk = Talk(town)
    talk.says("きいて")
    talk.says("終わる")
    talk.taps("区切る")
    return talk


def answers(town: Town) -> dict[tuple[str, str], int]:
    return {key: number for key, number in counted(town).items() if key[0].startswith("survey")}


def test_three_answers_are_three_counts(town: Town) -> None:
    talk = ended(town)
    for label in ("3つの質問にこたえる", "少しできた", "夜"):
        assert "こたえない" in labels(talk.taps(label))
    assert town.phrases.say("survey.thanks") in words(talk.taps("図書館"))
    assert answers(town) == {("survey-1", "some"): 1, ("survey-2", "night"): 1, ("survey-3", "library"): 1}


def test_each_question_can_be_passed_over(town: Town) -> None:
    talk = ended(town)
    talk.taps("3つの質問にこたえる")
    for _ in range(2):
        talk.taps("こたえない")
    assert town.phrases.say("survey.thanks") in words(talk.taps("こたえない"))
    assert answers(town) == {}


def test_tapped_twice_or_changed_afterwards_an_answer_counts_once(town: Town) -> None:
    talk = ended(town)
    talk.taps("3つの質問にこたえる")
    first, other = talk.button("できた"), talk.button("あまり")
    for button in (first, first, other):
        assert town.phrases.say("survey.times") in words(talk.presses(button))
    talk.taps("夜")
    talk.taps("だいぶ前に見た")
    for button in (first, talk.button("夜"), talk.button("3つの質問にこたえる")):
        assert town.phrases.say("survey.thanks") in words(talk.presses(button))
    assert sorted(answers(town).values()) == [1, 1, 1]


def test_after_two_weeks_the_questions_are_over(town: Town) -> None:
    talk = ended(town)
    town.clock.pass_(days=14)
    assert town.phrases.say("old_button") in words(talk.taps("3つの質問にこたえる"))
    with town.database.transaction() as connection:
        assert survey_slips.erase_before(connection, now=town.clock()) == 1


def test_a_slip_leads_to_nobody(town: Town) -> None:
    """Neither her pseudonym nor her consultation stands on it, and the slip itself is stored as a hash."""
    talk = ended(town)
    with town.database.reading() as connection:
        (row,) = connection.execute(survey_slips.survey_slips.select()).all()
    stored = bytes(row.slip)
    assert stored not in (talk.chosen().pseudonym, talk.case)
    assert set(row._mapping) == {"slip", "next", "expires_at"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_question_can_be_answered_out_of_turn(town: Town, number: int) -> None:
    with town.database.transaction() as connection:
        slip = survey_slips.issue(connection, expires_at=town.clock() + 1)
        assert survey_slips.answer(connection, slip, number, now=town.clock()) is (number == 1)
        assert survey_slips.next_question(connection, slip, now=town.clock() + 1) is None
