"""What /metrics says: numbers and states for whoever keeps the office running, in Prometheus' text format 0.0.4.

Everything is either counted in the file that all processes of this machine share (storage/tallies.py), or read from rows and
disks at this moment. So it is the same whichever web process answers. Nothing in it is of a person.
"""

import contextlib
import functools
import platform
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from handlers.context import Context
from storage import (
    backlog,
    backup,
    desks,
    endings,
    inbox,
    outbox,
    paper_orders,
    prekeys,
    purge_runs,
    quota,
    visit_endings,
)
from storage.contexts import Rejected
from storage.database import SCHEMA
from storage.holder import KeystoreError
from storage.quota import Reading
from storage.tallies import ANSWERS, CALLS, CLASSES, OUTCOMES, WITHIN_MS, Tallies

WEEK_MS = 7 * 24 * 3600 * 1000
Number = int | float


class Metric(NamedTuple):
    """One name with its samples, each under what is written after the name: labels, or "" for none."""

    name: str
    kind: str
    tells: str
    samples: Mapping[str, Number]

    def text(self) -> str:
        lines = [f"# HELP {self.name} {self.tells}", f"# TYPE {self.name} {self.kind}"]
        lines += [f"{self.name}{labels} {number}" for labels, number in self.samples.items()]
        return "\n".join(lines) + "\n"


def written(metrics: Iterator[Metric]) -> str:
    """What has no sample is left out: a number that nobody knows is no zero."""
    return "".join(metric.text() for metric in metrics if metric.samples)


def told(here: Context, checks: Mapping[str, bool], raised: Mapping[str, bool]) -> Iterator[Metric]:
    """`checks` are those of readiness, `raised` the alarms. Raises `StorageError`, and OSError for the file of counts."""
    now = here.now()
    yield _gauge("hidamari_info", "what runs here", {_labels(**_versions(here)): 1})
    yield _gauge("hidamari_check", "1 while this check of readiness holds", _by("check", checks))
    yield _gauge("hidamari_alarm", "1 while this alarm stands", _by("code", raised))
    yield from _counted(Tallies.of(here.settings.data_dir).read())
    with here.database.reading() as connection:
        yield from _waiting(connection, now)
        yield from _due(connection, now)
        yield from _line(connection, now)
        yield from _deletion(connection, now)
        yield from _keys(connection, here, now)
    yield from _disks(here, now)


def _counted(numbers: Mapping[str, int]) -> Iterator[Metric]:
    yield _counter("hidamari_webhook_events_total", "events that LINE sent, by what became of them",
                   _by("outcome", {one: numbers[f"event.{one}"] for one in OUTCOMES}))  # fmt: skip
    yield _counter("hidamari_webhooks_refused_total", "calls of the webhook that were no webhook of ours",
                   {"": numbers["webhook.refused"]})  # fmt: skip
    yield _histogram(numbers)
    calls = {
        _labels(call=call, answer=answer): numbers[f"call.{call}.{answer}"]
        for call in CALLS
        for answer in ANSWERS
    }
    yield _counter("hidamari_line_calls_total", "calls to LINE, by what LINE said", calls)
    yield _counter("hidamari_requests_total", "requests to every door, by class of status",
                   _by("status", {one: numbers[f"request.{one}"] for one in CLASSES}))  # fmt: skip


def _histogram(numbers: Mapping[str, int]) -> Metric:
    """Prometheus counts each bucket with those below it."""
    samples: dict[str, Number] = {}
    so_far = 0
    for most in WITHIN_MS:
        so_far += numbers[f"webhook.{most}"]
        samples[f"_bucket{_labels(le=f'{most / 1000:g}')}"] = so_far
    so_far += numbers["webhook.longer"]
    samples |= {
        '_bucket{le="+Inf"}': so_far,
        "_sum": numbers["webhook.microseconds"] / 1_000_000,
        "_count": so_far,
    }
    return Metric(
        "hidamari_webhook_seconds", "histogram", "how long webhooks took until they were durable", samples
    )


def _waiting(connection: Connection, now: int) -> Iterator[Metric]:
    words, files = backlog.waiting(connection), backlog.fetching(connection)
    yield _gauge(
        "hidamari_outbox_queued", "parcels that LINE has not accepted yet", {"": outbox.depth(connection)}
    )
    yield _gauge("hidamari_outbox_waiting", "words not handed over yet, by what they wait for",
                 _by("reason", {reason: one.number for reason, one in words.items()}))  # fmt: skip
    ages = {
        reason: _seconds(now, one.since) for reason, one in {**words, "fetch": files}.items() if one.since
    }
    yield _gauge(
        "hidamari_outbox_oldest_age_seconds", "how long the oldest of them has waited", _by("reason", ages)
    )
    lost = backlog.given_up(connection, since=now - WEEK_MS)
    yield _gauge("hidamari_outbox_given_up", "words given up in seven days, by reason", _by("reason", lost))


