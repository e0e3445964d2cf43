"""Practising: an invented resident who can't be mixed up with a real one, and leaves nothing behind."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bot import outgoing
from bot.messages import text_message
from bot.practice import pupils
from bot.practice.cases import load
from retention.practice import AT_LEAST_MS
from storage import consultations, desks, endings, inbox, orphans, outbox
from storage.contexts import b64, unb64
from storage.desks import PRACTICE
from tests.cast import Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import Supervisor, refused
from tests.harness.until import until
from tests.harness.waiting import somebody_waits
from tests.retention.house import certificates, run

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


@pytest.fixture
def kudo(web: Flask) -> Supervisor:
    """Has opened the desk for practice, with herself and Sato at it."""
    kudo = Supervisor(web)
    assert open_desk(kudo, PRACTICE, "kudo", "sato").status_code == 201
    return kudo


def open_desk(kudo: Supervisor, desk: str, *names: str) -> Any:
    """As her browser signs it: the same people, and one desk more."""

    def seated(members: list[Any], seats: dict[str, list[bytes]]) -> None:
        recovery = [member.kid for member in members if member.role == "recovery"]
        seats[desk] = [*recovery, *(colleague(name).kid for name in names)]

    return kudo.hand_in(kudo.sign(change=seated))


def begin(desk: Desk, case: str = "silence") -> str:
    begun = desk.post("practice", {"case": case})
    assert begun.status_code == 201, begun.text
    return str((begun.json or {})["id"])


def reply(desk: Desk, consultation: str, text: str) -> Any:
    """What the door says of the way to LINE."""
    answer = desk.send(consultation, desk.seal(desk.whole(consultation), text, epoch=2), text)
    assert answer.status_code == 201, answer.text
    return {"delivery": (answer.json or {})["delivery"]}


def rows(town: Town, *names: str) -> dict[str, int]:
    counted = town.count()
    return {name: counted[name] for name in names}


def test_sato_practises_from_the_first_word_to_the_night(kudo: Supervisor, sato: Desk, town: Town) -> None:
    before = rows(town, "outbox", "totals", "survey_slips", "residents")
    case = load()["silence"]
    opened = begin(sato)
    owner = unb64(opened)
    (line,) = [one for one in sato.inbox() if one["id"] == opened]
    assert (line["desk"], line["desk_name"], line["mine"]) == (PRACTICE, "練習の窓口", True)
    assert town.texts(owner) == [pupils.MARK, *case.opening]
    said = [pupils.MARK, *case.opening]
    for number, turn in enumerate([*case.turns, (pupils.OVER,), ()], 1):
        assert reply(sato, opened, f"{number}つめの返事") == {"delivery": None}
        said += [f"{number}つめの返事", *turn]
        assert town.texts(owner) == said
    assert sato.close(opened).status_code == 201
    assert rows(town, *before) == before
    ledger = certificates(town)
    town.clock.pass_(minutes=2 * AT_LEAST_MS // 60_000)
    run(town, rotate=True)
    assert town.consultations() == []
    assert rows(town, "transcript_entries", "staff_heads", "outbox") == dict.fromkeys(
        ("transcript_entries", "staff_heads", "outbox"), 0
    )
    added = certificates(town)[len(ledger) :]
    assert [one for one in added if one["t"] == "purged"] == []


def test_who_still_practises_when_the_purge_comes_leaves_nothing_behind(
    kudo: Supervisor, sato: Desk, town: Town
) -> None:
    """On PostgreSQL an answer may be committed between the purge's look and its deletion."""
    owner = unb64(begin(sato))
    town.clock.pass_(minutes=2 * AT_LEAST_MS // 60_000)

    with ThreadPoolExecutor(1) as threads:
        with town.database.transaction() as connection:
            row = consultations.hold(connection, owner)
            assert row is not None
            purging = threads.submit(run, town)
            until(lambda: purging.done() or somebody_waits(town.database))
            consultations.note_replied(connection, owner, bytes(row.last_record), now=town.clock())
            pupils.answer(connection, town.office, owner, now=town.clock())
        purging.result()
    assert town.consultations() == []
    with town.database.reading() as connection:
        assert not orphans.any_orphan_row(connection)


def test_who_practises_counts_nowhere_and_falls_due_for_nobody(
    kudo: Supervisor, sato: Desk, callback: Callback, town: Town
) -> None:
    opened = begin(sato, "life")
    assert town.row(unb64(opened)).flagged_at is not None
    with town.database.reading() as connection:
        assert inbox.count_waiting(connection) == 0
    assert callback.events(town.resident().says("きいてください")) == 200
    (real,) = set(town.consultations()) - {unb64(opened)}
    assert town.row(real).desk == "kurashi"
    with town.database.reading() as connection:
        assert inbox.count_waiting(connection) == 1
        assert desks.intake_desk(connection) == "kurashi"
        assert connection.scalars(select(outbox.outbox.c.consultation_id)).all().count(unb64(opened)) == 0
    assert sato.close(opened).status_code == 201
    town.clock.pass_(minutes=40 * 24 * 60)
    with town.database.reading() as connection:
        assert endings.count_due(connection, now=town.clock()) == 0
        assert endings.due_dates(connection, now=town.clock(), before=town.clock()) == []
    assert run(town).consultations == 0
    assert town.consultations() == [real]


@SQLITE
def test_what_would_leave_a_trace_among_real_ones_is_refused(
    kudo: Supervisor, sato: Desk, town: Town
) -> None:
    opened = begin(sato)
    until = town.clock() + 10 * 24 * 3600 * 1000
    for path, body in (
        ("holds", {"reason": "court", "until": until}),
        ("block", {"reason": "spam", "days": 3}),
        ("deletion", {"reason": "test"}),
        ("marks/dv", None),
    ):
        assert refused(sato.post(f"consultations/{opened}/{path}", body)) == (409, "practice"), path
    to_mori = sato.post(f"consultations/{opened}/handover", {"to": b64(colleague("mori").kid)})
    assert to_mori.status_code in (409, 422)
    with pytest.raises(ValueError, match="practice"):
        _queue(town, unb64(opened))


@SQLITE
def test_only_who_sits_there_practises_and_only_what_is_written(
    kudo: Supervisor, sato: Desk, web: Flask, town: Town
) -> None:
    mori = Desk(web, "mori")
    shown = mori.get("practice").json or {}
    assert (shown["open"], shown["seated"]) == (True, False)
    assert [one["id"] for one in shown["cases"]] == list(load())
    assert refused(mori.post("practice", {"case": "moya"})) == (409, "not-seated")
    assert refused(sato.post("practice", {"case": "nothing"})) == (422, "case")
    opened = begin(sato)
    assert mori.get(f"consultations/{opened}").status_code == 404


@SQLITE
def test_no_other_desk_is_opened_that_way_and_it_does_not_go_again(web: Flask, town: Town) -> None:
    kudo = Supervisor(web)
    assert refused(open_desk(kudo, "another", "kudo")) == (422, "roster")
    assert open_desk(kudo, PRACTICE, "kudo").status_code == 201

    def without(members: list[Any], seats: dict[str, list[bytes]]) -> None:
        seats.pop(PRACTICE)

    assert refused(kudo.hand_in(kudo.sign(change=without))) == (422, "roster")


def test_every_case_is_whole_and_says_nothing_that_could_be_taken_for_real() -> None:
    assert 6 <= len(load()) <= 9
    for case in load().values():
        lines = [*case.opening, *(line for turn in case.turns for line in turn)]
        assert not [line for line in lines if re.search(r"\d{3}|https?:|@", line)], "a number, an address"
        assert case.title
        assert case.aim
        assert len(case.points) >= 3


def _queue(town: Town, owner: bytes) -> None:
    with town.database.transaction() as connection:
        outgoing.queue(
            connection, town.keys, town.row(owner), [text_message("だめ")],
            position=None, now=town.clock(), timezone=town.settings.timezone,
        )  # fmt: skip
