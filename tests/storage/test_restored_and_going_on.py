"""After a restore the office goes on: what is new finds its number, and nothing is known of who was erased."""

from pathlib import Path

from sqlalchemy import insert, select

from storage import hours
from storage.database import Database
from storage.hours import Hours
from storage.residents import residents
from tests.cast import Town
from tests.storage.backups import ONE_KIND, back_up, restore, run_purge, talk
from tests.storage.backups import folder as folder
from tests.storage.backups import other as other
from tests.storage.backups import same as same

MONDAYS = Hours(0, None, 540, 1020, None, None, False)


def put_up(database: Database, name: str) -> None:
    """A notice, a closed day and a desk's hours, as the commands write them."""
    with database.transaction() as connection:
        hours.announce(connection, shown_from=0, shown_until=2, ja=name, easy=name, en=name)
        hours.close(connection, name, "2027-01-04", "2027-01-04")
        hours.replace(connection, name, [MONDAYS])


def test_notices_and_hours_can_be_set_on_the_day_of_the_restore(
    town: Town, folder: Path, other: Database
) -> None:
    """The very first thing that people must be told is that something was lost."""
    put_up(town.database, "before")
    back_up(town, folder)
    restore(town, other, folder)
    put_up(other, "after")
    with other.reading() as connection:
        assert [one.ja for one in hours.announced(connection, since=1)] == ["before", "after"]
        assert {one.desk for one in hours.closed(connection, since="2027-01-04")} == {"before", "after"}
        assert hours.all_of(connection)["after"] == [MONDAYS]


@ONE_KIND
def test_what_an_erased_resident_chose_does_not_come_back(town: Town, folder: Path, same: Database) -> None:
    """Her language and the hours at which she may be reached went with her last consultation."""
    kept, gone = talk(town, "まだ"), talk(town, "もう大丈夫")
    chose = {"language": "easy", "arrival": "now", "contact_hours": "any", "seen_at": town.clock()}
    with town.database.transaction() as connection:
        for case in (kept, gone):
            whose = {"pseudonym": bytes(town.row(case).pseudonym)}
            connection.execute(residents.delete().where(residents.c.pseudonym == whose["pseudonym"]))
            connection.execute(insert(residents), chose | whose)
    there, hers = bytes(town.row(kept).pseudonym), bytes(town.row(gone).pseudonym)
    back_up(town, folder)
    town.clock.at = town.close(gone)
    run_purge(town)
    assert hers not in pseudonyms(town.database)
    restore(town, same, folder)
    known = pseudonyms(same)
    assert (there in known, hers in known) == (True, False)


def pseudonyms(database: Database) -> set[bytes]:
    """Of whom a choice is kept."""
    with database.reading() as connection:
        return {bytes(one) for one in connection.scalars(select(residents.c.pseudonym))}
