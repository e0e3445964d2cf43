"""What `doctor` says of how people sign in."""

from handlers.commands.doctor.finding import Finding, good, warn
from storage import passkeys, second_factor, staff
from storage.database import Database


def of_second_factor(database: Database) -> Finding:
    """Where there are neither telephones nor USB keys it can't be demanded, so it is a supervisor's to decide."""
    with database.reading() as connection:
        demanded = second_factor.rule(connection).demanded
        people, keys = staff.accounts(connection), passkeys.counts(connection)
    have, count = sum(gives_codes or account.kid in keys for account, gives_codes in people), len(people)
    if demanded:
        return good(
            "second-factor",
            f"合言葉だけでは、何も開きません。もう1つの確認方法がある人は、{count}人のうち{have}人です。",
            f"Nothing opens with the passphrase alone; {have} of {count} people have a second factor.",
        )
    return warn(
        "second-factor",
        f"合言葉だけで、管理画面が開きます。もう1つの確認方法がある人は、{count}人のうち{have}人です。責任者が、全員に求めることができます: docs/people.md",
        f"The passphrase alone opens the console; {have} of {count} people have a second factor. A supervisor can demand one of"
        " all: docs/people.md.",
    )
