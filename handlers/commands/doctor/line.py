"""What `doctor` asks of LINE. Nothing is sent to anybody, and nothing is changed."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.account import Account
from bot.refusals import DeliveryError
from handlers.commands.doctor.finding import Finding, bad, good, warn
from settings import Settings

if TYPE_CHECKING:
    from bot.channel import LineChannel

Check = Callable[["LineChannel", Settings], Finding]

SKEW_MS, LARGE_SKEW_MS = 5_000, 60_000
"""Above the first a warning; above the second a failure: reply tokens live for a minute."""

_REASONS = {
    "unauthorised": (
        "LINEが資格情報を受けつけません。LINE_CHANNEL_ID と LINE_CHANNEL_SECRET、またはトークンを、写しなおしてください。",
        "LINE refuses the credentials: copy LINE_CHANNEL_ID and LINE_CHANNEL_SECRET, or the token, anew.",
    ),
    "network": (
        "LINEにつながりません。ネットワーク、ファイアウォール、LINE_API_ORIGIN を見てください。",
        "LINE can't be reached: look at the network, the firewall and LINE_API_ORIGIN.",
    ),
    "rate": (
        "LINEが、待つように言っています。1分たってから、もう一度実行してください。",
        "LINE asks to wait: try again in a minute.",
    ),
    "busy": (
        "LINEのほうに不具合があります。しばらくしてから、もう一度実行してください。",
        "LINE has trouble of its own: try again later.",
    ),
}


def ask(settings: Settings, now: Callable[[], int], *, test_webhook: bool) -> Iterator[Finding]:
    """Nothing without credentials, and one finding when LINE does not answer."""
    from bot.channel import Credentials, LineChannel  # the SDK costs most of a second

    if not (settings.line_channel_id or settings.line_channel_access_token):
        return
    credentials = Credentials(
        settings.line_channel_access_token, settings.line_channel_id, settings.line_channel_secret
    )
    channel, asked_at = LineChannel(settings.line_api_origin, credentials, now), now()
    try:
        account = channel.account()
    except DeliveryError as refusal:
        yield bad("line", *_sentences(refusal))
        return
    yield good("line", "LINEが答え、資格情報も正しいです。", "LINE answers, and takes the credentials.")
    yield _chat(account)
    yield _clock(account.at, asked_at, now())
    for name, check in _CHECKS.items():
        if name != "webhook-test" or test_webhook:
            yield _asked(name, check, channel, settings)


def _asked(name: str, check: Check, channel: "LineChannel", settings: Settings) -> Finding:
    try:
        return check(channel, settings)
    except DeliveryError as refusal:
        return bad(name, *_sentences(refusal))


def _sentences(refusal: DeliveryError) -> tuple[str, str]:
    """In Japanese, and in English."""
    return _REASONS.get(
        refusal.reason,
        (
            f"LINEが断りました（{refusal.reason}）。ログの行に、LINEに問い合わせるための番号（request id）があります。",
            f"LINE refused the call ({refusal.reason}): its log line has a request id.",
        ),
    )


def _chat(account: Account) -> Finding:
    if account.chat:
        return bad(
            "chat",
            "LINE Official Account Manager の「応答設定」で、チャットを切ってください。管理画面に入れる人が相談を読めてしまい、"
            "相談者への返事も、約束と違うものになります。",
            "Switch chat off in the LINE Official Account Manager (応答設定): everybody with access to it "
            "could read the talks there, and residents would not be answered as they are told.",
        )
    if account.marks_as_read:
        return good(
            "chat",
            "チャットは切ってあります。既読は、LINEがすぐにつけます。相談者にも、そう伝えています。",
            "Chat is off. LINE marks every message 既読 at once; residents are told what that means.",
        )
    return warn(
        "chat",
        "チャットは切ってありますが、既読がすぐにはつきません。相談者には、つくと伝えています。「応答設定」を見てください。",
        "Chat is off, but 既読 is not set by LINE itself: residents are told that it is. Look at 応答設定.",
    )


def _clock(line_at: int | None, before: int, after: int) -> Finding:
    """LINE's Date header counts whole seconds, and stands somewhere between question and answer."""
    if line_at is None:
        return warn(
            "clock",
            "LINEが時刻を答えませんでした。この機械の時計を、NTPで合わせてください。",
            "LINE did not say what time it is. Let NTP set this machine's clock.",
        )
    off = max(0, before - (line_at + 1000), line_at - after)
    ja = f"この機械の時計が、{off // 1000}秒ずれています。NTPで合わせてください。"
    seconds = f"This machine's clock is {off // 1000} seconds off"
    if off > LARGE_SKEW_MS:
        return bad(
            "clock",
            f"{ja}このままでは、返事もサインインも断られます。",
            f"{seconds}: set it by NTP. Reply tokens and sign-ins are refused by such a clock.",
        )
    return (
        warn("clock", ja, f"{seconds}: set it by NTP.")
        if off > SKEW_MS
        else good(
            "clock",
            "この機械の時計は、LINEの時計と合っています。",
            "This machine's clock agrees with LINE's.",
        )
    )


