"""Rich menus to make, and the fake Messaging API over plain HTTP and over the SDK."""

import io
import json
from typing import Any

import urllib3
from linebot.v3.messaging import MessagingApi, MessagingApiBlob, RichMenuRequest
from PIL import Image

Made = dict[str, Any]
SAY = {"type": "message", "label": "話す", "text": "話す"}
SWITCH = {"type": "richmenuswitch", "label": "English", "richMenuAliasId": "en", "data": "lang.en"}
POST = {"type": "postback", "label": "予約", "data": "v1:book", "displayText": "予約したい"}
LINK = {"type": "uri", "label": "ひらく", "uri": "https://example.org/a"}
WHEN = {"type": "datetimepicker", "label": "日", "data": "v1:day", "mode": "date"}


def menu(*actions: Made, width: int = 800, height: int = 400, **parts: Any) -> Made:
    actions = actions or (SAY, SWITCH)
    share = width // len(actions)
    areas = [
        {"bounds": {"x": share * n, "y": 0, "width": share, "height": height}, "action": action}
        for n, action in enumerate(actions)
    ]
    size = {"width": width, "height": height}
    return {
        "size": size,
        "selected": False,
        "name": "菜単",
        "chatBarText": "メニュー",
        "areas": areas,
    } | parts


def picture(width: int = 800, height: int = 400, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#FBF4E6").save(file, kind)
    return file.getvalue()


class Api:
    """The fake Messaging API over plain HTTP, and over the SDK where that says more."""

    def __init__(self, origin: str, bot: MessagingApi, blob: MessagingApiBlob) -> None:
        self._origin, self.bot, self.blob = origin, bot, blob
        self._pool = urllib3.PoolManager(retries=False)

    def __call__(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> int:
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        answer = self.ask(method, path, content, kind)
        return int(answer.status)

    def ask(self, method: str, path: str, content: bytes | None, kind: str) -> urllib3.BaseHTTPResponse:
        headers = {"Authorization": "Bearer long-lived"} | ({"Content-Type": kind} if content else {})
        return self._pool.request(method, f"{self._origin}/line/v2/bot{path}", body=content, headers=headers)

    def create(self, made: Made | None = None) -> str:
        return str(self.bot.create_rich_menu(RichMenuRequest.from_dict(made or menu())).rich_menu_id)

    def upload(self, menu_id: str, content: bytes | None = None, kind: str = "image/png") -> int:
        return self("POST", f"/richmenu/{menu_id}/content", content or picture(), kind)

    def complete(self, made: Made | None = None) -> str:
        menu_id = self.create(made)
        assert self.upload(menu_id) == 200
        return menu_id
