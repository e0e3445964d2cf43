"""What is done with one consultation: notes, hand-over, agreed words, the flag. Nothing of it reaches the resident."""

from collections.abc import Callable

import pytest

from storage import audit, co_readings
from storage.contexts import b64
from tests.cast import Resident, Town, colleague
from tests.handlers import inside
from tests.handlers.desk import Desk
from tests.handlers.line import Callback
from tests.handlers.supervising import refused

SignIn = Callable[[str], Desk]


@pytest.fixture
def mine(sato: Desk, case: bytes) -> str:
    """Sato has claimed Hanako's consultation."""
    assert sato.claim(b64(case)) == 201
    return b64(case)


def actions(town: Town) -> list[str]:
    """What the audit log says that was done, oldest first, without looking and coming in."""
    with town.database.reading() as connection:
        found = [event.action for event in reversed(audit.events(connection))]
    return [action for action in found if action not in ("open", "sign-in", "claim")]


def read_along(town: Town, case: bytes, name: str) -> None:
    with town.database.transaction() as connection:
        now = town.clock()
        co_readings.begin(connection, case, kid=colleague(name).kid, reason="quality", now=now)


def test_a_note_stays_in_the_house(sato: Desk, town: Town, case: bytes, mine: str) -> None:
    before, rows = town.row(case), town.count()
    assert inside.note(sato, mine, "電話は夜だけ。姉の名前は聞かない。").status_code == 201
    after = town.row(case)
    assert inside.said(town, case, colleague("sato"))[-1] == ("note", "電話は夜だけ。姉の名前は聞かない。")
    assert town.count()["outbox"] == rows["outbox"]
    assert (after.waiting_since, after.last_activity_at) == (before.waiting_since, before.last_activity_at)
    assert (after.entries, after.replies) == (before.entries + 1, 0)
    assert after.revision > before.revision
    assert actions(town) == ["note"]


