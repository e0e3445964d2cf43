"""The whole service with every logger at DEBUG: no word, id, token, secret, file name or address of anybody in what it writes."""

import re
import secrets
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from simulator import pictures
from storage.contexts import b64
from tests.flyers.at_flyers import draft, written
from tests.harness.until import until
from tests.harness.watch import CanaryWatch
from tests.journeys.desk import Counselor, Refused
from tests.journeys.flyering import button, order, put_up
from tests.journeys.visiting import Visitor, link_in
from tests.journeys.world import World

# Random, so that no source file anywhere says them.
WORDS, EDITED, ANSWER, TAKEN_BACK = (f"かなりあ{secrets.token_hex(6)}の声" for _ in range(4))
FILE_NAME = f"診断書{secrets.token_hex(6)}.pdf"
PLACE, ADDRESS = (f"北海道旭川市{secrets.token_hex(6)}番地" for _ in range(2))
KEYWORD = f"keyword-{secrets.token_hex(6)}"
FAILING = f"LINE says {secrets.token_hex(8)}"
CALL_NAME, NOTE, BY_TELEPHONE = (f"かなりあ{secrets.token_hex(4)}" for _ in range(3))
ORDERED = {name: f"かなりあ{secrets.token_hex(6)}" for name in ("name", "address", "contact", "note")} | {
    "reach": f"{secrets.token_hex(6)}@example.jp"
}
AUTHOR = f"Kanariya {secrets.token_hex(8)}"
FOLLOWING, YES = "新しい資料のお知らせを受け取る", "受け取る"


def test_at_debug_no_log_and_no_file_tells_anything(world: World, database_files: Path) -> None:
    hanako = world.resident()
    places = [world.data_dir, database_files, Path(tempfile.gettempdir())]
    canaries = [WORDS, EDITED, ANSWER, TAKEN_BACK, FILE_NAME, PLACE, ADDRESS, KEYWORD, FAILING, hanako]
    canaries += [CALL_NAME, NOTE, BY_TELEPHONE, AUTHOR, *ORDERED.values()]
    credentials = [world.platform.channel.secret, world.platform.channel.access_token]
    with CanaryWatch(canaries + credentials, places, outputs=[world.web, world.clock]) as watch:
        world.web.start(loud=True)
        world.clock.start(loud=True)
        sato = world.sign_in("sato")
        watch.look_for_too(*cookies(sato))
        consultation = everything_is_said(world, hanako, sato)
        hanako_books(world, hanako, watch)
        flyers_go_their_way(world, hanako, watch)
        answered_by_a_failing_line(world, consultation, sato)
        world.web.kill()
        world.clock.kill()
        world.web.start(loud=True)
        world.clock.start(loud=True)
        world.platform.say(hanako, WORDS + "つづき")
        until(lambda: any("つづき" in text for text in texts(sato, consultation)))
        world.settle()
        watch.look_for_too(*of_line(world))
    assert watch.hits == []
    assert watch.looked > 1
    for speaker in (world.web, world.clock):
        assert " DEBUG " in speaker.said
    assert "hidamari.request INFO" in world.web.said
    assert "hidamari.line INFO" in world.clock.said


def everything_is_said(world: World, hanako: str, sato: Counselor) -> str:
    """Each kind of message, each kind of tap, one taken back and one changed."""
    platform = world.platform
    platform.say(hanako, "話す")
    first = platform.say(hanako, WORDS)
    consultation = world.newcomer(sato)
    platform.send_sticker(hanako, keywords=(KEYWORD,))
    platform.send_media(hanako, "image", pictures.picture("dawn"), "image/png")
    platform.send_media(hanako, "file", b"%PDF-1.7 " + WORDS.encode(), "application/pdf", name=FILE_NAME)
    platform.send_location(hanako, PLACE, ADDRESS)
    back = platform.say(hanako, TAKEN_BACK)
    until(lambda: TAKEN_BACK in texts(sato, consultation))
    platform.unsend(hanako, str(back.message_id))
    edit = {"type": "text", "id": first.message_id, "text": EDITED, "quoteToken": "q"}
    platform.happen(hanako, "messageEdited", message=edit)
    world.settle()
    every_button_is_tapped(world, hanako)
    until(lambda: EDITED in texts(sato, consultation))
    return consultation