def _webhook(channel: "LineChannel", settings: Settings) -> Finding:
    wanted = f"{settings.public_origin}/callback"
    enter = f"LINE Developers コンソールに {wanted} を入れてください。"
    try:
        found = channel.webhook()
    except DeliveryError as refusal:
        if refusal.reason != "gone":
            raise
        return bad(
            "webhook",
            f"LINEに、Webhookのアドレスが入っていません。{enter}",
            f"LINE knows no webhook: enter {wanted} in the LINE Developers console.",
        )
    if found.endpoint != wanted:
        return bad(
            "webhook",
            f"LINEが、別のアドレスを呼んでいます。{enter}",
            f"LINE calls another address: enter {wanted} in the LINE Developers console.",
        )
    if not found.active:
        return bad(
            "webhook",
            "LINE Developers コンソールで「Webhookの利用」を入れてください。相談が、届かずに失われます。",
            "Switch on “Use webhook” in the LINE Developers console: messages are lost.",
        )
    return good("webhook", "LINEは、この相談室を呼びます。", "LINE calls this office.")


def _webhook_test(channel: "LineChannel", _settings: Settings) -> Finding:
    if channel.test_webhook():
        return good(
            "webhook-test",
            "LINEに呼んでもらい、正しく答えられました。",
            "LINE has called, and was answered well.",
        )
    return bad(
        "webhook-test",
        "LINEに呼んでもらいましたが、正しく答えられませんでした。`serve`、プロキシ、証明書を見てください。",
        "LINE called and got no good answer: is `serve` running, the proxy, the certificate?",
    )


def _quota(channel: "LineChannel", _settings: Settings) -> Finding:
    found = channel.quota()
    if found.limit is None:
        return good("quota", "送れる数に、上限はありません。", "Pushes are not limited.")
    ja = f"今月は、{found.limit}通のうち{found.used}通を使いました。"
    told = f"{found.used} of {found.limit} pushes of this month are spent"
    if found.used >= found.limit:
        return bad(
            "quota",
            f"{ja}返事は来月まで待つことになります。管理画面で、大きいプランを選んでください。",
            f"{told}: replies wait until the next month. Choose a larger plan in the Manager.",
        )
    for percent in (95, 80):
        if found.used * 100 >= found.limit * percent:
            return warn(
                "quota",
                f"{ja}{percent}%を超えました。大きいプランを考えてください。",
                f"{told}, more than {percent} %: think of a larger plan.",
            )
    return good("quota", ja, f"{told}.")


def _menu(channel: "LineChannel", _settings: Settings) -> Finding:
    from bot.menu_publishing import MenuError, show
    from bot.menus import alias, menus
    from bot.phrases import LANGUAGES
    from bot.rich_menu import LineShelf

    publish = "python app.py richmenu publish"
    try:
        shown = show(LineShelf(channel))
    except MenuError as refusal:
        return bad("menu", f"LINEからメニューを読めませんでした。{refusal.ja}", str(refusal))
    reached = {name for menu in shown if menu.complete for name in menu.aliases}
    if not reached >= {alias(language) for language in LANGUAGES} or not any(menu.default for menu in shown):
        return bad(
            "menu",
            f"メニューが出ていないか、足りない言語があります： {publish}",
            f"The menu is not published, or not in every language: {publish}",
        )
    if {menu.name for menu in shown} != {menu.name for menu in menus()}:
        return warn(
            "menu",
            f"別の版のメニューが出ています： {publish}",
            f"Another version of the menu is shown: {publish}",
        )
    return good("menu", "メニューは、どの言語でも出ています。", "The menu is published in every language.")


_CHECKS: dict[str, Check] = {
    "webhook": _webhook,
    "webhook-test": _webhook_test,
    "quota": _quota,
    "menu": _menu,
}
