"""Everything on LINE that is not a message: taking back, adding, blocking, inviting; and talk that must not be stored."""

from sqlalchemy import select

from retention import purge
from storage.outbox import outbox
from storage.transcripts import transcript_entries
from tests.bot.talk import Talk, words
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
    assert outbox_rows(town) == [("push", "failed", "unreachable")]
    with town.database.reading() as connection:
        assert set(connection.scalars(select(outbox.c.sealed))) == {None}

    town.receive(hanako.event("follow", follow={"isUnblocked": True}))
    assert town.row(case).reachable
    town.receive(hanako.event("unfollow", replyToken=None))
    town.receive(hanako.says("まだいます"))
    assert town.row(case).reachable
    assert town.texts(case) == ["きいて", "きいています", "まだいます"]


def test_a_block_that_line_tells_after_the_return_takes_nothing_away(town: Town) -> None:
    """LINE sends again what was not taken, and in any order; what happened last holds."""
    hanako = town.resident()
    town.receive(hanako.says("きいて"))
    (case,) = town.consultations()
    town.clock.pass_(minutes=1)
    block = hanako.event("unfollow", replyToken=None)
    town.clock.pass_(minutes=1)
    back = hanako.event("follow", follow={"isUnblocked": True})
    town.clock.pass_(minutes=1)
    again = hanako.event("unfollow", replyToken=None)
    assert [town.receive(back), town.receive(block)] == ["follow", "unfollow"]
    town.answer(case, "きいています")
    assert (town.row(case).reachable, outbox_rows(town)[-1]) == (True, ("push", "queued", None))
    late = back | {"webhookEventId": "late"}
    assert [town.receive(again), town.receive(late)] == ["unfollow", "follow"]
    assert (town.row(case).reachable, outbox_rows(town)[-1]) == (False, ("push", "failed", "unreachable"))


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
        ("postback", "beacon", "accountLink", "videoPlayComplete", "membership", "new"),
    )
    for kind in kinds:
        assert town.receive(town.resident().event(kind)) == "unrecognised"
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


def test_who_is_added_twice_is_welcomed_once(town: Town) -> None:
    talk = Talk(town)
    added = talk.resident.event("follow", follow={"isUnblocked": False})
    assert town.phrases.say("greeting") in words(talk.gets(added))
    assert talk.gets(talk.resident.event("follow", follow={"isUnblocked": False})) == []
    talk.gets(talk.resident.event("unfollow", replyToken=None))
    assert talk.gets(talk.resident.event("follow", follow={"isUnblocked": True})) == []
    assert town.consultations() == []


def test_who_comes_back_is_welcome_and_nobody_asks_who_it_is(town: Town) -> None:
    """Nothing of a former time is left here; that LINE says "unblocked" is all there is to know."""
    talk = Talk(town)
    told = words(talk.gets(talk.resident.event("follow", follow={"isUnblocked": True})))
    assert town.phrases.say("welcome_back") in told
    assert town.phrases.say("greeting") not in told


def test_the_welcome_is_in_the_language_that_is_known(town: Town) -> None:
    talk = Talk(town)
    talk.says("English")
    talk.says("I am here")
    assert talk.gets(talk.resident.event("follow", follow={"isUnblocked": True})) == []
    assert talk.chosen().language == "en"


def test_after_the_purge_somebody_is_new_and_welcome(town: Town) -> None:
    talk = Talk(town)
    talk.gets(talk.resident.event("follow", follow={"isUnblocked": False}))
    talk.says("English")
    talk.says("I am here")
    town.clock.at = town.close(talk.case)
    policy, now = town.settings.retention_policy, town.clock()
    purge.run(town.database, town.keys, policy, now=now, ship=lambda _table: None)
    assert (town.consultations(), talk.chosen().seen_at) == ([], None)
    back = talk.gets(talk.resident.event("follow", follow={"isUnblocked": True}))
    assert town.phrases.say("welcome_back") in words(back)
    assert town.phrases.say("got.text") in words(talk.says("また来ました"))


def test_members_of_a_group_and_people_without_an_id_are_nobody_to_us(town: Town) -> None:
    hanako, before = town.resident(), town.count()
    group = {"type": "group", "groupId": "C" + "0" * 32}
    for raw in (
        hanako.says("みんなの前で", source=group),
        hanako.event(
            "memberJoined", source=group, joined={"members": [{"type": "user", "userId": hanako.id}]}
        ),
        hanako.event("memberLeft", source=group, left={"members": []}),
        hanako.event("leave", source=group, replyToken=None),
        hanako.says("だれでしょう", source={"type": "user"}),
        hanako.event("postback", source={"type": "user"}, postback={"data": "lang.en"}),
        hanako.event("accountLink", source=None, replyToken=None),
    ):
        assert town.receive(raw) == "unrecognised"
    assert town.count() == before | {"receipts": 7}
