"""The tour of a visit, on the demo: Hanako's phone, Abe's desk, and the days between. Each step stands on the one before."""

import datetime as dt
import re

from playwright.sync_api import Locator, Page, expect

from tests.harness.until import until
from tests.journeys.demo import MINUTE, TOKYO, Demo

SLOW = 40_000
"""Milliseconds, on a machine that has other things to do."""
TELLING = ("相談", "宣誓", "性", "暴力", "DV", "LGBT", "パートナー", "ひだまり市", "つきのわ")
TOWN, FULL = "ひだまり市", "つきのわ町"
DAY, TIME = re.compile(r"^\d+/\d+\(.\)$"), re.compile(r"^\d+:\d\d$")
CODE = re.compile(r"^[0-9A-Z]{4}$")


class VisitsTour:
    """Hanako books for two, waits for a time elsewhere and gets it, is reminded, changes her mind, and gives one up."""

    def __init__(self, demo: Demo, phone: Page, desk: Page) -> None:
        self.demo, self.phone, self.desk = demo, phone, desk
        self.user, self.code = demo.somebody(), ""

    def walk(self) -> None:
        for step in (
            self.book_for_two,
            self.be_found_by_abe,
            self.wait_where_all_is_taken,
            self.take_what_is_given_up,
            self.move_to_another_time,
            self.be_reminded_on_the_eve,
            self.give_it_up,
        ):
            step()

    def book_for_two(self) -> None:
        # At night nothing is said that rings.
        self.demo.move_to(self.demo.next_morning())
        self.phone.goto(f"{self.demo.phone}#{self.user}")
        self.begin(TOWN)
        self.press(DAY)
        self.answered("時間をえらんでください")
        self.press(TIME)
        for answer in ("2人", "はい", "前の日の18時", "予約する"):
            self.press(answer)
        self.code = self.told()

    def be_found_by_abe(self) -> None:
        """By the code that she will say at the counter."""
        self.sign_in()
        self.find(self.code)
        expect(self.opened).to_contain_text(re.compile("2.?人|ふたり"))

    def sign_in(self) -> None:
        desk = self.desk
        desk.goto(self.demo.console)
        desk.locator("form#sign-in input[name=name]").fill("abe")
        desk.locator("form#sign-in input[name=passphrase]").fill(self.demo.passphrases["abe"])
        desk.locator("form#sign-in button[type=submit]").click()
        expect(desk.locator("#visits-when")).not_to_be_empty(timeout=SLOW)

    def wait_where_all_is_taken(self) -> None:
        self.demo.fill("tsukinowa")
        self.begin(FULL)
        for label in ("あくのを待つ", "1か月", "2人", "はい", "確認があるときだけ", "待つ"):
            self.press(label)
        self.answered("時間があくのを待ちます")

    def take_what_is_given_up(self) -> None:
        """Somebody has waited longer than she: the second that Abe cancels is hers."""
        for code in list(self.demo.visits("tsukinowa"))[-2:]:
            self.find(code)
            self.opened.locator("[data-act=cancel]").click()
            self.desk.locator("#visits-dialog button[value=save]").click()
            expect(self.opened.locator(".visit-state")).to_have_attribute(
                "data-state", "cancelled", timeout=SLOW
            )
            # The state may come by itself before the answer does; what was done is told with the answer.
            expect(self.desk.locator("#visits-said")).not_to_be_empty(timeout=SLOW)
            expect(self.desk.locator("#visits-dialog")).to_be_hidden(timeout=SLOW)
        until(lambda: any("『予約』をひらいて" in words for words in self.heard()), deadline=60)
        self.tile("予約").click()
        self.press("この時間にする")
        code = self.told()
        assert code != self.code
        self.find(code)
        expect(self.opened.locator(".visit-state")).to_have_attribute("data-state", "booked", timeout=SLOW)

    def be_reminded_on_the_eve(self) -> None:
        """At the hour that she chose."""
        visit = dt.datetime.fromtimestamp(self.demo.visits("hidamari")[self.code] / 1000, TOKYO)
        eve = visit.replace(hour=18, minute=0) - dt.timedelta(days=1)
        self.demo.move_to(round(eve.timestamp()) * 1000 + MINUTE)
        until(lambda: any(self.code in words for words in self.heard()), deadline=60)
        words = next(words for words in self.heard() if self.code in words)
        assert words == f"明日の予定のお知らせです。{visit:%H:%M} 番号 {self.code}"

    def move_to_another_time(self) -> None:
        """Abe's screen follows without being touched."""
        self.find(self.code)
        self.change("変える")
        self.press("日時")
        self.press(DAY, 1)
        self.answered("時間をえらんでください")
        self.press(TIME)
        self.press("変える")
        assert self.told("変えました") == self.code
        visit = dt.datetime.fromtimestamp(self.demo.visits("hidamari")[self.code] / 1000, TOKYO)
        expect(self.opened).to_contain_text(f"{visit.month}月{visit.day}日", timeout=SLOW)
        expect(self.opened).to_contain_text(f"{visit:%H:%M}")

    def give_it_up(self) -> None:
        """And Abe, who signs in anew after these days, sees that nobody comes."""
        self.sign_in()
        self.find(self.code)
        self.change("取り消す")
        self.answered("取り消しますか")
        self.press("取り消す")
        self.answered("取り消しました")
        expect(self.opened.locator(".visit-state")).to_have_attribute("data-state", "cancelled", timeout=SLOW)
        assert self.code not in self.demo.visits("hidamari")

    def change(self, label: str) -> None:
        """On the card of the visit with her code."""
        self.tile("予約").click()
        card = self.newest.locator(".card", has_text=self.code)
        card.get_by_role("button", name=label).click()

    def begin(self, place: str) -> None:
        self.tile("予約").click()
        self.press("ここでえらぶ")
        self.press("届け出")
        self.answered(place)
        bubble = self.newest.locator(".card", has_text=place)
        bubble.get_by_role("button", name="ここにする").click()

    def find(self, code: str) -> None:
        field = self.desk.locator("#visits-code")
        field.fill(code.lower())
        field.press("Enter")
        expect(self.opened).to_contain_text(code, timeout=SLOW)

    @property
    def opened(self) -> Locator:
        return self.desk.locator("#visit-open")

    @property
    def newest(self) -> Locator:
        return self.phone.locator(".entry.office").last

    def tile(self, name: str) -> Locator:
        return self.phone.locator(f'.tile[aria-label="{name}"]')

    def press(self, label: str | re.Pattern[str], number: int = 0) -> None:
        """The first button with this label on the newest answer, or the so-manyth after it, as soon as there is one."""
        button = self.newest.locator(".flex-button").filter(has_text=label)
        button.or_(self.phone.locator(".chip").filter(has_text=label)).nth(number).click(timeout=SLOW)

    def answered(self, words: str) -> None:
        expect(self.newest).to_contain_text(words, timeout=SLOW)

    def told(self, heading: str = "決まりました") -> str:
        """The code on the newest card, once it is settled."""
        self.answered(heading)
        found = self.newest.get_by_text(CODE)
        expect(found).to_be_visible(timeout=SLOW)
        return found.inner_text()

    def heard(self) -> list[str]:
        """What a lock screen would show of what the office said of its own accord."""
        return self.demo.shown(self.user)
