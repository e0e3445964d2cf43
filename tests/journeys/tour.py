"""The tour of the talk, from the first greeting to the receipt: one way for the test that walks it and for its pictures.

`python -m tests.journeys.tour` walks it and puts the pictures into docs/images.
"""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.harness.browser import HERE, PHONE, launch
from tests.harness.service import ROOT
from tests.harness.until import until
from tests.journeys.demo import HOUR, Demo

SLOW = 20_000
PHONE_HEIGHT = 844
TALL = {"3-before": 1060, "4-topics": 900}
"""Pictures of what is longer than a screen."""
PICTURES = ROOT / "docs" / "images"
Take = Callable[[str], None]


class Tour:
    """Hanako's phone, Sato's desk, and the hours between. Each step stands on the one before."""

    def __init__(self, demo: Demo, phone: Page, desk: Page, take: Take) -> None:
        self.demo, self.phone, self.desk, self.take = demo, phone, desk, take
        self.opening = demo.next_morning()

    def follow(self) -> None:
        """Late in the evening Hanako adds the account."""
        self.demo.move_to(self.opening - 12 * HOUR)
        self.phone.goto(self.demo.phone)
        expect(self.phone.locator("[data-owner]")).to_contain_text("さんの電話")
        self.phone.locator("[data-meet] [data-do=follow]").click()
        self.answered("お名前はいりません")
        expect(self.tile("話す")).to_be_visible()
        self.take("1-welcome")

    def see_the_menu_in_three_languages(self) -> None:
        self.tile("English").click()
        self.answered("From now on we write to you in English")
        expect(self.tile("Urgent")).to_be_visible()
        self.tile("やさしい日本語").click()
        self.answered("やさしい 日本語")
        self.take("2-easy")
        self.tile("日本語").click()
        self.answered("日本語でお伝えします")

    def agree(self) -> None:
        self.tile("話す").click()
        self.answered("どこで書きますか")
        self.press("このままLINEで書く")
        self.answered("はじめる前に")
        self.fold()
        self.take("3-before")
        self.press("はじめる")
        self.answered("どんなことですか")
        self.take("4-topics")
        self.press("もやっとしている")
        self.answered("この画面を、ほかの人が見ることはありますか")
        self.press("あるかも")
        self.answered("どうぞ、ここに書いてください")

    def write_at_night(self) -> None:
        """Nobody reads before the morning, and the answer says so."""
        self.write("うまく言えないのですが、ずっともやもやしています。")
        self.answered("からです")
        self.take("5-night")

    def be_answered_in_the_morning(self) -> None:
        self.demo.move_to(self.opening + 5 * 60_000)
        self.desk.goto(self.demo.console)
        self.desk.locator("form#sign-in input[name=name]").fill("sato")
        self.desk.locator("form#sign-in input[name=passphrase]").fill(self.demo.passphrases["sato"])
        self.desk.locator("form#sign-in button[type=submit]").click()
        self.desk.locator("#inbox button[data-consultation]").click(timeout=SLOW)
        transcript = self.desk.locator("#transcript")
        expect(transcript).to_contain_text("ずっともやもやしています", timeout=SLOW)
        expect(transcript).to_contain_text("もやっとしている")
        self.desk.locator("#claim").click()
        self.reply("おはようございます。書いてくださって、ありがとうございます。急がなくてかまいません。")
        self.take("6-morning")

    def send_a_picture(self) -> None:
        self.phone.get_by_role("button", name="スタンプや写真をおくる").click()
        self.phone.get_by_role("button", name="お茶").click()
        expect(self.phone.get_by_alt_text("おくった写真")).to_be_visible()
        self.desk.get_by_role("button", name="写真を表示").click(timeout=SLOW)
        expect(self.desk.locator("#transcript").get_by_role("img")).to_be_visible(timeout=SLOW)
        self.take("7-picture")

    def take_it_back(self) -> None:
        self.phone.get_by_role("button", name="このメッセージのメニュー").last.click()
        self.phone.get_by_role("button", name="送信を取り消す").click()
        expect(self.phone.get_by_text("送信を取り消しました")).to_be_visible()
        expect(self.desk.locator("#transcript")).to_contain_text("取り消されました", timeout=SLOW)
        expect(self.desk.locator("#transcript").get_by_role("img")).to_have_count(0)
        self.take("8-unsent")

    def ask_for_help_at_once(self) -> None:
        self.write("いそぐとき")
        self.answered("いますぐ話せる所")
        expect(self.phone.get_by_role("link", name="0120-279-338").last).to_have_attribute(
            "href", "tel:0120-279-338"
        )
        self.show_from("いますぐ話せる所")
        self.take("9-urgent")

    def glance_at_the_lock_screen(self) -> None:
        """Whoever looks over Hanako's shoulder learns nothing."""
        self.phone.get_by_role("button", name="ロック画面を見る").click()
        lock = self.phone.get_by_role("region", name="ロック画面", exact=True)
        expect(lock.locator(".notice").first).to_be_visible()
        shown = lock.inner_text()
        assert not [
            word for word in ("相談", "宣誓", "性", "暴力", "DV", "LGBT", "被害", "死") if word in shown
        ]
        self.take("10-lock")
        self.phone.get_by_role("button", name="ロックを解除").click()

    def be_seen_off(self) -> None:
        self.desk.locator("#close").click()
        self.desk.locator("dialog#confirm-close button[value=confirm]").click()
        self.answered("いったん、ここで区切ります")
        self.show_end()
        self.take("11-pause")
        self.press("3つの質問にこたえる")
        for answer in ("少しできた", "夜", "図書館"):
            self.press(answer)
        self.answered("教えてくれて、ありがとうございました")

    def erase_with_a_receipt(self) -> None:
        self.write("消す")
        self.answered("消すこと")
        self.press("いま全部消す")
        self.answered("受け付けました")
        expect(self.desk.locator("#inbox button[data-consultation]")).to_have_count(0, timeout=SLOW)
        self.take("12-receipt")

    def check_the_receipt(self) -> None:
        """The page that the receipt names says that it is gone."""
        words = self.phone.locator(".entry.office .bubble").all_inner_texts()
        (receipt,) = (one for one in words if "受け付けました" in one)
        number = receipt.split("番号\n")[1].split("\n")[0]
        (address,) = {
            one for one in self.phone.locator(".bubble a[href]").all_inner_texts() if "receipt" in one
        }
        until(lambda: self.demo.consultations() == [], deadline=60)
        self.phone.goto(address)

        def gone() -> bool:
            self.phone.locator("input").first.fill(number)
            self.phone.locator("button[type=submit]").click()
            return "消えています" in self.phone.locator("main").inner_text()

        until(gone, deadline=60)

    def walk(self) -> None:
        for step in (
            self.follow,
            self.see_the_menu_in_three_languages,
            self.agree,
            self.write_at_night,
            self.be_answered_in_the_morning,
            self.send_a_picture,
            self.take_it_back,
            self.ask_for_help_at_once,
            self.glance_at_the_lock_screen,
            self.be_seen_off,
            self.erase_with_a_receipt,
            self.check_the_receipt,
        ):
            step()

    def tile(self, name: str) -> Locator:
        return self.phone.locator(f'.tile[aria-label="{name}"]')

    def fold(self) -> None:
        """Opens or closes the menu."""
        self.phone.locator("[data-menu-name]").click()

    def write(self, words: str) -> None:
        box = self.phone.get_by_label("メッセージ", exact=True)
        if not box.is_visible():
            self.phone.get_by_role("button", name="文字を書く").click()
        box.fill(words)
        box.press("Enter")

    def press(self, label: str) -> None:
        """The newest button with this label."""
        self.phone.locator(".flex-button, .chip").get_by_text(label, exact=True).or_(
            self.phone.locator(".flex-button").filter(has_text=label)
        ).last.click()

    def answered(self, words: str) -> None:
        expect(self.phone.locator(".entry.office", has_text=words).last).to_be_visible(timeout=SLOW)

    def reply(self, words: str) -> None:
        self.desk.locator("form#composer textarea[name=text]").fill(words)
        self.desk.locator("form#composer button[type=submit]").click()
        self.answered(words)

    def show_from(self, words: str) -> None:
        """Scrolls until the card with these words begins at the top."""
        card = self.phone.locator(".entry.office", has_text=words).last
        card.evaluate("card => card.scrollIntoView({block: 'start'})")

    def show_end(self) -> None:
        self.phone.locator("[data-scroll]").evaluate("talk => { talk.scrollTop = talk.scrollHeight; }")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder) / "demo", port=8000)
        browser = launch(playwright.chromium)
        # What has just arrived would still fade in.
        narrow: dict[str, Any] = {**HERE, **PHONE, "reduced_motion": "reduce"}
        wide: dict[str, Any] = {**HERE}
        phone, desk = browser.new_context(**narrow).new_page(), browser.new_context(**wide).new_page()

        def take(name: str) -> None:
            height = TALL.get(name, PHONE_HEIGHT)
            phone.set_viewport_size({"width": 390, "height": height})
            phone.mouse.move(0, 0)
            phone.evaluate("document.activeElement.blur()")
            shot = Image.open(io.BytesIO(phone.screenshot())).convert("RGB")
            small = shot.quantize(64, dither=Image.Dither.NONE)
            small.save(PICTURES / f"talk-{name}.png", optimize=True)
            phone.set_viewport_size({"width": 390, "height": PHONE_HEIGHT})

        try:
            Tour(demo, phone, desk, take).walk()
        finally:
            browser.close()
            demo.end()


if __name__ == "__main__":
    main()
