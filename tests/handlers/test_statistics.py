"""The office's own table: counted when things happen, corrected by hand, and whole only inside the console."""

import csv
import io
from collections.abc import Callable
from typing import Literal

import openpyxl
import pytest
from werkzeug.test import TestResponse

from bot.visits import desk as visits
from storage import audit, totals
from storage.contexts import b64
from tests.cast import Json, Resident, Town
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer
from tests.retention.visiting import KIND, PLACE, book, give_up, open_place, wish

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
SignIn = Callable[[str], Desk]


@pytest.fixture
def kudo(sign_in: SignIn) -> Desk:
    return sign_in("kudo")


def month(town: Town) -> str:
    """This month; the doors ask the time themselves, so it is the real one."""
    return totals.month_of(town.clock(), town.settings.timezone)


def shown(desk: Desk, query: str = "") -> dict[str, Json]:
    answer = desk.get(f"statistics{query}")
    assert answer.status_code == 200, answer.text
    return {table["id"]: table for table in (answer.json or {})["tables"]}


def numbers(table: Json, column: int = 0) -> dict[str, int]:
    return {line["label"]: line["cells"][column]["number"] for line in table["lines"]}


def entered(desk: Desk, at: str, way: str, number: int, dv: int = 0, protected: int = 0) -> TestResponse:
    body = {"month": at, "way": way, "number": number, "dv": dv, "protected": protected}
    return desk.post("contacts", body)


def exported(desk: Desk, form: str, table: str, until: str) -> TestResponse:
    return desk.post("exports", {"form": form, "table": table, "until": until})


def test_a_talk_is_counted_when_it_begins_and_when_it_is_first_answered(
    kudo: Desk, sato: Desk, case: bytes, town: Town
) -> None:
    consultation = b64(case)
    sato.claim(consultation)
    assert sato.reply(consultation, "佐藤です").status_code == 201
    assert sato.reply(consultation, "つづけてください").status_code == 201
    tables = shown(kudo)
    assert numbers(tables["contacts"]) == {
        "来所": 0, "電話": 0, "LINE(文字)": 1, "計": 1, "(内DV)": 0, "(内要保護)": 0,
    }  # fmt: skip
    assert [column[:2] for column in tables["contacts"]["columns"]] == ["令和"] * 3
    assert "日現在" in tables["contacts"]["columns"][0]
    assert sum(numbers(tables["hour"]).values()) == 2, "an hour, and the sum"
    assert numbers(tables["answered"])["15分以内"] == 1
    assert numbers(tables["answered"])["計"] == 1
    assert tables["contacts"]["lines"][2]["cells"][0] == {"number": 1, "leaves": "5未満"}


def test_a_mark_is_counted_once_in_the_month_of_opening_and_taken_off_again(
    kudo: Desk, sato: Desk, case: bytes, town: Town
) -> None:
    where = f"consultations/{b64(case)}/marks/dv"
    assert sato.post(where).status_code == 409
    sato.claim(b64(case))
    for _ in range(2):
        answer = sato.post(where)
        assert (answer.status_code, answer.json) == (201, {"marks": ["dv"]})
    assert numbers(shown(kudo)["contacts"])["(内DV)"] == 1
    assert kudo.post(where).status_code in (404, 409)
    gone = sato.client.delete(f"/console/{where}", headers=sato.headers)
    assert (gone.status_code, gone.json) == (200, {"marks": []})
    assert numbers(shown(kudo)["contacts"])["(内DV)"] == 0
    assert sato.post(f"consultations/{b64(case)}/marks/sogi").status_code == 404
    with town.database.reading() as connection:
        assert [event.facts for event in audit.events(connection, action="mark")] == [{}, {}]


