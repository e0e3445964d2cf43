"""The bot's own answers: free of charge, by reply token, at once or never, and each token once."""

import pytest

from tests.bot.line import Line


def test_an_answer_is_shown_and_nothing_of_it_is_kept(line: Line) -> None:
    line.says("こんにちは")
    (row,) = line.rows()
    assert row["kind"] == "reply"
    assert line.deliver() == 1
    assert line.replies() == 1
    assert line.rows() == []
    assert line.deliver() == 0
    assert line.statuses("/message/reply") == [200]
    assert line.platform.quota.used(line.town.clock()) == 0


def test_a_greeting_and_the_emergency_numbers_come_the_same_way(line: Line) -> None:
    line.platform.follow(line.hanako)
    line.says("いそぐとき")
    assert line.deliver() == 2
    assert line.replies() == 2
    assert line.rows() == []


def test_a_lost_answer_to_a_reply_does_not_say_it_twice(line: Line) -> None:
    """LINE took the token and the connection broke: the second attempt is refused, which is the end of it."""
    line.platform.faults.drop_answer(path="/message/reply")
    line.says("こんにちは")
    line.deliver()
    line.town.clock.pass_(seconds=2)
    line.deliver()
    assert line.statuses("/message/reply") == [200, 400]
    assert line.replies() == 1
    assert line.rows() == []


def test_a_passing_failure_is_tried_again_while_the_token_is_good(line: Line) -> None:
    line.platform.faults.refuse(503, times=2, path="/message/reply")
    line.says("こんにちは")
    for _ in range(3):
        line.deliver()
        line.town.clock.pass_(seconds=5)
    assert line.statuses("/message/reply") == [503, 503, 200]
    assert line.replies() == 1


def test_a_token_that_is_too_old_is_not_even_tried(line: Line) -> None:
    line.says("こんにちは")
    line.town.clock.pass_(seconds=51)
    line.deliver()
    assert line.statuses("/message/reply") == []
    assert line.rows() == []


def test_a_token_that_somebody_else_spent_is_final(line: Line) -> None:
    line.says("こんにちは")
    (token,) = (str(event["replyToken"]) for event in line.platform.last_delivery().events)
    line.platform.reply_tokens.spend(token, line.town.clock())
    line.deliver()
    line.town.clock.pass_(seconds=30)
    line.deliver()
    assert line.statuses("/message/reply") == [400]
    assert line.rows() == []


def test_one_lost_answer_holds_up_no_other_resident(line: Line) -> None:
    taro = line.platform.add_resident("たろう", following=True).id
    line.platform.faults.refuse(500, path="/message/reply")
    line.says("はなこ")
    line.says("たろう", taro)
    assert line.deliver() == 2
    assert (line.replies(), line.replies(taro)) == (0, 1)
    line.town.clock.pass_(seconds=2)
    line.deliver()
    assert line.replies() == 1


@pytest.mark.parametrize("room", [False, True])
def test_a_group_is_left(line: Line, room: bool) -> None:
    group = line.platform.invite(line.hanako, room=room)
    line.platform.webhooks.settle()
    line.deliver()
    line.platform.webhooks.settle()
    assert not group.joined
    assert line.platform.shown(group.id) == []
    assert line.rows() == []


def test_a_group_that_has_gone_already_is_no_trouble(line: Line) -> None:
    group = line.platform.invite(line.hanako)
    line.platform.leave(group.id)
    line.platform.webhooks.settle()
    line.deliver()
    assert line.statuses("/leave") == [404]
    assert line.rows() == []
