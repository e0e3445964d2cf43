"""Hours and closures of the desks, from the command line."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from sqlalchemy import Connection

from bot.openings import calendar_of, row_of, rule_of
from handlers.commands.hours_file import (
    Closure,
    HoursFile,
    Unreadable,
    clock_text,
    grouped,
    nth_text,
    read,
    written,
)
from handlers.commands.ledger import here
from handlers.commands.refused import Misused, Refused
from handlers.commands.telling import milliseconds
from handlers.times import moment_text
from settings import Settings
from storage import desks
from storage import hours as stored
from storage.hours import Closed, Hours

DAY = click.DateTime(["%Y-%m-%d"])
TOML_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def hours() -> None:
    """When the desks answer: weekly times, nth weekdays, closures."""


@hours.command()
@click.option("--toml", "as_toml", is_flag=True, help="Print a file that `hours load` takes.")
def show(as_toml: bool) -> None:
    """Print the hours of every desk, the closures to come, and when each answers next.

    Example: python app.py hours show --toml > hours.toml
    """
    with here() as (settings, database, _), database.reading() as connection:
        now = milliseconds(None)
        closed = stored.closed(connection, since=today(settings, now).isoformat())
        click.echo(_as_toml(connection, closed) if as_toml else _as_text(connection, settings, closed, now))


@hours.command()
@click.argument("file", type=TOML_FILE)
def load(file: Path) -> None:
    """Set the hours of the desks that FILE names, and add its closures: all of it, or nothing. Other desks keep theirs.

    Example: python app.py hours load hours.toml
    """
    found = read_file(file)
    with here() as (_, database, _keys), database.transaction() as connection:
        set_hours(connection, found)
    click.echo(f"時間を入れた窓口： {'、'.join(found.desks) or 'なし'}。休み： {len(found.closures)}件。")
    click.echo("入れたものは `python app.py hours show` で見られます。")
    click.echo(f"Hours set for: {', '.join(found.desks) or 'no desk'}. Closures: {len(found.closures)}.")
    click.echo("See them with: python app.py hours show")


@hours.command()
@click.argument("first_day", type=DAY, metavar="FIRST_DAY")
@click.argument("last_day", type=DAY, required=False, metavar="[LAST_DAY]")
@click.option("--desk", help="Its id; without it every desk is closed.")
def close(first_day: dt.datetime, last_day: dt.datetime | None, desk: str | None) -> None:
    """Close from FIRST_DAY to LAST_DAY, both included, or for one day. `notice set` can tell residents why.

    Example: python app.py hours close 2026-12-24 2026-12-25 --desk kurashi
    """
    closure = Closure(desk, first_day.date(), (last_day or first_day).date())
    if closure.last_day < closure.first_day:
        raise Misused(
            "LAST_DAY is before FIRST_DAY.",
            "最後の日（LAST_DAY）が、最初の日（FIRST_DAY）より前です。",
        )
    with here() as (_, database, _keys), database.transaction() as connection:
        set_hours(connection, HoursFile(closures=[closure]))
    click.echo(
        f"休みにしました： {_closure_text(closure.desk, str(closure.first_day), str(closure.last_day))}"
    )
    click.echo(f"Closed: {_closure_text(closure.desk, str(closure.first_day), str(closure.last_day))}")


@hours.command()
@click.argument("number", type=int)
def reopen(number: int) -> None:
    """Take back the closure of this NUMBER: `hours show` tells them.

    Example: python app.py hours reopen 3
    """
    with here() as (_, database, _keys), database.transaction() as connection:
        if not stored.reopen(connection, number):
            raise Refused(
                "There is no closure of this number: python app.py hours show",
                "この番号の休みは、ありません。番号は `python app.py hours show` で見られます。",
            )
    click.echo(f"{number}番の休みを取り消しました。")
    click.echo(f"Closure {number} is taken back.")


def read_file(path: Path) -> HoursFile:
    """The file, or the command ends with one sentence and nothing is changed."""
    try:
        return read(path.read_bytes())
    except OSError as error:
        raise Refused(
            f"{path} can't be read ({error.strerror}).",
            f"{path} を読めません（{error.strerror}）。名前と権限を確かめてください。",
        ) from None
    except Unreadable as refusal:
        raise Refused(f"{refusal} Nothing was changed.", f"{refusal.ja}何も変えていません。") from None


def set_hours(connection: Connection, found: HoursFile) -> None:
    """All of it; for a desk that there is not, the command ends and the transaction is rolled back."""
    known = desks.names(connection)
    named = {*found.desks, *(closure.desk for closure in found.closures if closure.desk is not None)}
    if not named <= known.keys():
        unknown, there = ", ".join(sorted(named - known.keys())), ", ".join(known)
        raise Refused(
            f"There is no desk {unknown}; there are: {there}. Nothing was changed.",
            f"{unknown} という窓口はありません。あるのは {there} です。何も変えていません。",
        )
    for desk, rules in found.desks.items():
        stored.replace(connection, desk, [row_of(rule) for rule in rules])
    for closure in found.closures:
        stored.close(connection, closure.desk, closure.first_day.isoformat(), closure.last_day.isoformat())


def today(settings: Settings, now: int) -> dt.date:
    return dt.datetime.fromtimestamp(now / 1000, settings.timezone).date()


def _as_toml(connection: Connection, closed: Sequence[Closed]) -> str:
    rules = {desk: [rule_of(row) for row in rows] for desk, rows in stored.all_of(connection).items()}
    days = [
        Closure(c.desk, dt.date.fromisoformat(c.first_day), dt.date.fromisoformat(c.last_day)) for c in closed
    ]
    return written(rules, days)


def _as_text(connection: Connection, settings: Settings, closed: Sequence[Closed], now: int) -> str:
    lines, rows = [], stored.all_of(connection)
    for desk, name in desks.names(connection).items():
        opening = calendar_of(connection, desk, settings.timezone).next_opening(now)
        lines.append(f"{desk}  {name}")
        lines += [f"  {line}" for line in _rules_text(rows.get(desk, []))] or ["  no hours are set"]
        if opening is not None:
            when = "now" if opening == now else moment_text(opening, settings.timezone)
            lines.append(f"  answers: {when}")
    lines += ["closures"] if closed else []
    lines += [f"  {c.id}  {_closure_text(c.desk, c.first_day, c.last_day)}" for c in closed]
    return "\n".join(lines)


def _rules_text(rows: Sequence[Hours]) -> Iterator[str]:
    for days, rule in grouped([rule_of(row) for row in rows]):
        nth = " and ".join(nth_text(one) for one in sorted(rule.nth or (), key=lambda one: one % 7))
        limits = (
            f"  {rule.first_day or ''} – {rule.last_day or ''}" if rule.first_day or rule.last_day else ""
        )
        days_off = "  also on holidays" if rule.holidays else ""
        yield f"{f'{nth} {days}'.strip():<16} {clock_text(rule.opens)}–{clock_text(rule.closes)}{limits}{days_off}"


def _closure_text(desk: str | None, first_day: str, last_day: str) -> str:
    days = first_day if first_day == last_day else f"{first_day} – {last_day}"
    return f"{desk or 'every desk'}  {days}"