def test_visits_and_calls_are_entered_in_one_line_and_taken_back(kudo: Desk, sato: Desk, town: Town) -> None:
    now = month(town)
    assert entered(kudo, now, "phone", 12, 3, 1).status_code == 201
    assert entered(kudo, now, "mail", 2).status_code == 201
    found = numbers(shown(kudo)["contacts"])
    assert (found["電話"], found["メール"], found["計"], found["(内DV)"], found["(内要保護)"]) == (
        12,
        2,
        14,
        3,
        1,
    )
    assert entered(kudo, now, "phone", -13).status_code == 409
    assert entered(kudo, now, "mail", -2).status_code == 201
    assert "メール" not in numbers(shown(kudo)["contacts"])
    for wrong in (
        {"month": "2001-01", "way": "phone", "number": 1},
        {"month": now, "way": "fax", "number": 1},
        {"month": now, "way": "phone", "number": 0},
        {"month": now, "way": "phone", "number": True},
        {"month": now, "way": "phone", "number": 10**9},
        {"month": now, "way": "phone", "number": 1, "dv": "1"},
    ):
        assert kudo.post("contacts", wrong).status_code == 422, wrong
    assert entered(kudo, now, "phone", 1, 2).status_code == 201, "three of twelve, and two more of thirteen"
    assert sato.get("statistics").status_code == 403
    assert entered(sato, now, "phone", 1).status_code == 403


@ONE_KIND
def test_a_month_that_is_none_is_refused(kudo: Desk, town: Town) -> None:
    for until in ("2026-13", "later", "9999-01", "２０２６-11"):
        assert kudo.get(f"statistics?until={until}").status_code == 422


def test_excel_opens_the_files_and_finds_no_small_number(kudo: Desk, town: Town) -> None:
    now = month(town)
    for way, number, dv in (("visit", 3, 0), ("phone", 40, 30), ("outreach", 9, 0)):
        assert entered(kudo, now, way, number, dv).status_code == 201
    answer = exported(kudo, "csv", "contacts", now)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="toukei-{now}-contacts.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    found = {row[0]: row[1] for row in rows if len(row) == 4}
    assert found["来所"] == "5未満"
    assert [found[name] for name in ("電話", "訪問・出張", "計")].count("X") == 1, (
        "one more number is kept back"
    )
    assert found["LINE(文字)"] == "0"
    assert rows[-1][0].startswith("「5未満」は")

    book = exported(kudo, "xlsx", "all", now)
    assert book.headers["Content-Disposition"] == f'attachment; filename="toukei-{now}-all.xlsx"'
    sheets = openpyxl.load_workbook(io.BytesIO(book.data))
    assert sheets.sheetnames[:2] == ["相談実績", "月別"]
    read = {row[0]: row[1] for row in sheets["相談実績"].iter_rows(values_only=True) if row[0]}
    assert {name: str(value) for name, value in read.items() if name in found} == found
    everywhere = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not {1, 2, 3, 4} & {cell for cell in everywhere if isinstance(cell, int)}
    with town.database.reading() as connection:
        noted = [event.facts for event in audit.events(connection, action="export")]
    assert {"form": "xlsx", "table": "all", "until": now} in noted
    for form, table, until in (
        ("pdf", "all", now),
        ("csv", "all", now),
        ("csv", "people", now),
        ("csv", "months", "x"),
    ):
        assert exported(kudo, form, table, until).status_code == 422


def test_only_who_has_just_shown_that_it_is_them_exports(kudo: Desk, sato: Desk, town: Town) -> None:
    from sqlalchemy import update

    from storage.sessions import sessions

    with town.database.transaction() as connection:
        connection.execute(update(sessions).values(proved_at=town.clock() - 11 * 60 * 1000))
    refused = exported(kudo, "csv", "contacts", month(town))
    assert (refused.status_code, (refused.json or {})["error"]) == (403, "proof-needed")
    assert exported(sato, "csv", "contacts", month(town)).status_code == 403
    assert kudo.client.post("/console/exports", json={}).status_code == 403
    assert kudo.post("proof", {"proof": {"secret": b64(kudo.person.secret)}}).status_code == 201
    assert exported(kudo, "csv", "contacts", month(town)).status_code == 200


