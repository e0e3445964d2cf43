"""Who may knock where: every door, every role, own and other desks, mine and others', compared with docs/roles.md.

`REWRITE=1 python -m pytest tests/handlers/test_access.py` writes the tables anew; what changed is then seen in the page.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from handlers.console import access
from storage import attachments, consultations, shred
from storage.contexts import b64
from tests.cast import Json, Town
from tests.handlers.access_table import INVENTED, knock, reach_table, roles_table, routes
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
Staff = dict[str, Desk]


@pytest.fixture
def staff(web: Flask) -> Staff:
    """Somebody of each role, signed in."""
    kudo = Supervisor(web)
    clerk = kudo.join(newcomer("clerk", "abe"), "clerk")
    auditor = kudo.join(newcomer("auditor", "hara"), "auditor")
    return {"counselor": Desk(web, "sato"), "supervisor": kudo, "clerk": clerk, "auditor": auditor}


def compare(name: str, table: str) -> None:
    """With the part of the page between its marks."""
    page = PAGE.read_text("utf-8")
    part = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=\n<!-- end of {name} -->)", re.DOTALL)
    if "REWRITE" in os.environ:
        PAGE.write_text(part.sub(lambda _: table, page), "utf-8")
        return
    written = part.search(page)
    assert written is not None
    assert written.group().splitlines() == table.splitlines(), "see the top of this file"


@ONE_KIND
def test_every_door_lets_in_the_roles_of_the_page(web: Flask, town: Town, case: bytes, staff: Staff) -> None:
    compare("doors", roles_table(web, town, staff))


def test_a_consultation_is_reached_as_the_page_says(
    web: Flask, town: Town, case: bytes, staff: Staff
) -> None:
    whole = staff["counselor"].whole(b64(case))
    with town.database.transaction() as connection:
        attachments.put(connection, shred.open_key(connection, town.keys.kek, case), 2, [b"a picture"])
        consultations.note_replied(connection, case, bytes(32), now=town.clock())
    table = reach_table(web, town, case, staff, bodies(whole))
    compare("consultations", table)
    shut = [line for line in table.splitlines()[2:] if not set(line.split(" | ")[1:]) - {"–", "– |"}]
    assert [line for line in shut if "/checks/<check>" not in line] == [], (
        "it needs a body that is read: `bodies`"
    )


def bodies(whole: Json) -> dict[str, Json]:
    """By endpoint, what is complete enough to be looked at; nothing of it is signed rightly."""
    record = whole["records"][0]
    ends = whole["consultation"]["opened_at"] + 24 * 3600 * 1000
    return {
        "assignments.create": {},
        "replies.create": {"record": record, "text": "x"},
        "notes.create": {"record": record},
        "notes.create_words": {"record": record},
        "handovers.create": {"to": None, "record": record},
        "checks.create": {"record": record, "commitment": b64(bytes(32))},
        "checks.answer": {"record": record, "agreed": True},
        "deletions.create": {"reason": "asked"},
        "holds.create": {"reason": "court", "until": ends},
        "blocks.create": {"reason": "spam", "days": 7},
        "co_readings.create": {"reason": "quality"},
        "keys.create_wrapset": {"generation": 2, "wrapset": whole["wrapsets"][0]},
    }


@ONE_KIND
def test_for_clerk_and_auditor_a_consultation_and_an_invented_one_are_the_same(
    web: Flask, case: bytes, staff: Staff
) -> None:
    """Status, body and every header, by every door that knows of consultations."""
    for role in ("clerk", "auditor"):
        for route in routes(web):
            if "consultation" not in route.path:
                continue
            answers = [knock(staff[role], route, one) for one in (b64(case), INVENTED)]
            told = [(one.status_code, one.data, sorted(one.headers)) for one in answers]
            assert told[0] == told[1], (role, route.shown)
            assert answers[0].status_code == 403, (role, route.shown)
            assert "ETag" not in answers[0].headers


@ONE_KIND
def test_what_a_clerk_is_told_does_not_change_when_somebody_writes(
    web: Flask, staff: Staff, town: Town, request: pytest.FixtureRequest
) -> None:
    """Before and after a first message, every door that lets a clerk in answers with the same bytes."""
    clerk = staff["clerk"]
    asked = [one for one in routes(web) if one.method == "GET" and "clerk" in access.ACCESS[one.endpoint]]
    before = {one.shown: stripped(knock(clerk, one).data) for one in asked}
    request.getfixturevalue("case")
    assert {one.shown: stripped(knock(clerk, one).data) for one in asked} == before


def stripped(body: bytes) -> bytes:
    """Without the time of day, which is everybody's."""
    return re.sub(rb'"(now|seen_at)":\d+', b"", body)


@ONE_KIND
def test_mori_and_an_invented_id_are_told_the_same_by_every_header(
    web: Flask, case: bytes, sign_in: Callable[[str], Desk]
) -> None:
    mori = sign_in("mori")
    for route in routes(web):
        if "<consultation>" not in route.path:
            continue
        answers = [knock(mori, route, one) for one in (b64(case), INVENTED)]
        assert (answers[0].status_code, answers[0].data) == (answers[1].status_code, answers[1].data)
        assert sorted(answers[0].headers) == sorted(answers[1].headers), route.shown


@ONE_KIND
def test_a_door_without_a_row_stops_the_start(town: Town, web: Flask) -> None:
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/console/forgotten", "door", lambda: "", methods=["GET"])
    app = Flask("handlers")
    app.register_blueprint(forgotten)
    with pytest.raises(LookupError, match=r"forgotten\.door"):
        access.require_rows(app)
    access.require_rows(web)
    ways = {route.endpoint for route in routes(web)}
    assert access.ACCESS.keys() - ways == set(), "a row without a door"
