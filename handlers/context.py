"""What every door stands on: settings, database, office, and the clock, made once per process."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import Flask, current_app

from bot import calendar, hotlines, phrases
from bot.house import House
from bot.intake import Intake
from handlers.times import milliseconds
from settings import Settings
from storage import policies
from storage.database import Database
from storage.group_commit import GroupCommit
from storage.keystore import Keys
from storage.rosters import Office
from storage.watching import Watch


@dataclass(frozen=True)
class Context:
    """Shared by all threads of a process; nothing in it belongs to one request."""

    settings: Settings
    database: Database
    office: Office
    intake: Intake
    together: GroupCommit
    watch: Watch
    now: Callable[[], int]
    """Milliseconds since 1970: the one place where a door asks for the time."""
    kept: dict[tuple[str, str | None], Any] = field(default_factory=dict, compare=False)
    """Answers that are the same for everybody, with the headers that these settings ask for: handlers/kept.py."""

    @classmethod
    def open(cls, settings: Settings, now: Callable[[], int] = milliseconds) -> "Context":
        """Opens database and keys. Raises `Unready` or `KeystoreError` with one sentence for the operator."""
        database = Database(settings.database_url)
        database.require_schema()
        office = Office(Keys.load(settings.keys_dir, settings.kek))
        policy = settings.retention_policy
        policies.open_with(database, office.keys, policy.version, policy.content, now=now())
        calendar.warm(dt.datetime.fromtimestamp(now() / 1000, settings.timezone).year)
        return cls(
            settings,
            database,
            office,
            Intake(house(settings, office)),
            GroupCommit(database),
            Watch(database),
            now,
        )


def house(settings: Settings, office: Office) -> House:
    """What the bot needs of the settings. Reads every phrase and number once, so that a wrong one stops the start."""
    for language in phrases.LANGUAGES:
        phrases.load(language)
    return House(
        office=office,
        numbers=hotlines.load(settings.local_numbers),
        largest=settings.largest_bytes,
        public_origin=settings.public_origin,
        timezone=settings.timezone,
        talk="talk" in settings.lanes,
        kept=settings.retention_policy.consultation_after_closure,
        pause=settings.retention_policy.pause,
        room="room" in settings.lanes,
        visits_kept=settings.retention_policy.booking_after_visit,
        basic_id=settings.line_basic_id,
    )


def attach(app: Flask, context: Context) -> None:
    app.extensions["hidamari"] = context


def context() -> Context:
    return context_of(current_app)


def context_of(app: Flask) -> Context:
    return cast(Context, app.extensions["hidamari"])
