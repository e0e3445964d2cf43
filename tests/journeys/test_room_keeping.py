"""What a browser does not keep, a number on paper does: IndexedDB that is refused, that forgets at once, that is emptied, and one that keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.browser import PHONE, OpenPage
from tests.harness.slow import weighed_on
from tests.harness.tab import OpenTab, Tab, sees
from tests.journeys.room_town import RoomTown
from tests.journeys.rooms import Hanako

REFUSED = """Object.defineProperty(globalThis, "indexedDB", {
  get() { throw new DOMException("not here", "SecurityError"); } });"""
RETURNS_NOTHING = """for (const name of ["get", "getAll"]) {
  const asked = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...how) {
    const request = asked.apply(this, how);
    Object.defineProperty(request, "result", { get: () => undefined });
    return request;
  };
}"""
EMPTIED = """async () => {
  const known = await indexedDB.databases();
  await Promise.all(known.map(({ name }) => new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onblocked = done;
  })));
}"""
WARNING = "このブラウザは、つづきを覚えておけません。とじる前に、つづきの番号を紙に写してください。"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomTown]:
    """On SQLite only: it is the browsers that are asked here."""
    folder: Path = tmp_path_factory.mktemp("keeping")
    made = RoomTown(folder / "town", f"sqlite:///{folder / 'hidamari.db'}")
    made.start()
    yield made
    made.end()


def test_what_the_browser_does_not_keep_the_number_does(town: RoomTown, open_tab: OpenTab) -> None:
    for spoilt in (REFUSED, RETURNS_NOTHING):
        tab = open_tab()
        tab.before(spoilt)
        code = warned(town, tab)
        tab.reload()
        sees(tab, "はじめる前に")
        assert "覚えておけないときの話" not in tab.text()
        goes_on(town, tab, code)
    tab = open_tab()
    hanako = Hanako(tab)
    hanako.arrive(town.address)
    hanako.say("覚えていてください")
    assert WARNING not in tab.text()
    code = hanako.number()
    tab.reload()
    sees(tab, "覚えていてください")
    assert WARNING not in tab.text()
    tab.evaluate(EMPTIED)
    tab.reload()
    sees(tab, "はじめる前に")
    Hanako(tab).resume(town.address, code)
    sees(tab, "覚えていてください")


def test_until_the_first_words_the_page_weighs_less_than_150_kilobytes(
    town: RoomTown, open_page: OpenPage
) -> None:
    page = open_page(**PHONE)
    weighed = weighed_on(page, "Network.dataReceived")
    page.goto(town.address.replace(town.origin, town.world.origin))
    page.get_by_role("button", name="はじめる", exact=True).click()
    page.get_by_label("ここに書く").fill("やっと書けます")
    assert 50_000 < sum(weighed) < 150_000


def warned(town: RoomTown, tab: Tab) -> str:
    """Hanako writes; the page says that it will not remember, and shows the number."""
    hanako = Hanako(tab)
    hanako.arrive(town.address)
    hanako.say("覚えておけないときの話")
    sees(tab, WARNING)
    return hanako.number()


def goes_on(town: RoomTown, tab: Tab, code: str) -> None:
    Hanako(tab).resume(town.address, code)
    sees(tab, "覚えておけないときの話")
    Hanako(tab).say("つづきです")
