"""Is it alive, is it ready, and a few numbers: counters and states, no content."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from handlers.context import Context, context
from retention import watchdog
from retention.watchdog import Alarm
from storage import claims, endings, inbox, outbox, paper_orders, quota, shred, visit_endings
from storage.contexts import Rejected
from storage.database import StorageError
from storage.keystore import KeystoreError

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
        {"check": name, "ok": _holds(check, here)}
        for name, check in (
            ("database", _database),
            ("keys", _keys),
            ("roster", _roster),
            ("outbox", _outbox),
            ("deletion", _deletion),
        )
    ] + [{"check": code, "ok": code not in raised} for code in watchdog.CODES]
    ok = all(check["ok"] for check in checks)
    response = jsonify(checks)
    response.status_code = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    return response


@health.get("/metrics")
def metrics() -> Response:
    """Prometheus text format 0.0.4."""
    here = context()
    with here.database.reading() as connection:
        waiting, gauge = outbox.waiting(connection), quota.newest(connection)
        values = {
            "hidamari_outbox_queued": outbox.depth(connection),
            "hidamari_consultations_waiting": inbox.count_waiting(connection),
            "hidamari_consultations_due": endings.count_due(connection, now=here.now()),
            "hidamari_bookings_due": visit_endings.count_due(connection, now=here.now()),
            "hidamari_paper_orders_due": paper_orders.count_due(connection, now=here.now()),
            "hidamari_kek_epoch": max(here.office.keys.kek.live()),
        }
    if gauge is not None:
        values["hidamari_line_quota_used"] = gauge.used
        if gauge.quota is not None:
            values["hidamari_line_quota_limit"] = gauge.quota
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in values.items()]
    lines += _labelled("hidamari_outbox_waiting", "reason", waiting)
    raised = {alarm.code for alarm in alarms_of(here)} | {gauge.level if gauge else None}
    codes = (*watchdog.CODES, *quota.LEVELS)
    lines += _labelled("hidamari_alarm", "code", {code: int(code in raised) for code in codes})
    return Response("".join(lines), mimetype="text/plain; version=0.0.4")


def _labelled(name: str, label: str, values: Mapping[str, int]) -> list[str]:
    return [
        f"# TYPE {name} gauge\n",
        *(f'{name}{{{label}="{value}"}} {number}\n' for value, number in values.items()),
    ]


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
    except (StorageError, KeystoreError, Rejected, LookupError):
        return False


def _database(here: Context) -> bool:
    with here.database.reading() as connection:
        return outbox.depth(connection) >= 0


def _keys(here: Context) -> bool:
    return bool(here.office.keys.kek.live())


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
