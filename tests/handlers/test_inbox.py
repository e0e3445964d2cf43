"""The inbox and one consultation as ciphertext; claiming and closing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, insert

from storage import blocks, checks, co_readings, consultations, outbox, rosters
from storage.contexts import b64, unb64
from storage.records import Record
from tests.cast import DAY, Json, Resident, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback

SignIn = Callable[[str], Desk]


def test_a_line_of_the_inbox_tells_who_waits_and_nothing_of_the_resident(
    sato: Desk, town: Town, case: bytes, hanako: Resident
) -> None:
    (line,) = sato.inbox()
    row = town.row(case)
    assert line == {
        "id": b64(case),
        "desk": "kurashi",
        "desk_name": "くらしの窓口",
        "lane": "line",
        "state": "open",
        "readable": True,
        "waiting_since": row.waiting_since,
        "opened_at": row.opened_at,
        "last_activity": row.last_activity_at,
        "closed_at": None,
        "due_at": None,
        "assignee": None,
        "assignee_name": None,
        "mine": False,
        "handed_by_name": None,
        "handed_at": None,
        "entries": 1,
        "replies": 0,
        "revision": 1,
        "reachable": True,
        "blocked": False,
        "held_until": None,
        "paused_at": None,
        "erase_on_close": False,
        "flagged_at": None,
        "check": None,
        "readers": [],
        "marks": [],
        "language": "ja",
        "ended_by": None,
        "contested_at": None,
    }
    answer = sato.get("consultations").text + sato.get(f"consultations/{line['id']}").text
    for canary in (hanako.id, b64(bytes(row.pseudonym)), bytes(row.pseudonym).hex(), "きいてください"):
        assert canary not in answer


def test_what_the_talk_found_out_stands_in_the_line(sato: Desk, town: Town, case: bytes) -> None:
    """A word that may point to danger, the language that the resident chose, and who ended it."""
    told = {"flagged_at": 1_790_000_000_000, "language": "easy", "ended_by": "resident"}
    table = consultations.consultations
    with town.database.transaction() as connection:
        connection.execute(table.update().where(table.c.id == case).values(told))
    (line,) = sato.inbox()
    assert {name: line[name] for name in told} == told
    assert sato.whole(b64(case))["consultation"] == line


def test_what_colleagues_did_stands_in_the_line(sato: Desk, town: Town, case: bytes) -> None:
    """Handed over by Kudo, counted by her, looked at a second time, read along with, and the resident not answered."""
    sato.claim(b64(case))
    kudo, now = colleague("kudo").kid, town.clock()
    told = {"handed_by": kudo, "handed_at": now, "replies": 2, "marks": "dv,protected"}
    row = town.row(case)
    with town.database.transaction() as connection:
        table = consultations.consultations
        connection.execute(table.update().where(table.c.id == case).values(told))
        co_readings.begin(connection, case, kid=kudo, reason="worry", now=now)
        for number, state in enumerate(("declined", "asked")):
            connection.execute(insert(checks.checks), check(case, number, state, by=sato.person.kid, now=now))
        block = blocks.ask(
            connection, case, bytes(row.pseudonym),
            reason="spam", until=now + DAY, by=sato.person.kid, now=now,
        )  # fmt: skip
        assert block is not None
        assert blocks.agree(connection, block, by=kudo, now=now)
    (line,) = sato.inbox()
    assert (line["handed_by_name"], line["handed_at"], line["replies"]) == ("工藤", now, 2)
    assert (line["marks"], line["check"], line["blocked"]) == (["dv", "protected"], "asked", True)
    assert line["readers"] == [{"name": "工藤", "since": now}]


def test_kudo_sees_that_sato_answers_and_can_not_open_it(
    sign_in: SignIn, sato: Desk, town: Town, case: bytes
) -> None:
    """Until she reads along, and again when the time of that is over; the list is anew each time."""
    kudo, mori, consultation = sign_in("kudo"), sign_in("mori"), b64(case)
    marks = []

    def seen() -> tuple[bool, int]:
        answer = kudo.get("consultations")
        marks.append(answer.headers["etag"])
        (line,) = (answer.json or {})["consultations"]
        return line["readable"], kudo.get(f"consultations/{consultation}").status_code

    assert seen() == (True, 200)
    sato.claim(consultation)
    assert seen() == (False, 404)
    (line,) = kudo.inbox()
    assert (line["assignee_name"], line["mine"]) == ("佐藤", False)
    assert mori.inbox() == []
    with town.database.transaction() as connection:
        co_readings.begin(connection, case, kid=kudo.person.kid, reason="worry", now=now_of(kudo))
    assert seen() == (True, 200)
    with town.database.transaction() as connection:
        over = now_of(kudo) - co_readings.LASTS_MS - 1
        connection.execute(co_readings.co_readings.update().values(since=over))
    assert seen() == (False, 404)
    assert len(set(marks[:3])) == 3
    assert marks[3] == marks[1], "nothing is new against the time before the co-reading"


def test_the_entries_of_one_message_are_told_to_belong_together(
    sato: Desk, callback: Callback, hanako: Resident, town: Town, case: bytes
) -> None:
    """A very long text takes two records; when it has been unsent the console shows that once."""
    long = hanako.says("長" * 5000 + "い" * 5000)
    assert callback.events(long) == 200
    first, second = [b64(e.record.id(town.keys.fingerprint)) for e in town.read(case, colleague("sato"))][-2:]
    assert sato.whole(b64(case))["same_message"] == {second: first}
    assert callback.events(hanako.unsends(long)) == 200
    assert sato.whole(b64(case))["same_message"] == {second: first}


def test_what_comes_while_somebody_looks_is_shown_whole_the_next_time(
    sato: Desk, callback: Callback, hanako: Resident, case: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the question for the records and the one for what belongs together."""
    asked = outbox.deliveries

    def meanwhile(connection: Connection, consultation: bytes) -> dict[int, dict[str, str | None]]:
        monkeypatch.setattr(outbox, "deliveries", asked)
        assert callback.events(hanako.says("長" * 5000 + "い" * 5000)) == 200
        return asked(connection, consultation)

    monkeypatch.setattr(outbox, "deliveries", meanwhile)
    at_first, later = sato.whole(b64(case)), sato.whole(b64(case))
    assert (len(at_first["records"]), at_first["same_message"]) == (1, {})
    assert (len(later["records"]), len(later["same_message"])) == (3, 1)


