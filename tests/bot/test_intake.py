"""What the office keeps of a webhook event: once, sealed to the desk, in order, acknowledged."""

import pytest
from sqlalchemy import select

from bot.dialogue import SILENCE_MS
from storage import shred
from storage.contexts import Rejected
from storage.database import metadata
from storage.outbox import open_body, outbox
from tests.bot.talk import words
from tests.cast import Town, colleague


def queued(town: Town) -> list[str]:
    """The bot's own answers that wait for the courier, oldest first: the beginning of each."""
    with town.database.reading() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.kind == "reply").order_by(outbox.c.id)).all()
        bodies = [open_body(connection, town.keys.kek, town.keys.courier, row) for row in rows]
    return [words(body["messages"]).split("\n")[0] for body in bodies]


def got(town: Town, kind: str = "text") -> str:
    return town.phrases.say(f"got.{kind}")


def test_a_first_message_opens_a_consultation_that_the_desk_can_read(town: Town) -> None:
    hanako = town.resident()
    assert town.receive(hanako.says("だれにも言えませんでした")) == "stored"
    (case,) = town.consultations()
    for reader in ("sato", "kudo"):
        (entry,) = town.read(case, colleague(reader))
        assert entry.payload == {"v": 1, "kind": "text", "text": "だれにも言えませんでした"}
        assert (entry.record.seq, entry.record.ts) == (1, town.clock())
    with pytest.raises(Rejected, match="not-entitled"):
        town.read(case, colleague("mori"))
    row = town.row(case)
    assert (row.desk, row.lane, row.state, row.entries) == ("kurashi", "line", "open", 1)
    assert (row.waiting_since, row.assignee, row.reachable) == (town.clock(), None, True)
    assert queued(town) == [got(town)]


def test_no_table_holds_a_word_or_a_name_of_hers(town: Town) -> None:
    hanako = town.resident()
    said = hanako.says("カナリアのことば")
    town.receive(said)
    town.answer(town.consultations()[0], "カナリアへの返事")
    with town.database.reading() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
    told = b"|".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row
    )
    canaries = ("カナリアのことば", "カナリアへの返事", hanako.id, said["replyToken"], said["message"]["id"])
    for canary in canaries:
        for spelling in (canary.encode(), canary.encode("utf-16-le"), ascii(canary)[1:-1].encode()):
            assert spelling not in told


