"""The rich menus of the channel: their pictures and aliases, the default one, and who sees which.

Source: LINE reference, Rich menu; LINE guide, Switch between tabs on rich menus.
"""

import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.talks import Resident

MOST = 1_000
"""Menus, and aliases, that one channel may have."""
MOST_IN_AN_HOUR = 100
"""Creations, deletions and deletions of aliases: so many of each."""
BATCHES_IN_AN_HOUR = 3
_HOUR = 3_600_000
Phase = Literal["ongoing", "succeeded", "failed"]


@dataclass
class Batch:
    """One request, at `at` ms, to move many people from menu to menu."""

    at: int
    phase: Phase


@dataclass(frozen=True)
class Picture:
    """The picture of a menu as it was uploaded."""

    content: bytes = field(repr=False)
    mimetype: str


@dataclass
class RichMenu:
    """`made` is the object of the request that created it."""

    id: str
    made: dict[str, Any]
    picture: Picture | None = None


class RichMenus:
    """State only; who may change it, and the limits of each request, are in line_api/rich_menus.py.

    Switch: `batches_take_long` (a batch is never said to have ended).
    """

    def __init__(self) -> None:
        self.menus: dict[str, RichMenu] = {}
        self.aliases: dict[str, str] = {}
        self.default: str | None = None
        self.linked: dict[str, str] = {}
        self.batches: dict[str, Batch] = {}
        self.batches_take_long = False
        self._recent: dict[str, deque[int]] = {}

    def too_many(self, what: str, now: int, most: int = MOST_IN_AN_HOUR) -> bool:
        """True when `what` was done `most` times in the hour before `now`; otherwise it is counted."""
        recent = self._recent.setdefault(what, deque())
        while recent and recent[0] <= now - _HOUR:
            recent.popleft()
        if len(recent) >= most:
            return True
        recent.append(now)
        return False

    def create(self, made: dict[str, Any]) -> RichMenu:
        menu = RichMenu(f"richmenu-{secrets.token_hex(16)}", made)
        self.menus[menu.id] = menu
        return menu

    def delete(self, menu_id: str) -> None:
        """Its aliases stay and lead nowhere; people who saw it see the default menu, if that is another."""
        del self.menus[menu_id]
        if self.default == menu_id:
            self.default = None
        for user_id in [user for user, linked in self.linked.items() if linked == menu_id]:
            del self.linked[user_id]

    def move(self, old: str | None, new: str | None) -> None:
        """Link everybody who is linked to `old` (None: to any menu) to `new`, or (None) to no menu of their own."""
        for user_id in [user for user, linked in self.linked.items() if old in (None, linked)]:
            if new is None:
                del self.linked[user_id]
            else:
                self.linked[user_id] = new

    def shown_to(self, user_id: str) -> dict[str, Any] | None:
        """The menu object this resident sees, with its `richMenuId` and the path of its `picture`; None for no menu.

        The path is relative to the phone's page. `selected` says whether the menu is open at first.
        """
        menu = self.menus.get(self.linked.get(user_id, self.default or ""))
        if menu is None or menu.picture is None:
            return None
        return {**menu.made, "richMenuId": menu.id, "picture": f"phone/rich-menus/{menu.id}/picture"}

    def tap(self, resident: Resident, area: int) -> tuple[dict[str, Any], dict[str, str] | None]:
        """What that area (from 0) of the menu they see does; and, where it shows another menu, its postback's params.

        ValueError when there is no such area, or behind a block.
        """
        areas = (self.shown_to(resident.id) or {"areas": []})["areas"]
        if resident.blocked:
            raise ValueError("the account is blocked")
        if not 0 <= area < len(areas):
            raise ValueError("the menu has no such area")
        action = areas[area]["action"]
        if action["type"] != "richmenuswitch":
            return action, None
        return action, self._switch(resident.id, action["richMenuAliasId"], friend=resident.following)

    def _switch(self, user_id: str, alias: str, *, friend: bool) -> dict[str, str]:
        menu_id = self.aliases.get(alias)
        if menu_id is None:
            return {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
        if menu_id not in self.menus:
            return {"status": "RICHMENU_NOTFOUND"}
        if not friend:
            return {"status": "FAILED"}
        self.linked[user_id] = menu_id
        return {"newRichMenuAliasId": alias, "status": "SUCCESS"}
