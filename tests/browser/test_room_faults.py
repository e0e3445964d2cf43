"""The resident's page when the line breaks, the browser keeps nothing, or the server forges."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.browser.pictures import given, see_through
from tests.browser.room_faults import BROKEN_UPLOADS, REFUSALS, Forge, answer, spoil, unsign
from tests.browser.room_house import ROWS, Phone, RoomHouse, served
from tests.harness.browser import PHONE, Complaints, OpenPage


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomHouse]:
    with served(tmp_path_factory.mktemp("house")) as opened:
        yield opened


def test_what_is_written_offline_goes_out_later_once_and_in_order(
    house: RoomHouse, hanakos_phone: Page
) -> None:
    # She typed the address: nothing but the server's own word says which office this is, today and later.
    hanako = Phone(hanakos_phone, house.page)
    hanako.begin()
    hanako.says("ひとつめ")
    assert not hanako.view["pinned"]
    sato = house.at(house.desk())

    # The first answer gets lost on the way back; the second and third question never arrive.
    hanakos_phone.route("**/room/entries", lambda route: (route.fetch(), route.abort()))
    hanako.act("say", "ふたつめ")
    hanako.until("!view.online")
    hanakos_phone.unroute("**/room/entries")
    hanakos_phone.route("**/room/entries", lambda route: route.abort())
    for text in ("みっつめ", "よっつめ"):
        hanako.act("say", text)
    assert [one["state"] for one in hanako.view["entries"]][-2:] != ["arrived", "arrived"]
    assert sato.said() == [("text", "ひとつめ"), ("text", "ふたつめ")]
    sato.reply("だいじょうぶですか")

    # Nothing of it lies readable in the browser, and a reload loses nothing of it.
    rows = hanakos_phone.evaluate(ROWS)
    assert "queue/" in rows
    assert "みっつめ" not in rows
    assert "ひとつめ" not in rows
    hanako = Phone(hanakos_phone, house.page)
    hanako.hears("だいじょうぶですか")
    assert not hanako.view["pinned"]
    assert hanako.texts == ["ひとつめ", "ふたつめ", "だいじょうぶですか", "みっつめ", "よっつめ"]
    hanakos_phone.unroute("**/room/entries")
    hanako.looks()
    hanako.arrived("よっつめ")
    whole = [
        ("text", text) for text in ("ひとつめ", "ふたつめ", "だいじょうぶですか", "みっつめ", "よっつめ")
    ]
    assert sato.said() == whole
    assert "queue/" not in hanakos_phone.evaluate(ROWS)

    # Two tabs of one browser: what is stuck in one the other seals anew and sends, and neither sends it twice.
    hanakos_phone.route("**/room/entries", lambda route: route.abort())
    hanako.act("say", "もとの画面から")
    sato.reply("まっています")
    other = Phone(hanakos_phone.context.new_page(), house.page)
    other.until("view.phase === 'open'")
    other.says("べつの画面から")
    hanakos_phone.unroute("**/room/entries")
    hanako.looks()
    hanako.until(
        "view.entries.length === 8 && view.entries.every(({ mine, state }) => !mine || state === 'arrived')"
    )
    meanwhile = [("text", text) for text in ("まっています", "もとの画面から", "べつの画面から")]
    assert sato.said() == [*whole, *meanwhile]

    # What one of them forgets both forget; the code brings it back.
    code = hanako.act("code")
    other.act("forget")
    hanako.until("view.phase === 'welcome' && view.entries.length === 0")
    assert hanako.trouble("say", "だれかいますか") == "room"
    hanako.act("resume", code.lower().replace(" ", "-").replace("i", "1").replace("o", "0"))
    assert len(hanako.texts) == 8
    assert hanako.view["kept"]


def test_a_tab_at_the_door_goes_into_the_room_that_another_has_begun(
    house: RoomHouse, hanakos_phone: Page
) -> None:
    """She opened the paper's page twice. A press in the first one throws away neither keys nor words that wait."""
    door = Phone(hanakos_phone, house.paper)
    hanako = Phone(hanakos_phone.context.new_page(), house.paper)
    hanako.begin()
    hanako.says("ひとつめ")
    sato = house.at(house.desk())
    hanako.page.route("**/room/entries", lambda route: route.abort())
    hanako.act("say", "ふたつめ")

    door.act("begin", {"eraseOnClose": True, "language": "en"})
    door.arrived("ふたつめ")
    view = door.view
    assert (door.texts, view["kept"], view["language"]) == (["ひとつめ", "ふたつめ"], True, "en")
    assert view["room"]["eraseOnClose"]
    assert hanako.view["phase"] == "open"
    assert sato.said() == [("text", "ひとつめ"), ("text", "ふたつめ")]

    # One that is destroyed by now keeps nobody from beginning another.
    late = Phone(hanako.page, house.page)
    late.until("view.phase === 'open'")
    late.act("forget")
    door.until("view.phase === 'welcome'")
    late.begin()
    late.says("みっつめ")
    gone = {"status": 404, "json": {"error": "room"}}
    door.page.route("**/room/consultation?*", lambda route: route.fulfill(**gone))
    door.begin()
    door.page.unroute("**/room/consultation?*")
    door.says("また来ました")
    assert door.texts == ["また来ました"]


