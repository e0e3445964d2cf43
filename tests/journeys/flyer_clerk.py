"""Somebody before the screen 「資料」: presses, fields and files."""

from playwright.sync_api import Locator, expect

from tests.journeys.hands import SLOW, Hands
from tests.journeys.world import World

KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('hidamari.draft.')).join()"
"""What the browser keeps of what is typed and not saved, sealed."""


class Clerk(Hands):
    """Somebody before the screen 「資料」."""

    def begin(self, world: World, name: str) -> None:
        self.sign_in(world.origin, name, world.sign_ins[name])
        self.at_flyers()

    def at_flyers(self) -> None:
        if not self.page.locator("#screen-flyers").is_visible():
            self.press("#navigation-open")
        self.press("#screen-flyers")
        expect(self.page.locator("#flyer-add")).to_be_visible(timeout=SLOW)

    def open(self, title: str) -> None:
        self.page.locator("#flyers-body").get_by_role("button", name=title, exact=True).click()
        expect(self.page.locator(".flyer-heading")).to_have_text(title)

    def turn(self, name: str) -> Locator:
        self.press(f"#flyer-tab-{name}")
        return self.part(name)

    def part(self, name: str) -> Locator:
        part = self.page.locator(f"[aria-labelledby=flyer-{name}-heading]")
        expect(part).to_be_visible(timeout=SLOW)
        return part

    def language(self, language: str) -> None:
        self.press(f".setup-card .flyer-languages [data-language={language}]")

    def upload(self, pdf: bytes) -> None:
        self.page.locator("#flyer-file").set_input_files(
            {"name": "flyer.pdf", "mimeType": "application/pdf", "buffer": pdf}
        )

    def answer(self, value: str) -> None:
        self.press(f"#flyers-dialog button[value={value}]")

    def press_named(self, name: str) -> None:
        self.page.locator("#flyers-body").get_by_role("button", name=name).click()

    def heard(self, words: str) -> None:
        expect(self.page.locator("#flyers-said")).to_contain_text(words, timeout=SLOW)

    @property
    def state(self) -> Locator:
        return self.page.locator(".flyer-name .flyer-state")