def hanako_books(world: World, hanako: str, watch: CanaryWatch) -> None:
    """By the link from the talk: two visits, one changed, one given up; what is refused; what Abe and Kudo read and write."""
    world.platform.say(hanako, "予約")
    link = until(lambda: link_in(world.platform.shown(hanako)))
    page = Visitor(world.origin, link)
    watch.look_for_too(link, page.secret)
    first, second = (
        page.book("hidamari", "kind-1", call_name=CALL_NAME, note=NOTE, day=day) for day in (0, 1)
    )
    assert page.get(f"bookings/{first['id']}")["note"] == NOTE
    page.get(f"bookings/{first['id']}/calendar")
    said = {"call_name": CALL_NAME, "note": NOTE + "も"}
    page.post(f"bookings/{first['id']}/change", {"kind": "kind-1", "notices": True} | said)
    for wrong in (
        {"kind": NOTE, "note": CALL_NAME},
        {"note": NOTE * 30},
        {"kind": "kind-1", "persons": NOTE},
    ):
        with pytest.raises(Refused):
            page.post(f"bookings/{first['id']}/change", wrong)
    with pytest.raises(Refused):
        page.hold("hidamari", NOTE)
    page.post(f"bookings/{second['id']}/cancellation", {"forget": True})
    booking = world.book(BY_TELEPHONE)
    for name in ("abe", "kudo"):
        clerk = world.sign_in(name)
        watch.look_for_too(*cookies(clerk))
        assert NOTE + "も" in str(clerk.get(f"/console/visits/bookings/{first['id']}"))
        assert BY_TELEPHONE in str(clerk.get(f"/console/visits/bookings/{b64(booking)}"))
    until(lambda: [one["kind"] for one in world.certified("purged")] == ["booking"], deadline=20)
    assert not {CALL_NAME, NOTE} & set(re.findall(r"かなりあ\w{8}", str(world.platform.shown(hanako))))


def flyers_go_their_way(world: World, hanako: str, watch: CanaryWatch) -> None:
    """Abe puts one up whose file tells who wrote it; a school orders it, also wrongly; Hanako wants to be told of such, and is."""
    abe = world.sign_in("abe")
    watch.look_for_too(*cookies(abe))
    pdf = draft()
    pdf.docinfo["/Author"] = pikepdf.String(AUTHOR)
    flyer = put_up(abe, written(pdf, compress_streams=False))
    for wrong in ({"kind": ORDERED["name"]}, {"note": ORDERED["note"] * 30}, {"proof": ORDERED["name"]}):
        with pytest.raises(Refused):
            order(world.origin, **ORDERED | wrong)
    code = order(world.origin, **ORDERED)
    (asked,) = [one for one in abe.get("/console/orders")["orders"] if one["code"] == code]
    assert {name: asked[name] for name in ORDERED} == ORDERED
    abe.put(f"/console/orders/{asked['id']}", {"state": "packed", "revision": asked["revision"]})
    world.platform.say(hanako, "資料")
    for label in (FOLLOWING, YES):
        found = until(partial(offered, world, hanako, label))
        world.platform.postback(hanako, found)
    until(lambda: abe.get("/console/flyers/mailings")["subscribers"] == 1)
    assert abe.post(f"/console/flyers/{flyer}/mailings", {})["wanted"] == 1
    world.settle()


def offered(world: World, hanako: str, label: str) -> str:
    """What the button of this label sends, or ""."""
    return button(world.platform.shown(hanako), label)


def every_button_is_tapped(world: World, hanako: str) -> None:
    """What the bot has offered so far, and a forged one."""
    for words in sorted(postbacks(world.platform.shown(hanako)), key=len)[:12]:
        world.platform.postback(hanako, words)
    world.platform.postback(hanako, f"1.{WORDS}")
    world.settle()


def answered_by_a_failing_line(world: World, consultation: str, sato: Counselor) -> None:
    faults = world.platform.faults
    sato.claim(consultation)
    faults.refuse(500, path="/push", message=FAILING)
    faults.rate_limit(path="/push")
    faults.drop_answer(path="/push")
    faults.empty_answer(path="/push")
    sato.reply(consultation, ANSWER)
    world.settle()
    faults.refuse(400, path="/push", message=FAILING)
    sato.reply(consultation, ANSWER + "ふたたび")
    until(lambda: "failed" in sato.open(consultation).delivery_states)


def texts(counselor: Counselor, consultation: str) -> list[str]:
    entries = counselor.open(consultation).entries
    return [str(entry.payload.get("text", "")) for entry in entries if entry.payload]


def postbacks(found: Any) -> set[str]:
    """The data of every postback action anywhere in these message objects."""
    if isinstance(found, list):
        return {words for one in found for words in postbacks(one)}
    if not isinstance(found, dict):
        return set()
    own = {str(found["data"])} if found.get("type") == "postback" else set()
    return own.union(*(postbacks(one) for one in found.values()))


def of_line(world: World) -> list[str]:
    """Ids and tokens that LINE gave, and a signature."""
    deliveries = [delivery for delivery in world.platform.webhooks.all() if delivery.attempts]
    events = [event for delivery in deliveries for event in delivery.events]
    tokens = [str(event["replyToken"]) for event in events if event.get("replyToken")]
    messages = [str(event["message"]["id"]) for event in events if "message" in event]
    return [tokens[0], tokens[-1], *messages[:5], messages[-1], deliveries[-1].attempts[0].signature]


def cookies(counselor: Counselor) -> list[str]:
    return [str(cookie.value) for cookie in counselor.cookies]
