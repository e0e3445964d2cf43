"""A hold keeps what would be destroyed: two people, until its day, and nothing has to run for its end."""

from concurrent.futures import ThreadPoolExecutor

from retention import rehearsal, wishes
from storage import consultations, endings, holds
from tests.cast import DAY, Town, colleague
from tests.harness.until import until
from tests.harness.waiting import somebody_waits
from tests.retention.house import certificates, hold, run, talk


def due(town: Town) -> bytes:
    case = talk(town, "もう大丈夫")
    town.clock.at = town.close(case)
    return case


def test_what_is_held_is_not_destroyed_until_the_hold_ends(town: Town) -> None:
    case, other = talk(town, "のこす"), talk(town, "おわり")
    for one in (case, other):
        town.close(one)
    town.clock.pass_(days=14)
    hold(town, case, days=30)
    assert rehearsal.count_due(town.database, now=town.clock()) == 1
    assert run(town).consultations == 1
    assert town.consultations() == [case]
    town.clock.pass_(days=30, seconds=-1)
    assert run(town).consultations == 0
    town.clock.pass_(seconds=1)
    assert run(town).consultations == 1
    assert town.count()["holds"] == 0, "who held what is forgotten with it"


def test_a_hold_that_one_person_asked_for_holds_nothing(town: Town) -> None:
    case, now = due(town), town.clock()
    asked, sato = hold(town, case, agreed=False), colleague("sato").kid
    with town.database.transaction() as connection:
        assert not holds.agree(connection, asked, by=sato, now=now)
        assert holds.held_until(connection, now=now) == {}
    assert run(town).consultations == 1


def test_a_hold_that_is_lifted_or_over_can_be_agreed_to_by_nobody(town: Town) -> None:
    case, kudo = due(town), colleague("kudo").kid
    lifted, over = hold(town, case, agreed=False), hold(town, case, days=1, agreed=False)
    with town.database.transaction() as connection:
        assert holds.lift(connection, lifted, now=town.clock())
        assert not holds.lift(connection, lifted, now=town.clock())
        assert not holds.agree(connection, lifted, by=kudo, now=town.clock())
        assert not holds.agree(connection, over, by=kudo, now=town.clock() + DAY)
        assert [one.id for one in holds.standing(connection, now=town.clock())] == [over]
        assert holds.standing(connection, now=town.clock() + DAY) == []
    assert run(town).consultations == 1


def test_the_longest_of_several_holds_counts(town: Town) -> None:
    case = due(town)
    first = hold(town, case, days=10)
    hold(town, case, days=20)
    with town.database.transaction() as connection:
        assert holds.held_until(connection, now=town.clock()) == {case: town.clock() + 20 * DAY}
        holds.lift(connection, first, now=town.clock())
        assert holds.held_until(connection, now=town.clock()) == {case: town.clock() + 20 * DAY}


def test_what_a_resident_wants_gone_is_destroyed_when_the_hold_ends(town: Town) -> None:
    case = talk(town, "のこす")
    hold(town, case, days=3)
    with town.database.transaction() as connection:
        assert endings.wish(connection, bytes(town.row(case).pseudonym), now=town.clock()) == [case]
    assert not wishes.due(town.database, now=town.clock())
    assert run(town).consultations == 0
    town.clock.pass_(days=3)
    assert wishes.due(town.database, now=town.clock())
    assert run(town).consultations == 1
    assert [one["why"] for one in certificates(town, "purged")] == ["wish"]


def test_a_hold_agreed_while_the_purge_is_at_work_keeps_everything_of_its_batch(town: Town) -> None:
    """On PostgreSQL the second person's word may be committed between the purge's look and its deletion."""
    case, other = due(town), due(town)
    asked, kudo = hold(town, case, agreed=False), colleague("kudo").kid

    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            assert consultations.note_changed(connection, case)
            assert holds.agree(connection, asked, by=kudo, now=town.clock())
            purging = threads.submit(run, town)
            until(lambda: purging.done() or somebody_waits(town.database))
        assert purging.result().consultations == 1
    assert town.consultations() == [case]
    assert town.texts(case)[0] == "もう大丈夫"
    assert other not in town.consultations()