def test_replies_and_notes_stand_in_one_chain(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    stale = sato.seal(sato.whole(mine), "", payload={"v": 1, "kind": "note", "text": "おそい"})
    callback.events(hanako.says("もうひとつ"))
    late = inside.do(sato, mine, "notes", {"record": stale.as_dict()})
    assert refused(late) == (409, "head")
    assert (late.json or {})["head"] == sato.whole(mine)["head"]
    assert inside.note(sato, mine, "まず聞く").status_code == 201
    assert sato.reply(mine, "読みました").status_code == 201
    sato.close(mine)
    assert inside.note(sato, mine, "終わったあとの覚え書き").status_code == 201
    assert [kind for kind, _ in inside.said(town, case, colleague("kudo"))] == [
        "text", "text", "note", "text", "note",
    ]  # fmt: skip
    assert town.row(case).replies == 1


def test_nobody_else_writes_into_it(sato: Desk, sign_in: SignIn, town: Town, case: bytes, mine: str) -> None:
    kudo, mori = sign_in("kudo"), sign_in("mori")
    body = {"record": sato.seal(sato.whole(mine), "よそから").as_dict()}
    for noun in ("notes", "agreed-words", "handover", "flag", "reopening", "deletion"):
        told = body | {"to": None, "reason": "test"}
        assert inside.do(mori, mine, noun, told).status_code == 404, noun
        assert inside.do(kudo, mine, noun, told).status_code == 404, noun
    assert refused(inside.do(sato, mine, "notes", {"record": {}})) == (422, "record")
    forged = sato.seal(sato.whole(mine), "", author=kudo.person, payload={"v": 1, "kind": "note", "text": ""})
    answer = inside.do(sato, mine, "notes", {"record": forged.as_dict()})
    assert refused(answer) == (422, "signature")
    assert len(inside.said(town, case, colleague("sato"))) == 1


def test_who_reads_along_notes_and_does_nothing_else(
    sato: Desk, sign_in: SignIn, town: Town, case: bytes, mine: str
) -> None:
    kudo = sign_in("kudo")
    read_along(town, case, "kudo")
    assert inside.note(kudo, mine, "ここは大事に").status_code == 201
    assert refused(kudo.reply(mine, "わたしから")) == (409, "unassigned")
    assert refused(kudo.close(mine)) == (409, "unassigned")
    words = inside.append(kudo, mine, "agreed-words", {"kind": "words", "code": "つき", "decoy": ""})
    assert refused(words) == (409, "unassigned")
    assert refused(inside.do(kudo, mine, "deletion", {"reason": "test"})) == (409, "unassigned")
    assert inside.do(kudo, mine, "flag").status_code == 201
    assert inside.undo(kudo, mine, "flag") == 409
    assert town.row(case).assignee == sato.person.kid


def test_handed_over_it_is_hers_alone_until_she_has_answered_it_is_told(
    sato: Desk, sign_in: SignIn, town: Town, case: bytes, mine: str
) -> None:
    kudo = sign_in("kudo")
    takers = (sato.get(f"consultations/{mine}/handover").json or {})["takers"]
    assert takers == [{"kid": b64(kudo.person.kid), "name": "工藤"}]
    assert kudo.get(f"consultations/{mine}").status_code == 404
    assert inside.hand_over(sato, mine, kudo.person, "夜の電話を約束しました").status_code == 201
    assert sato.get(f"consultations/{mine}").status_code == 404
    assert sato.ids() == []
    line = kudo.whole(mine)["consultation"]
    assert (line["mine"], line["handed_by_name"]) == (True, "佐藤")
    assert inside.said(town, case, colleague("kudo"))[-1] == ("handover", "夜の電話を約束しました")
    assert town.row(case).waiting_since is not None
    assert kudo.reply(mine, "工藤です。つづけて読みます。").status_code == 201
    assert kudo.whole(mine)["consultation"]["handed_at"] is None
    assert actions(town) == ["handover", "reply"]


def test_given_back_anybody_may_take_it(
    sato: Desk, sign_in: SignIn, town: Town, case: bytes, mine: str
) -> None:
    assert town.row(case).assigned_at is not None
    assert inside.hand_over(sato, mine, None).status_code == 201
    row = town.row(case)
    assert (row.assignee, row.assigned_at, row.handed_by) == (None, None, sato.person.kid)
    kudo = sign_in("kudo")
    assert kudo.claim(mine) == 201
    assert refused(inside.hand_over(kudo, mine, kudo.person)) == (422, "taker")
    assert refused(inside.hand_over(kudo, mine, colleague("mori"))) == (422, "taker")
    assert town.row(case).assignee == kudo.person.kid


def test_a_supervisor_who_reads_along_takes_over_for_who_is_ill(
    sato: Desk, sign_in: SignIn, town: Town, case: bytes, mine: str
) -> None:
    kudo = sign_in("kudo")
    read_along(town, case, "kudo")
    assert inside.hand_over(kudo, mine, kudo.person, "佐藤さんが休みのため").status_code == 201
    assert town.row(case).assignee == kudo.person.kid
    with town.database.reading() as connection:
        assert co_readings.standing(connection, [case], now=town.clock()) == {}
    assert sato.ids() == []


def test_the_server_cannot_read_the_agreed_words(sato: Desk, town: Town, case: bytes, mine: str) -> None:
    payload = {"kind": "words", "code": "みかづき", "decoy": "天気"}
    assert inside.append(sato, mine, "agreed-words", payload).status_code == 201
    assert [entry.payload for entry in town.read(case, colleague("kudo"))][-1] == {"v": 1} | payload
    assert actions(town) == ["words"]
    facts = sato.whole(mine)
    assert "みかづき" not in str(facts)
    assert "天気" not in str(facts)


def test_the_flag_is_raised_and_lowered_by_hand_and_rises_again_by_itself(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    assert inside.do(sato, mine, "flag").status_code == 201
    up = town.row(case).flagged_at
    assert inside.do(sato, mine, "flag").status_code == 201
    assert town.row(case).flagged_at == up
    assert inside.undo(sato, mine, "flag") == 204
    assert inside.undo(sato, mine, "flag") == 204
    assert town.row(case).flagged_at is None
    callback.events(hanako.says("もう死にたいです"))
    assert town.row(case).flagged_at is not None
    assert actions(town) == ["flag", "unflag"]