def test_asking_each_second_costs_nothing_until_something_changes(
    sato: Desk, callback: Callback, hanako: Resident
) -> None:
    empty = sato.get("consultations")
    assert (empty.status_code, (empty.json or {})["consultations"]) == (200, [])
    seen = [empty.headers["etag"]]
    consultation = ""

    def changes(what: Callable[[], object]) -> None:
        """Nothing new before it, something new after it."""
        unchanged = sato.get("consultations", **{"If-None-Match": seen[-1]})
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        what()
        changed = sato.get("consultations", **{"If-None-Match": seen[-1]})
        assert changed.status_code == 200
        assert changed.headers["etag"] not in seen
        seen.append(changed.headers["etag"])

    said = hanako.says("ひとつ")
    changes(lambda: callback.events(said))
    (consultation,) = sato.ids()
    changes(lambda: callback.events(hanako.says("ふたつ")))
    changes(lambda: callback.events(hanako.unsends(said)))
    changes(lambda: sato.claim(consultation))
    changes(lambda: sato.reply(consultation, "佐藤です"))
    changes(lambda: callback.events(hanako.event("unfollow")))
    changes(lambda: sato.close(consultation))


def test_a_consultation_comes_as_it_lies_there_still_sealed(sato: Desk, town: Town, case: bytes) -> None:
    whole = sato.whole(b64(case))
    assert set(whole) == {
        "consultation",
        "genesis",
        "wrapsets",
        "records",
        "deliveries",
        "same_message",
        "head",
        "others",
    }
    (entry,) = town.read(case, colleague("sato"))
    assert [Record.from_json(record) for record in whole["records"]] == [entry.record]
    assert whole["consultation"] == sato.inbox()[0]
    assert whole["deliveries"] == {}
    record_id = b64(entry.record.id(town.keys.fingerprint))
    assert whole["head"] == {"seq": 1, "prev": b64(bytes(32)), "ack": record_id}


