"""The fake LINE of a town, at the other end of the courier's wire."""

from sqlalchemy import select

from bot.channel import Credentials, LineChannel
from bot.courier import deliver_due
from simulator.outcomes import Sent
from simulator.platform import Platform
from storage import outbox
from tests.cast import CHANNEL_ID, SECRET, TOKEN, Json, Town


class Line:
    """The fake LINE of a town: Hanako's phone, and the API as the courier reaches it."""

    def __init__(self, town: Town, platform: Platform, origin: str) -> None:
        self.town, self.platform = town, platform
        self.origin = f"{origin}/line"
        self.channel = self.connect()
        self.hanako = platform.add_resident("はなこ", following=True).id

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

    def deliver(self, channel: LineChannel | None = None) -> int:
        town = self.town
        return deliver_due(town.database, channel or self.channel, town.keys, clock=town.clock)

    def shown(self, user_id: str | None = None) -> list[str]:
        """The bot's texts on Hanako's phone."""
        return self.platform.shown_texts(user_id or self.hanako)

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
