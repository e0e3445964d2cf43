"""The end of orders of paper: thirty days after they came, in the run that ends consultations, with nothing left that tells of a school."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from retention.orders import BATCH
from retention.rehearsal import Day, count_orders_due, forecast
from storage import ledger, paper_orders, shipping, shred
from storage.ledger import receipt_hash, receipt_number
from storage.shred import ShredTable
from tests.cast import DAY, Town, backup
from tests.retention.house import TOKYO, certificates, local_day, run, talk, unfinished
from tests.retention.ordering import SCHOOL, order, orders, read


class PowerCut(Exception):
    """The process ends here."""


def test_an_order_goes_after_thirty_days_whatever_became_of_it(town: Town) -> None:
    case, sent, new = talk(town, "まだ"), order(town), order(town)
    assert sent.due_at == town.clock() + 30 * DAY
    with town.database.transaction() as connection:
        assert paper_orders.mark(connection, sent.id, "sent", revision=1, now=town.clock())
    town.clock.at = new.due_at - 1
    assert (run(town).orders, orders(town)) == (0, 2)
    town.clock.at = new.due_at
    epoch = max(town.keys.kek.live())
    outcome = run(town)
    assert (outcome.consultations, outcome.bookings, outcome.orders) == (0, 0, 2)
    assert (outcome.final_at, orders(town)) == (town.clock(), 0)
    assert set(town.keys.kek.live()) == {epoch + 1}
    with town.database.reading() as connection:
        assert {bytes(row[0]) for row in shred.table(connection)} == {shred.STAFF, case}
        written = b"".join(entry.entry for entry in ledger.entries(connection)).decode()
    proved = {"t": "purged", "at": town.clock(), "kind": "paper-order", "why": "due", "epoch": epoch}
    proved["policy"] = town.settings.retention_policy.version
    receipts = {receipt_hash(receipt_number(one.id)).hex() for one in (sent, new)}
    found = certificates(town, "purged")
    assert {one.pop("receipt") for one in found} == receipts
    assert found == [proved] * 2
    for telling in (*SCHOOL, sent.code, sent.id.hex(), "school"):
        assert telling not in written
        assert json.dumps(telling)[1:-1] not in written
    assert town.texts(case)[0] == "まだ"
    assert run(town).orders == 0


def test_a_stolen_backup_names_no_school(town: Town, tmp_path: Path) -> None:
    """Not with its own table of keys, not with the newest one; and still of who waits for paper."""
    early = order(town)
    town.clock.pass_(days=3)
    late = order(town, SCHOOL._replace(name="みなみ薬局"))
    copy, keys = backup(town.database, tmp_path / "stolen"), town.keys
    assert read(copy, keys, early) == SCHOOL
    town.clock.at = early.due_at
    run(town, ship=shipping.ship_to(tmp_path / "shipped.json"))
    assert (orders(town), read(copy, keys, early), read(copy, keys, late)) == (1, None, None)
    with copy.transaction() as connection:
        shred.restore(connection, shipping.read(tmp_path / "shipped.json"))
    assert read(copy, keys, early) is None
    found = read(copy, keys, late)
    assert found is not None
    assert found.name == "みなみ薬局"
    copy.engine.dispose()


def test_what_a_clerk_erased_before_its_day_is_final_with_the_next_run(town: Town, tmp_path: Path) -> None:
    one = order(town)
    copy = backup(town.database, tmp_path / "stolen")
    with town.database.transaction() as connection:
        assert paper_orders.destroy(
            connection, town.keys, [one.id], policy="default-4", why="desk", now=town.clock()
        )
    assert unfinished(town), "the clock's next minute sees that"
    run(town)
    assert (unfinished(town), read(copy, town.keys, one)) == (False, None)
    assert [proof["why"] for proof in certificates(town, "purged")] == ["desk"]
    copy.engine.dispose()


def test_a_run_that_was_killed_among_orders_is_finished_by_the_next(town: Town) -> None:
    def cut(_: int) -> None:
        raise PowerCut

    def cut_while_shipping(_: ShredTable) -> None:
        raise PowerCut

    made = [order(town) for _ in range(BATCH + 1)]
    town.clock.at = made[-1].due_at
    with pytest.raises(PowerCut):
        run(town, progress=cut)
    assert (orders(town), unfinished(town)) == (1, True)
    with pytest.raises(PowerCut):
        run(town, ship=cut_while_shipping)
    assert (orders(town), unfinished(town)) == (0, True)
    outcome = run(town)
    assert (outcome.orders, outcome.final_at, unfinished(town)) == (0, town.clock(), False)
    receipts = [one["receipt"] for one in certificates(town, "purged")]
    assert sorted(receipts) == sorted(receipt_hash(receipt_number(one.id)).hex() for one in made)


def test_a_proof_of_work_is_remembered_for_as_long_as_it_could_be_shown_again(town: Town) -> None:
    def spent() -> list[bytes]:
        table = paper_orders.spent_proofs
        with town.database.reading() as connection:
            return [bytes(one) for one in connection.scalars(select(table.c.hash).order_by(table.c.hash))]

    over, still = bytes(32), bytes([1]) * 32
    with town.database.transaction() as connection:
        paper_orders.spend(connection, over, expires_at=town.clock())
        paper_orders.spend(connection, still, expires_at=town.clock() + 1)
    run(town)
    assert spent() == [still]


def test_orders_are_counted_beside_what_else_falls_due(town: Town) -> None:
    one = order(town)
    when = (one.due_at - town.clock()) // DAY
    found = forecast(town.database, now=town.clock(), days=when + 2, timezone=TOKYO)
    assert sum(day.orders for day in found) == 1
    assert sum(day.count + day.bookings for day in found) == 0
    town.clock.at = one.due_at
    (overdue, *_) = forecast(town.database, now=town.clock(), days=2, timezone=TOKYO)
    assert overdue == Day(None, 0, 0, 1)
    assert count_orders_due(town.database, now=town.clock()) == 1
    assert local_day(town, 0) not in [day.day for day in found if day.orders]
