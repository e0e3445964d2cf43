"""What can be wrong with a webhook event: fields dropped, of other types, null, deep, huge, twice, or of next year's LINE."""

import copy
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.webhook_events import EVENT, EVENT_ID, MESSAGE_ID, Json, often

DROPPED = object()
FIELDS = [
    ("type",), ("source",), ("source", "userId"), ("source", "type"), ("message",), ("message", "id"), ("message", "type"),
    ("message", "text"), ("message", "keywords"), ("message", "contentProvider"), ("message", "fileName"),
    ("message", "fileSize"), ("message", "duration"), ("message", "latitude"), ("message", "address"), ("message", "imageSet"),
    ("message", "imageSet", "total"), ("message", "emojis"), ("message", "mention"), ("message", "quoteToken"),
    ("message", "quotedMessageId"), ("replyToken",), ("timestamp",), ("mode",), ("webhookEventId",), ("deliveryContext",),
    ("follow",), ("unsend",), ("unsend", "messageId"), ("postback",), ("postback", "data"), ("postback", "params"), ("new",),
]  # fmt: skip


def nested(depth: int, *, lists: bool) -> Any:
    """`[[[…]]]` or `{"a": {"a": …}}`."""
    made: Any = 0
    for _ in range(depth):
        made = [made] if lists else {"a": made}
    return made


VALUES = [
    *(DROPPED, DROPPED, None, None, True, False, 0, -1, 1.5, 1e308, float("inf"), float("nan"), 10**400),
    *("", " \u3000\n", "\x00", "\ud800", "か\udfffき", "\ud83c\udff3\ud83c", "x" * 10_001, "あ" * 513, "0", "null"),
    *([], {}, [None], [[]], {"": None}, {"type": "text"}, ["text"], {"messageId": "1"}, [{"type": "user"}]),
    *("text", "sticker", "image", "hologram", "message", "messageEdited", "unsend", "postback", "teleport"),
    *("user", "group", "square", "standby", "chimera", "U" + "f" * 10_000, EVENT_ID, f"{MESSAGE_ID}0", f"{MESSAGE_ID}7"),
    *(nested(40, lists=True), nested(300, lists=True), nested(300, lists=False)),
]  # fmt: skip
NO_EVENTS: list[Any] = [
    None,
    0,
    "message",
    [],
    {},
    [[]],
    {"type": None},
    {"type": "message"},
    {"message": {"type": "text", "text": "?"}},
]

CHANGE = st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES))
CHANGED = st.tuples(EVENT, st.lists(CHANGE, min_size=1, max_size=2)).map(lambda pair: spoilt(*pair))
SPOILT = often(CHANGED, 12, [st.sampled_from(NO_EVENTS)])


def spoilt(event: Json, changes: list[tuple[tuple[str, ...], Any]]) -> Json:
    """The event with each of these fields set to something else, or dropped, where there is a place for it."""
    made = copy.deepcopy(event)
    for path, value in changes:
        owner: Any = made
        for name in path[:-1]:
            owner = owner.get(name) if isinstance(owner, dict) else None
        if not isinstance(owner, dict):
            continue
        if value is DROPPED:
            owner.pop(path[-1], None)
        else:
            owner[path[-1]] = value
    # Edits of messages that came have a test of their own; here each is of one that never did.
    if made.get("type") == "messageEdited" and isinstance(made.get("message"), dict):
        made["message"]["id"] = MESSAGE_ID
    return made