def _due(connection: Connection, now: int) -> Iterator[Metric]:
    waiting = inbox.count_waiting(connection)
    yield _gauge(
        "hidamari_consultations_waiting", "consultations whose last word is the resident's", {"": waiting}
    )
    for noun, counted in (
        ("consultations", endings),
        ("bookings", visit_endings),
        ("paper_orders", paper_orders),
    ):
        due = counted.count_due(connection, now=now)
        yield _gauge(f"hidamari_{noun}_due", f"{noun.replace('_', ' ')} due for the purge", {"": due})


def _line(connection: Connection, now: int) -> Iterator[Metric]:
    event = backlog.last_event(connection)
    yield _age("hidamari_last_event_age_seconds", "since LINE's last event came", now, event)
    reading: Reading | None = quota.newest(connection)
    if reading is None:
        return
    yield _gauge("hidamari_line_quota_used", "pushes of this month, as LINE counts", {"": reading.used})
    limit = {"": reading.quota} if reading.quota is not None else {}
    yield _gauge("hidamari_line_quota_limit", "pushes that this month has", limit)
    yield _age("hidamari_line_figures_age_seconds", "since LINE told these figures", now, reading.read_at)


def _deletion(connection: Connection, now: int) -> Iterator[Metric]:
    ended = purge_runs.ended(connection, now=now)
    yield _age("hidamari_purge_last_success_age_seconds", "since a purge ran to its end", now, ended.last_run)
    yield _age("hidamari_deletion_final_age_seconds", "since a deletion became final", now, ended.final_at)


def _keys(connection: Connection, here: Context, now: int) -> Iterator[Metric]:
    """Keys that can't be read are told by the checks; the other numbers must come all the same."""
    with contextlib.suppress(KeystoreError):
        epoch = here.office.keys.kek.epochs()[-1]
        yield _gauge("hidamari_kek_epoch", "the KEK's number; it rises with every rotation", {"": epoch})
    with contextlib.suppress(Rejected):
        roster = here.office.trust(connection, now=now).current
        yield _gauge("hidamari_roster_epoch", "the number of the list of staff", {"": roster.epoch})
        left = roster.not_after - now // 1000
        yield _gauge("hidamari_roster_valid_seconds", "until browsers refuse the list of staff", {"": left})
    stored = prekeys.counts(connection, desks.real_names(connection))
    yield _gauge("hidamari_prekeys", "keys in store for new consultations", _by("desk", stored))


def _disks(here: Context, now: int) -> Iterator[Metric]:
    settings = here.settings
    places = {"data": settings.data_dir, "kek": settings.kek_file.parent, "backup": settings.backup_dir}
    free: dict[str, int] = {}
    newest = None
    for name, place in places.items():
        # A network's disk that is away has no number, and takes none from the others.
        with contextlib.suppress(OSError):
            if place and place.is_dir():
                free[name] = shutil.disk_usage(place).free
    yield _gauge("hidamari_disk_free_bytes", "room that is left", _by("place", free))
    with contextlib.suppress(OSError):
        newest = backup.newest_at(settings.backup_dir, now) if settings.backup_dir else None
    yield _age("hidamari_backup_age_seconds", "since the newest backup in BACKUP_DIR was begun", now, newest)


def _versions(here: Context) -> dict[str, str]:
    kind = "sqlite" if here.database.sqlite else "postgresql"
    return {"version": version(), "schema": SCHEMA, "database": kind, "python": platform.python_version()}


@functools.cache
def version() -> str:
    """The version of this program, as pyproject.toml has it."""
    stated = Path(__file__).parents[1] / "pyproject.toml"
    return (
        str(tomllib.loads(stated.read_text("utf-8"))["project"]["version"]) if stated.is_file() else "unknown"
    )


def _gauge(name: str, tells: str, samples: Mapping[str, Number]) -> Metric:
    return Metric(name, "gauge", tells, samples)


def _counter(name: str, tells: str, samples: Mapping[str, Number]) -> Metric:
    return Metric(name, "counter", tells, samples)


def _age(name: str, tells: str, now: int, since: int | None) -> Metric:
    return Metric(name, "gauge", tells, {} if since is None else {"": _seconds(now, since)})


def _seconds(now: int, since: int | None) -> Number:
    """Never below nothing: a clock that was set back makes nothing younger than it is."""
    return max(0, now - (since or 0)) // 1000


def _by(label: str, numbers: Mapping[str, Number]) -> dict[str, Number]:
    return {_labels(**{label: value}): int(number) for value, number in numbers.items()}


def _labels(**pairs: str) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in pairs.items()) + "}"
