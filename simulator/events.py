"""Webhook events as LINE writes them (LINE reference, Webhook event objects). Pure."""

from typing import Any

Event = dict[str, Any]


def event(
    kind: str, event_id: str, at: int, source: Event | None, *, reply_token: str | None = None, **body: Any
) -> Event:
    """An event of `kind` at `at` ms with the common properties, and what belongs to the kind in `body`."""
    made: Event = {
        "type": kind,
        **body,
        "webhookEventId": event_id,
        "deliveryContext": {"isRedelivery": False},
        "timestamp": at,
        "mode": "active",
    }
    if source is not None:
        made["source"] = source
    if reply_token is not None:
        made["replyToken"] = reply_token
    return made


def user(user_id: str) -> Event:
    return {"type": "user", "userId": user_id}


def in_group(talk: str, user_id: str | None = None) -> Event:
    """The source of an event in a group (ids begin with C) or a multi-person room (ids begin with R)."""
    kind = "group" if talk.startswith("C") else "room"
    return {"type": kind, f"{kind}Id": talk, **({"userId": user_id} if user_id else {})}


def text(message_id: str, quote_token: str, words: str, *, quoted: str | None = None) -> Event:
    made = {"type": "text", "id": message_id, "quoteToken": quote_token, "text": words}
    return made | ({"quotedMessageId": quoted} if quoted else {})


def sticker(message_id: str, quote_token: str, sticker_id: str, keywords: list[str]) -> Event:
    return {
        "type": "sticker",
        "id": message_id,
        "quoteToken": quote_token,
        "packageId": "11537",
        "stickerId": sticker_id,
        "stickerResourceType": "STATIC",
        "keywords": keywords,
    }


def media(kind: str, message_id: str, quote_token: str, *, size: int, name: str = "memo.pdf") -> Event:
    """An image, video, audio or file message. Only images and videos can be quoted."""
    made: Event = {"type": kind, "id": message_id}
    if kind == "file":
        return made | {"fileName": name, "fileSize": size}
    made["contentProvider"] = {"type": "line"}
    if kind in {"image", "video"}:
        made["quoteToken"] = quote_token
    if kind in {"video", "audio"}:
        made["duration"] = 4_200
    return made


def location(message_id: str, title: str, address: str, latitude: float, longitude: float) -> Event:
    return {
        "type": "location",
        "id": message_id,
        "title": title,
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
    }
