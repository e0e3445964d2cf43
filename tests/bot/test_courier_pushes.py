"""A counselor's words on their way to LINE: under a retry key made beforehand, never twice, never silently lost."""

import json
import socket

import pytest
from werkzeug.wrappers import Response

from bot.channel import Credentials, LineChannel
from bot.courier import LONGEST_PAUSE_MS
from simulator.rehearsal import serve
from tests.bot.line import ONE_KIND, Line
from tests.cast import DAY, SECRET, TOKEN

PUSH = "/message/push"
PASSING, LASTING = [500, 502, 503, 429], [400, 403, 404, 413, 415]


def replied(line: Line, text: str = "よく話してくれました") -> bytes:
    """A consultation with one reply in the outbox."""
    case = line.consultation()
    line.platform.calls = type(line.platform.calls)()
    line.push(case, text)
    return case


def keys_used(line: Line) -> set[str | None]:
    return {accepted.retry_key for accepted in line.platform.accepted if accepted.how == "push"}


def test_a_reply_is_pushed_and_its_body_erased(line: Line) -> None:
    case = replied(line)
    (queued,) = line.rows()
    assert (line.deliveries(case), queued["attempts"]) == ([("queued", None)], 0)
    revision = line.town.row(case).revision
    assert line.deliver() == 1
    assert line.pushed() == ["よく話してくれました"]
    (row,) = line.rows()
    assert (row["state"], row["sealed"], row["claimed_until"]) == ("accepted", None, None)
    assert line.deliveries(case) == [("accepted", None)]
    assert line.town.row(case).revision == revision + 1
    assert keys_used(line) == {queued["retry_key"]}
    (call,) = line.platform.calls.to(PUSH)
    assert json.loads(call.body)["to"] == line.hanako


@ONE_KIND
def test_while_it_waits_the_database_holds_no_word_and_no_recipient(line: Line) -> None:
    replied(line, "カナリアへの返事")
    (row,) = line.rows()
    told = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row.values())
    for canary in ("カナリアへの返事", line.hanako, TOKEN):
        assert canary.encode() not in told
        assert ascii(canary)[1:-1].encode() not in told


def test_after_a_lost_answer_the_same_key_makes_409_a_success(line: Line) -> None:
    case = replied(line)
    line.platform.faults.drop_answer(path=PUSH)
    line.deliver()
    assert line.deliveries(case) == [("queued", None)]
    line.town.clock.pass_(seconds=2)
    line.deliver()
    assert line.statuses(PUSH) == [200, 409]
    assert line.pushed() == ["よく話してくれました"]
    assert line.deliveries(case) == [("accepted", None)]
    assert line.rows()[0]["sealed"] is None


def test_a_passing_refusal_is_tried_again_with_the_same_key_and_body_and_growing_pauses(line: Line) -> None:
    case = replied(line)
    (key,) = (row["retry_key"] for row in line.rows())
    for status in PASSING:
        line.platform.faults.refuse(status, path=PUSH, message="The API rate limit has been exceeded.")
    pauses = []
    for _ in PASSING:
        assert line.deliver() == 1
        (row,) = line.rows()
        pauses.append(row["next_attempt_at"] - line.town.clock())
        line.town.clock.at = row["next_attempt_at"] - 1
        assert line.deliver() == 0
        line.town.clock.at += 1
    assert [1000 * 2**n <= pause <= 1250 * 2**n for n, pause in enumerate(pauses)] == [True] * 4
    assert line.deliver() == 1
    assert line.statuses(PUSH) == [*PASSING, 200]
    assert {call.body for call in line.platform.calls.to(PUSH)} == {line.platform.calls.to(PUSH)[0].body}
    assert keys_used(line) == {key}
    assert line.deliveries(case) == [("accepted", None)]


def attempt(line: Line, channel: LineChannel | None = None) -> None:
    """The next attempt, when it is due."""
    line.town.clock.at = max(line.town.clock(), line.rows()[0]["next_attempt_at"])
    assert line.deliver(channel) == 1


