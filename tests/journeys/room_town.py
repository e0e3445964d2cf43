"""A town with its room open, behind two lines that keep every byte: browsers ↔ product, and product ↔ LINE."""

import time
from pathlib import Path

from settings import Settings
from storage import rosters
from storage.contexts import fingerprint_text
from storage.database import Database
from storage.keystore import Keys
from tests.harness.passing import over_http
from tests.harness.recording import Recording
from tests.journeys.world import World
from tests.room_resident import RoomResident


class RoomTown:
    """`origin` is where browsers go; `address` what a card in a library says."""

    def __init__(self, data_dir: Path, database_url: str, *, lanes: str = "talk,room", **more: str) -> None:
        """`more` settings."""
        self.browsers, self.line = Recording(), Recording()
        self.origin = self.browsers.origin
        self.world = World(
            data_dir,
            database_url,
            {
                "PUBLIC_ORIGIN": self.origin,
                "LINE_API_ORIGIN": f"{self.line.origin}/line",
                "LANES": lanes,
                **more,
            },
        )
        self.browsers.to, self.line.to = self.world.origin, self.world.phone.removesuffix("/")
        settings = Settings.from_env(self.world.service.environment)
        self.keys = Keys.load(settings.keys_dir, settings.kek_file)
        database = Database(settings.database_url)
        with database.reading() as connection:
            self.chain = rosters.chain(connection)
        database.engine.dispose()

    @property
    def address(self) -> str:
        return self.paper(fingerprint_text(self.keys.fingerprint), len(self.chain))

    def paper(self, fingerprint: str, epoch: int) -> str:
        """The way in as a card has it that says this."""
        return f"{self.origin}/room/#k={fingerprint}&e={epoch}"

    def start(self, *, loud: bool = False) -> None:
        """`loud`: every logger writes everything."""
        self.world.web.start(loud=loud)
        self.world.clock.start(loud=loud)

    def end(self) -> None:
        self.world.end()
        self.browsers.end()
        self.line.end()

    def visitor(self) -> RoomResident:
        """Somebody at a browser that only tests have, in front of the product itself."""
        client = over_http(self.world.origin)
        return RoomResident(client, self.keys.fingerprint, lambda: time.time_ns() // 1_000_000)
