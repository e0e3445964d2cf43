"""Whose phone shows which rich menu, and what a tap on it does."""

import json

import pytest
from linebot.v3.messaging import CreateRichMenuAliasRequest, MessagingApi, MessagingApiBlob

from simulator.platform import Platform
from simulator.rehearsal import Callback
from simulator.talks import Resident
from tests.simulator.menus import LINK, POST, SAY, WHEN, Api, menu


@pytest.fixture
def api(origin: str, bot: MessagingApi, blob: MessagingApiBlob) -> Api:
    return Api(origin, bot, blob)


def test_a_menu_of_ones_own_is_for_friends_only(api: Api, platform: Platform, hanako: Resident) -> None:
    common, own = api.complete(), api.complete(menu(name="ひとりの"))
    api.bot.set_default_rich_menu(common)
    stranger = platform.add_resident("みどり")
    assert api("POST", f"/user/{stranger.id}/richmenu/{own}") == 400
    assert api("POST", f"/user/U{'0' * 32}/richmenu/{own}") == 400
    assert api("POST", f"/user/{hanako.id}/richmenu/richmenu-{'0' * 32}") == 404
    assert api("POST", f"/user/{hanako.id}/richmenu/{api.create()}") == 400
    api.bot.link_rich_menu_id_to_user(hanako.id, own)
    assert api.bot.get_rich_menu_id_of_user(hanako.id).rich_menu_id == own
    assert [seen["name"] for seen in map(platform.rich_menus.shown_to, (hanako.id, stranger.id)) if seen] == [
        "ひとりの",
        "菜単",
    ]
    api.bot.unlink_rich_menu_id_from_user(hanako.id)
    assert api("GET", f"/user/{hanako.id}/richmenu") == 404
    api.bot.link_rich_menu_id_to_user(hanako.id, own)
    api.bot.delete_rich_menu(own)
    seen = platform.rich_menus.shown_to(hanako.id)
    assert seen is not None
    assert seen["richMenuId"] == common


def test_everybody_is_moved_from_menu_to_menu_by_one_request(
    api: Api, platform: Platform, hanako: Resident
) -> None:
    old, new, bare = api.complete(), api.complete(), api.create()
    api.bot.link_rich_menu_id_to_user(hanako.id, old)
    link = {"type": "link", "from": old, "to": new}
    for wrong in ({**link, "to": bare}, {**link, "from": "richmenu-" + "0" * 32}, {"type": "swap"}):
        assert api("POST", "/richmenu/validate/batch", {"operations": [wrong]}) == 400
    assert api("POST", "/richmenu/validate/batch", {"operations": [link]}) == 200
    answer = api.ask(
        "POST", "/richmenu/batch", json.dumps({"operations": [link]}).encode(), "application/json"
    )
    assert answer.status == 202
    progress = api.bot.get_rich_menu_batch_progress(answer.headers["x-line-request-id"])
    assert progress.phase == "succeeded"
    assert platform.rich_menus.linked == {hanako.id: new}
    assert api("POST", "/richmenu/batch", {"operations": [{"type": "unlinkAll"}]}) == 202
    assert platform.rich_menus.linked == {}
    again = {"operations": [{"type": "unlink", "from": new}]}
    assert [api("POST", "/richmenu/batch", again) for _ in range(2)] == [202, 429]
    assert api("GET", "/richmenu/progress/batch?requestId=unknown") == 404


def test_a_tab_switches_the_menu_and_says_so(
    api: Api, platform: Platform, hanako: Resident, callback: Callback
) -> None:
    first, other = api.complete(), api.complete(menu(name="English"))
    api.bot.set_default_rich_menu(first)
    api.bot.create_rich_menu_alias(CreateRichMenuAliasRequest(richMenuAliasId="en", richMenuId=other))
    platform.tap_menu(hanako.id, 1)
    platform.webhooks.settle()
    (event,) = callback.events
    assert (event["type"], event["postback"]) == (
        "postback",
        {"data": "lang.en", "params": {"newRichMenuAliasId": "en", "status": "SUCCESS"}},
    )
    assert event["replyToken"]
    seen = platform.rich_menus.shown_to(hanako.id)
    assert seen is not None
    assert seen["name"] == "English"
    assert seen["picture"].endswith(f"{other}/picture")


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("no alias", "RICHMENU_ALIAS_ID_NOTFOUND"),
        ("no menu", "RICHMENU_NOTFOUND"),
        ("no friend", "FAILED"),
    ],
)
def test_a_tab_that_leads_nowhere_leaves_the_menu_and_says_why(
    api: Api, platform: Platform, hanako: Resident, callback: Callback, what: str, status: str
) -> None:
    first, other = api.complete(), api.complete()
    api.bot.set_default_rich_menu(first)
    if what != "no alias":
        api.bot.create_rich_menu_alias(CreateRichMenuAliasRequest(richMenuAliasId="en", richMenuId=other))
    if what == "no menu":
        api.bot.delete_rich_menu(other)
    hanako.following = what != "no friend"
    platform.tap_menu(hanako.id, 1)
    platform.webhooks.settle()
    assert callback.events[-1]["postback"] == {"data": "lang.en", "params": {"status": status}}
    seen = platform.rich_menus.shown_to(hanako.id)
    assert seen is not None
    assert seen["richMenuId"] == first


def test_a_tile_speaks_for_the_resident(
    api: Api, platform: Platform, hanako: Resident, callback: Callback
) -> None:
    api.bot.set_default_rich_menu(api.complete(menu(SAY, POST, LINK, WHEN)))
    platform.tap_menu(hanako.id, 0)
    platform.tap_menu(hanako.id, 1)
    assert platform.tap_menu(hanako.id, 2) is None
    with pytest.raises(ValueError, match="picked"):
        platform.tap_menu(hanako.id, 3)
    platform.tap_menu(hanako.id, 3, "2026-12-01")
    platform.webhooks.settle()
    said, booked, day = callback.events
    assert said["message"]["text"] == "話す"
    assert booked["postback"] == {"data": "v1:book"}
    assert day["postback"] == {"data": "v1:day", "params": {"date": "2026-12-01"}}


def test_there_is_nothing_to_tap_without_a_menu_or_behind_a_block(
    api: Api, platform: Platform, hanako: Resident
) -> None:
    with pytest.raises(ValueError, match="no such area"):
        platform.tap_menu(hanako.id, 0)
    api.bot.set_default_rich_menu(api.complete())
    with pytest.raises(ValueError, match="no such area"):
        platform.tap_menu(hanako.id, 2)
    platform.block(hanako.id)
    with pytest.raises(ValueError, match="blocked"):
        platform.tap_menu(hanako.id, 0)
