"""The end of bookings: as that of consultations, in the same run, and with nothing that leads from one to the other."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.visits.model import HOLD_MS
from retention import wishes
from retention.visits import BATCH
from storage import booking_details, bookings, ledger, outbox, shipping, shred, slot_patterns, slots
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys
from storage.ledger import receipt_hash, receipt_number
from storage.shred import Erased, ShredTable
from tests.cast import DAY, Town, backup
from tests.retention.house import certificates, run, talk, unfinished
from tests.retention.visiting import PLACE, book, chosen, give_up, open_place, rows, wish

GONE = {"bookings": 0, "booking_wishes": 0, "seats": 0}


class PowerCut(Exception):
    """The process ends here."""


@pytest.fixture(autouse=True)
def there_is_a_place(town: Town) -> None:
    open_place(town)


def details(database: Database, keys: Keys, booking: bytes) -> tuple[str, str, str | None]:
    """What a copy of the database tells of somebody; an empty note and no address when it opens nothing."""
    try:
        with database.reading() as connection:
            (name, note), address = booking_details.open_(connection, keys, booking)
    except (Erased, Rejected):
        return "", "", None
    return name, note, address


def test_a_booking_goes_after_its_visit_and_leaves_a_certificate_that_says_nothing(town: Town) -> None:
    hanako = town.resident()
    case, one = talk(town, "まだ"), book(town, hanako, call_name="ハナ", note="車いすです", notices=True)
    assert one.ends_at is not None
    assert one.due_at == one.ends_at + 7 * DAY
    with town.database.transaction() as connection:
        key = shred.open_key(connection, town.keys.kek, one.id)
        outbox.put(
            connection, town.keys.courier, "knock", {"to": hanako.id}, now=town.clock(), expires_at=one.due_at, case=key
        )  # fmt: skip
    waiting = town.count()["outbox"]

    town.clock.at = one.due_at - 1
    assert (run(town).bookings, rows(town)["bookings"]) == (0, 1)
    town.clock.at = one.due_at
    epoch = max(town.keys.kek.live())
    outcome = run(town)
    assert (outcome.consultations, outcome.bookings, outcome.final_at) == (0, 1, town.clock())
    assert rows(town) == GONE
    assert town.count()["outbox"] == waiting - 1
    assert set(town.keys.kek.live()) == {epoch + 1}
    with town.database.reading() as connection:
        assert {bytes(row[0]) for row in shred.table(connection)} == {shred.STAFF, case}
        written = b"".join(entry.entry for entry in ledger.entries(connection)).decode()
    assert certificates(town, "purged") == [
        {
            "t": "purged",
            "at": town.clock(),
            "kind": "booking",
            "policy": town.settings.retention_policy.version,
            "why": "due",
            "receipt": receipt_hash(receipt_number(one.id)).hex(),
            "epoch": epoch,
        }
    ]
    for telling in (one.code, PLACE.id, one.kind, str(one.starts_at), one.id.hex(), hanako.id, "ハナ"):
        assert telling not in written
        assert json.dumps(telling)[1:-1] not in written
    assert town.texts(case)[0] == "まだ"
    assert run(town).bookings == 0


def test_a_stolen_backup_opens_no_name_and_no_note(town: Town, tmp_path: Path) -> None:
    """Not with its own table of keys, not with the newest one; and still of who comes later."""
    hanako, natsuki = town.resident(), town.resident()
    early = book(town, hanako, call_name="ハナ", note="車いすです", notices=True)
    late = book(town, natsuki, call_name="なつき", notices=True, days=1)
    copy, keys = backup(town.database, tmp_path / "stolen"), town.keys
    assert details(copy, keys, early.id) == ("ハナ", "車いすです", hanako.id)
    town.clock.at = early.due_at
    run(town, ship=shipping.ship_to(tmp_path / "shipped.json"))
    assert rows(town)["bookings"] == 1
    assert [details(copy, keys, one.id) for one in (early, late)] == [("", "", None)] * 2
    with copy.transaction() as connection:
        shred.restore(connection, shipping.read(tmp_path / "shipped.json"))
    assert details(copy, keys, early.id) == ("", "", None)
    assert details(copy, keys, late.id) == ("なつき", "", natsuki.id)
    copy.engine.dispose()


def test_who_gives_up_leaves_no_word_and_who_wants_it_forgotten_no_row(town: Town) -> None:
    hanako, natsuki = town.resident(), town.resident()
    kept, forgotten = book(town, hanako, note="車いすです"), book(town, natsuki, note="声をかけないで")
    give_up(town, hanako, kept.id)
    assert details(town.database, town.keys, kept.id) == ("", "", None)
    assert not wishes.due(town.database, now=town.clock())
    assert unfinished(town), "the way to her is destroyed for good within a minute"
    run(town)
    assert (rows(town)["bookings"], unfinished(town)) == (2, False)
    assert certificates(town, "purged") == []

    give_up(town, natsuki, forgotten.id, forget=True)
    assert wishes.due(town.database, now=town.clock())
    assert run(town).bookings == 1
    assert [one["why"] for one in certificates(town, "purged")] == ["wish"]
    assert not wishes.due(town.database, now=town.clock())
    with town.database.reading() as connection:
        assert bookings.find(connection, kept.id) is not None
    town.clock.at = kept.due_at
    assert run(town).bookings == 1
    assert rows(town) == GONE


def test_a_run_that_was_killed_among_bookings_is_finished_by_the_next(town: Town) -> None:
    def cut(_: int) -> None:
        raise PowerCut

    def cut_while_shipping(_: ShredTable) -> None:
        raise PowerCut

    made = [book(town, town.resident(), note=f"{number}番目") for number in range(BATCH + 1)]
    town.clock.at = max(one.due_at for one in made)
    with pytest.raises(PowerCut):
        run(town, progress=cut)
    assert (rows(town)["bookings"], unfinished(town)) == (1, True)
    with pytest.raises(PowerCut):
        run(town, ship=cut_while_shipping)
    assert (rows(town), unfinished(town)) == (GONE, True)
    outcome = run(town)
    assert (outcome.bookings, outcome.final_at, unfinished(town)) == (0, town.clock(), False)
    receipts = [one["receipt"] for one in certificates(town, "purged")]
    assert sorted(receipts) == sorted(receipt_hash(receipt_number(one.id)).hex() for one in made)


def test_what_was_only_chosen_and_times_that_are_over_go_by_themselves(town: Town) -> None:
    """Nobody said yes: no certificate, and no turn of the key for it."""
    chosen(town, town.resident())
    run(town)
    assert rows(town)["bookings"] == 1
    town.clock.at += HOLD_MS + 3_600_000
    run(town)
    assert (rows(town), certificates(town), unfinished(town)) == (GONE, [], False)

    def starts() -> list[int]:
        with town.database.reading() as connection:
            return list(connection.scalars(select(slots.slots.c.starts_at).order_by(slots.slots.c.starts_at)))

    stays = book(town, town.resident())
    assert stays.starts_at is not None
    before = starts()
    town.clock.at = stays.due_at - 1
    run(town)
    kept = town.settings.retention_policy.booking_after_visit
    assert starts() == [at for at in before if at + 3_600_000 >= town.clock() - kept]
    assert stays.starts_at in starts()
    town.clock.pass_(days=200)
    run(town)
    assert starts() == [stays.starts_at], "a slot goes the night after the last visit in it"
    run(town)
    assert starts() == []
    with town.database.reading() as connection:
        assert slot_patterns.patterns_of(connection, PLACE.id) == []


def test_wishes_go_with_their_booking(town: Town) -> None:
    one = wish(town, town.resident(), note="午前だけ")
    assert rows(town) == {"bookings": 1, "booking_wishes": 3, "seats": 0}
    assert one.due_at > max(one.wishes)
    town.clock.at = one.due_at
    assert run(town).bookings == 1
    assert rows(town) == GONE
