"""Who comes and who goes, in real browsers: Kudo at the screen about people, and whoever she lets in or sees off.

The stories that the office has two minutes for count what people press and write: no clock is fair on a busy machine.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.harness.browser import Complaints, OpenPage
from tests.journeys.desk import Refused
from tests.journeys.hands import SLOW, Hands, Newcomer, Supervisor, cannot_read, enter, flip, number_on, read
from tests.journeys.letting_in import join, join_alone, seated_at, told
from tests.journeys.meddling import keys_exchanged, roster_key_exchanged
from tests.journeys.world import World

NOTHING_KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  document.cookie]"""


@pytest.fixture(scope="module")
def module_database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite only: what the doors do on both databases is told in tests/handlers; here it is about the screens."""
    folder: Path = tmp_path_factory.mktemp("people")
    return f"sqlite:///{folder / 'hidamari.db'}"


@pytest.fixture(scope="module")
def world(town: World) -> World:
    """Running through all stories of this file, as an office does."""
    town.web.start()
    return town


@pytest.fixture(scope="module")
def kudos_day(world: World, browser: Browser) -> Iterator[Supervisor]:
    """Kudo signs in once, and stays at the screen about people."""
    complaints, context = Complaints(), browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    complaints.listen(context)
    hands = Supervisor(context.new_page())
    hands.sign_in(world.origin, "kudo", world.sign_ins["kudo"])
    yield hands
    context.close()
    complaints.settle()


@pytest.fixture
def kudo(kudos_day: Supervisor) -> Iterator[Supervisor]:
    kudos_day.at_people()
    kudos_day.steps = 0
    yield kudos_day
    if kudos_day.page.locator("#people-dialog[open]").count():
        kudos_day.page.keyboard.press("Escape")


@pytest.fixture
def newcomer(open_page: OpenPage) -> Newcomer:
    return Newcomer(open_page())


def test_a_second_counselor_enrols_and_reads_what_was_written_before(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    consultation = told(world, "きのうから、ねむれません")
    newcomer.open(kudo.invite("田中", "tanaka"))
    newcomer.learn()
    number = newcomer.number()
    assert number == kudo.compare("tanaka")
    assert newcomer.page.evaluate(NOTHING_KEPT) == [0, 0, 0, ""]
    assert "これまでの相談" in kudo.confirm("田中")
    newcomer.done()
    assert kudo.steps <= 11
    assert newcomer.steps <= 10

    world.sign_ins["tanaka"] = newcomer.passphrase
    newcomer.sign_in(world.origin, "tanaka", newcomer.passphrase)
    assert "きのうから、ねむれません" in read(newcomer, consultation)
    newcomer.page.locator("#screen-mine").click()
    newcomer.page.locator("#mine-number summary").click()
    assert number_on(newcomer.page, "#mine-number .check-number") == number


def test_who_lost_their_passphrase_makes_a_new_one_and_loses_no_consultation(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    consultation = told(world, "だれにも言えませんでした")
    world.sign_in("sato").claim(consultation)
    newcomer.open(kudo.renew("sato"))
    newcomer.learn()
    assert newcomer.number() == kudo.compare("sato")
    kudo.confirm("佐藤")
    newcomer.done()
    assert kudo.steps <= 11
    assert newcomer.steps <= 10

    with pytest.raises(Refused):
        world.sign_in("sato")
    world.sign_ins["sato"] = newcomer.passphrase
    newcomer.sign_in(world.origin, "sato", newcomer.passphrase)
    assert "だれにも言えませんでした" in read(newcomer, consultation)
    line = newcomer.page.locator(f'#inbox button[data-consultation="{consultation}"]')
    expect(line).to_contain_text("あなたの担当")


def test_who_is_removed_is_out_at_once_and_can_open_nothing_new(
    world: World, kudo: Supervisor, newcomer: Newcomer, open_page: OpenPage
) -> None:
    join(world, kudo, newcomer, "田中", "tanaka")
    consultation = told(world, "ここに書いたことは残りますか")
    gone = world.sign_in("tanaka")
    theirs = Hands(open_page())
    theirs.sign_in(world.origin, "tanaka", world.sign_ins["tanaka"])
    kudo.steps = 0
    kudo.see_off("tanaka")
    assert kudo.steps <= 4

    expect(theirs.page.locator("#gate")).to_be_visible(timeout=SLOW)
    with pytest.raises(Refused) as refused:
        gone.inbox()
    assert refused.value.status == 401
    with pytest.raises(Refused):
        world.sign_in("tanaka")
    opened = world.sign_in("sato").open(consultation)
    assert opened.texts == ["ここに書いたことは残りますか"]
    assert len(opened.wrapsets) >= 2, "no new key was made"
    assert all(gone.kid not in wrapset.wraps for wrapset in opened.wrapsets)


def test_keys_exchanged_on_the_way_show_another_number_and_let_nobody_in(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    """Abe sits at the server and gives Kudo's page keys of his own in the place of the newcomer's."""
    newcomer.open(kudo.invite("小川", "ogawa"))
    with keys_exchanged(kudo.page):
        newcomer.learn()
        assert kudo.compare("ogawa") != newcomer.number()
        kudo.choose("differs")
        kudo.choose("remove")
        kudo.told("小川")
    expect(newcomer.page.locator("#enrol-heading")).to_have_text("この登録は、取り消されました", timeout=SLOW)
    expect(kudo.page.locator('.person[data-name="ogawa"]')).to_have_count(0)


def test_a_signing_key_exchanged_on_the_way_lets_nobody_sign(kudo: Supervisor, newcomer: Newcomer) -> None:
    newcomer.open(kudo.invite("大野", "ono", role="supervisor"))
    with roster_key_exchanged(kudo.page):
        newcomer.learn()
        kudo.press('#invited-list [data-name="ono"] [data-act=compare]')
        kudo.told("番号がちがうとき")
        kudo.told("大野")


def test_a_wrong_word_is_pointed_at_and_not_given_away(kudo: Supervisor, newcomer: Newcomer) -> None:
    newcomer.open(kudo.invite("石川", "ishikawa"))
    newcomer.press("button[value=start]")
    words = newcomer.words()
    newcomer.press("button[value=written]")
    newcomer.type_words([*words[:2], "かすで", words[3].upper(), *words[4:]])
    expect(newcomer.page.locator("#enrol-problem")).to_contain_text("3番目のことばが違います")
    assert words[2] not in newcomer.page.locator("#enrol").inner_text()
    newcomer.press('button[value=""]')
    expect(newcomer.page.locator("#enrol-body .words li")).to_have_text(words)


def test_a_sign_in_name_is_looked_at_while_it_is_typed(kudo: Supervisor) -> None:
    kudo.press("#invite")
    name, said = "#people-dialog input[name=sign-in-name]", kudo.page.locator("#people-dialog .field-said")
    for typed, answer in (
        ("たなか", "半角の英小文字"),
        ("ＫＵＤＯ", "もう使われています"),
        ("ogawa-2", "使えます"),
    ):
        kudo.write(name, typed)
        expect(said.filter(has_text=answer)).to_be_visible()


def test_two_sheets_are_rehearsed_and_a_slip_of_the_pen_is_found(world: World, kudo: Supervisor) -> None:
    first, second = (sheet["root"] for sheet in world.sheets[:2])
    kudo.press("#rehearse")
    kudo.write("#people-dialog [name=sheet-1]", flip(first))
    kudo.write("#people-dialog [name=sheet-2]", second.lower().replace(" ", ""))
    expect(kudo.page.locator("#people-dialog .field-said").first).to_contain_text("打ちまちがい")
    expect(kudo.page.locator("#people-dialog .field-said").last).to_contain_text("正しく入っています")
    kudo.choose("test")
    expect(kudo.page.locator("#people-dialog-heading")).to_have_text("復旧用紙をためす")
    kudo.write("#people-dialog [name=sheet-1]", first)
    kudo.choose("test")
    expect(kudo.page.locator("#people-dialog-heading")).to_have_text("この2枚で開けます", timeout=SLOW)
    kudo.press('#people-dialog button[value=""]')
    expect(kudo.page.locator(".sheet-row[data-kind=root]")).to_have_attribute("data-due", "false")
    expect(kudo.page.locator(".sheet-row[data-kind=recovery]")).to_have_attribute("data-due", "true")


def test_two_sheets_let_a_supervisor_sign_for_longer(world: World, kudo: Supervisor) -> None:
    kudo.press("#extend")
    enter(kudo, world.sheets[1]["root"], world.sheets[2]["root"])
    kudo.choose("extend")
    expect(kudo.page.locator("#people-dialog-body")).to_contain_text("までのばしました", timeout=SLOW)
    kudo.told("期限をのばす")


def test_a_second_supervisor_needs_two_sheets_and_may_then_do_the_same(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    newcomer.open(kudo.invite("小林", "kobayashi", role="supervisor"))
    newcomer.learn()
    assert newcomer.number() == kudo.compare("kobayashi")
    enter(kudo, world.sheets[0]["root"], world.sheets[1]["root"])
    kudo.confirm("小林")
    newcomer.done()

    kobayashi = Supervisor(newcomer.page)
    kobayashi.sign_in(world.origin, "kobayashi", newcomer.passphrase)
    kobayashi.at_people()
    kobayashi.act("mori", "move")
    kobayashi.press("#people-dialog input[name=desks][value=kurashi]")
    kobayashi.choose("save")
    kobayashi.told("森さんの窓口を変える")
    expect(kobayashi.page.locator('#people-list [data-name="mori"]')).to_contain_text("「くらしの窓口」")


def test_a_supervisor_whom_nobody_can_confirm_joins_and_recovers_with_sheets(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    consultation = told(world, "いちばん前のことばです", by="kudo")
    join_alone(world, kudo, newcomer, "林", "hayashi")
    hayashi = Supervisor(newcomer.page)
    hayashi.sign_in(world.origin, "hayashi", world.sign_ins["hayashi"])
    assert cannot_read(hayashi, consultation)
    hayashi.at_people()
    old = [sheet["recovery"] for sheet in world.sheets]
    new = hayashi.recover(old[0], old[2])
    for sheet, code in zip(world.sheets, new, strict=True):
        sheet["recovery"] = code

    hayashi.press("#rehearse")
    enter(hayashi, old[0], old[2])
    hayashi.choose("test")
    expect(hayashi.page.locator("#people-dialog-problem")).to_contain_text("いまの用紙ではありません")
    enter(hayashi, new[0], new[1])
    hayashi.choose("test")
    expect(hayashi.page.locator("#people-dialog-heading")).to_have_text("この2枚で開けます", timeout=SLOW)
    hayashi.press('#people-dialog button[value=""]')
    hayashi.at_inbox()
    assert "いちばん前のことばです" in read(hayashi, consultation)


def test_in_april_what_a_leaver_answered_for_passes_on(world: World, kudo: Supervisor) -> None:
    first, second = told(world, "四月になりました"), told(world, "引っこしました")
    sato = world.sign_in("sato")
    for consultation in (first, second):
        sato.claim(consultation)
    kudo.act("sato", "leave")
    assigned = kudo.page.locator("#people-dialog-body p").first
    expect(assigned).to_contain_text("担当している相談", timeout=SLOW)
    expect(kudo.page.locator("#people-dialog select option:checked")).to_have_text("工藤")
    kudo.write("#people-dialog input[name=leaver]", "佐藤")
    kudo.choose("end")
    expect(kudo.page.locator("#people-dialog-body")).to_contain_text("工藤さんに引きつぎました", timeout=SLOW)
    kudo.told("佐藤さんの登録を終わりました")
    assert kudo.steps <= 4

    kudo.at_inbox()
    for consultation, words in ((first, "四月になりました"), (second, "引っこしました")):
        assert words in read(kudo, consultation)
    expect(kudo.page.locator("#composer")).to_be_visible()


def test_nobody_leaves_while_only_they_can_read_something(
    world: World, kudo: Supervisor, newcomer: Newcomer
) -> None:
    """Hoshi joined on the word of two sheets, so no colleague has made anything readable for her yet."""
    consultation = told(world, "もう一度だけ書きます", by="kudo")
    hoshi = Supervisor(newcomer.page)
    join_alone(world, kudo, newcomer, "星", "hoshi")
    for name in seated_at(kudo, "くらしの窓口") - {"kudo", "hoshi"}:
        kudo.see_off(name)
    hoshi.sign_in(world.origin, "hoshi", world.sign_ins["hoshi"])
    hoshi.at_people()
    hoshi.act("kudo", "leave")
    expect(hoshi.page.locator("#people-dialog-heading")).to_contain_text(
        "だれにも読めなくなります", timeout=SLOW
    )

    kudo.at_inbox()
    banner = kudo.page.locator("#awaiting-inbox .notice").filter(has_text="星さんが加わりました")
    # Where nobody had to be seen off, her console looks for who has come once a minute.
    banner.locator("button").click(timeout=60_000 + SLOW)
    expect(banner).to_have_count(0, timeout=SLOW)
    hoshi.choose("again")
    expect(hoshi.page.locator("#people-dialog-heading")).to_have_text("工藤さんの登録を終わる", timeout=SLOW)
    hoshi.press('#people-dialog button[value=""]')
    hoshi.at_inbox()
    assert "もう一度だけ書きます" in read(hoshi, consultation)