@ONE_KIND
def test_what_line_may_have_is_given_up_before_it_forgets_the_key_and_nobody_knows(line: Line) -> None:
    case, begun = replied(line), line.town.clock()
    line.platform.faults.refuse(500, times=1_000, path=PUSH)
    for _ in range(12):
        attempt(line)
    assert (
        LONGEST_PAUSE_MS <= line.rows()[0]["next_attempt_at"] - line.town.clock() <= 1.25 * LONGEST_PAUSE_MS
    )
    line.town.clock.at = begun + DAY - 90 * 60 * 1000
    while line.deliveries(case) == [("queued", None)]:
        attempt(line)
    assert line.deliveries(case) == [("failed", "unknown")]
    assert line.rows()[0]["sealed"] is None
    assert DAY - 90 * 60 * 1000 < line.town.clock() - begun <= DAY - 60 * 60 * 1000
    assert line.deliver() == 0


@ONE_KIND
def test_what_line_surely_has_not_waits_for_days_until_the_network_is_back(line: Line) -> None:
    case = replied(line)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = line.connect(origin=f"http://127.0.0.1:{closed.getsockname()[1]}/line")
        for _ in range(3):
            attempt(line, nowhere)
            line.town.clock.pass_(days=1)
    assert line.deliveries(case) == [("queued", None)]
    assert line.rows()[0]["uncertain_at"] is None
    line.deliver()
    assert line.deliveries(case) == [("accepted", None)]


@ONE_KIND
def test_in_the_end_it_is_given_up_and_said(line: Line) -> None:
    case = line.consultation()
    line.push(case, "いつか")
    line.town.clock.pass_(days=35)
    line.deliver()
    assert line.deliveries(case) == [("failed", "expired")]
    assert line.statuses(PUSH) == []


@ONE_KIND
def test_one_uncertain_attempt_is_enough_however_clear_the_later_ones_are(line: Line) -> None:
    case = replied(line)
    line.platform.faults.drop_answer(path=PUSH)
    line.platform.faults.rate_limit(times=1_000, path=PUSH)
    begun = line.town.clock()
    attempt(line)
    attempt(line)
    line.town.clock.at = begun + DAY - 61 * 60 * 1000
    assert line.deliveries(case) == [("queued", None)]
    while line.deliveries(case) == [("queued", None)]:
        attempt(line)
    assert line.deliveries(case) == [("failed", "unknown")]
    assert line.town.clock() - begun <= DAY - 60 * 60 * 1000
    assert line.pushed() == ["よく話してくれました"]


def test_a_courier_that_died_long_ago_left_doubt(line: Line) -> None:
    """LINE has forgotten the key by the time somebody starts the clock again: better unsaid than said twice."""
    case = replied(line)
    died = line.claim()
    line.channel.push(died.body["to"], died.body["messages"], retry_key=died.retry_key)
    line.town.clock.pass_(hours=24)
    line.deliver()
    assert line.deliveries(case) == [("failed", "unknown")]
    assert line.pushed() == ["よく話してくれました"]


@ONE_KIND
def test_too_many_to_one_resident_waits_longer_and_holds_up_nobody_else(line: Line) -> None:
    other = line.consultation("たろうです", line.platform.add_resident(following=True).id)
    case = replied(line)
    line.push(other, "べつ")
    line.platform.faults.same_user_limit(path=PUSH)
    line.deliver()
    assert (line.deliveries(case), line.deliveries(other)) == ([("queued", None)], [("accepted", None)])
    line.town.clock.pass_(seconds=59)
    assert line.deliver() == 0
    line.town.clock.pass_(seconds=17)
    line.deliver()
    assert line.deliveries(case) == [("accepted", None)]


def test_a_lasting_refusal_is_shown_and_not_repeated(line: Line) -> None:
    case = replied(line)
    for status in LASTING:
        line.platform.faults.refuse(status, path=PUSH, message="text of LINE's that nobody stores")
        line.deliver()
        line.push(case, "もういちど")
    line.deliver()
    assert line.deliveries(case) == [("failed", "refused")] * len(LASTING) + [("accepted", None)]
    assert {row["sealed"] for row in line.rows()} == {None}
    line.town.clock.pass_(hours=1)
    assert line.deliver() == 0
    assert line.statuses(PUSH) == [*LASTING, 200]


