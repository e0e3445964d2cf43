"""A room at the desk, in a real browser: read by both lanes, answered without a word to the server, noted behind a key of its own."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from storage import chunks, room_links
from storage.contexts import b64
from storage.sealing import Identity
from storage.wrapsets import is_inside
from tests.browser.house import House, served
from tests.browser.test_case_page import LONG, answers, comes_in, does, opens
from tests.browser.test_chores import console, run
from tests.cast import Resident, colleague
from tests.handlers.desk import Desk as HandlersDesk
from tests.handlers.room_desk import RoomDesk
from tests.harness.until import until
from tests.protocol.office import Person
from tests.room_resident import RoomResident

NOTE, REPLY, CODE = "電話は夜9時より前だけ", "佐藤です。ゆっくり読みました。", "みかづき"


@pytest.fixture
def house(tmp_path: Any) -> Iterator[House]:
    with served(tmp_path, LANES="talk,room") as opened:
        yield opened


class Hanako:
    """On LINE, and in a room to which a link of the bot has led her."""

    def __init__(self, house: House) -> None:
        self.house, self.phone = house, house.town.resident()
        self.link = self._link()
        self.room = self.browser().open("家の人に見られているかもしれません")
        self.id = b64(self.room.id)

    def browser(self) -> RoomResident:
        clock = self.house.town.clock
        clock.at = time.time_ns() // 1_000_000
        return RoomResident(
            self.house.app.test_client(), self.house.town.keys.fingerprint, clock, link=self.link
        )

    def writes_on_line(self, words: str) -> None:
        self.house.town.receive(self.phone.says(words), room=True)
        self.room.look()

    def _link(self) -> bytes:
        town, phone = self.house.town, self.phone
        assert isinstance(phone, Resident)
        with town.database.transaction() as connection:
            pseudonym = town.intake().house.pseudonym(phone.id)
            return room_links.issue(
                connection,
                town.keys.courier,
                pseudonym,
                phone.id,
                language="ja",
                now=time.time_ns() // 1_000_000,
            )


def test_what_two_browsers_say_to_each_other_and_the_desk_to_itself(house: House, satos_desk: Page) -> None:
    hanako, sato, sent = Hanako(house), satos_desk, bodies(satos_desk)
    hanako.writes_on_line("いまはLINEしか開けません")
    hanako.room.send(
        hanako.room.seal(
            {"kind": "safety", "seen": "maybe"}, {"kind": "words", "code": CODE, "decoy": "天気"}
        )
    )
    comes_in(sato, house, "sato")
    expect(sato.locator(f'#inbox button[data-consultation="{hanako.id}"]')).to_contain_text("部屋とトーク")
    opens(sato, hanako.id)
    entries = sato.locator("#transcript li[data-direction=in]")
    expect(entries).to_have_count(4, timeout=LONG)
    assert [entries.nth(n).locator(".entry-mark").first.inner_text() for n in range(3)] == [
        "部屋から",
        "LINEから",
        "部屋から",
    ]
    expect(entries.nth(2)).to_contain_text("見るかもしれない")
    assert CODE not in sato.locator("body").inner_text()
    sato.locator("#show-words").click()
    expect(sato.locator(".case-head")).to_contain_text(f"確かめの言葉「{CODE}」")

    # The first note makes the key that Hanako has no wrap of.
    sato.locator("#claim").click()
    sato.get_by_role("button", name="ノート", exact=True).click()
    sato.locator("#note-text").fill(NOTE)
    sato.get_by_role("button", name="ノートを残す").click()
    expect(sato.locator("#transcript li[data-kind=note]")).to_contain_text("窓口の中だけ", timeout=LONG)
    kinds = [is_inside(wrapset, hanako.room.guest) for _, wrapset in house.generations(hanako.room.id)]
    assert kinds == [False, True]

    # A reply: Hanako sees that somebody writes, and has it; once she has answered it is known that she had it.
    sato.get_by_role("button", name="返事", exact=True).click()
    expect(sato.locator("#reply-readers")).to_contain_text("部屋だけに届きます")
    sato.locator("#reply").press_sequentially(REPLY)
    until(lambda: hanako.room.look()["typing"])
    expect(sato.locator("#reply-count")).to_contain_text("あと約6,7")
    sato.locator("#composer button[type=submit]").click()
    reply = sato.locator("#transcript li[data-direction=out]")
    expect(reply).to_contain_text("部屋に届いています", timeout=LONG)
    assert hanako.room.texts()[-2:] == [None, REPLY]
    hanako.room.say("ありがとうございます", flagged=True)
    expect(reply).to_contain_text("相手の画面に届きました", timeout=LONG)

    # Handed over within the desk: the note that goes along is sealed inside, too.
    does(sato, "hand-over")
    sato.get_by_label("伝えること").fill("合図がありました")
    answers(sato, "go")
    expect(sato.locator("#footer-notice")).to_contain_text("引きつぎました", timeout=LONG)
    assert hanako.room.texts()[-1] is None
    for words in (NOTE, REPLY, CODE, "合図がありました"):
        assert not [body for body in sent if words in body or json.dumps(words)[1:-1] in body], words


def test_a_second_device_an_original_and_a_server_that_lies_about_the_lane(
    house: House, satos_desk: Page
) -> None:
    hanako, sato = Hanako(house), satos_desk
    keep_original(hanako.room, b"not a picture that Chromium can draw")
    comes_in(sato, house, "sato")
    opens(sato, hanako.id)
    picture = sato.locator("#transcript li[data-kind=image]")
    expect(picture).to_contain_text("手を加えていない、元の写真です。", timeout=LONG)
    picture.locator("summary").click()
    expect(picture.locator(".attachment-hash")).to_be_visible(timeout=LONG)
    expect(picture.locator(".attachment-hash span")).to_have_count(8)
    expect(sato.locator("#room-band")).to_be_empty()

    assert hanako.browser().claim().status_code == 409
    expect(sato.locator("#room-band")).to_contain_text("もう一つの端末でも開かれました", timeout=LONG)
    expect(sato.locator(f'#inbox button[data-consultation="{hanako.id}"]')).to_contain_text(
        "別の端末で開かれました"
    )
    sato.locator("#claim").click()
    expect(sato.locator("#composer")).to_be_visible(timeout=LONG)

    # Were it taken for a talk, the next words would go to the server.
    def lies(route: Any) -> None:
        answer = route.fetch()
        whole = answer.json()
        whole["consultation"]["lane"] = "line"
        route.fulfill(response=answer, json=whole)

    sato.route(f"**/console/consultations/{hanako.id}", lies)
    hanako.room.say("まだいます")
    expect(sato.locator("#warning")).to_have_attribute("data-code", "genesis", timeout=LONG)
    expect(sato.locator("#composer")).to_be_hidden()


def test_a_key_that_only_the_server_offers_is_not_written_under(house: House, satos_desk: Page) -> None:
    """Signed by a colleague's console, and known to who runs the server: it had an old key of its own wrapped anew."""
    hanako, sato, known = Hanako(house), satos_desk, Identity.generate()
    kudo = RoomDesk(HandlersDesk(house.app, "kudo"), hanako.room)
    assert kudo.make_inside_key(key=known).status_code == 201
    comes_in(sato, house, "sato")
    opens(sato, hanako.id)
    sato.locator("#claim").click()
    sato.get_by_role("button", name="ノート", exact=True).click()
    for words in (NOTE, "つぎのノート"):
        sato.locator("#note-text").fill(words)
        sato.get_by_role("button", name="ノートを残す").click()
        expect(sato.locator("#transcript li[data-kind=note]").last).to_contain_text(words, timeout=LONG)
    (_, offered, made) = [wrapset for _, wrapset in house.generations(hanako.room.id)]
    assert offered.case_pk == known.recipient.public
    assert [entry.record.key_id for entry in RoomDesk(HandlersDesk(house.app, "sato"), hanako.room).read()[1:]] == [
        made.key_id, made.key_id,
    ]  # fmt: skip


