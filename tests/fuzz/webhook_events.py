"""Webhook events as LINE's specification allows them, at random: 19 types, 7 kinds of message, 3 kinds of source.

Written by hand from LINE's OpenAPI description of webhooks. Ids are placeholders until `Sender` stamps them, so that an
example can be sent again and again while it is being made smaller.
"""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

BATCH = 25
EVENT_ID, MESSAGE_ID = "<event>", "<message>"
"""Stamped later; `MESSAGE_ID` followed by a number is the id of the message at that place of the batch."""

PEOPLE = [f"U{number:032x}" for number in range(12)]
ODD_PEOPLE = ["U", "う" * 300, "U\x00", "🏳️‍🌈", "U" + "0" * 600]
DAY = 24 * 3600 * 1000
NOW = 1_795_219_200_000

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=24),
    st.sampled_from(
        [
            "ね",
            "👩‍👩‍👧‍👧" * 40,
            "\u202e逆さ",
            "\x00",
            "か\u3099\u3099",
            "\r\n\t.",
            '"},{',
            "む" * 900,
            "\ufeff\ufffe\uffff",
        ]
    ),
)
COMMANDS = st.sampled_from(
    [
        "話す",
        "「いそぐとき」",
        "消す",
        "いま全部消す",
        "メニュー",
        "この場所について",
        "予約",
        "資料",
        "終わる",
        "読む",
        "Talk",
        "Urgent",
    ]
)
NAMES = st.text(max_size=12)
NUMBERS = st.integers(-(2**31), 2**31)
TIMES = st.one_of(st.integers(NOW - 30 * DAY, NOW + DAY), st.sampled_from([0, -1, 2**53, 2**63 - 1]))
USERS = st.sampled_from(PEOPLE + ODD_PEOPLE)


def having(must: dict[str, Any], may: dict[str, Any] | None = None) -> st.SearchStrategy[Json]:
    """An object with these properties, given as strategies or as plain values, and perhaps those."""
    drawn: dict[Any, Any] = {name: one for name, one in must.items() if isinstance(one, st.SearchStrategy)}
    plain = {name: value for name, value in must.items() if name not in drawn}
    if not drawn and not may:
        return st.just(plain)
    return st.fixed_dictionaries(drawn, optional=may or {}).map(lambda made: plain | made)


def often(one: Any, times: int, others: list[Any]) -> st.SearchStrategy[Any]:
    """`one` so many times as often as each of the others. (`one_of` would count equal branches once.)"""
    return st.sampled_from([*[one] * times, *others]).flatmap(lambda chosen: chosen)


SOURCES: list[Json] = [
    *({"type": "user", "userId": user} for user in PEOPLE * 5 + ODD_PEOPLE),
    {"type": "user"},
    {"type": "group", "groupId": "C1"},
    {"type": "group", "groupId": "C" + "1" * 32, "userId": PEOPLE[0]},
    {"type": "room", "roomId": "", "userId": PEOPLE[1]},
]


def event(kind: str, must: Json | None = None, may: Json | None = None) -> st.SearchStrategy[Json]:
    common = {
        "type": kind,
        "timestamp": TIMES,
        "mode": st.sampled_from(["active"] * 9 + ["standby"]),
        "webhookEventId": EVENT_ID,
        "deliveryContext": st.sampled_from([{"isRedelivery": False}, {"isRedelivery": True}]),
        "source": st.sampled_from(SOURCES),
    }
    return having(common | (must or {}), may)


TOKEN = st.sampled_from(["0" * 32, "f" * 32, "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", "", "と" * 600])
PROVIDER = st.sampled_from(
    [
        {"type": "line"},
        {
            "type": "external",
            "originalContentUrl": "https://a.example/p",
            "previewImageUrl": "https://a.example/q",
        },
    ]
)
MENTIONEE = having({"type": st.sampled_from(["user", "all"]), "index": NUMBERS, "length": NUMBERS})
EMOJI = having({"index": NUMBERS, "length": NUMBERS, "productId": NAMES, "emojiId": NAMES})
RESOURCES = st.sampled_from(
    [
        "STATIC",
        "ANIMATION",
        "SOUND",
        "ANIMATION_SOUND",
        "POPUP",
        "POPUP_SOUND",
        "CUSTOM",
        "MESSAGE",
        "NAME_TEXT",
        "PER_STICKER_TEXT",
    ]
)