def test_to_a_resident_who_blocked_the_account_nothing_is_pushed(line: Line) -> None:
    case = replied(line)
    line.platform.block(line.hanako)
    line.platform.webhooks.settle()
    assert line.deliver() == 0
    assert line.deliveries(case) == [("failed", "unreachable")]
    assert line.statuses(PUSH) == []
    line.platform.unblock(line.hanako)
    line.says("もどってきました")
    line.push(case, "おかえりなさい")
    line.deliver()
    assert line.deliveries(case) == [("failed", "unreachable"), ("accepted", None)]
    assert line.pushed()[-1] == "おかえりなさい"


@ONE_KIND
def test_an_accepted_push_with_an_unreadable_answer_is_sent(line: Line) -> None:
    case = replied(line)
    line.platform.faults.empty_answer(path=PUSH)
    line.deliver()
    assert line.deliveries(case) == [("accepted", None)]
    line.town.clock.pass_(hours=1)
    assert line.deliver() == 0
    assert line.statuses(PUSH) == [200]


@ONE_KIND
def test_an_answer_from_something_that_is_not_line_is_no_success(line: Line) -> None:
    """A proxy's page with an error status, in bytes that are no UTF-8."""
    case = replied(line)
    with serve(Response("壊れた".encode("shift_jis"), status=502)) as origin:
        line.deliver(line.connect(origin=origin))
    assert line.deliveries(case) == [("queued", None)]


@ONE_KIND
@pytest.mark.parametrize("token", ["two\nlines", "トークン"])
def test_a_token_that_no_header_can_carry_is_no_success(line: Line, token: str) -> None:
    case = replied(line)
    line.deliver(LineChannel(line.origin, Credentials(token, None, SECRET), line.town.clock))
    assert line.statuses(PUSH) == []
    assert line.deliveries(case) == [("queued", None)]


@ONE_KIND
def test_a_stateless_token_is_kept_while_it_lives_and_replaced_once_when_line_forgets_it(line: Line) -> None:
    case = replied(line)
    channel = line.connect(stateless=True)
    line.deliver(channel)
    line.push(case, "ふたつめ")
    line.deliver(channel)
    assert line.statuses("/oauth2/v3/token") == [200]

    line.platform.faults.refuse(401, path=PUSH)
    line.push(case, "みっつめ")
    line.deliver(channel)
    assert line.statuses("/oauth2/v3/token") == [200, 200]
    assert line.statuses(PUSH) == [200, 200, 401, 200]

    line.town.clock.pass_(minutes=16)
    line.push(case, "よっつめ")
    line.deliver(channel)
    assert line.statuses("/oauth2/v3/token") == [200, 200, 200]
    assert line.pushed() == ["よく話してくれました", "ふたつめ", "みっつめ", "よっつめ"]


@ONE_KIND
@pytest.mark.parametrize("stateless", [True, False])
def test_while_line_knows_no_token_a_push_waits(line: Line, stateless: bool) -> None:
    case = replied(line)
    channel = line.connect(stateless=stateless)
    line.platform.faults.refuse(401, times=2, path=PUSH)
    line.deliver(channel)
    assert line.deliveries(case) == [("queued", None)]
    assert line.statuses(PUSH) == [401] * (2 if stateless else 1)
    line.platform.faults.clear()
    line.town.clock.pass_(seconds=2)
    line.deliver(channel)
    assert line.deliveries(case) == [("accepted", None)]


@ONE_KIND
def test_where_no_token_is_to_be_had_a_push_waits(line: Line) -> None:
    case = replied(line)
    channel = line.connect(stateless=True)
    for fault in (500, 400):
        line.platform.faults.refuse(fault, path="/oauth2/v3/token")
        line.deliver(channel)
        assert line.deliveries(case) == [("queued", None)]
        line.town.clock.pass_(seconds=10)
    line.deliver(channel)
    assert line.deliveries(case) == [("accepted", None)]
