"""What people do at their screens when somebody joins or leaves: presses and fields, counted, and nothing else."""

from playwright.sync_api import Page, Route, expect

SLOW = 20_000
"""Milliseconds that a page may take for something; tests only see that it happens."""


class Hands:
    """One person at one page. `steps` counts what they had to press and to write."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def press(self, what: str) -> None:
        self.steps += 1
        self.page.locator(what).click()

    def write(self, where: str, words: str) -> None:
        self.steps += 1
        self.page.locator(where).fill(words)

    def choose(self, answer: str) -> None:
        """A button of the question on the screen."""
        self.press(f"#people-dialog button[value={answer}]")

    def told(self, words: str) -> None:
        """Waits for a heading and closes it."""
        expect(self.page.locator("#people-dialog-heading")).to_have_text(words, timeout=SLOW)
        self.choose("ok")

    def sign_in(self, origin: str, name: str, passphrase: str) -> None:
        self.page.goto(f"{origin}/console/")
        self.write("#name", name)
        self.write("#passphrase", passphrase)
        self.press("#sign-in button[type=submit]")
        expect(self.page.locator("body[data-ready]")).to_be_attached(timeout=SLOW)

    def at_inbox(self) -> None:
        self.press("#screen-consultations")
        expect(self.page.locator("#inbox-heading")).to_be_visible()


class Supervisor(Hands):
    """Somebody on the screen about people."""

    def at_people(self) -> None:
        self.press("#screen-people")
        expect(self.page.locator("#people-list .person").first).to_be_visible(timeout=SLOW)

    def invite(self, shown: str, name: str, *, role: str = "counselor", desk: str = "kurashi") -> str:
        """The address on the card."""
        self.press("#invite")
        self.write("#people-dialog input[name=display-name]", shown)
        self.write("#people-dialog input[name=sign-in-name]", name)
        self.press(f"#people-dialog input[name=role][value={role}]")
        self.press(f"#people-dialog input[name=desks][value={desk}]")
        self.choose("make")
        return self.take_card()

    def renew(self, name: str) -> str:
        """A card for somebody who lost their passphrase."""
        self.act(name, "lost")
        self.choose("make")
        return self.take_card()

    def take_card(self) -> str:
        card = self.page.locator("#people-dialog .invite-card")
        expect(card).to_be_visible(timeout=SLOW)
        link = card.get_attribute("data-link") or ""
        self.choose("ok")
        return link

    def act(self, name: str, act: str) -> None:
        """A button on the card of somebody who is registered."""
        self.press(f'#people-list [data-name="{name}"] [data-act={act}]')

    def see_off(self, name: str) -> None:
        """Ends somebody's registration; what they answered for goes to whom the screen proposes."""
        shown = self.page.locator(f'#people-list [data-name="{name}"] h3').inner_text()
        self.act(name, "leave")
        self.write("#people-dialog input[name=leaver]", shown)
        self.choose("end")
        self.told(f"{shown}さんの登録を終わりました")
        expect(self.page.locator(f'#people-list [data-name="{name}"]')).to_have_count(0, timeout=SLOW)

    def recover(self, *codes: str) -> list[str]:
        """Two B sheets open what nobody can read; the codes of the three new ones that are printed."""
        self.page.evaluate("window.print = () => {}")
        self.press("#recover")
        enter(self, *codes)
        self.choose("open")
        self.press("#print-sheets")
        sheets = self.page.locator("#paper .sheet")
        expect(sheets).to_have_count(3, timeout=SLOW)
        new: list[str] = sheets.evaluate_all("all => all.map(one => one.dataset.code)")
        self.press("#people-dialog input[name=printed]")
        self.choose("switch")
        self.told("復旧しました")
        return new

    def compare(self, name: str) -> str:
        """The check number of somebody whose enrolment has arrived."""
        self.press(f'#invited-list [data-name="{name}"] [data-act=compare]')
        return self.number()

    def number(self) -> str:
        return number_on(self.page, "#people-dialog .check-number")

    def confirm(self, shown: str) -> str:
        """ "The numbers are the same": what the screen then says, when all has been done."""
        self.choose("same")
        expect(self.page.locator("#people-dialog-heading")).to_have_text(
            f"{shown}さんが加わりました", timeout=SLOW
        )
        said = self.page.locator("#people-dialog-body").inner_text()
        self.choose("ok")
        return said


class Newcomer(Hands):
    """Somebody with a card, on the page where they join."""

    passphrase = ""

    def open(self, link: str) -> None:
        self.page.goto(link)
        expect(self.page.locator("button[value=start]")).to_be_visible(timeout=SLOW)
        assert "#" not in self.page.url, "the code stays in the address"

    def learn(self) -> None:
        """Writes the words onto paper and types them again from it."""
        self.press("button[value=start]")
        words = self.words()
        self.passphrase = " ".join(words)
        self.press("button[value=written]")
        self.type_words(words)

    def words(self) -> list[str]:
        return words_on(self.page, "#enrol-body .words li")

    def type_words(self, words: list[str]) -> None:
        for place, word in enumerate(words, start=1):
            self.write(f"input[name=word-{place}]", word)
        self.press("button[value=check]")

    def number(self) -> str:
        return number_on(self.page, ".number-big .check-number")

    def done(self) -> None:
        expect(self.page.locator("#enrol-heading")).to_have_text("登録が終わりました", timeout=SLOW)


def words_on(page: Page, place: str) -> list[str]:
    """The six words of a card, once all of them stand there."""
    shown = page.locator(place)
    expect(shown).to_have_count(6, timeout=SLOW)
    return shown.all_inner_texts()


def number_on(page: Page, place: str) -> str:
    shown = page.locator(place)
    expect(shown).to_be_visible(timeout=SLOW)
    number = shown.get_attribute("data-number") or ""
    assert "".join(shown.inner_text().split()) == number.replace(" ", "")
    assert len(number.split()) == 8
    return number


def read(hands: Hands, consultation: str) -> str:
    """What the transcript says, once it is there without a warning."""
    hands.press(f'#inbox button[data-consultation="{consultation}"]')
    expect(hands.page.locator("#transcript li[data-direction=in]").first).to_be_visible(timeout=SLOW)
    expect(hands.page.locator("#warning")).to_have_count(0)
    return hands.page.locator("#transcript").inner_text()


def cannot_read(hands: Hands, consultation: str) -> bool:
    """Waits for the page to say that this person has no way to open it."""
    hands.press(f'#inbox button[data-consultation="{consultation}"]')
    expect(hands.page.locator("#warning")).to_be_visible(timeout=SLOW)
    return hands.page.locator("#transcript li[data-direction]").count() == 0


def enter(hands: Hands, *codes: str) -> None:
    for number, code in enumerate(codes, start=1):
        hands.write(f"#people-dialog [name=sheet-{number}]", code)


def flip(code: str) -> str:
    """With one letter misread."""
    return ("A" if code[0] != "A" else "C") + code[1:]


def pressed_too_early(page: Page) -> None:
    """On a slow line: what is pressed before the people have come is done when they are here."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.locator("#screen-mine").click()
    page.route("**/console/people", hold)
    with page.expect_request("**/console/people"):
        page.locator("#screen-people").click()
    page.locator("#invite").click()
    expect(page.locator("#people-dialog")).to_be_hidden()
    for route in held:
        route.continue_()
    expect(page.locator("#people-dialog-heading")).to_be_visible()
    page.unroute("**/console/people")
