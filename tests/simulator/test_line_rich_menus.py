"""Rich menus as the platform keeps them: what it takes, and what it refuses with which status."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from linebot.v3.messaging import (
    ApiException,
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    UpdateRichMenuAliasRequest,
)

from simulator.limits.rich_menus import rich_menu
from simulator.platform import Platform
from simulator.rehearsal import Clock
from tests.simulator.menus import LINK, POST, SAY, SWITCH, WHEN, Api, Made, menu, picture


@pytest.fixture
def api(origin: str, bot: MessagingApi, blob: MessagingApiBlob) -> Api:
    return Api(origin, bot, blob)


def refused(call: Callable[[], Any]) -> int:
    with pytest.raises(ApiException) as refusal:
        call()
    return int(refusal.value.status)


GOOD = [
    menu(),
    menu(SAY, POST, LINK, WHEN, SWITCH),
    menu(width=2_500, height=1_686),
    menu(width=2_500, height=250),
    menu(name="菜" * 300, chatBarText="メ" * 14),
    menu(name="👨‍👩‍👧" * 300, chatBarText="👨‍👩‍👧" * 14),
    menu(*[SAY] * 20),
    menu({"type": "message", "text": "話す"}),
    menu({"type": "clipboard", "clipboardText": "K7M4"}),
]
BAD = [
    (menu(width=799), "size.width"),
    (menu(width=2_501), "size.width"),
    (menu(height=249), "size.height"),
    (menu(width=800, height=552), "size"),
    (menu(name="菜" * 301), "name"),
    (menu(name=""), "name"),
    (menu(chatBarText="メ" * 15), "chatBarText"),
    (menu(selected="yes"), "selected"),
    (menu(areas=[]), "areas"),
    (menu(*[SAY] * 21), "areas"),
    (menu(colour="red"), "colour"),
    (menu(SAY | {"label": "話" * 21}), "areas[0].action.label"),
    (menu(SAY | {"text": "話" * 301}), "areas[0].action.text"),
    (menu({"type": "camera", "label": "写真"}), "areas[0].action.type"),
    (menu(SWITCH | {"richMenuAliasId": "English"}), "areas[0].action.richMenuAliasId"),
    (menu(SWITCH | {"data": "x" * 301}), "areas[0].action.data"),
    ({name: part for name, part in menu(SWITCH).items() if name != "name"}, "name"),
    (menu({"type": "richmenuswitch", "richMenuAliasId": "en"}), "areas[0].action.data"),
]


@pytest.mark.parametrize("made", GOOD)
def test_a_menu_within_the_limits_is_taken(api: Api, made: Made) -> None:
    assert api("POST", "/richmenu/validate", made) == 200
    assert api("POST", "/richmenu", made) == 200


@pytest.mark.parametrize(("made", "where"), BAD)
def test_a_menu_beyond_them_is_refused_and_told_where(api: Api, made: Made, where: str) -> None:
    assert where in [place for place, _ in rich_menu(made, "")]
    assert api("POST", "/richmenu/validate", made) == 400
    assert api("POST", "/richmenu", made) == 400


@pytest.mark.parametrize(
    "bounds",
    [
        {"x": 1, "y": 0, "width": 800, "height": 400},
        {"x": 0, "y": 1, "width": 800, "height": 400},
        {"x": -1, "y": 0, "width": 10, "height": 10},
        {"x": 0, "y": 0, "width": 0, "height": 10},
    ],
)
def test_an_area_outside_of_the_menu_is_refused(api: Api, bounds: dict[str, int]) -> None:
    assert api("POST", "/richmenu", menu(areas=[{"bounds": bounds, "action": SAY}])) == 400


def test_what_was_made_is_listed_and_read_and_deleted(api: Api) -> None:
    first, second = api.create(), api.create(menu(name="ふたつめ"))
    assert re.fullmatch(r"richmenu-[0-9a-f]{32}", first)
    assert [one.name for one in api.bot.get_rich_menu_list().richmenus] == ["菜単", "ふたつめ"]
    assert api.bot.get_rich_menu(second).to_dict()["areas"] == menu()["areas"]
    api.bot.delete_rich_menu(first)
    assert [one.rich_menu_id for one in api.bot.get_rich_menu_list().richmenus] == [second]
    assert api("DELETE", f"/richmenu/{first}") == 404
    assert api("GET", f"/richmenu/{first}") == 404


def test_a_picture_is_taken_once_and_given_back(api: Api) -> None:
    made = api.create()
    assert api("GET", f"/richmenu/{made}/content") == 404
    api.blob.set_rich_menu_image(
        made, bytearray(picture(kind="JPEG")), _headers={"Content-Type": "image/jpeg"}
    )
    assert api.blob.get_rich_menu_image(made) == picture(kind="JPEG")
    assert api.upload(made) == 400
    assert api.upload("richmenu-" + "0" * 32) == 404


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (picture(), "image/gif", 415),
        (picture(), "", 415),
        (picture(kind="GIF"), "image/png", 400),
        (picture(kind="JPEG"), "image/png", 400),
        (picture(801, 400), "image/png", 400),
        (picture()[:-30], "image/png", 400),
        (b"\x89PNG" + b"\0" * 1_000_000, "image/png", 413),
    ],
    ids=["gif", "untyped", "lying", "another kind", "another size", "torn", "heavy"],
)
def test_a_wrong_picture_is_refused(api: Api, content: bytes, kind: str, status: int) -> None:
    made = api.create()
    assert api.upload(made, content, kind) == status
    assert api.upload(made) == 200


def test_the_default_menu_needs_a_picture_and_can_be_taken_back(api: Api) -> None:
    bare, made = api.create(), api.complete()
    assert api("GET", "/user/all/richmenu") == 404
    assert refused(lambda: api.bot.set_default_rich_menu(bare)) == 400
    assert refused(lambda: api.bot.set_default_rich_menu("richmenu-" + "0" * 32)) == 404
    api.bot.set_default_rich_menu(made)
    assert api.bot.get_default_rich_menu_id().rich_menu_id == made
    api.bot.cancel_default_rich_menu()
    assert api("GET", "/user/all/richmenu") == 404
    api.bot.set_default_rich_menu(made)
    api.bot.delete_rich_menu(made)
    assert api("GET", "/user/all/richmenu") == 404


def test_an_alias_is_unique_and_leads_to_a_complete_menu_and_can_be_moved(api: Api) -> None:
    bare, one, other = api.create(), api.complete(), api.complete()
    for wrong in (bare, "richmenu-" + "0" * 32, "nonsense"):
        assert api("POST", "/richmenu/alias", {"richMenuAliasId": "en", "richMenuId": wrong}) == 400
    for name in ("", "En", "a" * 33, "日本語"):
        assert api("POST", "/richmenu/alias", {"richMenuAliasId": name, "richMenuId": one}) == 400
    api.bot.create_rich_menu_alias(CreateRichMenuAliasRequest(richMenuAliasId="en", richMenuId=one))
    assert api("POST", "/richmenu/alias", {"richMenuAliasId": "en", "richMenuId": other}) == 400
    api.bot.update_rich_menu_alias("en", UpdateRichMenuAliasRequest(richMenuId=other))
    assert api.bot.get_rich_menu_alias("en").rich_menu_id == other
    assert [found.rich_menu_alias_id for found in api.bot.get_rich_menu_alias_list().aliases] == ["en"]
    assert api("POST", "/richmenu/alias/ja", {"richMenuId": other}) == 404
    assert api("POST", "/richmenu/alias/en", {"richMenuId": bare}) == 400
    api.bot.delete_rich_menu_alias("en")
    assert (api("GET", "/richmenu/alias/en"), api("DELETE", "/richmenu/alias/en")) == (404, 404)


def test_a_hundred_an_hour_and_no_more(api: Api, clock: Clock) -> None:
    statuses = [api("POST", "/richmenu", menu()) for _ in range(101)]
    assert (statuses[:100], statuses[100]) == ([200] * 100, 429)
    made = [one.rich_menu_id for one in api.bot.get_rich_menu_list().richmenus]
    assert [api("DELETE", f"/richmenu/{one}") for one in [*made, made[0]]] == [200] * 100 + [429]
    clock.pass_(hours=1)
    assert api("POST", "/richmenu", menu()) == 200


def test_a_thousand_menus_and_no_more(api: Api, platform: Platform) -> None:
    for _ in range(1_000):
        platform.rich_menus.create(menu())
    assert api("POST", "/richmenu", menu()) == 400
