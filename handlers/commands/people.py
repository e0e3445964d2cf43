"""People of the office, from the command line: for an office whose supervisor can't sign in any more."""

import click

from handlers.commands.refused import Refused
from handlers.commands.telling import milliseconds
from handlers.times import japanese_moment, moment_text
from settings import Settings
from storage import audit, invitations, staff
from storage.contexts import fingerprint_text
from storage.database import Database
from storage.invitations import Guest, Uninvitable
from storage.keystore import Keys
from storage.rosters import Office

SENTENCES = {
    "name": (
        "A sign-in name is 1 to 32 of a-z, 0-9, dot, hyphen and underscore.",
        "サインイン名は、半角の英小文字・数字・点（.）・ハイフン（-）・下線（_）で、32文字までです。先頭は英数字にしてください。",
    ),
    "taken": (
        "This sign-in name is taken, or somebody is invited under it already.",
        "このサインイン名は、もう使われているか、招いている人のものです。別の名前にしてください。",
    ),
    "display-name": (
        "--display-name is what colleagues see, 1 to 64 characters.",
        "--display-name に、同僚に見える名前を入れてください。64文字までです。",
    ),
    "role": ("There is no such role.", "その役割はありません。"),
    "desks": (
        "A counselor or supervisor needs desks that there are, other roles have none; there are: {desks}.",
        "相談員と責任者には、いまある窓口を --desk で指定してください。ほかの役割には、つけません。いまある窓口： {desks}",
    ),
    "nobody": (
        "Nobody here has this sign-in name.",
        "このサインイン名の人は、登録されていません。",
    ),
}
"""In English and Japanese."""


@click.group("staff")
def people() -> None:
    """People of the office."""


@people.command()
@click.argument("name")
@click.option("--display-name", default="", help="Shown to colleagues.")
@click.option("--role", type=click.Choice(list(invitations.ROLES)), default="counselor", show_default=True)
@click.option("--desk", "desks", multiple=True, help="Repeat for more.")
@click.option("--again", is_flag=True, help="Somebody who is here and has lost their passphrase.")
def invite(name: str, display_name: str, role: str, desks: tuple[str, ...], again: bool) -> None:
    """Print the address and the one-time code with which somebody makes their own keys, within 72 hours.

    Nobody joins by this alone: a supervisor confirms them in the console or, for a supervisor, two of the three sheets do.

    Example: python app.py staff invite sato --display-name 佐藤 --desk kurashi
    """
    settings = Settings.from_env()
    database, now = Database(settings.database_url), milliseconds(None)
    database.require_schema()
    keys = Keys.load(settings.keys_dir, settings.kek)
    with database.transaction() as connection:
        roster = Office(keys).trust(connection, now=now).current
        try:
            if again:
                kid = next((a.kid for a, _ in staff.accounts(connection) if a.name == name.lower()), b"")
                made, code = invitations.invite_again(connection, roster, kid, now=now)
            else:
                guest = Guest(name.strip().lower(), display_name.strip(), role, tuple(dict.fromkeys(desks)))
                made, code = invitations.invite(connection, roster, guest, now=now)
        except Uninvitable as refused:
            there = ", ".join(roster.desks)
            raise Refused(*(one.format(desks=there) for one in SENTENCES[refused.code])) from None
        audit.note(connection, keys, "invite", now=now)
    where = (
        f"{settings.public_origin}/console/enrol#{code.replace(' ', '')}.{fingerprint_text(keys.fingerprint)}"
    )
    click.echo(f"address  {where}\ncode     {code}")
    moment = japanese_moment(made.expires_at, settings.timezone)
    click.echo(f"{made.guest.display_name}さんだけの番号です。{moment}まで使えます。")
    click.echo(
        f"For {made.guest.display_name} only, until {moment_text(made.expires_at, settings.timezone)}."
    )
