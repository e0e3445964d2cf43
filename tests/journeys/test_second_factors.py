"""Sato opens the console in other ways than with her card: a passkey that also opens her keys, one that does not, and a card
that is worth nothing without her phone.
"""

import base64
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect
from werkzeug.serving import make_server

from storage.contexts import b64
from storage.passkeys import prf_salt
from storage.totp import STEP_MS, code_at
from tests.cast import Town, founded
from tests.handlers.doors import opened
from tests.harness.ports import free_port
from tests.harness.whole import whole
from tests.journeys.hands import words_on

LONG = 20_000
WORDS = "きいてほしいことがあります"


class House:
    """A town behind a name, as browsers want it for passkeys, with one consultation in it."""

    def __init__(self, town: Town, port: int) -> None:
        self.town = town
        self.console = f"http://localhost:{port}/console/"
        town.receive(town.resident().says(WORDS))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """On SQLite alone: what differs here is the browser. The doors have their own tests on both databases."""
    shutil.copy(f"{founded().folder.name}/office.db", tmp_path / "hidamari.db")
    town, port = Town(tmp_path, f"sqlite:///{tmp_path}/hidamari.db"), free_port()
    with opened(town.but(PUBLIC_ORIGIN=f"http://localhost:{port}")) as app:
        server = make_server("127.0.0.1", port, whole(app), threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield House(town, port)
        server.shutdown()
        serving.join()
        server.server_close()
    town.database.engine.dispose()


class Device:
    """A passkey device in Chromium (WebAuthn's virtual authenticator), with a finger on it."""

    def __init__(self, page: Page, *, prf: bool) -> None:
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        self._devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": prf,
        }
        self._id = self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
            "authenticatorId"
        ]

    def knows_its_owner(self, known: bool) -> None:
        body = {"authenticatorId": self._id, "isUserVerified": known}
        self._devtools.send("WebAuthn.setUserVerified", body)


def test_a_passkey_opens_the_consultations_and_the_card_is_renewed_with_it(
    house: House, satos_desk: Page
) -> None:
    page, old = satos_desk, founded().passphrases["sato"]
    device, said = Device(page, prf=True), listen(page)
    by_passphrase(page, house, old)
    page.locator("#second-way-go").click()
    expect(page.locator("#mine-hint")).to_contain_text("合言葉だけ")
    assert "押すだけで、相談を開けます" in add_passkey(page, "窓口のパソコン", old)
    expect(page.locator("#mine-ways [data-way=passkey][data-opens=true]")).to_contain_text("窓口のパソコン")
    expect(page.locator("#mine-hint")).to_be_hidden()

    sign_out(page)
    by_passkey(page)
    reads_the_consultation(page)
    expect(page.locator("#second-way")).to_be_hidden()

    new = change_passphrase(page)
    sign_out(page)
    attempt(page, old)
    expect(page.locator("#sign-in-problem")).to_contain_text("違います", timeout=LONG)
    attempt(page, new)
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    reads_the_consultation(page)

    # What opens the keys has left the page in no request: neither passphrase nor the passkey's secret.
    secret = bytes(passkey_secret(page))
    assert len(secret) == 32
    words = {*old.split(), *new.split()}
    for never in (b64(secret), secret.hex(), base64.b64encode(secret).decode(), *words):
        assert never not in "".join(said)

    settings(page)
    page.locator("[data-way=passkey] button").click()
    answer(page, "remove")
    expect(page.locator("[data-way=passkey]")).to_have_count(0)
    sign_out(page)
    page.locator("#passkey-open").click()
    expect(page.locator("#sign-in-problem")).to_contain_text("このパスキーでは開けません", timeout=LONG)
    device.knows_its_owner(False)
    page.locator("#passkey-open").click()
    expect(page.locator("#sign-in-problem")).to_contain_text("確かめられませんでした", timeout=LONG)
    expect(page.locator("#passkey-open")).to_be_focused()
    attempt(page, new)
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def test_a_passkey_that_gives_no_secret_signs_in_and_the_card_opens(house: House, satos_desk: Page) -> None:
    page, passphrase = satos_desk, founded().passphrases["sato"]
    Device(page, prf=False)
    by_passphrase(page, house, passphrase)
    settings(page)
    assert "つづけて合言葉も" in add_passkey(page, "USBの鍵", passphrase)
    expect(page.locator("#mine-ways [data-way=passkey][data-opens=false]")).to_have_count(1)
    expect(page.locator("#mine-hint")).to_be_visible()

    sign_out(page)
    page.locator("#passkey-open").click()
    expect(page.locator("#gate-note")).to_contain_text("合言葉も入れてください", timeout=LONG)
    expect(page.locator("#name")).to_be_hidden()
    attempt(page, founded().passphrases["kudo"], name=None)
    expect(page.locator("#sign-in-problem")).to_contain_text("合言葉が違います", timeout=LONG)
    attempt(page, passphrase, name=None)
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
    reads_the_consultation(page)


