"""What Hanako does at the room's page and Sato at the console, by the words that stand there; in whichever browser."""

import re
from pathlib import Path

from tests.harness.tab import Tab, sees

GROUPS = "() => [...document.querySelectorAll('.groups li')].map((one) => one.textContent).join(' ')"
LISTED = "() => [...document.querySelectorAll('#inbox button[data-consultation]')].map((one) => one.dataset.consultation)"
LETTERS = re.compile(r"(?:[A-Z2-7]{4} ){6}[A-Z2-7]{2}")


class Hanako:
    """At the page, on her phone."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def arrive(self, address: str) -> None:
        self.tab.open(address)
        sees(self.tab, "はじめる前に")
        self.tab.press("はじめる")
        sees(self.tab, "どうぞ、ここに書いてください")

    def say(self, words: str) -> None:
        self.tab.fill("ここに書く", words)
        self.tab.press("送る")
        sees(self.tab, words)
        self.arrived()

    def arrived(self) -> None:
        """Nothing waits to be sent any more."""
        self.tab.wait(
            "() => document.body.innerText.includes('届きました') && !/送信待ち|送っています/.test(document.body.innerText)"
        )

    def sends(self, picture: Path, *, original: bool = False) -> None:
        self.tab.press("写真・声")
        self.tab.attach("写真をえらぶ・とる", picture)
        sees(self.tab, "元の写真も、証拠として残す")
        if original:
            self.tab.press("元の写真も、証拠として残す")
        self.tab.press("送る")
        sees(self.tab, "やりとり")
        self.arrived()

    def number(self) -> str:
        """The resume code, as it stands on the screen."""
        self.choose("つづきの番号")
        self.tab.press("番号を出す")
        self.tab.wait(f"() => ({GROUPS})().length > 0")
        code = str(self.tab.evaluate(GROUPS))
        assert LETTERS.fullmatch(code), code
        self.tab.press("もどる")
        self.tab.press("もどる")
        return code

    def agrees(self, code: str, decoy: str) -> None:
        self.choose("合言葉と、おとりの言葉")
        self.tab.fill("合言葉", code)
        self.tab.fill("おとりの言葉", decoy)
        self.tab.press("決める")
        sees(self.tab, "決めました。")
        self.tab.press("もどる")
        self.tab.press("もどる")

    def resume(self, address: str, code: str) -> None:
        """With the number, in a browser that has never been here."""
        self.tab.open(address)
        self.tab.press("つづきの番号を持っている")
        self.tab.fill("つづきの番号", code.lower().replace(" ", "-"))
        self.tab.press("つづきをひらく")
        sees(self.tab, "やりとり")

    def ends(self) -> None:
        self.choose("ここで区切る")
        self.tab.press("区切る")
        sees(self.tab, "書いてくれて、ありがとうございました")

    def erases(self) -> None:
        """Everything, at once."""
        self.choose("消す")
        self.tab.press("いま全部消す")
        self.tab.press("全部消す")
        sees(self.tab, "控えの番号")

    def choose(self, item: str) -> None:
        self.tab.press("メニュー")
        self.tab.wait("() => document.querySelector('[data-screen]') !== null")
        self.tab.press(item)


class Sato:
    """At the console, which is open in her browser."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    def sign_in(self, origin: str, name: str, passphrase: str) -> None:
        self.tab.open(f"{origin}/console/")
        self.tab.fill("名前", name)
        self.tab.fill("合言葉", passphrase)
        self.tab.press("サインイン")
        self.tab.wait("() => document.body.dataset.ready !== undefined")

    def list(self) -> list[str]:
        """The ids of what is in her list."""
        found: list[str] = self.tab.evaluate(LISTED)
        return found

    def only_one(self) -> str:
        self.tab.wait(f"() => ({LISTED})().length === 1")
        return self.list()[0]

    def open(self, consultation: str) -> None:
        """From the list, once it is there."""
        line = f'#inbox button[data-consultation="{consultation}"]'
        self.tab.wait("(line) => document.querySelector(line) !== null", line)
        self.tab.evaluate("(line) => document.querySelector(line).click()", line)

    def warned(self) -> str:
        """What the page warns of, once it does."""
        self.tab.wait("() => document.querySelector('#warning')?.innerText.trim()")
        return str(self.tab.evaluate("() => document.querySelector('#warning').innerText"))

    def reply(self, words: str) -> None:
        self.tab.fill("返事", words)
        self.tab.press("送る")
        sees(self.tab, words)

    def notes(self, words: str) -> None:
        """What stays at the desk."""
        self.tab.press("ノート")
        self.tab.fill("ノート", words)
        self.tab.press("ノートを残す")
        sees(self.tab, words)

    def looks_at_the_picture(self) -> None:
        self.tab.press("写真を表示")
        self.tab.wait("() => document.querySelector('#transcript canvas') !== null")
