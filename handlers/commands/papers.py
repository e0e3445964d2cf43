"""The papers that a city needs, from the command line: filled from the settings and the policy in force."""

import datetime as dt
from pathlib import Path

import click

from handlers.commands.ledger import here
from handlers.commands.refused import Refused, unwritable
from handlers.commands.telling import milliseconds
from handlers.papers import facts, writing


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--replace", is_flag=True, help="Write over papers that are there already, edited ones too.")
def papers(folder: Path, replace: bool) -> None:
    """Write into DIR, in Japanese: rules (要綱), contract annex (特記事項), page for residents, page for councillors, accessibility.

    Each is one HTML file for A4 that a word processor opens too. Desks, hours, lanes, addresses and every period come from the
    settings in force; what only the city knows is a blank. Drafts to be read by the city's own lawyers, not legal advice.

    Example: python app.py papers ./papers
    """
    with here() as (settings, database, _), database.reading() as connection:
        day = dt.datetime.fromtimestamp(milliseconds(None) / 1000, settings.timezone).date()
        found = facts.gather(settings, connection, day)
    made = writing.written(found)
    there = [name for name in made if (folder / name).exists()]
    if there and not replace:
        raise Refused(
            f"There is a {there[0]} already, perhaps an edited one. Write over it with --replace.",
            f"{there[0]} は、もうあります。だれかが手を入れたものかもしれません。上書きしてよければ、--replace をつけてください。",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in made.items():
            (folder / name).write_text(html, "utf-8")
    except OSError as error:
        raise unwritable(folder, error) from None
    click.echo("\n".join(str(folder / name) for name in made))
    click.echo(f"保存のきまり： {found.policy.version}。きまりを変えたら、書きなおしてください。")
    click.echo(f"Retention policy: {found.policy.version}. Write them anew whenever it changes.")
