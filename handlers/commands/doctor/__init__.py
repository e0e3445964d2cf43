"""`doctor`: whether this office could open its doors, and what to do about what is in the way."""

import json
from collections.abc import Callable, Iterator

import click

from handlers.commands.doctor import around, here, line, memory, tls
from handlers.commands.doctor.finding import Finding, bad, by_hand
from handlers.commands.telling import milliseconds
from settings import InvalidSetting, Settings

BY_HAND = (
    by_hand("greeting", "LINE Official Account Manager, 応答設定: あいさつメッセージ and 応答メッセージ off, or people get two answers."),
    by_hand("groups", "LINE Official Account Manager, アカウント設定: グループトークへの参加 not allowed."),
    by_hand("redelivery", "LINE Developers console, Messaging API設定: Webhookの再送 on, or what fails once is lost."),
    by_hand("provider", "LINE Developers console: a provider of its own. A person has the same id in all channels of one provider."),
    by_hand("addendum", "LINE公式アカウント追加規約（官公庁・地方自治体向け）: agreed to? What residents are told must say what holds."),
    by_hand("kek-copies", "The KEK file is in no backup, no snapshot and no machine image: any copy undoes every later deletion."),
)  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of {check, ok, level, message}.")
@click.option("--test-webhook", is_flag=True, help="Let LINE call the webhook once; `serve` must be running.")
@click.pass_context
def doctor(context: click.Context, as_json: bool, test_webhook: bool) -> None:
    """Check settings, disk, keys, deletion, backups, hours, numbers to ring, and LINE. Exit 1 when something must be mended first.

    FAILURE comes first of all: somebody would come to harm. A warning has time until next week. "by hand" no program can see.

    Example: python app.py doctor --test-webhook
    """
    found = list(examined(test_webhook=test_webhook))
    if as_json:
        click.echo(json.dumps([finding._asdict() for finding in found], ensure_ascii=False, indent=1))
    else:
        width = max(len(finding.check) for finding in found)
        for finding in found:
            click.echo(f"{_MARKS[finding.level]:<8} {finding.check:<{width}}  {finding.message}")
        click.echo(_summary(found))
    context.exit(0 if all(finding.ok for finding in found) else 1)


def examined(*, test_webhook: bool = False) -> Iterator[Finding]:
    """Every finding, in the order in which to mend them."""
    try:
        settings = Settings.from_env()
    except InvalidSetting as refusal:
        yield bad("settings", str(refusal))
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


_MARKS = {"ok": "ok", "warning": "warning", "failure": "FAILURE", "by-hand": "by hand"}


def _summary(found: list[Finding]) -> str:
    failures = sum(not finding.ok for finding in found)
    if failures:
        return f"\n{failures} to be mended before anybody writes here."
    return "\nReady. What stands under “by hand” only people can see."