def keep_original(room: RoomResident, content: bytes) -> None:
    ref = os.urandom(16)
    cover, pieces = chunks.seal(content, room.fp, room.id, ref)
    for number, piece in enumerate(pieces):
        assert room.upload(ref, number, piece) == 201
    image = {"kind": "image", "ref": b64(ref), "size": len(content), "original": True}
    kept = {"kind": "attachment", "ref": b64(ref), "state": "kept", "type": "image/heic"} | cover.as_dict()
    assert room.send(room.seal(image, kept), attachments={b64(ref): 1}).status_code == 201


def bodies(page: Page) -> list[str]:
    """Everything that this page hands to anybody, as it goes on."""
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data or ''}")

    page.on("request", note)
    return sent


def test_consoles_keep_the_resident_among_the_readers_of_one_key_and_out_of_the_other(
    house: House, satos_desk: Page
) -> None:
    hanako, tani = Hanako(house), Person("counselor", "谷")
    desk = RoomDesk(HandlersDesk(house.app, "sato"), hanako.room)
    assert desk.desk.claim(desk.id) == 201
    assert desk.note(NOTE).status_code == 201
    assert console(satos_desk, house, "sato") == 1
    assert run(satos_desk)["whole"]
    house.sign(come={"kurashi": [tani.member]}, leave={"kurashi": [colleague("kudo").kid]})

    # A first page of another room, and wraps for whoever signed it: nobody is let in by the server's word.
    def lies(route: Any) -> None:
        answer = route.fetch()
        whole = answer.json()
        for one in (*whole["rewrap"], *whole["rotate"]):
            one["genesis"] = hanako.browser().genesis.as_dict()
        route.fulfill(response=answer, json=whole)

    satos_desk.route("**/console/keys", lies, times=1)
    assert run(satos_desk, tani.kid)["whole"] is False
    satos_desk.unroute("**/console/keys")
    assert run(satos_desk, tani.kid)["whole"]
    generations = [wrapset for _, wrapset in house.generations(hanako.room.id)]
    assert [hanako.room.guest.kid in wrapset.wraps for wrapset in generations] == [True, False, True]
    for wrapset in generations:
        assert tani.kid in wrapset.wraps
        assert colleague("kudo").kid not in wrapset.wraps
