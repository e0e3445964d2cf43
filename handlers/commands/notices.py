"""A notice for everybody, from the command line: what residents are told at once when hours or places change."""

import datetime as dt
from pathlib import Path

import click

from bot.messages import text_length
from bot.notices import LONGEST, objection
from handlers.commands.hours import TOML_FILE, read_file, set_hours
from handlers.commands.hours_file import Closure, HoursFile
from handlers.commands.ledger import here
from handlers.commands.refused import Misused, Refused
from handlers.commands.telling import milliseconds
from handlers.times import japanese_moment, moment_text
from storage import hours as stored


@click.group()
def notice() -> None:
    """What residents are told when hours or places change: a storm, a closure, another room."""


@notice.command("show")
def show_notices() -> None:
    """Print the notices that are shown now or later.

    Example: python app.py notice show
    """
    with here() as (settings, database, _), database.reading() as connection:
        found = stored.announced(connection, since=milliseconds(None))
    if not found:
        click.echo("出ているお知らせはありません。")
        click.echo("No notice is shown.")
    for one in found:
        limits = (moment_text(moment, settings.timezone) for moment in (one.shown_from, one.shown_until))
        click.echo(f"{one.id}  {' – '.join(limits)}\n  ja    {one.ja}\n  easy  {one.easy}\n  en    {one.en}")


@notice.command("set")
@click.option("--ja", required=True, help="In Japanese.")
@click.option("--easy", required=True, help="In easy Japanese.")
@click.option("--en", required=True, help="In English.")
@click.option("--from", "begins", metavar="MOMENT", help="From when; now if it is left out.")
@click.option("--until", "ends", metavar="MOMENT", required=True, help="Until when, ISO 8601 with an offset.")
@click.option(
    "--close", "closed", metavar="DAY[/DAY]", help="Also close on this day, or from one to another."
)
@click.option("--desk", "desks", multiple=True, help="With --close: only these desks. Repeat for more.")
@click.option("--hours", "file", type=TOML_FILE, help="Set hours from a file at the same time.")
def set_notice(
    ja: str,
    easy: str,
    en: str,
    begins: str | None,
    ends: str,
    closed: str | None,
    desks: tuple[str, ...],
    file: Path | None,
) -> None:
    """Tell everybody, and close or change hours in the same step: all of it, or nothing. Of several, the newest is shown.

    \b
    Example: python app.py notice set --until 2026-12-03T09:00+09:00 --close 2026-12-02
      --ja "大雪のため、12月2日はお休みします。"
      --easy "雪(ゆき)が たくさん ふるので、12月(がつ)2日(ふつか)は 休(やす)みです。"
      --en "Closed on Dec 2 because of heavy snow."
    """
    texts = {"ja": ja.strip(), "easy": easy.strip(), "en": en.strip()}
    for language, text in texts.items():
        _check(f"--{language}", text)
    shown_from, shown_until = milliseconds(begins, "--from"), milliseconds(ends, "--until")
    if shown_until <= max(shown_from, milliseconds(None)):
        raise Misused(
            "--until must be after --from, and not past.",
            "--until は、--from よりあとで、これから来る時刻にしてください。",
        )
    changed = read_file(file) if file else HoursFile()
    closures = _closures(closed, desks)
    with here() as (settings, database, _), database.transaction() as connection:
        set_hours(connection, changed)
        set_hours(connection, HoursFile(closures=closures))
        stored.announce(connection, shown_from=shown_from, shown_until=shown_until, **texts)
    click.echo(f"{japanese_moment(shown_until, settings.timezone)}まで出します。")
    if closed or file:
        click.echo("窓口の時間と休みも変わりました。`python app.py hours show` で見られます。")
    click.echo(f"Shown until {moment_text(shown_until, settings.timezone)}.")
    if closed or file:
        click.echo("Hours and closures have changed too: python app.py hours show")


@notice.command()
@click.argument("number", type=int, required=False)
def clear(number: int | None) -> None:
    """Take back the notice of this NUMBER, or all of them. Closures stay: `hours reopen` takes those back.

    Example: python app.py notice clear
    """
    with here() as (_, database, _keys), database.transaction() as connection:
        gone = stored.withdraw(connection, number)
    if number is not None and not gone:
        raise Refused(
            "There is no notice of this number: python app.py notice show",
            "この番号のお知らせは、ありません。番号は `python app.py notice show` で見られます。",
        )
    click.echo(f"取り消したお知らせ： {gone}件。")
    click.echo(f"Notices taken back: {gone}.")


def _check(option: str, text: str) -> None:
    """Ends the command unless a resident may be shown the text."""
    found = objection(text)
    if found is None:
        return
    said = {
        "empty": (" is empty, or holds what can't be shown.", " が空か、表示できない文字が入っています。"),
        "long": (
            f" has {text_length(text)} characters; at most {LONGEST} fit.",
            f" は{text_length(text)}文字です。{LONGEST}文字までにしてください。",
        ),
        "telling": (
            f": a lock screen would show 「{found.word}」 to anybody. Please say it without.",
            f" の「{found.word}」は、ロック画面でほかの人にも見えてしまいます。使わずに書いてください。",
        ),
    }
    en, ja = said[found.code]
    raise Misused(f"{option}{en}", f"{option}{ja}")


def _closures(days: str | None, desks: tuple[str, ...]) -> list[Closure]:
    """From "2026-12-02" or "2026-12-02/2026-12-04": for each of the desks, or for all of them at once."""
    if days is None:
        if desks:
            raise Misused(
                "--desk says what --close closes, and there is no --close.",
                "--desk は、--close で休みにする窓口です。--close もいっしょに書いてください。",
            )
        return []
    first, _, last = days.partition("/")
    try:
        begins, ends = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    except ValueError:
        raise Misused(
            "--close must look like 2026-12-02 or 2026-12-02/2026-12-04.",
            "--close は、2026-12-02 か 2026-12-02/2026-12-04 のように書いてください。",
        ) from None
    if ends < begins:
        raise Misused(
            "--close: the last day is before the first.", "--close の最後の日が、最初の日より前です。"
        )
    return [Closure(desk, begins, ends) for desk in desks or (None,)]