def test_the_card_is_worth_nothing_without_the_phone(house: House, satos_desk: Page) -> None:
    page, passphrase = satos_desk, founded().passphrases["sato"]
    by_passphrase(page, house, passphrase)
    settings(page)
    page.locator("#code-begin").click()
    prove(page, passphrase)
    picture = page.locator("#mine-dialog img")
    expect(picture).to_be_visible(timeout=LONG)
    page.wait_for_function("() => document.querySelector('#mine-dialog img').naturalWidth > 100")
    secret = base64.b32decode(page.locator("[data-secret]").get_attribute("data-secret") or "")
    step = time.time_ns() // 1_000_000 // STEP_MS
    first, second = code_at(secret, step), code_at(secret, step + 1)
    wrong = code_at(secret, step + 9)
    for code in (wrong, first):
        page.locator("#mine-dialog input[name=code]").fill(code)
        page.locator("#mine-dialog button[value=use]").click()
    answer(page, "ok")
    expect(page.locator("#code-said")).to_contain_text("使っています")
    expect(page.locator("[data-secret], .code-secret")).to_have_count(0)

    sign_out(page)
    attempt(page, passphrase)
    expect(page.locator("#code")).to_be_focused(timeout=LONG)
    expect(page.locator("#passphrase")).to_have_value(passphrase)
    expect(page.locator("#sign-in-problem")).to_be_empty()
    for code, taken in ((first, False), (second, True)):
        page.locator("#code").fill(code)
        page.locator("#sign-in button[type=submit]").click()
        if taken:
            expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)
        else:
            expect(page.locator("#sign-in-problem")).to_contain_text("もう使われています", timeout=LONG)
    reads_the_consultation(page)

    sign_out(page)
    attempt(page, passphrase)
    expect(page.locator("#code")).to_be_focused(timeout=LONG)
    page.locator("#code").fill(second)
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#sign-in-problem")).to_contain_text("もう使われています", timeout=LONG)


def test_a_forgotten_screen_is_closed_from_here(house: House, satos_desk: Page, moris_desk: Page) -> None:
    passphrase, forgotten = founded().passphrases["sato"], moris_desk
    # Browsers give no passkeys to an address in numbers, so none is offered there.
    forgotten.goto(house.console.replace("localhost", "127.0.0.1"))
    expect(forgotten.locator("#name")).to_be_focused()
    expect(forgotten.locator("#gate-passkey")).to_be_hidden()
    by_passphrase(forgotten, house, passphrase)
    by_passphrase(satos_desk, house, passphrase)
    expect(satos_desk.locator("#panel-mine")).to_be_hidden()
    settings(satos_desk)
    expect(satos_desk.locator("#mine-sessions li")).to_have_count(2)
    expect(satos_desk.locator("#mine-sessions li[data-current=true] button")).to_have_count(0)
    satos_desk.locator("#mine-sessions button").click()
    expect(satos_desk.locator("#mine-sessions li")).to_have_count(1)
    expect(satos_desk.locator("#sessions-end")).to_be_hidden()
    expect(forgotten.locator("#gate")).to_be_visible(timeout=LONG)


def listen(page: Page) -> list[str]:
    """Every address and body that the page sends from now on."""
    said: list[str] = []
    page.on("request", lambda request: said.append(request.url + (request.post_data or "")))
    return said


def passkey_secret(page: Page) -> list[int]:
    """What the passkey tells this page, and only this page: the same each time."""
    salt = list(prf_salt(founded().keys.fingerprint))
    found: list[int] = page.evaluate(
        """async (salt) => {
          const prf = { eval: { first: new Uint8Array(salt) } };
          const publicKey = { challenge: new Uint8Array(32), userVerification: "required", extensions: { prf } };
          const given = await navigator.credentials.get({ publicKey });
          return [...new Uint8Array(given.getClientExtensionResults().prf.results.first)];
        }""",
        salt,
    )
    return found


def by_passphrase(page: Page, house: House, passphrase: str) -> None:
    page.goto(house.console)
    attempt(page, passphrase)
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def attempt(page: Page, passphrase: str, *, name: str | None = "sato") -> None:
    if name is not None:
        page.locator("#name").fill(name)
    page.locator("#passphrase").fill(passphrase)
    page.locator("#sign-in button[type=submit]").click()


def by_passkey(page: Page) -> None:
    page.locator("#passkey-open").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def sign_out(page: Page) -> None:
    page.locator("#sign-out").click()
    expect(page.locator("#gate")).to_be_visible()


def settings(page: Page) -> None:
    page.locator("#screen-mine").click()
    expect(page.locator("#mine-ways [data-way=pass]")).to_be_visible()


def reads_the_consultation(page: Page) -> None:
    page.locator("#screen-consultations").click()
    page.locator("#inbox button[data-consultation]").click()
    expect(page.locator("#transcript li[data-direction=in]")).to_contain_text(WORDS, timeout=LONG)


def add_passkey(page: Page, label: str, passphrase: str) -> str:
    """What the page says of the new passkey."""
    page.locator("#passkey-add").click()
    page.locator("#mine-dialog input[name=label]").fill(label)
    answer(page, "next")
    prove(page, passphrase)
    expect(page.locator("#mine-dialog-heading")).to_have_text("パスキーを加えました", timeout=LONG)
    said = page.locator("#mine-dialog-body").inner_text()
    answer(page, "ok")
    return said


def prove(page: Page, passphrase: str) -> None:
    page.locator("#mine-dialog input[name=passphrase]").fill(passphrase)
    answer(page, "passphrase")


def change_passphrase(page: Page) -> str:
    """With the passkey for a proof; the new six words."""
    settings(page)
    page.locator("[data-way=pass] button").click()
    new = " ".join(words_on(page, "#mine-dialog .word-card li"))
    assert re.fullmatch(r"([a-z]{6} ){5}[a-z]{6}", new)
    answer(page, "written")
    page.locator("#mine-dialog input[name=new-passphrase]").fill(f"{new} x")
    answer(page, "next")
    expect(page.locator("#mine-dialog-problem")).to_contain_text("違います")
    page.locator("#mine-dialog input[name=new-passphrase]").fill(new.upper())
    answer(page, "next")
    answer(page, "passkey")
    expect(page.locator("#mine-dialog-heading")).to_have_text("合言葉を変えました", timeout=LONG)
    answer(page, "ok")
    return new


def answer(page: Page, value: str) -> None:
    page.locator(f"#mine-dialog button[value={value}]").click()
