"""Abe puts a flyer before residents, from its first words to its end; and shares another with Kudo, who tells people of it."""

import secrets
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import Connection, update

from bot.phrases import load
from storage import flyer_versions, flyers, subscribers
from storage.database import Database
from storage.flyers import Flyer
from storage.keystore import Keys
from storage.mailings import mailings
from tests.flyers.at_flyers import a_pdf, a_read
from tests.flyers.hostile import encrypted
from tests.harness.browser import OpenPage
from tests.harness.sight import Sight
from tests.harness.until import until
from tests.journeys.flyer_clerk import KEPT, Clerk
from tests.journeys.hands import SLOW
from tests.journeys.world import World

PARTS = ("words", "file", "pages", "shown", "places")


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: the doors are told on both databases in tests/flyers."""
    folder: Path = tmp_path_factory.mktemp("flyers")
    return f"sqlite:///{folder / 'hidamari.db'}"


@contextmanager
def database_at(url: str) -> Iterator[Connection]:
    database = Database(url)
    with database.transaction() as connection:
        yield connection
    database.engine.dispose()


@pytest.fixture
def bring(module_database_url: str, world: World) -> Callable[[], Flyer]:
    """One flyer that is shown, with its words, and people who want to be told of new ones."""

    def brought() -> Flyer:
        now, read = time.time_ns() // 1_000_000, a_read(1)
        words = dict.fromkeys(
            (
                f"{part}_{language}"
                for part in ("title", "talk", "text", "audience")
                for language in ("ja", "easy", "en")
            ),
            "くらしの案内",
        )
        keys = Keys.load(world.data_dir / "keys", world.data_dir / "keys" / "kek")
        with database_at(module_database_url) as connection:
            for _ in range(3):
                user = f"U{secrets.token_hex(16)}"
                subscribers.add(
                    connection, keys.courier, secrets.token_bytes(32), user, language="ja", now=now
                )
            made = Flyer(
                id=flyers.new_id(), revision=1, position=0, **words, languages="ja", card="B", version=1, shown_from=now,
                shown_until=None, changed_at=now,
            )  # fmt: skip
            flyers.add(connection, made._replace(id=flyers.new_id(), card=None, title_ja="まちの案内"))
            made = flyers.add(connection, made)
            flyer_versions.add(connection, made.id, read.pdf, read.pictures, read.texts, now)
            alt = {"ja": ["文字だけのページです。"], "easy": [""], "en": [""]}
            flyer_versions.set_words(
                connection, made.id, 1, alt, {"ja": "くらしのこと。", "easy": "", "en": ""}
            )
        return made

    return brought


def test_abe_puts_a_flyer_before_residents_and_takes_it_back(world: World, open_page: OpenPage) -> None:
    world.web.start()
    abe = Clerk(open_page())
    page = abe.page
    abe.begin(world, "abe")
    write_words(abe, world)
    abe.upload(encrypted(user="secret"))
    expect(abe.part("file").get_by_role("alert")).to_contain_text("外して、もう一度", timeout=SLOW)
    abe.upload(a_pdf(2))
    expect(abe.part("pages")).to_contain_text(
        "目で見られない人には、このページの絵が伝わりません", timeout=SLOW
    )
    expect(page.locator("[name=aloud_ja_0]")).to_have_value("Hidamari 1\n\nHidamari 2")
    describe(abe)
    look_before_publishing(abe)
    abe.press("#flyer-publish")
    abe.heard("公開しました")
    expect(abe.state).to_contain_text("公開中")
    seen = abe.part("shown").get_by_role("link", name="住民のページ").get_attribute("href") or ""
    with urllib.request.urlopen(world.origin + seen, timeout=20) as answer:
        assert "くらしのこと、話せる場所" in answer.read().decode()
    replace_and_go_back(abe)
    end(abe)


def write_words(abe: Clerk, world: World) -> None:
    """In three languages; a reload in between takes nothing away."""
    page = abe.page
    abe.press("#flyer-add")
    abe.write("[name=title_ja]", "くらしのこと、話せる場所")
    abe.write("[name=talk_ja]", "相談の案内")
    warning = page.locator(".field-said").filter(has_text="「相談」は、画面をのぞいた人に気づかれる言葉です")
    expect(warning).to_be_visible()
    before = until(lambda: page.evaluate(KEPT))
    abe.write("[name=talk_ja]", "くらしの案内")
    expect(warning).to_have_count(0)
    until(lambda: page.evaluate(KEPT) != before)
    page.once("dialog", lambda asked: asked.accept())
    page.reload()
    abe.begin(world, "abe")
    abe.press("#flyer-add")
    expect(page.locator("[name=talk_ja]")).to_have_value("くらしの案内", timeout=SLOW)
    abe.write("[name=card]", "a")
    abe.press("#flyer-words-save")
    expect(page.locator("[name=title_easy]")).to_be_focused(timeout=SLOW)
    expect(page.locator(".flyer-words[data-language=easy]")).to_contain_text("日本語: くらしの案内")
    for language, title, talk in (
        ("easy", "くらしを 話せる ところ", "くらしの あんない"),
        ("en", "A place to talk", "Daily life"),
    ):
        abe.language(language)
        abe.write(f"[name=title_{language}]", title)
        abe.write(f"[name=talk_{language}]", talk)
    abe.press("#flyer-words-save")
    abe.heard("つぎに、PDFを入れてください。")
    expect(abe.state).to_contain_text("下書き")


def describe(abe: Clerk) -> None:
    for number in (1, 2):
        abe.write(f"[name=alt_ja_{number}]", f"{number}枚目は、橙色の四角と文字です。")
    abe.press("#flyer-pages-save")
    abe.heard("つぎは「見え方と公開」です。")


def look_before_publishing(abe: Clerk) -> None:
    """The phone says exactly what the bot will say."""
    p = load("ja")
    shown = abe.turn("shown")
    card = shown.locator(".talk-card")
    expect(card).to_contain_text("くらしの案内", timeout=SLOW)
    assert card.locator(".talk-button").all_inner_texts() == [
        p.say(f"flyer_label.{name}") for name in ("look", "aloud", "picture", "card")
    ]
    abe.press("[data-way=web]")
    expect(shown.locator(".web-title")).to_have_text("くらしのこと、話せる場所")
    expect(shown.locator(".web-picture").first).to_have_attribute("alt", "1枚目は、橙色の四角と文字です。")
    shown.locator("[data-language=en]").click()
    expect(shown.locator(".web-title")).to_have_text("A place to talk")


def replace_and_go_back(abe: Clerk) -> None:
    """A second upload is not shown before somebody says so, nor before its pictures are told in words."""
    page = abe.page
    abe.turn("file")
    abe.upload(a_pdf(2, "New"))
    expect(page.locator("[name=aloud_ja_0]")).to_have_value("New 1\n\nNew 2", timeout=SLOW)
    abe.turn("file")
    abe.press_named("第2版に切りかえる")
    abe.answer("turn")
    expect(page.locator("#flyers-dialog-problem")).to_contain_text("空らんがあります", timeout=SLOW)
    page.keyboard.press("Escape")
    abe.turn("pages")
    abe.press_named("前の版の文をうつす")
    expect(page.locator("[name=alt_ja_2]")).to_have_value("2枚目は、橙色の四角と文字です。")
    expect(page.locator("[name=aloud_ja_0]")).to_have_value("New 1\n\nNew 2")
    abe.press("#flyer-pages-save")
    abe.heard("保存しました。")
    abe.turn("file")
    abe.press_named("第2版に切りかえる")
    abe.answer("turn")
    abe.heard("第2版を見せています。")
    abe.press_named("第1版にもどす")
    abe.answer("turn")
    abe.heard("第1版を見せています。")
    expect(page.locator(".flyer-version[data-version='1']")).to_contain_text("公開中")


def end(abe: Clerk) -> None:
    """What is published is withdrawn before it can be deleted."""
    page = abe.page
    abe.press(".flyer-remove")
    expect(page.locator("#flyers-dialog-body")).to_contain_text("先に「見え方と公開」で")
    abe.answer("ok")
    abe.turn("shown")
    abe.press("#flyer-withdraw")
    abe.answer("withdraw")
    abe.heard("住民からは、もう見えません。")
    expect(abe.state).to_contain_text("とりやめ")
    expect(abe.part("shown")).to_contain_text("に、公開をとりやめました")
    abe.press(".flyer-remove")
    abe.answer("remove")
    abe.heard("「くらしのこと、話せる場所」を消しました。")
    expect(page.get_by_role("button", name="くらしのこと、話せる場所")).to_have_count(0)


def test_kudo_and_abe_share_a_flyer_and_people_are_told(
    world: World, open_page: OpenPage, bring: Callable[[], Flyer], module_database_url: str
) -> None:
    flyer = bring()
    world.web.start()
    sight = Sight(open_page(bypass_csp=True))
    kudo, abe = Clerk(sight.page), Clerk(open_page())
    for clerk, name in ((kudo, "kudo"), (abe, "abe")):
        clerk.begin(world, name)
    sight.look("list")
    change_order(kudo, abe, sight)
    for clerk in (kudo, abe):
        clerk.open("くらしの案内")
        clerk.turn("words")
    kudo.write("[name=title_ja]", "冬のくらし")
    kudo.press("#flyer-words-save")
    kudo.heard("保存しました。")
    abe.write("[name=audience_ja]", "どなたでも")
    abe.press("#flyer-words-save")
    conflict = abe.page.locator(".setup-conflict")
    expect(conflict).to_contain_text("工藤さんが", timeout=SLOW)
    expect(abe.page.locator("[name=audience_ja]")).to_have_value("どなたでも")
    conflict.get_by_role("button", name="変わったあとの内容から、やり直す").click()
    expect(abe.page.locator("[name=title_ja]")).to_have_value("冬のくらし")
    for part in PARTS:
        kudo.turn(part)
        sight.look(part, "#flyers-body")
    tell_people(kudo, sight, flyer, module_database_url)
    kudo.page.locator("#sign-out").click()
    expect(kudo.page.locator("#flyers-body")).to_be_empty()
    assert not sight.faults, "\n".join(sight.faults)


def change_order(kudo: Clerk, abe: Clerk, sight: Sight) -> None:
    """By the keyboard, and the focus stays; who looks at an older list is shown the one of now."""
    rows = [clerk.page.locator(".order-list-row") for clerk in (kudo, abe)]
    for clerk in (kudo, abe):
        clerk.press("#flyers-sort")
        expect(clerk.page.locator("#flyers-sort-heading")).to_be_focused()
    expect(rows[0].first).to_contain_text("まちの案内")
    up = kudo.page.get_by_role("button", name="「くらしの案内」を上へ", exact=True)
    up.focus()
    kudo.page.keyboard.press("Enter")
    expect(rows[0].first).to_contain_text("くらしの案内")
    said = kudo.page.locator("#flyers-body").get_by_role("status")
    expect(said).to_have_text("「くらしの案内」を、2件のうち1番目にしました。")
    expect(up).to_be_focused()
    sight.look("the order", "#flyers-body")
    kudo.press("#flyers-sorted")
    expect(kudo.page.locator(".flyer-title").first).to_have_text("くらしの案内")
    expect(kudo.page.locator("#flyers-sort")).to_be_focused()
    abe.page.get_by_role("button", name="「まちの案内」を下へ", exact=True).click()
    expect(abe.page.locator("#flyers-body").get_by_role("alert")).to_contain_text("ほかの人が", timeout=SLOW)
    expect(rows[1].first).to_contain_text("くらしの案内")
    abe.press("#flyers-sorted")


def tell_people(kudo: Clerk, sight: Sight, flyer: Flyer, url: str) -> None:
    """Asked once more, counted in people; then the bar follows what the clock does."""
    page, part = kudo.page, kudo.turn("mailing")
    with database_at(url) as connection:
        told = subscribers.number(connection)
    expect(part).to_contain_text(load("ja").say("flyers.news"))
    part.get_by_role("button", name=f"{told}人に知らせる").click(timeout=SLOW)
    expect(page.locator("#flyers-dialog-heading")).to_have_text(f"{told}人に、おしらせを送りますか")
    sight.look("asked about a mailing", "#flyers-dialog")
    kudo.answer("send")
    bar = part.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuetext", f"{told}人のうち、0人に送りました。", timeout=SLOW)
    with database_at(url) as connection:
        connection.execute(update(mailings).where(mailings.c.flyer == flyer.id).values(sent=told - 1))
    expect(bar).to_have_attribute(
        "aria-valuetext", f"{told}人のうち、{told - 1}人に送りました。", timeout=SLOW
    )
    expect(part).to_contain_text("あと1人です。")
    sight.look("a mailing on its way", "#flyers-body")
    part.get_by_role("button", name="止める").click()
    kudo.heard("止めました。")
    part.get_by_role("button", name="つづける").click()
    kudo.heard("続きを送ります。")
    expect(part.get_by_role("button", name="止める")).to_be_visible()