def test_last_words_before_this_device_forgets_do_not_make_the_talk_gone(
    house: RoomHouse, hanakos_phone: Page
) -> None:
    """They are on their way over a slow line when she presses; the desk has them, and the page says what she did."""
    hanako = Phone(hanakos_phone, house.paper)
    hanako.begin()
    hanako.says("ひとつめ")
    sato, held = house.at(house.desk()), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    hanakos_phone.route("**/room/entries", hold)
    with hanakos_phone.expect_request("**/room/entries"):
        hanako.act("say", "では、また")
    hanako.act("forget")
    with hanakos_phone.expect_response("**/room/consultation?*"):
        held[0].continue_()
    hanakos_phone.evaluate("new Promise((done) => setTimeout(done))")
    assert hanako.view["phase"] == "welcome"
    assert sato.said()[-1] == ("text", "では、また")


def test_first_words_go_out_before_the_page_can_read(house: RoomHouse, hanakos_phone: Page) -> None:
    """What reading needs comes last; where the line has lost it, it is asked for again, and nothing is sent twice."""
    hanakos_phone.route("**/js/room/reading.js", lambda route: route.abort())
    hanako = Phone(hanakos_phone, house.page)
    hanako.begin()
    with hanakos_phone.expect_response("**/room/consultations"):
        hanako.act("say", "ひとつめ")
    hanako.act("say", "ふたつめ")
    assert [(one["state"] == "arrived", one["mine"]) for one in hanako.view["entries"]] == [(False, True)] * 2
    hanakos_phone.unroute("**/js/room/reading.js")
    hanako.looks()
    hanako.arrived("ふたつめ")
    assert hanako.texts == ["ひとつめ", "ふたつめ"]
    assert house.at(house.desk()).said() == [("text", "ひとつめ"), ("text", "ふたつめ")]


def test_a_picture_that_can_not_go_says_so_and_goes_at_another_try(
    house: RoomHouse, hanakos_phone: Page, complaints: Complaints
) -> None:
    """A line that is away is waited for; what is our own fault is neither hidden nor tried for ever."""
    complaints.expect("uncaught: .*not this one")
    hanako = Phone(hanakos_phone, house.page)
    hanako.begin()
    hanako.says("写真があります")
    hanakos_phone.evaluate(BROKEN_UPLOADS)
    hanako.act("sendImage", given(see_through(), "mark.png", "image/png"))
    hanako.until("view.entries[1]?.state === 'failed'")
    hanako.says("送れましたか")
    hanakos_phone.evaluate("whole()")
    hanako.act("retry", next(one["key"] for one in hanako.view["entries"] if one["state"] == "failed"))
    hanako.until("view.entries.length === 3 && view.entries.every(({ state }) => state === 'arrived')")


