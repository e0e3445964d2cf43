"""Replies and pushes: what is refused, what is accepted, and what the resident then sees."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from simulator import ids
from simulator.limits.messages import push_problems, reply_problems
from simulator.outcomes import Accepted
from simulator.platform import Platform
from simulator.refusals import Refusal, invalid_body
from simulator.talks import Entry, Resident, Talk

Body = dict[str, Any]
_QUOTABLE = frozenset(("text", "textV2", "sticker", "image", "video", "template", "flex"))


def reply(platform: Platform, body: Body) -> Body:
    """Answer with a reply token; `{"sentMessages": [{id, quoteToken?}]}`, or Refusal."""
    _refuse_if(reply_problems(body))
    with platform.changed:
        _check_quotes(platform, body["messages"])
        talk_id = platform.reply_tokens.spend(body["replyToken"], platform.clock())
        talk = platform.talk(talk_id) if talk_id else None
        if talk is None:
            raise Refusal(400, "Invalid reply token")
        return {"sentMessages": _accept(platform, talk, body, "reply")}


def push(platform: Platform, body: Body, retry_key: str | None, request_id: str) -> Body:
    """Send at any time; counts against the quota when the recipient is reachable. As `reply`, or Refusal."""
    request = json.dumps(body, sort_keys=True).encode()
    with platform.changed:
        now = platform.clock()
        if retry_key is not None:
            platform.retry_keys.check(retry_key, request, now)
        _refuse_if(push_problems(body))
        _check_quotes(platform, body["messages"])
        talk = _recipient(platform, body["to"])
        if talk.reachable(now):
            platform.quota.spend(1, now)
        sent = _accept(platform, talk, body, "push", retry_key)
        if retry_key is not None:
            platform.retry_keys.remember(retry_key, request, request_id, sent, now)
        return {"sentMessages": sent}


def _refuse_if(problems: Iterator[tuple[str, str]]) -> None:
    found = list(problems)
    if found:
        raise invalid_body(found)


def _recipient(platform: Platform, to: str) -> Talk:
    talk = platform.talk(to)
    if talk is None or (not isinstance(talk, Resident) and not talk.reachable(0)):
        raise Refusal(400, "Failed to send messages")
    return talk


def _check_quotes(platform: Platform, messages: list[Body]) -> None:
    for number, message in enumerate(messages):
        if "quoteToken" in message and message["quoteToken"] not in platform.quote_tokens:
            raise invalid_body([(f"messages[{number}].quoteToken", "The quote token is invalid")])


def _accept(
    platform: Platform, talk: Talk, body: Body, how: Literal["reply", "push"], retry_key: str | None = None
) -> list[dict[str, str]]:
    now, shown = platform.clock(), talk.reachable(platform.clock())
    sent = [_sent(platform, message) for message in body["messages"]]
    numbers = [one["id"] for one in sent]
    platform.accepted.append(Accepted(now, how, talk.id, body["messages"], numbers, shown, retry_key))
    if shown:
        silent = bool(body.get("notificationDisabled"))
        pairs = zip(numbers, body["messages"], strict=True)
        talk.entries += [Entry(number, now, "office", message, silent=silent) for number, message in pairs]
        if isinstance(talk, Resident):
            talk.typing_until = 0
    platform.touch()
    return sent


def _sent(platform: Platform, message: Body) -> dict[str, str]:
    sent = {"id": platform.message_ids.next()}
    if message["type"] in _QUOTABLE:
        sent["quoteToken"] = ids.quote_token()
        platform.quote_tokens.add(sent["quoteToken"])
    return sent
