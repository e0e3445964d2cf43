"""The fake LINE of a town, at the other end of the courier's wire."""

from itertools import count

import pytest
from sqlalchemy import select

from bot import gauge, outgoing
from bot.channel import Credentials, LineChannel
from bot.courier import deliver_due
from bot.fetching import fetch_due
from bot.messages import text_message
from bot.outgoing import Delivery
from simulator.outcomes import Sent
from simulator.platform import Platform
from storage import claims, outbox, residents
from storage.claims import Parcel
from tests.cast import CHANNEL_ID, DAY, SECRET, TOKEN, Json, Town

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For what no database could do otherwise than the other."""


@pytest.fixture
def midmonth(town: Town) -> None:
    """A noon at which nothing of the next weeks' happens in the night in which a month begins."""
    town.clock.at = gauge.month_after(town.clock()) + 9 * DAY + DAY // 2


class Line:
    """The fake LINE of a town: Hanako's phone, and the API as the courier reaches it."""

    def __init__(self, town: Town, platform: Platform, origin: str) -> None:
        self.town, self.platform = town, platform
        self.origin = f"{origin}/line"
        self.channel = self.connect()
        self.hanako = platform.add_resident("はなこ", following=True).id
        self._positions = count(1000)

    def connect(self, *, origin: str | None = None, stateless: bool = False) -> LineChannel:
        credentials = Credentials(None if stateless else TOKEN, CHANNEL_ID if stateless else None, SECRET)
        return LineChannel(origin or self.origin, credentials, self.town.clock)

    def says(self, text: str, user_id: str | None = None) -> Sent:
        """Hanako writes, and her webhook arrives."""
        sent = self.platform.say(user_id or self.hanako, text)
        self.platform.webhooks.settle()
        return sent

    def consultation(self, text: str = "きいてください", user_id: str | None = None) -> bytes:
        """A new consultation whose first message has been acknowledged."""
        before = set(self.town.consultations())
        self.says(text, user_id)
        (found,) = set(self.town.consultations()) - before
        self.deliver()
        return found

    def push(self, consultation: bytes, *texts: str, quiet: bool = False) -> Delivery:
        """Words of the office, without an entry in the transcript: all texts in one parcel."""
        town, messages = self.town, [text_message(text) for text in texts]
        row, now, timezone = town.row(consultation), town.clock(), town.settings.timezone
        with town.database.transaction() as connection:
            return outgoing.queue(
                connection, town.keys, row, messages,
                position=next(self._positions), now=now, timezone=timezone, quiet=quiet,
            )  # fmt: skip

    def chooses(self, consultation: bytes, **chosen: str) -> None:
        """Its resident chooses how (`arrival`) or when (`contact_hours`) words reach them, or their `language`."""
        row, now = self.town.row(consultation), self.town.clock()
        with self.town.database.transaction() as connection:
            resident = residents.of(connection, bytes(row.pseudonym))
            residents.keep(connection, resident, now=now, **chosen)
            outgoing.chosen_anew(connection, row, now)

    def asks(self, consultation: bytes) -> int:
        """Its resident says 「読む」."""
        row, now = self.town.row(consultation), self.town.clock()
        with self.town.database.transaction() as connection:
            return outgoing.release(connection, row, now)

    def claim(self) -> Parcel:
        """What a courier does before it touches the network; and then it dies."""
        town = self.town
        with town.database.transaction() as connection:
            row = claims.next_due(connection, now=town.clock())
            assert row is not None
            return claims.take(connection, town.keys.kek, town.keys.courier, row, now=town.clock())

    def fetch(self, channel: LineChannel | None = None) -> int:
        town, timezone = self.town, self.town.settings.timezone
        return fetch_due(
            town.database, channel or self.channel, town.office, clock=town.clock, timezone=timezone
        )

    def deliver(self, channel: LineChannel | None = None) -> int:
        town = self.town
        return deliver_due(town.database, channel or self.channel, town.keys, clock=town.clock)

    def shown(self, user_id: str | None = None) -> list[str]:
        """The bot's texts on Hanako's phone."""
        return self.platform.shown_texts(user_id or self.hanako)

    def pushed(self, user_id: str | None = None) -> list[str]:
        """The texts on Hanako's phone that cost quota, in their order."""
        to = user_id or self.hanako
        sent = [one for one in self.platform.accepted if one.how == "push" and one.to == to and one.shown]
        return [str(message["text"]) for one in sent for message in one.messages]

    def replies(self, user_id: str | None = None) -> int:
        """How often Hanako was answered free of charge."""
        to = user_id or self.hanako
        return sum(one.how == "reply" and one.to == to and one.shown for one in self.platform.accepted)

    def statuses(self, ending: str) -> list[int]:
        """What LINE answered to the calls of that path."""
        return [call.status for call in self.platform.calls.to(ending)]

    def deliveries(self, consultation: bytes) -> list[tuple[str, str | None]]:
        """(state, reason) of the replies to a consultation, as the console shows them, oldest first."""
        with self.town.database.reading() as connection:
            shown = outbox.deliveries(connection, consultation)
        return [(str(one["state"]), one["reason"]) for _, one in sorted(shown.items())]

    def rows(self) -> list[Json]:
        """The outbox as it lies in the database."""
        with self.town.database.reading() as connection:
            return [
                dict(row._mapping)
                for row in connection.execute(select(outbox.outbox).order_by(outbox.outbox.c.id))
            ]
