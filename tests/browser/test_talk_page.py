"""What Sato sees of what residents send, in the console's own page: shown when she wants it, and off the page without a trace."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from storage import outbox, quota
from storage.contexts import unb64
from tests.browser.house import House, served
from tests.browser.sending import Sender, picture, voice
from tests.cast import founded

LONG = 20_000
HOUR = 3_600_000
DRAWN = (
    """canvas => [canvas.width, canvas.height, [...canvas.getContext("2d").getImageData(5, 5, 1, 1).data]]"""
)
PLAYS = """address => new Promise((resolve) => {
  const sound = new Audio();
  sound.onloadedmetadata = () => resolve(true);
  sound.onerror = () => resolve(false);
  sound.src = address;
})"""
PREVENTED = (
    "(element, kind) => !element.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }))"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture
def hanako(house: House) -> Sender:
    return Sender(house, house.hears("きいてほしいことがあります"))


def sign_in(page: Page, house: House) -> None:
    page.locator("form#sign-in input[name=name]").fill("sato")
    page.locator("form#sign-in input[name=passphrase]").fill(founded().passphrases["sato"])
    page.locator("form#sign-in button[type=submit]").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def read(page: Page, house: House, hanako: Sender) -> Locator:
    """Signs in where nobody is yet, and opens the consultation; its lines."""
    if page.url != house.console:
        page.goto(house.console)
        sign_in(page, house)
    page.locator(f'#inbox button[data-consultation="{hanako.id}"]').click()
    lines = page.locator("#transcript li.entry")
    expect(lines.first).to_be_visible(timeout=LONG)
    expect(page.locator("#warning")).to_have_count(0)
    return lines


def test_a_picture_is_covered_until_sato_wants_it_and_gone_when_hanako_does(
    house: House, hanako: Sender, satos_desk: Page
) -> None:
    hanako.sends("image", picture(640, 480), "image/png", message="photo")
    lines = read(satos_desk, house, hanako)
    expect(lines).to_have_count(2)
    line, shown = lines.nth(1), satos_desk.locator("canvas, img, audio, video")
    expect(line).to_contain_text("写真・")
    expect(shown).to_have_count(0)

    line.get_by_role("button", name="写真を表示").click()
    expect(line.locator("canvas")).to_be_visible()
    assert line.locator("canvas").evaluate(DRAWN) == [640, 480, [200, 80, 40, 255]]
    assert all(line.locator("canvas").evaluate(PREVENTED, kind) for kind in ("contextmenu", "dragstart"))
    assert "blob:" not in satos_desk.locator("body").inner_html()
    satos_desk.get_by_role("button", name="隠す").click()
    expect(shown).to_have_count(0)

    line.get_by_role("button", name="写真を表示").click()
    expect(line.locator("canvas")).to_be_visible()
    hanako.unsends("photo")
    expect(line).to_contain_text("取り消されました", timeout=LONG)
    expect(lines).to_have_count(2)
    expect(shown).to_have_count(0)


def test_a_voice_is_played_here_and_its_address_dies_with_the_player(
    house: House, hanako: Sender, satos_desk: Page
) -> None:
    hanako.sends("audio", voice(0.3), "audio/wav", seconds=1)
    line = read(satos_desk, house, hanako).nth(1)
    line.get_by_role("button", name="声を再生する").click()
    player = line.locator("audio")
    expect(player).to_be_visible()
    assert "nodownload" in (player.get_attribute("controlslist") or "")
    assert player.evaluate(PREVENTED, "contextmenu")
    address = player.evaluate("player => player.src")
    assert address.startswith("blob:")
    assert satos_desk.evaluate(PLAYS, address) is True

    other = Sender(house, house.hears("べつの人です"))
    read(satos_desk, house, other)
    expect(satos_desk.locator("audio")).to_have_count(0)
    assert satos_desk.evaluate(PLAYS, address) is False


def test_an_idle_desk_shows_no_picture(house: House, hanako: Sender, satos_desk: Page) -> None:
    hanako.sends("image", picture(80, 60), "image/png")
    satos_desk.clock.install()
    line = read(satos_desk, house, hanako).nth(1)
    line.get_by_role("button", name="写真を表示").click()
    expect(line.locator("canvas")).to_be_visible()
    satos_desk.clock.fast_forward(11 * 60 * 1000)
    expect(satos_desk.locator("#gate")).to_be_visible()
    expect(satos_desk.locator("canvas, #transcript li")).to_have_count(0)
    sign_in(satos_desk, house)
    line = satos_desk.locator("#transcript li.entry").nth(1)
    expect(line.get_by_role("button", name="写真を表示")).to_be_visible(timeout=LONG)
    expect(satos_desk.locator("canvas")).to_have_count(0)


def test_what_is_not_what_was_sealed_is_not_shown(house: House, hanako: Sender, satos_desk: Page) -> None:
    hanako.tampers(hanako.sends("image", picture(20, 20), "image/png"))
    hanako.sends("image", b"no picture at all", "image/png")
    lines = read(satos_desk, house, hanako)
    for line, told in (
        (lines.nth(1), "確かめられなかったため、表示していません。"),
        (lines.nth(2), "ここでは開けません"),
    ):
        line.get_by_role("button", name="写真を表示").click()
        expect(line).to_contain_text(told)
        expect(line.get_by_role("button", name="写真を表示")).to_be_visible()
    expect(satos_desk.locator("canvas")).to_have_count(0)


def test_files_are_read_here_or_only_named(house: House, hanako: Sender, satos_desk: Page) -> None:
    words = "三月から眠れません\n<b>書きました</b>"
    hanako.sends("file", words.encode("shift_jis"), "application/octet-stream", name="メモ.txt", size=40)
    hanako.sends("file", b"%PDF-1.7", "application/pdf", name="書類.pdf", size=2_400_000)
    for state in ("too-large", "gone", "unavailable"):
        hanako.fails("video", state)
    hanako.writes({"kind": "image", "ref": "AAAAAAAAAAAAAAAAAAAAAA"})
    lines = read(satos_desk, house, hanako)
    text = lines.nth(1)
    expect(text).to_contain_text("メモ.txt")
    text.get_by_role("button", name="ファイルを表示").click()
    expect(text.locator(".file-text")).to_have_text(words)
    expect(lines.nth(2)).to_contain_text("書類.pdf")
    expect(lines.nth(2)).to_contain_text("この種類は、ここでは開けません。")
    for place, told in enumerate(
        ("大きすぎて", "送り主が取り消しました", "受け取れませんでした", "受け取っています"), start=3
    ):
        expect(lines.nth(place)).to_contain_text(told)
        expect(lines.nth(place).locator("button:visible")).to_have_count(0)


def test_rewritten_late_and_wordless_messages_say_what_they_are(
    house: House, hanako: Sender, satos_desk: Page
) -> None:
    began = hanako.at
    hanako.at = began + HOUR
    old = hanako.writes({"kind": "text", "text": "まちがえたことば"}, message="first")
    hanako.writes({"kind": "topic", "topic": "moya"})
    lines = read(satos_desk, house, hanako)
    expect(lines.nth(1)).to_contain_text("まちがえたことば")

    hanako.at += 1000
    hanako.writes({"kind": "text", "text": "ただしいことば", "replaces": hanako.name_of(old)})
    expect(lines.nth(1)).to_contain_text("ただしいことば", timeout=LONG)
    expect(lines.nth(1)).to_contain_text("書き直されました")
    expect(satos_desk.locator("#transcript")).not_to_contain_text("まちがえたことば")

    hanako.at = began + 1000
    hanako.writes({"kind": "sticker", "keywords": ["うれしい"]})
    expect(lines).to_have_count(4, timeout=LONG)
    expect(lines.nth(1)).to_contain_text("スタンプ(うれしい)")
    expect(lines.nth(1)).to_contain_text("あとから届きました")
    expect(lines.nth(3)).to_contain_text("えらんだ話題：もやっとしている")


def test_a_word_that_wants_attention_and_the_residents_language(
    house: House, hanako: Sender, satos_desk: Page
) -> None:
    read(satos_desk, house, hanako)
    flag, item = satos_desk.locator("#consultation-flag"), satos_desk.locator("#inbox [aria-current=true]")
    expect(flag).to_be_hidden()
    expect(satos_desk.locator("#consultation-facts")).to_contain_text("・日本語・")
    hanako.tells(flagged_at=hanako.at, language="easy")
    expect(flag).to_be_visible(timeout=LONG)
    expect(item).to_contain_text("気になる言葉")
    satos_desk.locator("#claim").click()
    expect(satos_desk.locator("#reply-language")).to_contain_text("やさしい日本語")
    expect(satos_desk.locator("#consultation-facts")).to_contain_text("やさしい日本語")
    satos_desk.locator("#close").click()
    satos_desk.locator("#confirm-close button[value=confirm]").click()
    expect(satos_desk.locator("#footer-notice")).to_contain_text("終わり", timeout=LONG)
    hanako.tells(ended_by="resident")
    expect(satos_desk.locator("#footer-notice")).to_contain_text("相手が終わりにしました。", timeout=LONG)


def test_whoever_writes_knows_when_the_months_messages_are_used_up(house: House, satos_desk: Page) -> None:
    """It is said as a fact; what has to be mended is told to others."""
    with house.town.database.transaction() as connection:
        quota.note(connection, quota=200, used=200, now=house.town.clock())
    satos_desk.goto(house.console)
    sign_in(satos_desk, house)
    alarms = satos_desk.locator("#alarms")
    expect(alarms).to_contain_text("上限に達しました。", timeout=LONG)
    expect(alarms).to_contain_text("送った返事は消えません。")
    expect(alarms).not_to_contain_text("運用の担当者")
    with house.town.database.transaction() as connection:
        quota.note(connection, quota=None, used=200, now=house.town.clock())


def test_what_becomes_of_a_long_answer(house: House, hanako: Sender, satos_desk: Page) -> None:
    """It is counted while it is typed, and its state is told as it is."""
    read(satos_desk, house, hanako)
    satos_desk.locator("#claim").click()
    reply, count = satos_desk.locator("#reply"), satos_desk.locator("#reply-count")
    reply.fill("😀")
    expect(count).to_have_text("2 / 5,000字")
    reply.fill("あ" * 20_000)
    expect(satos_desk.locator("#reply-problem")).to_contain_text("一度には送れません")
    expect(satos_desk.locator("#composer button[type=submit]")).to_be_disabled()
    reply.fill("あ" * 5001)
    expect(count).to_have_text("5,001字・2通に分けて届きます")
    satos_desk.locator("#composer button[type=submit]").click()
    sent = satos_desk.locator("#transcript li[data-direction=out]")
    for values, told in (
        ({"state": outbox.QUEUED, "waits_for": "quota"}, "今月の送信数の上限に達しました"),
        ({"state": outbox.QUEUED, "waits_for": "hours"}, "本人が選んだ時間帯"),
        ({"state": outbox.HELD, "waits_for": "ask"}, "本人が「読む」を押すと届きます"),
        ({"state": outbox.FAILED, "reason": "unknown", "waits_for": None}, "二度届くことがあります"),
    ):
        expect(sent).to_be_visible(timeout=LONG)
        with house.town.database.transaction() as connection:
            mine = outbox.outbox.c.consultation_id == unb64(hanako.id)
            connection.execute(update(outbox.outbox).where(mine).values(**values))
        hanako.tells()
        expect(sent).to_contain_text(told, timeout=LONG)
