"""Orders of paper for whoever looks at what is kept of them: a school that asks for some, as the public form stores it."""

import os

from sqlalchemy import func, select

from storage import order_details, paper_orders
from storage.contexts import Rejected
from storage.database import Database
from storage.keystore import Keys
from storage.order_details import Details
from storage.paper_orders import Order
from storage.shred import Erased
from tests.cast import Town

SCHOOL = Details(
    "北ひだまり中学校", "つきかげ市北1条2丁目", "保健室 水野", "0166-00-1234", "掲示板にも貼ります。"
)


def order(town: Town, details: Details = SCHOOL, *, code: str = "K7M4") -> Order:
    now, kept = town.clock(), town.settings.retention_policy.paper_order
    asked = Order(os.urandom(16), "", 1, "school", "new", (("card", 30),), now, None, now + kept)
    with town.database.transaction() as connection:
        made = paper_orders.add(connection, asked, codes=[code, *(f"{number:04}" for number in range(60))])
        assert made is not None
        order_details.seal(connection, town.keys, made.id, details)
    return made


def read(database: Database, keys: Keys, one: Order) -> Details | None:
    """What this database and these keys tell of who ordered."""
    try:
        with database.reading() as connection:
            return order_details.open_(connection, keys, [one.id]).get(one.id)
    except (Erased, Rejected):
        return None


def orders(town: Town) -> int:
    """How many there are."""
    with town.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(paper_orders.paper_orders)) or 0
