"""What `doctor` sees on this machine: settings, database, keys, roster, deletion, disk, hours, numbers to ring."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from bot import hotlines
from bot.openings import calendar_of
from handlers.commands.doctor import flyers, visits
from handlers.commands.doctor.finding import Finding, bad, good, looked, warn
from retention import watchdog
from settings import Settings
from storage import desks, policies
from storage import hours as stored
from storage.database import Database, Unready
from storage.holder import KeystoreError
from storage.keystore import Keys
from storage.rosters import Office

ENOUGH_DISK, LITTLE_DISK = 2_000_000_000, 200_000_000
"""Bytes: below the first a warning, below the second a failure."""

ROSTER_DAYS = 10
"""A roster lives 35 days, and browsers refuse an older one."""

_ALARMS: dict[watchdog.Code, str] = {
    "missed-run": "No purge has ended for 26 hours. Start `python app.py clock`, or run `python app.py purge`.",
    "orphan-rows": "Rows stand without what they belong to. Run `python app.py purge`; if it stays, report it.",
    "consultation-without-key": "A consultation has lost its key. Was an older KEK file put back? See docs/operations.md.",
    "key-without-consultation": "A key outlived its consultation, booking or order of paper. Run `python app.py purge`.",
    "booking-without-key": "A booking has lost its key. Was an older KEK file put back? See docs/operations.md.",
    "booking-without-seat": "A visit is agreed that no place is kept for. Let a clerk move it to a free time; then report it.",
    "seat-without-booking": "A place is kept for nobody. Report it: until then a visit fewer can be booked at that time.",
    "order-without-key": "An order of paper has lost its key. Was an older KEK file put back? See docs/operations.md.",
    "order-overdue": "An order of paper stayed longer than the policy says. Run `python app.py purge`.",
    "unshipped-table": "The newest table of shred keys is not where BACKUP_DIR points. Run `python app.py purge`.",
    "unfinished-rotation": "Something erased is not final yet. Run `python app.py purge` and look at what it says.",
    "kek-away": "Vault, which holds the KEK, does not answer. What runs goes on; nothing new starts, and no deletion"
    " becomes final: look whether it runs, is unsealed and can be reached (docs/decisions/key-holders.md).",
    "kek-volume": "The KEK file lies where overwriting does not overwrite. Move it to ext4: docs/operations.md.",
    "ledger-broken": "The ledger does not hold. Run `python app.py ledger export`, then `ledger verify`.",
    "audit-broken": "The audit log does not hold. Run `python app.py audit verify`.",
}


@dataclass(frozen=True)
class Place:
    """What is looked at; `now` in ms."""

    settings: Settings
    database: Database
    now: int

    @property
    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.now / 1000, self.settings.timezone).date()


def look(settings: Settings, now: int) -> Iterator[Finding]:
    """Everything but LINE. What rests on something that failed is left out."""
    yield from _credentials(settings)
    yield _lanes(settings)
    yield looked("disk", lambda: _disk(settings))
    place = Place(settings, Database(settings.database_url), now)
    yield from _numbers(place)
    try:
        yield from _office(place)
    finally:
        place.database.engine.dispose()


def _credentials(settings: Settings) -> Iterator[Finding]:
    yield good("settings", "All settings can be read and used.")
    if settings.line_channel_id:
        yield good("credentials", "Tokens are issued when they are needed, and live 15 minutes.")
    elif settings.line_channel_access_token:
        yield warn(
            "credentials", "The long-lived token never ends: better set LINE_CHANNEL_ID instead of it."
        )
    else:
        yield bad("credentials", "Set LINE_CHANNEL_ID: without it, or a token, nothing can be sent.")


def _lanes(settings: Settings) -> Finding:
    if settings.lanes == {"room"}:
        return good("lanes", "People talk in the room only: no word of theirs passes LINE.")
    also = ", and the room beside it" if "room" in settings.lanes else ""
    return good(
        "lanes",
        f"The talk on LINE is open{also}: what is written there passes LINE, and is sealed when it arrives here.",
    )


def _disk(settings: Settings) -> Finding:
    if not settings.data_dir.is_dir():
        return bad("disk", "DATA_DIR is not there yet: run `python app.py init`.")
    free = shutil.disk_usage(settings.data_dir).free
    amount = f"{free / 1_000_000_000:.1f} GB are free in DATA_DIR"
    if free < LITTLE_DISK:
        return bad("disk", f"{amount}: make room now, or messages can't be stored.")
    if settings.backup_dir is not None and not os.access(settings.backup_dir, os.W_OK | os.X_OK):
        return bad(
            "disk", "BACKUP_DIR is not there or can't be written to: each purge ships a table into it."
        )
    return warn("disk", f"{amount}: make room soon.") if free < ENOUGH_DISK else good("disk", f"{amount}.")


def _numbers(place: Place) -> Iterator[Finding]:
    try:
        found = hotlines.load(place.settings.local_numbers)
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield bad("numbers", f"LOCAL_NUMBERS can't be used, or an entry lacks something: {error}")
        return
    if found.missing:
        yield bad(
            "numbers",
            f"Residents need the city's own numbers: {', '.join(found.missing)}. Enter them in the file that "
            "LOCAL_NUMBERS names; bot/local-numbers.example.toml shows how.",
        )
    else:
        yield good("numbers", f"{len(found.lines)} numbers to ring, the city's own among them.")
    overdue = found.overdue(place.today)
    if overdue:
        yield warn(
            "numbers-due",
            f"Look these numbers up again, and set checked_on and next_check: {', '.join(overdue)}.",
        )


def _office(place: Place) -> Iterator[Finding]:
    settings = place.settings
    try:
        place.database.require_schema()
    except Unready as refusal:
        yield bad("database", str(refusal))
        return
    if place.database.is_damaged():
        yield bad(
            "database", "The file is damaged: keep it aside, and restore the newest backup into a new one."
        )
        return
    yield good(
        "database", f"{'SQLite' if place.database.sqlite else 'PostgreSQL'}, with the tables of this version."
    )
    yield looked("retention", lambda: _retention(place))
    yield from _hours(place)
    with place.database.reading() as connection:
        yield from list(visits.look(connection, now=place.now, today=place.today))
        yield from list(flyers.look(connection, now=place.now, basic_id=settings.line_basic_id))
    try:
        keys = Keys.load(settings.keys_dir, settings.kek)
        epoch = keys.kek.epochs()[-1]
    except (KeystoreError, OSError, ValueError) as refusal:
        told = str(refusal) if isinstance(refusal, KeystoreError) else "They can't be read."
        held = "look at KEK_VAULT_…" if settings.kek_vault else "the KEK file"
        mend = f"Put back the folder of keys, and {held}: docs/backup.md."
        yield bad("keys", f"{told} {mend}")
        return
    yield good("keys", f"All keys are there; the KEK has number {epoch}.")
    yield looked("roster", lambda: _roster(place, keys))
    yield from _deletion(place, keys)


def _retention(place: Place) -> Finding:
    policy = place.settings.retention_policy
    with place.database.reading() as connection:
        if policies.is_changed(connection, policy.version, policy.content):
            return bad(
                "retention", "The policy was changed without a new version: change `version` in its file."
            )
    days = policy.terms()["consultation_days_after_closure"]
    return good("retention", f"Policy {policy.version}: a consultation goes {days} days after it was closed.")


def _hours(place: Place) -> Iterator[Finding]:
    """The desk that takes talks must have hours: the bot says when people answer."""
    with place.database.reading() as connection:
        names = desks.real_names(connection)
        hours = stored.all_of(connection)
        for number, desk in enumerate(names):
            check, tell = f"hours-{desk}", bad if number == 0 else warn
            if not hours.get(desk):
                yield tell(check, f"Desk {desk} has no hours: python app.py hours load FILE.toml")
            elif calendar_of(connection, desk, place.settings.timezone).next_opening(place.now) is None:
                yield tell(check, f"Desk {desk} does not open for 400 days: python app.py hours show")
            else:
                yield good(check, f"Desk {desk} has hours.")


def _roster(place: Place, keys: Keys) -> Finding:
    with place.database.reading() as connection:
        roster = Office(keys).trust(connection, now=place.now).current
    days = (roster.not_after - place.now // 1000) // (24 * 3600)
    sign_in = "Let a supervisor sign in: their console signs the list of staff anew."
    if not roster.not_before <= place.now // 1000 <= roster.not_after:
        return bad("roster", f"The list of staff is not valid today, and browsers refuse it. {sign_in}")
    return (
        warn("roster", f"The list of staff ends in {days} days. {sign_in}")
        if days < ROSTER_DAYS
        else good("roster", f"The list of staff is valid for {days} days.")
    )


def _deletion(place: Place, keys: Keys) -> Iterator[Finding]:
    settings = place.settings
    alarms = watchdog.alarms(
        place.database, keys, now=place.now, shipped=settings.shred_table, kek_path=settings.kek_file
    )
    yield from (bad(alarm.code, _ALARMS[alarm.code]) for alarm in alarms)
    if not alarms:
        yield good("deletion", "Nothing is overdue, left over or broken.")
