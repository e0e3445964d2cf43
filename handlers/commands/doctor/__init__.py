"""`doctor`: whether this office could open its doors, and what to do about what is in the way."""

import json
from collections.abc import Callable, Iterator

import click

from handlers.commands.doctor import here, line, tls
from handlers.commands.doctor.finding import Finding, bad, by_hand
from handlers.commands.telling import milliseconds
from settings import InvalidSetting, Settings

BY_HAND = (
    by_hand("greeting", "LINE Official Account Manager, 応答設定: greeting and auto-reply messages off, or people get two answers."),
    by_hand("groups", "LINE Official Account Manager, アカウント設定: no invitations into groups."),
    by_hand("redelivery", "LINE Developers console, Messaging API: webhook redelivery on, or what fails once is lost."),
    by_hand("provider", "A provider of its own: LINE gives a person the same id in all channels of one provider."),
    by_hand("addendum", "LINE公式アカウント追加規約（官公庁・地方自治体向け）: signed? Your notice on privacy must say what holds."),
)  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of {check, ok, level, message}.")
@click.option("--test-webhook", is_flag=True, help="Let LINE call the webhook once; `serve` must be running.")
@click.pass_context
def doctor(context: click.Context, as_json: bool, test_webhook: bool) -> None:
    """Check settings, keys, deletion, hours, numbers to ring, and LINE. Exit 1 when something must be mended first.

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
    yield tls.look(settings, now())
    yield from line.ask(settings, now, test_webhook=test_webhook)
    yield from BY_HAND


_MARKS = {"ok": "ok", "warning": "warning", "failure": "FAILURE", "by-hand": "by hand"}


def _summary(found: list[Finding]) -> str:
    failures = sum(not finding.ok for finding in found)
    if failures:
        return f"\n{failures} to be mended before anybody writes here."
    return "\nReady. What stands under “by hand” only people can see."
