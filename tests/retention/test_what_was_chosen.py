"""The purge takes what a consultation brought with it: attachments, what waits, what its resident chose, expired slips."""

from bot.buttons import SURVEY_LIFE_MS
from storage import attachments, shred, survey_slips
from storage.residents import KEPT_MS
from tests.bot.talk import Talk
from tests.cast import DAY, Town
from tests.retention.house import run

TABLES = ("consultations", "transcript_entries", "attachments", "outbox", "residents", "survey_slips")


def rows(town: Town) -> dict[str, int]:
    return {name: count for name, count in town.count().items() if name in TABLES}


def test_with_the_last_consultation_everything_of_its_resident_goes(town: Town) -> None:
    talk, other = Talk(town), Talk(town)
    for one in (talk, other):
        one.says("English")
        one.sends("location", title="公園", address="")
        one.sends("image")
        town.clock.pass_(seconds=1)
    case, _ = town.consultations()
    before = rows(town)
    with town.database.transaction() as connection:
        attachments.put(connection, shred.open_key(connection, town.keys.kek, case), 2, [b"chunk"])
    town.clock.at = town.close(case)
    run(town)
    free = 4  # the answers to "English", and the menus: of no consultation
    assert rows(town) == {
        name: (count - free) // 2 + free if name == "outbox" else count // 2 for name, count in before.items()
    }
    assert (talk.chosen().seen_at, other.chosen().language) == (None, "en")


def test_who_wrote_again_keeps_what_they_chose(town: Town) -> None:
    talk = Talk(town)
    talk.says("English")
    talk.says("The first thing")
    due_at = town.close(talk.case)
    town.clock.pass_(minutes=1)
    talk.says("Another thing")
    town.clock.at = due_at
    run(town)
    assert (len(town.consultations()), talk.chosen().language) == (1, "en")


def test_a_language_without_a_consultation_goes_after_a_month(town: Town) -> None:
    talk = Talk(town)
    talk.says("English")
    town.clock.pass_(seconds=KEPT_MS // 1000)
    run(town)
    assert talk.chosen().language == "en"
    town.clock.pass_(seconds=DAY // 1000)
    run(town)
    assert talk.chosen().seen_at is None


def test_slips_of_the_survey_go_when_nobody_can_use_them_any_more(town: Town) -> None:
    with town.database.transaction() as connection:
        survey_slips.issue(connection, expires_at=town.clock() + SURVEY_LIFE_MS)
    town.clock.pass_(seconds=SURVEY_LIFE_MS // 1000 - 1)
    run(town)
    assert rows(town)["survey_slips"] == 1
    town.clock.pass_(seconds=1)
    run(town)
    assert rows(town)["survey_slips"] == 0