def test_a_report_is_about_ten_people_at_least_and_takes_two(town: Town, kudo: Desk) -> None:
    now = month(town)
    draft = {
        "title": "職場で聞こえてきたこと", "audience": "employers", "first_month": now, "last_month": now,
        "people": 12, "themes": "休みのとり方について、言い出しにくいという声がありました。",
    }  # fmt: skip
    assert (kudo.post("reports", draft).json or {})["error"] == "more-than-contacts"
    entered(kudo, now, "phone", 37)
    assert (kudo.post("reports", draft | {"people": 9}).json or {})["error"] == "few"
    for wrong in (
        {"title": " "},
        {"audience": "press"},
        {"last_month": "2001-01"},
        {"people": "12"},
        {"themes": ""},
    ):
        assert kudo.post("reports", draft | wrong).status_code == 422
    assert kudo.post("reports", draft).status_code == 201
    (report,) = (kudo.get("reports").json or {})["reports"]
    assert (report["people"], report["contacts"], report["mine"], report["released_at"]) == (
        12,
        30,
        True,
        None,
    )
    own = kudo.post(f"reports/{report['id']}/release")
    assert (own.status_code, (own.json or {})["error"]) == (409, "two-people")
    tani = Supervisor(kudo.client.application).join(newcomer("supervisor"), "supervisor")
    assert tani.post(f"reports/{report['id']}/release").status_code == 201
    assert tani.post(f"reports/{report['id']}/release").status_code == 409
    (report,) = (kudo.get("reports").json or {})["reports"]
    assert report["released_by_name"] == "谷"
    assert kudo.client.delete(f"/console/reports/{report['id']}", headers=kudo.headers).status_code == 200
    assert (kudo.get("reports").json or {})["reports"] == []


def test_who_blocks_or_ends_changes_no_count(
    kudo: Desk, callback: Callback, hanako: Resident, case: bytes
) -> None:
    before = numbers(shown(kudo)["contacts"])
    callback.events(hanako.says("まだあります"))
    callback.events(hanako.event("unfollow", replyToken=None))
    assert numbers(shown(kudo)["contacts"]) == before


def test_a_booking_is_counted_at_each_of_its_steps(kudo: Desk, town: Town) -> None:
    """Also what is taken back: who was marked by mistake, counts as the second mark says."""
    open_place(town)
    hanako, natsuki = town.resident(), town.resident()
    comes, gives_up = book(town, hanako), book(town, natsuki, days=1)
    give_up(town, natsuki, gives_up.id)
    wish(town, town.resident())
    now, assigned = comes.starts_at or 0, comes.revision
    with town.database.transaction() as connection:
        marks: tuple[Literal["attended", "booked", "missed"], ...] = ("attended", "booked", "missed")
        for mark in marks:
            assigned = visits.mark(connection, comes.id, mark, revision=assigned, now=now).revision
    until = totals.month_of(now, town.settings.timezone)
    counted: totals.Counted = {}
    for at in {month(town), until}:
        with town.database.reading() as connection:
            found = totals.of_month(connection, at)
        for (kind, item), number in found.items():
            counted[kind, item] = counted.get((kind, item), 0) + number
    assert {key: number for key, number in counted.items() if number} == {
        ("visit", "booked"): 2,
        ("visit-kind", KIND.id): 2,
        ("visit-place", PLACE.id): 2,
        ("visit", "cancelled"): 1,
        ("visit", "wished"): 1,
        ("visit", "missed"): 1,
    }
    tables = shown(kudo)
    assert numbers(tables["visit"])["予約が決まった"] == 2
    assert numbers(tables["visit-place"]) == {PLACE.name_ja: 2, "計": 2}
    assert tables["visit-place"]["lines"][0]["cells"][0]["leaves"] == "5未満"
    assert numbers(tables["visit-kind"]) == {KIND.name_ja: 2, "計": 2}
