"""The watchdog among flyers and orders: what must not be raises its alarm, and an office in order raises none."""

from sqlalchemy import delete, insert, update

from retention.watchdog import MISSED_MS, Alarm
from storage import flyer_versions, mailings, paper_orders, shred
from tests.cast import Town
from tests.retention.ordering import order
from tests.retention.test_watchdog import alarms, change, codes, run_purge

ORDERS = paper_orders.paper_orders


def test_an_office_with_orders_raises_none_until_they_are_gone(town: Town) -> None:
    one = order(town)
    assert alarms(town) == []
    town.clock.at = one.due_at
    run_purge(town)
    assert alarms(town) == []


def test_an_order_that_no_key_opens_and_a_key_without_its_order_are_told(town: Town) -> None:
    one, keys = order(town), shred.shred_keys
    change(town, update(keys).where(keys.c.id == one.id).values(id=bytes(16)))
    assert codes(town) == ["key-without-consultation", "order-without-key"]
    change(town, delete(keys).where(keys.c.id == bytes(16)))
    assert codes(town) == ["order-without-key"]
    change(town, delete(ORDERS))
    assert codes(town) == []


def test_an_order_that_outlives_its_day_is_told(town: Town) -> None:
    """Also while the purge runs every night, and leaves it out."""
    one = order(town)
    town.clock.at = one.due_at + MISSED_MS
    run_purge(town)
    late = order(town)
    change(town, update(ORDERS).where(ORDERS.c.id == late.id).values(due_at=town.clock() - MISSED_MS))
    assert codes(town) == []
    change(town, update(ORDERS).where(ORDERS.c.id == late.id).values(due_at=town.clock() - MISSED_MS - 1))
    assert alarms(town) == [Alarm("order-overdue", None)]


def test_who_was_to_be_told_of_a_flyer_is_forgotten_when_the_telling_is_over(town: Town) -> None:
    table, mailing = mailings.mailings, {"id": bytes(16), "flyer": "f", "state": "going", "begun_at": 1}
    numbers = {"wanted": 1, "sent": 0, "failed": 0, "revision": 1}
    recipient = {"mailing": bytes(16), "pseudonym": bytes(32), "state": "waiting"}
    change(town, insert(table).values(mailing | numbers))
    change(town, insert(mailings.mailing_recipients).values(recipient))
    assert codes(town) == []
    change(town, update(table).values(state="done", ended_at=2))
    assert codes(town) == ["orphan-rows"]
    change(town, delete(table))
    assert codes(town) == ["orphan-rows"]
    change(town, delete(mailings.mailing_recipients))
    assert codes(town) == []


def test_a_picture_of_a_flyer_that_was_deleted_is_told(town: Town) -> None:
    at = {"flyer": "f", "version": 1, "page": 1, "width": 480, "format": "jpeg"}
    change(town, insert(flyer_versions.flyer_images).values(at | {"height": 679, "content": b"x"}))
    assert codes(town) == ["orphan-rows"]
