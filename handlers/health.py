"""Is it alive, is it ready, and a few numbers: counters and states, no content."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers import metrics
from handlers.context import Context, context
from retention import watchdog
from retention.watchdog import Alarm
from storage import claims, disk, endings, outbox, paper_orders, quota, shred, visit_endings
from storage.contexts import Rejected
from storage.database import StorageError
from storage.holder import KeystoreError

health = Blueprint("health", __name__)

SLOW_OUTBOX_MS = 5 * 60 * 1000


@health.get("/health/live")
def live() -> Response:
    return jsonify({"status": "live"})


@health.get("/health/ready")
def ready() -> Response:
    """200 when every check holds, 503 with the list otherwise."""
    here = context()
    raised = {alarm.code for alarm in alarms_of(here)}
    checks: list[dict[str, object]] = [
        {"check": name, "ok": _holds(check, here)} for name, check in _CHECKS.items()
    ] + [{"check": code, "ok": code not in raised} for code in watchdog.CODES]
    ok = all(check["ok"] for check in checks)
    response = jsonify(checks)
    response.status_code = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    return response


@health.get("/metrics")
def tell() -> Response:
    """Prometheus text format 0.0.4."""
    here = context()
    with here.database.reading() as connection:
        gauge = quota.newest(connection)
    found = {alarm.code for alarm in alarms_of(here)} | {gauge.level if gauge else None}
    raised: dict[str, bool] = {code: code in found for code in (*watchdog.CODES, *quota.LEVELS)}
    checks = {name: _holds(check, here) for name, check in _CHECKS.items()}
    return Response(metrics.written(metrics.told(here, checks, raised)), mimetype="text/plain; version=0.0.4")


def alarms_of(here: Context) -> list[Alarm]:
    """What the watchdog finds here and now."""
    settings = here.settings
    return watchdog.alarms(
        here.database,
        here.office.keys,
        now=here.now(),
        shipped=settings.shred_table,
        kek_path=settings.kek_file,
    )


def _holds(check: Callable[[Context], bool], here: Context) -> bool:
    try:
        return check(here)
    except (StorageError, KeystoreError, Rejected, LookupError, OSError):
        return False


def _disk(here: Context) -> bool:
    """What `doctor` calls a failure too: the next message could not be stored, however well the last one was."""
    folder = here.settings.data_dir
    return disk.can_be_written(folder) and disk.free(folder) >= disk.LITTLE


def _database(here: Context) -> bool:
    with here.database.reading() as connection:
        return outbox.depth(connection) >= 0


def _keys(here: Context) -> bool:
    return bool(here.office.keys.kek.epochs())


def _roster(here: Context) -> bool:
    """The newest roster is signed for this office and still valid: browsers refuse an expired one."""
    with here.database.reading() as connection:
        trust = here.office.trust(connection, now=here.now())
    return trust.current.not_before <= here.now() // 1000 <= trust.current.not_after


def _outbox(here: Context) -> bool:
    with here.database.reading() as connection:
        return not claims.anything_due(connection, now=here.now() - SLOW_OUTBOX_MS)


def _deletion(here: Context) -> bool:
    """Nothing is a day overdue, and no key rotation has been left unfinished for as long."""
    day = 24 * 3600 * 1000
    with here.database.reading() as connection:
        before = here.now() - day
        overdue = sum(one.count_due(connection, now=before) for one in (endings, visit_endings, paper_orders))
        stuck = shred.awaits_rotation_since(connection, here.office.keys.kek, before=before)
    return overdue == 0 and not stuck


_CHECKS: dict[str, Callable[[Context], bool]] = {
    "disk": _disk,
    "database": _database,
    "keys": _keys,
    "roster": _roster,
    "outbox": _outbox,
    "deletion": _deletion,
}
