"""What every door of the console really answers to whom, as the two tables of docs/roles.md."""

from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import delete, insert, select, update
from werkzeug.test import TestResponse

from handlers.console.access import ROLES
from storage.checks import checks
from storage.co_readings import co_readings
from storage.consultations import CLOSED, OPEN, consultations
from storage.contexts import b64
from storage.database import Database, metadata
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk

INVENTED = b64(bytes(range(16)))
NAMES = {"counselor": "相談員", "supervisor": "責任者", "clerk": "事務", "auditor": "監査"}
ARGUMENTS = {
    "int:position": "2",
    "int:number": "1",
    "int:page": "1",
    "int:width": "480",
    "format": "webp",
    "int:starts_at": "1",
    "mark": "dv",
    "month": "2026-04",
}
"""What stands in an address besides ids."""


class Route(NamedTuple):
    method: str
    path: str
    endpoint: str

    @property
    def shown(self) -> str:
        return f"`{self.method} {self.path.removeprefix('/console/') or '/'}`"

    def of(self, consultation: str) -> str:
        """The address with something in each place."""
        path = self.path.replace("<consultation>", consultation)
        for place, value in ARGUMENTS.items():
            path = path.replace(f"<{place}>", value)
        while "<" in path:
            before, _, after = path.partition("<")
            path = before + INVENTED + after.partition(">")[2]
        return path


