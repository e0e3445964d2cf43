"""Everything on LINE that is not a message: taking back, adding, blocking, inviting; and talk that must not be stored."""

from sqlalchemy import select

from storage.outbox import outbox
from storage.transcripts import transcript_entries
from tests.cast import Json, Town, colleague


def outbox_rows(town: Town) -> list[tuple[str, str, str | None]]:
    with town.database.reading() as connection:
        rows = connection.execute(
            select(outbox.c.kind, outbox.c.state, outbox.c.reason).order_by(outbox.c.id)
        )
        return [(row.kind, row.state, row.reason) for row in rows]


def stored_bytes(town: Town) -> list[bytes]:
    wanted = select(transcript_entries.c.sealed).order_by(transcript_entries.c.position)
    with town.database.reading() as connection:
        return [bytes(sealed) for sealed in connection.scalars(wanted)]


def test_what_is_taken_back_is_destroyed_and_leaves_its_place_in_the_chain(town: Town) -> None:
    hanako = town.resident()
    said = [hanako.says(text) for text in ("ひとつ", "言わなければよかった", "みっつ")]
    for event in said:
        town.receive(event)
    (case,) = town.consultations()
    revision, before = town.row(case).revision, stored_bytes(town)
    assert town.receive(hanako.unsends(said[1])) == "unsend"
    assert town.texts(case) == ["ひとつ", None, "みっつ"]
    assert town.row(case).revision == revision + 1
    changed = [len(old) - len(new) for old, new in zip(before, stored_bytes(town), strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0] > 500

    assert town.receive(hanako.unsends(said[1])) == "unsend"
    town.answer(case, "わかりました")
    town.receive(hanako.says("よっつ"))
    assert town.texts(case) == ["ひとつ", None, "みっつ", "わかりました", "よっつ"]


def test_what_is_taken_back_before_it_arrives_is_never_stored(town: Town) -> None:
    hanako = town.resident()
    said = hanako.says("なかったことに")
    assert town.receive(hanako.unsends(said)) == "unsend"
    before = town.count()
    assert town.receive(said) == "unsent-before"
    after = town.count()
    assert after.pop("receipts") == before.pop("receipts") + 1
    assert after == before


def test_a_message_can_be_taken_back_after_the_closure(town: Town) -> None:
    hanako = town.resident()
    said = hanako.says("けしてください")
    town.receive(said)
    (case,) = town.consultations()
    town.close(case)
    town.receive(hanako.unsends(said))
    assert town.texts(case) == [None]
    assert town.row(case).state == "closed"


def test_taking_back_an_unknown_message_touches_no_other(town: Town) -> None:
    hanako, taro = town.resident(), town.resident()
    town.receive(hanako.says("はなこ"))
    town.receive(taro.says("たろう"))
    assert town.receive(taro.event("unsend", unsend={"messageId": "0"})) == "unsend"
    assert [town.texts(case) for case in town.consultations()] == [["はなこ"], ["たろう"]]


def test_a_new_friend_is_greeted_and_nothing_is_opened(town: Town) -> None:
    bodies: list[Json] = [{"follow": {"isUnblocked": False}}, {"follow": {"isUnblocked": True}}, {}]
    for body in bodies:
        assert town.receive(town.resident().event("follow", **body)) == "follow"
    assert outbox_rows(town) == [("reply", "queued", None)] * len(bodies)
    assert town.consultations() == []


def test_a_block_ends_every_delivery_and_a_message_or_an_unblock_makes_them_possible_again(
    town: Town,
) -> None:
    hanako = town.resident()
    town.receive(hanako.says("きいて"))
    (case,) = town.consultations()
    town.answer(case, "きいています")
    assert town.receive(hanako.event("unfollow", replyToken=None)) == "unfollow"
    assert not town.row(case).reachable
    assert set(outbox_rows(town)) == {("reply", "failed", "unreachable"), ("push", "failed", "unreachable")}
    with town.database.reading() as connection:
        assert set(connection.scalars(select(outbox.c.sealed))) == {None}

    town.receive(hanako.event("follow", follow={"isUnblocked": True}))
    assert town.row(case).reachable
    town.receive(hanako.event("unfollow", replyToken=None))
    town.receive(hanako.says("まだいます"))
    assert town.row(case).reachable
    assert town.texts(case) == ["きいて", "きいています", "まだいます"]


def test_a_block_of_one_resident_is_no_other_residents(town: Town) -> None:
    hanako, taro = town.resident(), town.resident()
    town.receive(hanako.says("はなこ"))
    town.receive(taro.says("たろう"))
    town.receive(taro.event("unfollow", replyToken=None))
    assert [town.row(case).reachable for case in town.consultations()] == [True, False]


def test_an_invitation_into_a_group_is_left_and_nothing_said_there_is_kept(town: Town) -> None:
    hanako = town.resident()
    for kind in ("group", "room"):
        source = {"type": kind, f"{kind}Id": "C" + "0" * 32}
        assert town.receive(hanako.event("join", source=source)) == "join"
        said = hanako.says("みんなの前で", source=source | {"userId": hanako.id})
        assert town.receive(said) == "unrecognised"
    assert town.consultations() == []
    assert outbox_rows(town) == [("leave", "queued", None)] * 2


def test_in_standby_nothing_is_sent_and_nothing_is_started(town: Town) -> None:
    hanako, before, kinds = town.resident(), town.count(), ("message", "follow", "unfollow", "unsend", "join")
    for kind in kinds:
        raw = hanako.says("だれの番ですか") | {"type": kind, "mode": "standby", "unsend": {"messageId": "1"}}
        assert town.receive(raw) == "standby"
    assert town.count() == before | {"receipts": len(kinds)}


def test_what_the_bot_has_no_use_for_changes_nothing(town: Town) -> None:
    before, kinds = (
        town.count(),
        ("postback", "beacon", "accountLink", "videoPlayComplete", "messageEdited", "new"),
    )
    for kind in kinds:
        assert town.receive(town.resident().event(kind, postback={"data": "action=open"})) == "unrecognised"
    assert town.count() == before | {"receipts": len(kinds)}


def test_where_the_talk_lane_is_off_no_word_is_stored(town: Town) -> None:
    hanako = town.resident()
    for raw in (hanako.says("ここに書いても"), hanako.sends("image")):
        assert town.receive(raw, talk=False) == "lane-off"
    assert town.receive(hanako.says("いそぐとき"), talk=False) == "keyword"
    assert town.consultations() == []
    assert stored_bytes(town) == []
    assert outbox_rows(town) == [("reply", "queued", None)] * 3


def test_what_was_said_before_the_lane_was_switched_off_can_still_be_taken_back(town: Town) -> None:
    hanako = town.resident()
    said = hanako.says("まえのことば")
    town.receive(said)
    assert town.receive(hanako.unsends(said), talk=False) == "unsend"
    assert town.texts(town.consultations()[0]) == [None]
    assert town.read(town.consultations()[0], colleague("sato"))[0].payload is None