def test_a_conversation_is_one_consultation_and_acknowledged_once_per_silence(town: Town) -> None:
    hanako = town.resident()
    for text in ("ひとつ", "ふたつ"):
        town.receive(hanako.says(text))
        town.clock.pass_(minutes=29)
    town.receive(hanako.says("みっつ"))
    assert queued(town) == [got(town)]
    town.clock.pass_(minutes=SILENCE_MS // 60_000)
    town.receive(hanako.says("よっつ"))
    assert queued(town) == [got(town)] * 2
    (case,) = town.consultations()
    assert town.texts(case) == ["ひとつ", "ふたつ", "みっつ", "よっつ"]
    row = town.row(case)
    assert (row.entries, row.revision, row.waiting_since) == (4, 4, row.opened_at)


def test_a_redelivery_is_the_same_event(town: Town) -> None:
    said = town.resident().says("いちどだけ")
    assert town.receive(said) == "stored"
    before = town.count()
    assert town.receive(said) == "duplicate"
    assert town.receive(said | {"deliveryContext": {"isRedelivery": True}}) == "duplicate"
    assert town.count() == before


def test_two_residents_never_meet(town: Town) -> None:
    hanako, taro = town.resident(), town.resident()
    for resident, text in ((hanako, "はなこ"), (taro, "たろう"), (hanako, "はなこ、また")):
        town.receive(resident.says(text))
        town.clock.pass_(seconds=1)
    assert [town.texts(case) for case in town.consultations()] == [["はなこ", "はなこ、また"], ["たろう"]]
    first, second = (town.row(case) for case in town.consultations())
    assert first.pseudonym != second.pseudonym


def test_what_comes_late_keeps_the_time_of_its_event(town: Town) -> None:
    """LINE may deliver out of order; the chain is in the order of arrival, the times are LINE's."""
    hanako = town.resident()
    late = hanako.says("さき")
    town.clock.pass_(minutes=5)
    town.receive(hanako.says("あと"))
    town.receive(late)
    entries = town.read(town.consultations()[0], colleague("sato"))
    assert [(e.payload or {})["text"] for e in entries] == ["あと", "さき"]
    assert entries[0].record.ts - entries[1].record.ts == 5 * 60_000
    town.receive(hanako.says("いつ", timestamp="soon"))
    assert town.read(town.consultations()[0], colleague("sato"))[2].record.ts == town.clock()


def test_the_keyword_is_answered_and_not_kept(town: Town) -> None:
    assert town.receive(town.resident().says("「いそぐとき」")) == "keyword"
    assert queued(town) == [town.phrases.say("urgent.title")]
    assert town.consultations() == []


def test_a_message_without_a_reply_token_is_kept_in_silence(town: Town) -> None:
    assert town.receive(town.resident().says("へんじはいりません", replyToken=None)) == "stored"
    assert queued(town) == []
    assert town.texts(town.consultations()[0]) == ["へんじはいりません"]


def test_after_the_closure_a_message_opens_another_consultation(town: Town) -> None:
    hanako = town.resident()
    town.receive(hanako.says("まえのこと"))
    (closed,) = town.consultations()
    due_at = town.close(closed)
    town.clock.pass_(minutes=1)
    town.receive(hanako.says("べつのこと"))
    first, second = town.consultations()
    assert (town.texts(first), town.texts(second)) == (["まえのこと"], ["べつのこと"])
    assert (town.row(first).state, town.row(first).due_at, town.row(second).state) == (
        "closed",
        due_at,
        "open",
    )


def test_the_desk_and_the_resident_share_one_chain(town: Town) -> None:
    hanako = town.resident()
    town.receive(hanako.says("こんにちは"))
    (case,) = town.consultations()
    town.answer(case, "担当の佐藤です")
    assert town.row(case).waiting_since is None
    town.receive(hanako.says("はい"))
    town.answer(case, "代わりに工藤です", by="kudo")
    town.answer(case, "また佐藤です")
    assert town.texts(case) == ["こんにちは", "担当の佐藤です", "はい", "代わりに工藤です", "また佐藤です"]
    assert queued(town) == [got(town)]


def test_the_longest_text_that_line_lets_somebody_type_is_kept_whole(town: Town) -> None:
    """10,000 UTF-16 units of Japanese are 30,000 bytes, those of control characters 60,000 in JSON."""
    hanako, texts = town.resident(), ["あ" * 5000, "あ" * 10_000, "😀" * 5000, "い\x01" * 5000]
    said = [hanako.says(text) for text in texts]
    for event in said:
        assert town.receive(event) == "stored"
    (case,) = town.consultations()
    assert "".join(part or "" for part in town.texts(case)) == "".join(texts)
    for event in said:
        town.receive(hanako.unsends(event))
    assert set(town.texts(case)) == {None}


def test_nobody_takes_back_what_somebody_else_has_written(town: Town) -> None:
    hanako, taro = town.resident(), town.resident()
    said = hanako.says("わたしのことば")
    town.receive(said)
    town.receive(taro.unsends(said))
    assert [town.texts(case) for case in town.consultations()] == [["わたしのことば"]]


def test_a_shred_key_that_is_gone_stops_the_sealing(town: Town) -> None:
    hanako = town.resident()
    town.receive(hanako.says("ひとつ"))
    (case,) = town.consultations()
    with town.database.transaction() as connection:
        shred.erase(connection, town.keys.kek, [case], now=town.clock())
    before = town.count()
    with pytest.raises(shred.Erased):
        town.receive(hanako.says("ふたつ"))
    assert town.count() == before