def routes(app: Flask) -> list[Route]:
    """Every door of the console, by address."""
    found = [
        Route(method, rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/console") and rule.methods
        for method in rule.methods - {"HEAD", "OPTIONS"}
    ]
    return sorted(found, key=lambda one: (one.path, one.method))


def knock(desk: Desk, route: Route, consultation: str = INVENTED, body: Any = None) -> TestResponse:
    return desk.client.open(
        route.of(consultation), method=route.method, json=body or {}, headers=desk.headers
    )


class Kept:
    """Every row as it is now, to be put back after a door has changed something."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.reading() as connection:
            self.rows = {
                table: [dict(row._mapping) for row in connection.execute(select(table))]
                for table in metadata.sorted_tables
            }

    def put_back(self) -> None:
        with self.database.transaction() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self.rows.items():
                if rows:
                    connection.execute(insert(table), rows)

    def knock(self, desk: Desk, route: Route, consultation: str = INVENTED, body: Any = None) -> TestResponse:
        """As `knock`; afterwards all is as before, also for who has just signed themselves out."""
        cookie = desk.client.get_cookie("hidamari")
        answer = knock(desk, route, consultation, body)
        if route.method != "GET" and answer.status_code < 400:
            self.put_back()
            desk.client.set_cookie("hidamari", cookie.value if cookie else "")
        return answer


def roles_table(app: Flask, town: Town, staff: dict[str, Desk]) -> str:
    """By door, who is let in at all. `staff`: somebody signed in, by role."""
    kept = Kept(town.database)
    lines = ["| door | " + " | ".join(NAMES[role] for role in ROLES) + " |", "|---|" + "---|" * len(ROLES)]
    for route in routes(app):
        stranger = app.test_client().open(route.of(INVENTED), method=route.method, json={})
        if (stranger.json or {} if stranger.is_json else {}).get("error") != "session":
            lines.append(f"| {route.shown} | anybody" + " |" * len(ROLES))
            continue
        cells = ["yes" if _lets_in(kept, staff[role], route) else "–" for role in ROLES]
        lines.append(f"| {route.shown} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _lets_in(kept: Kept, desk: Desk, route: Route) -> bool:
    answer = kept.knock(desk, route)
    assert answer.status_code != 401, f"{route.shown} forgot who asked"
    said = answer.json if answer.is_json and isinstance(answer.json, dict) else {}
    return (answer.status_code, said.get("error")) != (403, "role")


class Situation(NamedTuple):
    """Where a consultation stands, for somebody who sits at the desk "kurashi"."""

    name: str
    assignee: str | None
    """ "me", "other" or nobody."""
    desk: str = "kurashi"
    state: str = OPEN
    co_read: bool = False
    check: bool = False


SITUATIONS = (
    Situation("mine", "me"),
    Situation("nobody's", None),
    Situation("a colleague's", "other"),
    Situation("mine, ended", "me", state=CLOSED),
    Situation("a colleague's, ended", "other", state=CLOSED),
    Situation("nobody's, ended", None, state=CLOSED),
    Situation("a colleague's, I read along", "other", co_read=True),
    Situation("a colleague's, I am asked to check", "other", check=True),
    Situation("another desk's", None, desk="elsewhere"),
    Situation("another desk's, once mine", "me", desk="elsewhere"),
)
WHO = {"counselor": ("sato", "kudo"), "supervisor": ("kudo", "sato")}
"""Who asks, and their colleague."""


def reach_table(app: Flask, town: Town, case: bytes, staff: dict[str, Desk], bodies: dict[str, Json]) -> str:
    """By door with a consultation in its address, what counselor and supervisor are answered in each situation.

    "–": the very bytes of an id that nobody has; "✓": let in, or only what was sent is wrong; otherwise the code of the
    refusal. `bodies`: by endpoint, what is sent.
    """
    known = [route for route in routes(app) if "<consultation>" in route.path]
    told: dict[tuple[Route, str], list[str]] = {}
    for role, names in WHO.items():
        desk = staff[role]
        nothing = {route: _told(knock(desk, route, INVENTED, bodies.get(route.endpoint))) for route in known}
        for one in SITUATIONS:
            me, other = (colleague(name).kid for name in names)
            place(town, case, one, me=me, other=other)
            kept = Kept(town.database)
            for route in known:
                found = kept.knock(desk, route, b64(case), bodies.get(route.endpoint))
                said = "–" if _told(found) == nothing[route] else _verdict(route, found)
                told.setdefault((route, one.name), []).append(said)
    head = [one.name for one in SITUATIONS]
    lines = ["| door | " + " | ".join(head) + " |", "|---|" + "---|" * len(head)]
    for route in known:
        cells = [_cell(told[route, name]) for name in head]
        lines.append(f"| {route.shown.replace('consultations/<consultation>', '…')} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _told(answer: TestResponse) -> tuple[int, bytes]:
    return answer.status_code, answer.data


def _verdict(route: Route, answer: TestResponse) -> str:
    assert answer.status_code < 500, f"{route.shown}: {answer.text}"
    code = "" if answer.status_code < 400 else (answer.json or {})["error"]
    return "✓" if answer.status_code in (200, 201, 204, 422) or code == "head" else str(code)


def _cell(told: list[str]) -> str:
    """Of the counselor and the supervisor; once where they are told the same."""
    return told[0] if told[0] == told[1] else " / ".join(told)


def place(town: Town, case: bytes, situation: Situation, *, me: bytes, other: bytes) -> None:
    """Puts the consultation into this situation, in the database."""
    now = town.clock()
    assignee = {"me": me, "other": other, None: None}[situation.assignee]
    ended = {"closed_at": now, "due_at": now + 14 * 24 * 3600 * 1000, "waiting_since": None}
    still = {"closed_at": None, "due_at": None, "waiting_since": now}
    with town.database.transaction() as connection:
        connection.execute(delete(co_readings))
        connection.execute(delete(checks))
        moved = {"desk": situation.desk, "assignee": assignee, "state": situation.state}
        times = still if situation.state == OPEN else ended
        connection.execute(
            update(consultations).where(consultations.c.id == case).values(moved | times | {"marks": ""})
        )
        if situation.co_read:
            row = {"consultation_id": case, "kid": me, "reason": "quality", "since": _FAR, "seen_at": _FAR}
            connection.execute(insert(co_readings), row)
        if situation.check:
            asked = {
                "id": bytes(range(16)),
                "consultation_id": case,
                "state": "asked",
                "asked_by": other,
                "asked_at": now,
            }
            connection.execute(insert(checks), asked | {"commitment": bytes(32), "record": bytes(32)})


_FAR = 4_000_000_000_000
"""So that it has not run out by whatever clock."""
