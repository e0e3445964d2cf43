"""What every door stands on: settings, database, office, and the clock, made once per process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from bot.intake import Intake
from bot.phrases import load as load_phrases
from bot.wishes import Wishes
from settings import Settings
from storage import policies
from storage.database import Database
from storage.keystore import Keys
from storage.rosters import Office


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Context:
    """Shared by all threads of a process; nothing in it belongs to one request."""

    settings: Settings
    database: Database
    office: Office
    intake: Intake
    now: Callable[[], int]
    """Milliseconds since 1970: the one place where a door asks for the time."""

    @classmethod
    def open(cls, settings: Settings, now: Callable[[], int] = milliseconds) -> "Context":
        """Opens database and keys. Raises `Unready` or `KeystoreError` with one sentence for the operator."""
        database = Database(settings.database_url)
        database.require_schema()
        office = Office(Keys.load(settings.keys_dir, settings.kek_file))
        policy, phrases = settings.retention_policy, load_phrases("ja")
        policies.open_with(database, office.keys, policy.version, policy.content, now=now())
        wishes = Wishes(phrases, settings.public_origin, settings.timezone)
        intake = Intake(office, phrases, wishes, talk="talk" in settings.lanes, pause=policy.pause)
        return cls(settings, database, office, intake, now)


def attach(app: Flask, context: Context) -> None:
    app.extensions["hidamari"] = context


def context() -> Context:
    return cast(Context, current_app.extensions["hidamari"])
