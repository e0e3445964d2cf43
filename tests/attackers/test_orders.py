"""A thief in front of an order of paper: which school asked for it is nobody's business, and after the purge nobody's knowledge."""

from pathlib import Path

import pytest
from flask import Flask

from storage import backup as backups
from storage import order_details, paper_orders, shipping, shred
from storage.contexts import Rejected
from storage.keystore import KekFile
from storage.paper_orders import Order
from storage.shred import Erased
from tests.attackers.loot import Loot
from tests.attackers.test_the_table import forms
from tests.cast import Town
from tests.flyers.ordering import SAID, School, furnish
from tests.retention.house import run


def opened(loot: Loot, order: Order) -> str | None:
    """The note that comes with the order, by what was stolen."""
    with loot.rows.reading() as connection:
        try:
            case = shred.open_key(connection, loot.kek, order.id)
        except (Erased, Rejected):
            return None
        wanted = paper_orders.paper_orders.select().where(paper_orders.paper_orders.c.id == order.id)
        sealed = bytes(connection.execute(wanted).one().sealed_details)
    return case.unwrap("paper-order", 0, sealed).decode()


def test_no_copy_names_a_school_without_the_kek_and_none_at_all_after_the_purge(
    town: Town, web: Flask, tmp_path: Path
) -> None:
    furnish(town)
    assert School(web).orders().status_code == 201
    with town.database.reading() as connection:
        (order,) = paper_orders.all_of(connection)
        assert order_details.open_(connection, town.keys, [order.id])[order.id]._asdict() == SAID
    loot = Loot(town, tmp_path / "loot")
    dump = backups.write(
        town.database, town.keys, tmp_path / "loot", town.settings.shred_table, now=town.clock()
    )
    stolen = loot.every_byte() + dump.read_bytes()
    for words in SAID.values():
        assert not any(form in stolen for form in forms(words)), words
    # What they do get: that somebody ordered, when, what kind of organisation, and how many of what.
    assert (order.kind, order.items[-1]) == ("school", ("card", 100))
    loot.take_kek(town)
    read = opened(loot, order)
    assert read is not None, "until the purge whoever has the KEK too reads where the paper goes"
    assert SAID["contact"] in read

    town.clock.at = order.due_at
    run(town, ship=shipping.ship_to(tmp_path / "shipped.json"))
    loot.kek = KekFile(tmp_path / "kek-of-now")
    loot.take_kek(town)
    assert opened(loot, order) is None
    assert opened(loot.with_table(shipping.read(tmp_path / "shipped.json")), order) is None
    with town.database.reading() as connection, pytest.raises(Erased):
        shred.open_key(connection, town.keys.kek, order.id)
