"""The time process: every recurring job on one page, each one call long."""

import datetime as dt
import gc
import json
import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot import gauge
from bot.announcements import Announcements
from bot.channel import Credentials, LineChannel
from bot.counted import Counted
from bot.courier import deliver_due
from bot.fetching import fetch_due
from bot.flyers import mailing
from bot.refusals import DeliveryError
from bot.visits import telling
from bot.visits.model import Ground
from retention import purge, silence, wishes
from retention.plausible import Belief
from settings import Settings
from storage import booking_links, log_lines, memory, outbox, policies, room_links
from storage.database import Database
from storage.keystore import Keys
from storage.rosters import Office
from storage.shipping import ship_to
from storage.tallies import Tallies

log = logging.getLogger("hidamari.clock")

COURIER_SECONDS = 0.2
FETCHING_SECONDS = 0.5
GAUGE_SECONDS = 10
WISHES_SECONDS = 1
UNFINISHED_SECONDS = 60
EXPIRY_SECONDS = 60
VISITS_SECONDS = 20
MAILING_SECONDS = 30
LOOK_SECONDS, BACK_SECONDS = 1.0, 0.5
"""So often the machine's clock is looked at; set back by less, it is soon as late again."""


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


def run(settings: Settings, now: Callable[[], int] = milliseconds) -> None:
    """Runs until SIGTERM or SIGINT; the job under way is finished first."""
    log_lines.set_up(settings.log_level)
    # It warns of every run that finds the last one still at it; that is what `max_instances` is for.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    settings.require_line()
    memory.shut()
    database = Database(settings.database_url)
    database.require_schema()
    keys = Keys.load(settings.keys_dir, settings.kek)
    policy = settings.retention_policy
    policies.open_with(database, keys, policy.version, policy.content, now=now())
    scheduler = BackgroundScheduler(timezone=settings.timezone)
    options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    for job, trigger in jobs(database, keys, settings, now):
        scheduler.add_job(_guarded(job), trigger, **options)

    # A terminal's Ctrl-C and an impatient operator signal more than once: asking again must change nothing.
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    signal.signal(signal.SIGINT, lambda *_: asked.set())
    gc.freeze()
    gc.enable()
    scheduler.start()
    keep_up(scheduler, asked)
    scheduler.shutdown()


def keep_up(
    scheduler: BackgroundScheduler,
    asked: threading.Event,
    *,
    wall: Callable[[], float] = time.time,
    steady: Callable[[], float] = time.monotonic,
    look_every: float = LOOK_SECONDS,
) -> None:
    """Returns when `asked` to. Meanwhile, whenever the machine's clock was set back, the jobs go on at once: the scheduler alone would
    let them rest until it is again as late as it had been, and nobody would be answered.
    """
    ahead = wall() - steady()
    while not asked.wait(look_every):
        before, ahead = ahead, wall() - steady()
        if before - ahead < BACK_SECONDS:
            continue
        now = dt.datetime.fromtimestamp(wall(), scheduler.timezone)
        for job in scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger):
                job.modify(next_run_time=now)
            elif isinstance(job.trigger, CronTrigger):
                job.modify(next_run_time=job.trigger.get_next_fire_time(None, now))


def jobs(
    database: Database, keys: Keys, settings: Settings, now: Callable[[], int] = milliseconds
) -> list[tuple[Callable[[], None], Any]]:
    """Every job with its trigger; None for once, at the start."""
    credentials = Credentials(
        settings.line_channel_access_token, settings.line_channel_id, settings.line_channel_secret
    )
    line = LineChannel(settings.line_api_origin, credentials, now)
    channel = Counted(line, Tallies.of(settings.data_dir))
    office, timezone = Office(keys), settings.timezone
    rounds = gauge.Rounds(database, channel)
    ground = Ground(keys, settings.retention_policy.booking_after_visit)
    belief = Belief(database, lambda: line_time(line))
    hindered = threading.Event()

    def deliver() -> None:
        deliver_due(database, channel, keys, clock=now, timezone=timezone)

    def fetch() -> None:
        fetch_due(database, channel, office, clock=now, timezone=timezone)

    def read_gauge() -> None:
        rounds.go(now())

    def expire() -> None:
        with database.transaction() as connection:
            outbox.expire_held(connection, now=now())
            booking_links.erase_before(connection, now=now())
            room_links.erase_before(connection, now=now())

    def purge_due(*, rotate: bool = False) -> None:
        moment = now()
        try:
            if belief.holds(moment):
                run_purge(database, keys, settings, now, rotate=rotate)
                hindered.clear()
            elif belief.refused_at == moment:
                log.error('{"purge": "waits", "for": "clock"}')
        except Exception:
            hindered.set()
            raise

    def purge_nightly() -> None:
        purge_due(rotate=True)

    def purge_wished() -> None:
        if wishes.due(database, now=now()):
            purge_due()

    def finish_purge() -> None:
        if hindered.is_set() or belief.refused_at is not None or purge.unfinished(database, keys.kek):
            purge_due(rotate=hindered.is_set())

    def remind() -> None:
        telling.reminders_due(database, keys, now=now())

    def offer() -> None:
        telling.offers_due(database, ground, now=now())

    def mail() -> None:
        mailing.go_on(database, channel, keys, now=now(), timezone=timezone)

    def close_silent() -> None:
        if belief.holds(now()):
            run_silence(database, keys, settings, now())

    return [
        (deliver, IntervalTrigger(seconds=COURIER_SECONDS)),
        (fetch, IntervalTrigger(seconds=FETCHING_SECONDS)),
        (read_gauge, None),
        (read_gauge, IntervalTrigger(seconds=GAUGE_SECONDS)),
        (expire, IntervalTrigger(seconds=EXPIRY_SECONDS)),
        (purge_due, None),
        (purge_nightly, CronTrigger(hour=3, minute=20, timezone=settings.timezone)),
        (purge_wished, IntervalTrigger(seconds=WISHES_SECONDS)),
        (finish_purge, IntervalTrigger(seconds=UNFINISHED_SECONDS)),
        (remind, IntervalTrigger(seconds=VISITS_SECONDS)),
        (offer, IntervalTrigger(seconds=VISITS_SECONDS)),
        (mail, IntervalTrigger(seconds=MAILING_SECONDS)),
        (close_silent, CronTrigger(minute=40, timezone=settings.timezone)),
    ]


def line_time(line: LineChannel) -> int | None:
    """LINE's (ms); None when LINE does not say."""
    try:
        return line.account().at
    except DeliveryError:
        return None


def run_purge(
    database: Database, keys: Keys, settings: Settings, now: Callable[[], int], *, rotate: bool = False
) -> None:
    """One purge; another process that is at it already is no fault."""
    try:
        outcome = purge.run(
            database,
            keys,
            settings.retention_policy,
            now=now(),
            ship=ship_to(settings.shred_table, database, known=settings.backup_dir is not None),
            rotate=rotate,
            clock=now,
            pause=time.sleep,
        )
    except purge.Busy:
        return
    told = outcome._asdict()
    named = ("consultations", "entries", "bookings", "orders", "final_at")
    log.info(json.dumps({"purge": "done"} | {name: told[name] for name in named}))


def run_silence(database: Database, keys: Keys, settings: Settings, now: int) -> None:
    """Announces in waking hours, closes at any hour."""
    announcements = Announcements(keys, settings.timezone)
    tell = announcements.silence if announcements.may_ring(now) else None
    outcome = silence.run(
        database, keys, settings.retention_policy, now=now, tell=tell, timezone=settings.timezone
    )
    if any(outcome):
        log.info(json.dumps({"silence": "done"} | outcome._asdict()))


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
