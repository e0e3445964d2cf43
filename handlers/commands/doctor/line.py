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
    "unauthorised": "LINE refuses the credentials: copy LINE_CHANNEL_ID and LINE_CHANNEL_SECRET, or the token, anew.",
    "network": "LINE can't be reached: look at the network, the firewall and LINE_API_ORIGIN.",
    "rate": "LINE asks to wait: try again in a minute.",
    "busy": "LINE has trouble of its own: try again later.",
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
        yield bad("line", _sentence(refusal))
        return
    yield good("line", "LINE answers, and takes the credentials.")
    yield _chat(account)
    yield _clock(account.at, asked_at, now())
    for name, check in _CHECKS.items():
        if name != "webhook-test" or test_webhook:
            yield _asked(name, check, channel, settings)


def _asked(name: str, check: Check, channel: "LineChannel", settings: Settings) -> Finding:
    try:
        return check(channel, settings)
    except DeliveryError as refusal:
        return bad(name, _sentence(refusal))


def _sentence(refusal: DeliveryError) -> str:
    return _REASONS.get(
        refusal.reason, f"LINE refused the call ({refusal.reason}): its log line has a request id."
    )


def _chat(account: Account) -> Finding:
    if account.chat:
        return bad(
            "chat",
            "Switch chat off in the LINE Official Account Manager (応答設定): everybody with access to it "
            "could read the talks there, and residents would not be answered as they are told.",
        )
    if account.marks_as_read:
        return good(
            "chat", "Chat is off. LINE marks every message 既読 at once; residents are told what that means."
        )
    return warn(
        "chat",
        "Chat is off, but 既読 is not set by LINE itself: residents are told that it is. Look at 応答設定.",
    )


def _clock(line_at: int | None, before: int, after: int) -> Finding:
    """LINE's Date header counts whole seconds, and stands somewhere between question and answer."""
    if line_at is None:
        return warn("clock", "LINE did not say what time it is. Let NTP set this machine's clock.")
    off = max(0, before - (line_at + 1000), line_at - after)
    seconds = f"This machine's clock is {off // 1000} seconds off"
    if off > LARGE_SKEW_MS:
        return bad(
            "clock", f"{seconds}: set it by NTP. Reply tokens and sign-ins are refused by such a clock."
        )
    return (
        warn("clock", f"{seconds}: set it by NTP.")
        if off > SKEW_MS
        else good("clock", "This machine's clock agrees with LINE's.")
    )


def _webhook(channel: "LineChannel", settings: Settings) -> Finding:
    wanted = f"{settings.public_origin}/callback"
    try:
        found = channel.webhook()
    except DeliveryError as refusal:
        if refusal.reason != "gone":
            raise
        return bad("webhook", f"LINE knows no webhook: enter {wanted} in the LINE Developers console.")
    if found.endpoint != wanted:
        return bad("webhook", f"LINE calls another address: enter {wanted} in the LINE Developers console.")
    if not found.active:
        return bad("webhook", "Switch on “Use webhook” in the LINE Developers console: messages are lost.")
    return good("webhook", "LINE calls this office.")


def _webhook_test(channel: "LineChannel", _settings: Settings) -> Finding:
    if channel.test_webhook():
        return good("webhook-test", "LINE has called, and was answered well.")
    return bad(
        "webhook-test", "LINE called and got no good answer: is `serve` running, the proxy, the certificate?"
    )


def _quota(channel: "LineChannel", _settings: Settings) -> Finding:
    found = channel.quota()
    if found.limit is None:
        return good("quota", "Pushes are not limited.")
    told = f"{found.used} of {found.limit} pushes of this month are spent"
    if found.used >= found.limit:
        return bad(
            "quota", f"{told}: replies wait until the next month. Choose a larger plan in the Manager."
        )
    for percent in (95, 80):
        if found.used * 100 >= found.limit * percent:
            return warn("quota", f"{told}, more than {percent} %: think of a larger plan.")
    return good("quota", f"{told}.")


def _menu(channel: "LineChannel", _settings: Settings) -> Finding:
    from bot.menu_publishing import MenuError, show
    from bot.menus import alias, menus
    from bot.phrases import LANGUAGES
    from bot.rich_menu import LineShelf

    publish = "python app.py richmenu publish"
    try:
        shown = show(LineShelf(channel))
    except MenuError as refusal:
        return bad("menu", str(refusal))
    reached = {name for menu in shown if menu.complete for name in menu.aliases}
    if not reached >= {alias(language) for language in LANGUAGES} or not any(menu.default for menu in shown):
        return bad("menu", f"The menu is not published, or not in every language: {publish}")
    if {menu.name for menu in shown} != {menu.name for menu in menus()}:
        return warn("menu", f"Another version of the menu is shown: {publish}")
    return good("menu", "The menu is published in every language.")


_CHECKS: dict[str, Check] = {
    "webhook": _webhook,
    "webhook-test": _webhook_test,
    "quota": _quota,
    "menu": _menu,
}
