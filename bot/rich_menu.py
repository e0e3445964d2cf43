"""LINE's rich menus over the official SDK. Source: LINE, Messaging API reference, "Rich menu" and "Per-user rich menu"."""

from collections.abc import Callable, Sequence
from typing import Any

from linebot.v3 import messaging

from bot.channel import TIMEOUTS, DeliveryError, LineChannel
from bot.menu_publishing import MenuError

_UPLOAD_TIMEOUTS = (TIMEOUTS[0], 60.0)
"""A picture goes up over whatever line the office has."""
_SENTENCES = {
    "rate": (
        "LINE allows 100 new menus and 100 deletions an hour, and asks to wait. Run the command again in an hour: it goes on from here.",
        "LINEでは、メニューを作るのも消すのも1時間に100回までで、いまは待つように言っています。1時間たったら、もう一度実行してください。続きから始まります。",
    ),
    "unauthorised": (
        "LINE refuses the channel's credentials: check LINE_CHANNEL_ID and LINE_CHANNEL_SECRET, or the access token.",
        "LINEが、チャネルの資格情報を断りました。LINE_CHANNEL_ID と LINE_CHANNEL_SECRET か、アクセストークンを確かめてください。",
    ),
    "network": (
        "LINE can't be reached. Nothing is half-shown; run the command again.",
        "LINEにつながりません。途中のものが出ることはないので、もう一度実行してください。",
    ),
    "unreadable": (
        "LINE's answer could not be read. Nothing is half-shown; run the command again.",
        "LINEの答えを読めませんでした。途中のものが出ることはないので、もう一度実行してください。",
    ),
    "busy": (
        "LINE has trouble of its own. Nothing is half-shown; run the command again.",
        "LINEの側で不具合が起きています。途中のものが出ることはないので、もう一度実行してください。",
    ),
}
"""In English, and in Japanese."""
_Call = Callable[..., Any]


class LineShelf:
    """The menus of one channel, as bot.menu_publishing asks for them. Every call has a timeout and raises `MenuError`."""

    def __init__(self, channel: LineChannel) -> None:
        self._channel = channel

    def menus(self) -> dict[str, str]:
        found = self._ask("menu-list", lambda api, **how: api.get_rich_menu_list_with_http_info(**how))
        return {menu.rich_menu_id: menu.name for menu in found.richmenus}

    def has_picture(self, menu_id: str) -> bool:
        try:
            self._answer(
                "menu-picture",
                lambda api, **how: api.get_rich_menu_image_with_http_info(menu_id, **how),
                messaging.MessagingApiBlob,
            )
        except DeliveryError as error:
            if not error.permanent:
                raise _told(error, "menu-picture") from None
            return False
        return True

    def create(self, made: dict[str, Any]) -> str:
        request = messaging.RichMenuRequest.from_dict(made)
        found = self._ask(
            "menu-create", lambda api, **how: api.create_rich_menu_with_http_info(request, **how)
        )
        return str(found.rich_menu_id)

    def upload(self, menu_id: str, picture: bytes) -> None:
        def call(api: Any, **how: Any) -> Any:
            how |= {"_headers": {"Content-Type": "image/png"}, "_request_timeout": _UPLOAD_TIMEOUTS}
            return api.set_rich_menu_image_with_http_info(menu_id, bytearray(picture), **how)

        self._tell("menu-upload", call, kind=messaging.MessagingApiBlob)

    def delete(self, menu_id: str) -> None:
        self._tell(
            "menu-delete",
            lambda api, **how: api.delete_rich_menu_with_http_info(menu_id, **how),
            may_be_gone=True,
        )

    def aliases(self) -> dict[str, str]:
        found = self._ask("alias-list", lambda api, **how: api.get_rich_menu_alias_list_with_http_info(**how))
        return {one.rich_menu_alias_id: one.rich_menu_id for one in found.aliases}

    def set_alias(self, name: str, menu_id: str, *, new: bool) -> None:
        if new:
            create = messaging.CreateRichMenuAliasRequest(richMenuAliasId=name, richMenuId=menu_id)
            self._tell(
                "alias-create", lambda api, **how: api.create_rich_menu_alias_with_http_info(create, **how)
            )
        else:
            move = messaging.UpdateRichMenuAliasRequest(richMenuId=menu_id)
            self._tell(
                "alias-move", lambda api, **how: api.update_rich_menu_alias_with_http_info(name, move, **how)
            )

    def delete_alias(self, name: str) -> None:
        self._tell(
            "alias-delete",
            lambda api, **how: api.delete_rich_menu_alias_with_http_info(name, **how),
            may_be_gone=True,
        )

    def default(self) -> str | None:
        found = self._ask(
            "default", lambda api, **how: api.get_default_rich_menu_id_with_http_info(**how), absent=None
        )
        return str(found.rich_menu_id) if found is not None else None

    def set_default(self, menu_id: str | None) -> None:
        if menu_id is None:
            self._tell("no-default", lambda api, **how: api.cancel_default_rich_menu_with_http_info(**how))
        else:
            self._tell(
                "set-default", lambda api, **how: api.set_default_rich_menu_with_http_info(menu_id, **how)
            )

    def move_people(self, pairs: Sequence[tuple[str, str]]) -> str | None:
        links = [{"type": "link", "from": old, "to": new} for old, new in pairs]
        request = messaging.RichMenuBatchRequest.from_dict({"operations": links})
        try:
            answer = self._answer(
                "menu-batch", lambda api, **how: api.rich_menu_batch_with_http_info(request, **how)
            )
        except DeliveryError as error:
            if error.reason == "rate":
                return None
            raise _told(error, "menu-batch") from None
        return str(answer.headers["x-line-request-id"]) if answer is not None else None

    def moved(self, request: str) -> bool:
        found = self._ask(
            "menu-progress",
            lambda api, **how: api.get_rich_menu_batch_progress_with_http_info(request, **how),
        )
        return bool(found.phase != messaging.RichMenuBatchProgressPhase.ONGOING)

    def _ask(self, name: str, call: _Call, **absent: Any) -> Any:
        """What LINE answers; `absent` for 404, where that is an answer. `MenuError` when it can't be read."""
        try:
            answer = self._answer(name, call)
        except DeliveryError as error:
            if error.reason == "gone" and "absent" in absent:
                return absent["absent"]
            raise _told(error, name) from None
        if answer is None:
            raise MenuError(*_SENTENCES["unreadable"])
        return answer.data

    def _tell(
        self, name: str, call: _Call, *, kind: Any = messaging.MessagingApi, may_be_gone: bool = False
    ) -> None:
        """A call whose answer says nothing more than that it was done."""
        try:
            self._answer(name, call, kind)
        except DeliveryError as error:
            if error.reason != "gone" or not may_be_gone:
                raise _told(error, name) from None

    def _answer(self, name: str, call: _Call, kind: Any = messaging.MessagingApi) -> Any:
        return self._channel.ask(name, lambda client: call(kind(client), _request_timeout=TIMEOUTS))


def _told(error: DeliveryError, name: str) -> MenuError:
    # The token is asked for on the way, and its refusal alone is not permanent.
    unauthorised = error.reason == "refused" and not error.permanent
    refused = (
        f"LINE refused a call ({name}); its log line has the request id. Nothing is half-shown.",
        f"LINEが断りました（{name}）。ログの行に、LINEに問い合わせるための番号（request id）があります。途中のものが出ることはありません。",
    )
    return MenuError(*_SENTENCES.get("unauthorised" if unauthorised else error.reason, refused))