def test_after_a_claim_it_is_mine_and_gone_from_the_others(sign_in: SignIn, sato: Desk, case: bytes) -> None:
    kudo, consultation = sign_in("kudo"), b64(case)
    assert kudo.ids() == [consultation]
    assert sato.claim(consultation) == 201
    (line,) = sato.inbox()
    assert (line["mine"], line["assignee_name"], line["assignee"]) == (True, "佐藤", b64(sato.person.kid))
    assert [line["readable"] for line in kudo.inbox()] == [False]
    assert kudo.get(f"consultations/{consultation}").status_code == 404
    assert kudo.claim(consultation) == 404
    assert sato.claim(consultation) == 201


def test_of_two_who_claim_at_once_one_gets_it(sign_in: SignIn, callback: Callback, town: Town) -> None:
    """The slower one either still saw it (409) or does not find it any more (404)."""
    desks = [sign_in("sato"), sign_in("kudo")]
    for _ in range(5):
        assert callback.events(town.resident().says("だれか")) == 200
        (consultation,) = [line["id"] for line in desks[0].inbox() if line["assignee"] is None]
        with ThreadPoolExecutor(2) as threads:
            statuses = list(threads.map(lambda desk, case=consultation: desk.claim(case), desks))
        assert sorted(statuses) in ([201, 404], [201, 409])
        winner = desks[statuses.index(201)]
        assert bytes(town.row(unb64(consultation)).assignee) == winner.person.kid


def test_closing_tells_when_the_record_is_destroyed_and_tells_the_same_again(
    sato: Desk, town: Town, case: bytes
) -> None:
    consultation = b64(case)
    unclaimed = sato.close(consultation)
    assert (unclaimed.status_code, (unclaimed.json or {})["error"]) == (409, "unassigned")
    sato.claim(consultation)
    first = sato.close(consultation)
    with town.database.transaction() as connection:
        moved = {"due_at": (first.json or {})["due_at"] - 5}
        connection.execute(consultations.consultations.update().values(moved))
    again = sato.close(consultation)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.json or {})["due_at"] == moved["due_at"]
    (line,) = sato.inbox()
    assert (line["state"], line["waiting_since"]) == ("closed", None)
    assert line["due_at"] + 5 - line["closed_at"] == 14 * DAY
    assert sato.claim(consultation) == 409
    assert sato.whole(consultation)["records"] != []


def test_a_resident_who_writes_again_after_the_closure_waits_anew(
    sato: Desk, callback: Callback, hanako: Resident, case: bytes
) -> None:
    sato.claim(b64(case))
    sato.close(b64(case))
    callback.events(hanako.says("もういちど"))
    lines = sato.inbox()
    assert [line["state"] for line in lines] == ["open", "closed"]
    assert [line["assignee"] for line in lines] == [None, b64(sato.person.kid)]


def test_the_roster_comes_as_the_exact_bytes_that_were_signed(sato: Desk, town: Town) -> None:
    with town.database.reading() as connection:
        (signed,) = rosters.chain(connection)
    assert (sato.get("roster").json or {})["chain"] == [signed.as_dict()]


def now_of(desk: Desk) -> int:
    """What time (ms) the server says it is."""
    return int((desk.get("consultations").json or {})["now"])


def check(case: bytes, number: int, state: str, *, by: bytes, now: int) -> Json:
    """A second look as it is stored."""
    row = {"id": bytes([number]) * 16, "consultation_id": case, "commitment": bytes(32), "record": bytes(32)}
    return row | {"state": state, "asked_by": by, "asked_at": now + number}
