"""`doctor`: whether this office could open its doors, and what to do about what is in the way."""

import json
from collections.abc import Callable, Iterator

import click

from handlers.commands.doctor import around, here, line, memory, tls
from handlers.commands.doctor.finding import LANGUAGES, Finding, Level, bad, by_hand
from handlers.commands.telling import milliseconds
from settings import Settings
from storage.environment import InvalidSetting

BY_HAND = (
    by_hand("greeting", "LINE Official Account Manager の「応答設定」： あいさつメッセージと応答メッセージを切る。切らないと、返事が二重になります。", "LINE Official Account Manager, 応答設定: あいさつメッセージ and 応答メッセージ off, or people get two answers."),
    by_hand("groups", "LINE Official Account Manager の「アカウント設定」： グループトークへの参加を許可しない。", "LINE Official Account Manager, アカウント設定: グループトークへの参加 not allowed."),
    by_hand("redelivery", "LINE Developers コンソールの「Messaging API設定」： Webhookの再送を入れる。入れないと、一度届かなかったものが失われます。", "LINE Developers console, Messaging API設定: Webhookの再送 on, or what fails once is lost."),
    by_hand("provider", "LINE Developers コンソール： プロバイダーを、この相談室だけのものにする。同じプロバイダーのチャネルでは、同じ人が同じIDになります。", "LINE Developers console: a provider of its own. A person has the same id in all channels of one provider."),
    by_hand("addendum", "LINE公式アカウント追加規約（官公庁・地方自治体向け）に同意したか。相談者への説明は、実際と同じでなければなりません。", "LINE公式アカウント追加規約（官公庁・地方自治体向け）: agreed to? What residents are told must say what holds."),
    by_hand("kek-copies", "KEKのファイルが、控え、スナップショット、機械の複製のどれにも入っていない。写しがあると、このあとの消去がすべて無になります。", "The KEK file is in no backup, no snapshot and no machine image: any copy undoes every later deletion."),
)  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of {check, ok, level, message}.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of what is said. For people it is ja, as in the console, for --json en.",
)
@click.option("--test-webhook", is_flag=True, help="Let LINE call the webhook once; `serve` must be running.")
@click.pass_context
def doctor(context: click.Context, as_json: bool, language: str | None, test_webhook: bool) -> None:
    """Check settings, disk, keys, deletion, backups, hours, numbers to ring, and LINE. Exit 1 when something must be mended first.

    「直す」 (FAILURE) comes first of all: somebody would come to harm. 「注意」 (warning) has time until next week. 「目で」 (by hand) no
    program can see.

    Example: python app.py doctor --test-webhook
    """
    found = list(examined(test_webhook=test_webhook))
    if as_json:
        told = [_plain(finding, language or "en") for finding in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(_written(found, language or LANGUAGES[0]))
    context.exit(0 if all(finding.ok for finding in found) else 1)


def examined(*, test_webhook: bool = False) -> Iterator[Finding]:
    """Every finding, in the order in which to mend them."""
    try:
        settings = Settings.from_env()
    except InvalidSetting as refusal:
        yield bad("settings", f"設定が使えません。{refusal.ja}", str(refusal))
        return
    yield from diagnosed(settings, lambda: milliseconds(None), test_webhook=test_webhook)


def diagnosed(settings: Settings, now: Callable[[], int], *, test_webhook: bool = False) -> Iterator[Finding]:
    """The same, for settings that can be read."""
    yield from here.look(settings, now())
    yield from around.look(settings, now())
    yield memory.look()
    yield tls.look(settings, now())
    yield from line.ask(settings, now, test_webhook=test_webhook)
    yield from BY_HAND


_MARKS: dict[str, dict[Level, str]] = {
    "ja": {"ok": "よし", "warning": "注意", "failure": "直す", "by-hand": "目で"},
    "en": {"ok": "ok     ", "warning": "warning", "failure": "FAILURE", "by-hand": "by hand"},
}
"""As wide as each other on a terminal."""


def _plain(finding: Finding, language: str) -> dict[str, str | bool]:
    """For programs: docs/watching.md."""
    return {
        "check": finding.check,
        "ok": finding.ok,
        "level": finding.level,
        "message": finding.said(language),
    }


def _written(found: list[Finding], language: str) -> str:
    """For people: a line for each, and whether anybody may write here."""
    width = max(len(finding.check) for finding in found)
    lines = [
        f"{_MARKS[language][finding.level]}  {finding.check:<{width}}  {finding.said(language)}"
        for finding in found
    ]
    failures = sum(not finding.ok for finding in found)
    if language == "en":
        end = f"{failures} to be mended before anybody writes here." if failures else _READY_EN
    else:
        end = (
            f"「直す」が{failures}件あります。直るまで、相談を受けないでください。" if failures else _READY_JA
        )
    return "\n".join([*lines, "", end])


_READY_JA = "準備ができました。「目で」の行は、人が確かめてください。"
_READY_EN = "Ready. What stands under “by hand” only people can see."
