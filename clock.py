"""The time process: every recurring job on one page, each one call long."""

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.channel import Credentials, LineChannel
from bot.courier import deliver_due
from retention import purge
from settings import Settings
from storage.database import Database
from storage.keystore import Keys
from storage.shipping import ship_to

log = logging.getLogger("hidamari.clock")

COURIER_SECONDS = 0.2


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


def run(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT; the job under way is finished first."""
    logging.basicConfig(level=settings.log_level, format="%(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings.require_line()
    database = Database(settings.database_url)
    database.require_schema()
    keys = Keys.load(settings.keys_dir, settings.kek_file)
    credentials = Credentials(
        settings.line_channel_access_token, settings.line_channel_id, settings.line_channel_secret
    )
    channel = LineChannel(settings.line_api_origin, credentials, milliseconds)

    def deliver() -> None:
        deliver_due(database, channel, keys, clock=milliseconds)

    def purge_due() -> None:
        run_purge(database, keys, settings)

    scheduler = BlockingScheduler(timezone=settings.timezone)
    options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(_guarded(deliver), IntervalTrigger(seconds=COURIER_SECONDS), **options)
    scheduler.add_job(
        _guarded(purge_due), CronTrigger(hour=3, minute=20, timezone=settings.timezone), **options
    )
    scheduler.add_job(_guarded(purge_due))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()


def run_purge(database: Database, keys: Keys, settings: Settings) -> None:
    """One purge; another process that is at it already is no fault."""
    try:
        outcome = purge.run(
            database,
            keys.kek,
            settings.retention_policy,
            now=milliseconds(),
            ship=ship_to(settings.shred_table),
        )
    except purge.Busy:
        return
    log.info('{"purge": "done", "consultations": %d, "entries": %d}', outcome.consultations, outcome.entries)


class _Guarded:
    """A job whose failure is logged by kind only (an exception's text may quote what it failed on) and tried again."""

    def __init__(self, job: Callable[[], None]) -> None:
        self._job = job

    def __call__(self) -> None:
        try:
            self._job()
        except Exception as error:
            log.error('{"job": "%s", "failed": "%s"}', self._job.__name__, type(error).__name__)


def _guarded(job: Callable[[], None]) -> _Guarded:
    return _Guarded(job)
