"""A supervisor reads along: with a reason, for twelve hours at most, and whoever answers sees it."""

import pytest

from storage import audit, co_readings, inbox
from storage.contexts import b64
from tests.cast import Json, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor


def begins(desk: Desk, case: bytes, reason: object = "worry") -> int:
    return desk.post(f"consultations/{b64(case)}/co-reading", {"reason": reason}).status_code


def ends(desk: Desk, case: bytes) -> int:
    address = f"/console/consultations/{b64(case)}/co-reading"
    return desk.client.delete(address, headers=desk.headers).status_code


def readings(desk: Desk, case: bytes) -> list[Json]:
    answer = desk.get(f"consultations/{b64(case)}/co-readings")
    assert answer.status_code == 200
    return answer.json or []


@pytest.fixture
def kudo(sato: Desk, case: bytes) -> Supervisor:
    """Sato answers the consultation, and Kudo can't open it."""
    sato.claim(b64(case))
    kudo = Supervisor(sato.client.application)
    assert kudo.get(f"consultations/{b64(case)}").status_code == 404
    return kudo


def test_kudo_reads_along_and_sato_sees_who_why_and_since_when(
    town: Town, case: bytes, sato: Desk, kudo: Desk
) -> None:
    before = sato.inbox()[0]["revision"]
    assert begins(kudo, case) == 201
    assert kudo.get(f"consultations/{b64(case)}").status_code == 200
    (line,) = sato.inbox()
    assert line["revision"] > before
    assert [one["name"] for one in line["readers"]] == ["工藤"]
    (reading,) = readings(sato, case)
    assert (reading["name"], reading["reason"], reading["now"], reading["mine"]) == (
        "工藤", "worry", True, False,
    )  # fmt: skip

    assert ends(kudo, case) == 204
    assert ends(kudo, case) == 404
    assert kudo.get(f"consultations/{b64(case)}").status_code == 404
    (past,) = readings(sato, case)
    assert not past["now"]
    assert past["until"] >= past["since"]
    assert sato.inbox()[0]["readers"] == []
    with town.database.reading() as connection:
        noted = [one for one in reversed(audit.events(connection)) if one.action.startswith("co-read")]
    assert [one.action for one in noted] == ["co-read", "co-read-ended"]
    assert noted[0].facts["reason"] == "worry"


def test_it_ends_by_itself_after_twelve_hours(town: Town, case: bytes, kudo: Desk) -> None:
    assert begins(kudo, case) == 201
    person = colleague("kudo").kid
    with town.database.reading() as connection:
        (reading,) = co_readings.of(connection, case)
        for later, found in ((co_readings.LASTS_MS - 1, True), (co_readings.LASTS_MS, False)):
            now = reading.since + later
            seen = inbox.find_visible(connection, person, ["kurashi"], case, now=now)
            assert (seen is not None) is found
            assert (case in co_readings.standing(connection, [case], now=now)) is found
        assert reading.until == reading.since + co_readings.LASTS_MS


def test_when_it_was_last_opened_is_kept(town: Town, case: bytes, sato: Desk, kudo: Desk) -> None:
    assert begins(kudo, case) == 201
    person = colleague("kudo").kid
    with town.database.transaction() as connection:
        (begun,) = co_readings.of(connection, case)
        co_readings.seen(connection, case, kid=person, now=begun.since + 5000)
        co_readings.seen(connection, case, kid=person, now=begun.since + co_readings.LASTS_MS)
    (reading,) = readings(sato, case)
    assert reading["seen_at"] == begun.since + 5000


def test_no_counselor_reads_along_and_nobody_without_a_reason_or_at_another_desk(
    case: bytes, sato: Desk, kudo: Desk
) -> None:
    mori = Desk(sato.client.application, "mori")
    assert begins(mori, case) == begins(sato, case) == 403
    for reason in (None, "", "curiosity", 7):
        assert begins(kudo, case, reason) == 422
    assert kudo.post(f"consultations/{b64(bytes(16))}/co-reading", {"reason": "worry"}).status_code == 404
    assert mori.get(f"consultations/{b64(case)}/co-readings").status_code == 404


def test_who_answers_needs_not_read_along(case: bytes, sato: Desk) -> None:
    kudo = Supervisor(sato.client.application)
    assert kudo.claim(b64(case)) == 201
    assert begins(kudo, case) == 409


def test_who_reads_along_changes_nothing(case: bytes, sato: Desk, kudo: Desk) -> None:
    assert begins(kudo, case) == 201
    assert kudo.claim(b64(case)) == 409
    assert kudo.close(b64(case)).status_code == 409
    assert kudo.reply(b64(case), "わたしからも").status_code == 409
    assert sato.reply(b64(case), "よみました").status_code == 201


def test_it_goes_with_the_consultation(town: Town, case: bytes, sato: Desk, kudo: Desk) -> None:
    assert begins(kudo, case) == 201
    with town.database.transaction() as connection:
        co_readings.erase(connection, [case])
        assert co_readings.of(connection, case) == []