def test_a_browser_that_keeps_nothing_still_has_a_room(house: RoomHouse, open_page: OpenPage) -> None:
    context = open_page(**PHONE).context
    for refused, script in REFUSALS.items():
        page = context.new_page()
        page.add_init_script(script)
        hanako = Phone(page, house.paper)
        hanako.begin()
        hanako.says(refused)
        assert (hanako.view["kept"], hanako.view["failure"]) == (False, None)

    # Its last one again, with the code that was written down, as people write.
    house.at(house.desk()).reply("はい")
    code = hanako.act("code")
    hanako = Phone(page, house.paper)
    assert hanako.view["phase"] == "welcome"
    hanako.act("resume", code)
    assert hanako.texts == [refused, "はい"]
    assert not hanako.view["kept"]

    # One that has kept it until somebody clears the browser, while the page is open and afterwards.
    page = context.new_page()
    hanako = Phone(page, house.paper)
    hanako.begin()
    hanako.says("のこりますか")
    assert hanako.view["kept"]
    code = hanako.act("code")
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": house.origin, "storageTypes": "all"}
    )
    hanako.says("まだ書けます")
    assert not hanako.view["kept"]
    hanako = Phone(page, house.paper)
    assert hanako.view["phase"] == "welcome"
    slip = code.replace(code[0], "A" if code[0] != "A" else "C", 1)
    assert {hanako.trouble("resume", typed) for typed in (code[:-1], slip)} <= {"code", "room"}
    hanako.act("resume", code)
    assert hanako.texts == ["のこりますか", "まだ書けます"]
    assert hanako.view["kept"]


def test_what_the_server_forges_is_refused_and_named(
    house: RoomHouse, hanakos_phone: Page, open_page: OpenPage
) -> None:
    # Before there is a room: another office than on the paper, an older list than on the paper, a list that nobody signed.
    for paper, code in (
        (f"{house.page}#k={'A' * 32}", "fingerprint"),
        (house.paper.replace("e=1", "e=99"), "rollback"),
    ):
        stranger = Phone(open_page(**PHONE), paper)
        assert (stranger.view["phase"], stranger.view["refusal"]) == ("refused", code)
    page = open_page(**PHONE)
    page.route("**/room/roster", lambda route: answer(route, unsign))
    forged = Phone(page, house.paper)
    assert (forged.view["phase"], forged.view["refusal"]) == ("refused", "roster")
    assert forged.trouble("begin", {"eraseOnClose": False, "language": "ja"}) == "offline"

    hanako = Phone(hanakos_phone, house.paper)
    hanako.begin()
    hanako.says("ひとつめ")
    sato = house.at(house.desk())
    sato.reply("はい")
    hanako.hears("はい")
    hanako.says("ふたつめ")

    forgeries: list[tuple[Forge, str, int, int]] = [
        (lambda told: told["records"].pop() and told.update(entries=2), "rollback", 1, 2),
        (lambda told: told["records"].pop(), "gap", 1, 2),
        (lambda told: told["records"].pop(0), "gap", 3, 0),
        (lambda told: spoil(told["records"][1]["record"], "blob"), "blob-hash", 2, 1),
        (lambda told: spoil(told["records"][1]["record"], "sig"), "signature", 2, 1),
        (lambda told: told["genesis"].update(desk="mori"), "transplant", 3, 0),
        (
            lambda told: told["wrapsets"][0]["wraps"].update(
                {"0" * 32: next(iter(told["wrapsets"][0]["wraps"].values()))}
            ),
            "signature",
            3,
            0,
        ),
        (lambda told: told["records"].reverse(), "gap", 3, 0),
    ]
    forging: list[Forge] = []
    hanakos_phone.route("**/room/consultation?after=0", lambda route: answer(route, forging[-1]))
    for forge, code, unopened, shown in forgeries:
        forging.append(forge)
        if len(forging) == 1:
            hanako = Phone(hanakos_phone, house.page)
        hanako.looks()
        hanako.until(f"view.failure?.code === '{code}' && view.entries.length === {shown}")
        assert hanako.view["failure"] == {"code": code, "unopened": unopened}
        assert hanako.trouble("say", "だれが読みますか") == "not-verified"
    forging.append(lambda told: None)
    hanako.looks()
    hanako.until("view.failure === null && view.entries.length === 3")
    hanako.says("みっつめ")
