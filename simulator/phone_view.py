"""What one phone shows, as JSON. Pure."""

from typing import Any

from simulator.platform import Platform
from simulator.talks import Entry, Resident

_NOTICES = {
    "sticker": "スタンプが届きました",
    "image": "写真が届きました",
    "video": "動画が届きました",
    "audio": "音声が届きました",
    "location": "位置情報が届きました",
}


def heading(resident: Resident) -> dict[str, Any]:
    return {"id": resident.id, "name": resident.name}


def view(platform: Platform, resident: Resident) -> dict[str, Any]:
    """The phone of `resident`: who they are, the talk, the last group, and `revision` to ask again with."""
    with platform.changed:
        groups = [group for group in platform.groups.values() if group.inviter == resident.id]
        return {
            "revision": platform.revision,
            "now": platform.clock(),
            "account": platform.channel.account_name,
            "resident": heading(resident) | {"following": resident.following, "blocked": resident.blocked},
            "typing_until": resident.typing_until,
            "menu": platform.rich_menus.shown_to(resident.id) if resident.following else None,
            "group": {"id": groups[-1].id, "joined": groups[-1].joined} if groups else None,
            "entries": [_line(platform, entry) for entry in resident.entries],
        }


def _line(platform: Platform, entry: Entry) -> dict[str, Any]:
    office = entry.author == "office"
    return {
        "id": entry.id,
        "at": entry.at,
        "author": entry.author,
        "message": entry.message,
        "unsent": entry.unsent,
        "edited": entry.edited,
        "silent": entry.silent,
        "unsendable": entry.event_id is not None and not entry.unsent,
        "arrived": office or _arrived(platform, entry),
        "notice": notice(entry.message) if office and not entry.silent else None,
    }


def notice(message: dict[str, Any]) -> str:
    """What a lock screen shows of a message: its words, or its altText."""
    for name in ("text", "altText"):
        if name in message:
            return str(message[name])
    return _NOTICES.get(str(message.get("type")), "お知らせが届きました")


def _arrived(platform: Platform, entry: Entry) -> bool:
    if entry.event_id is None:
        return True
    try:
        return platform.webhooks.find(entry.event_id).delivered
    except KeyError:
        return False