def message(kind: str, must: dict[str, Any], may: dict[str, Any] | None = None) -> st.SearchStrategy[Json]:
    return having({"type": kind, "id": MESSAGE_ID} | must, {"markAsReadToken": TOKEN} | (may or {}))


TEXT = message(
    "text",
    {"text": WORDS, "quoteToken": TOKEN},
    {
        "emojis": st.lists(EMOJI, max_size=2),
        "mention": having({"mentionees": st.lists(MENTIONEE, max_size=2)}),
        "quotedMessageId": NAMES,
    },
)
STICKER = message(
    "sticker",
    {"packageId": NAMES, "stickerId": NAMES, "stickerResourceType": RESOURCES, "quoteToken": TOKEN},
    {"keywords": st.lists(NAMES, max_size=15), "text": NAMES, "quotedMessageId": NAMES},
)
IMAGE = message(
    "image",
    {"contentProvider": PROVIDER, "quoteToken": TOKEN},
    {"imageSet": having({"id": NAMES}, {"index": NUMBERS, "total": NUMBERS})},
)
VIDEO = message("video", {"contentProvider": PROVIDER, "quoteToken": TOKEN}, {"duration": NUMBERS})
AUDIO = message("audio", {"contentProvider": PROVIDER}, {"duration": NUMBERS})
FILE = message("file", {"fileName": NAMES, "fileSize": NUMBERS})
DEGREES = st.floats(-180, 180)
LOCATION = message(
    "location", {"latitude": DEGREES, "longitude": DEGREES}, {"title": NAMES, "address": NAMES}
)
COMMAND = message("text", {"text": COMMANDS, "quoteToken": TOKEN})
MESSAGE = often(TEXT, 7, [STICKER, IMAGE, VIDEO, AUDIO, FILE, LOCATION, COMMAND])

UNSENT = st.one_of(st.integers(0, BATCH - 1).map(lambda place: f"{MESSAGE_ID}{place}"), NAMES)
POSTBACK = having({"data": st.one_of(NAMES, st.sampled_from(["1.z", "lang.ja", "lang.xx", "1.a.b.c"]))}, {
    "params": st.one_of(
        having({"status": st.sampled_from(["SUCCESS", "FAILED", "RICHMENU_NOTFOUND"]), "newRichMenuAliasId": NAMES}),
        having({"datetime": "2026-11-21T09:00"}),
        st.dictionaries(NAMES, NAMES, max_size=2),
    )
})  # fmt: skip
MEMBERS = having({"members": st.lists(having({"type": "user"}, {"userId": USERS}), max_size=2)})
ANSWERABLE = {"replyToken": TOKEN}
OTHERS = [
    event("follow", ANSWERABLE | {"follow": having({"isUnblocked": st.booleans()})}),
    event("unfollow"),
    event("postback", {"postback": POSTBACK}, ANSWERABLE),
    event("unsend", {"unsend": having({"messageId": UNSENT})}),
    event("join", ANSWERABLE),
    event("leave"),
    event("memberJoined", ANSWERABLE | {"joined": MEMBERS}),
    event("memberLeft", {"left": MEMBERS}),
    event("videoPlayComplete", ANSWERABLE | {"videoPlayComplete": having({"trackingId": NAMES})}),
    event("beacon", ANSWERABLE | {"beacon": having({"hwid": NAMES, "type": st.sampled_from(["enter", "banner", "stay"])})}),
    event("accountLink", {"link": having({"result": st.sampled_from(["ok", "failed"]), "nonce": NAMES})}, ANSWERABLE),
    event("membership", ANSWERABLE | {"membership": having({"type": st.sampled_from(["joined", "left", "renewed"]), "membershipId": NUMBERS})}),
    event("module", {"module": having({"type": "attached", "botId": NAMES, "scopes": st.lists(NAMES, max_size=2)})}),
    event("module", {"module": having({"type": "detached", "botId": NAMES, "reason": "bot_deleted"})}),
    event("activated", {"chatControl": having({"expireAt": NUMBERS})}),
    event("deactivated"),
    event("botSuspended"),
    event("botResumed"),
    event("delivery", {"delivery": having({"data": NAMES})}),
]  # fmt: skip
SAID = event("message", {"message": MESSAGE}, ANSWERABLE)
EVENT = often(SAID, 12, OTHERS)
EVENTS = st.lists(EVENT, min_size=BATCH, max_size=BATCH)
