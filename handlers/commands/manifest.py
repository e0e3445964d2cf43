"""The signed list of the code that browsers get: made by the office, checked and compared by anybody."""

from http import HTTPStatus
from typing import IO

import click

from handlers.commands.ledger import here
from handlers.commands.refused import Misused, Refused
from handlers.commands.site import Answer, Site
from handlers.commands.telling import milliseconds
from handlers.times import moment_text
from storage import manifest as lists
from storage.contexts import Rejected, digest, fingerprint_text, parse_fingerprint
from storage.manifest import Manifest, Signed
from storage.roster import SignedRoster, Trust, accept_chain
from storage.rosters import Office

SAME = "same"

WHY = {
    "header": ("it is no such list.", "署名つきの一覧の形をしていません。"),
    "fingerprint": ("it is of another office.", "別の相談室のものです。"),
    "intake-key": (
        "whoever signed it has no such right by this office's roster.",
        "署名した人に、この相談室の職員名簿では、その権限がありません。",
    ),
    "signature": ("it was altered after it was signed.", "署名のあとに、書きかえられています。"),
}
"""In English and Japanese."""


@click.command()
@click.option("--compare", "site", metavar="URL", help="Ask a running site for each file.")
@click.option("--verify", "file", type=click.File("rb"), help="Check the signature of a list.")
@click.option("--fingerprint", metavar="CODE", help="Of the office, from paper: 32 letters.")
def manifest(site: str | None, file: IO[bytes] | None, fingerprint: str | None) -> None:
    """List every file that browsers are given, with SHA-256, signed by this office; or check what others were given.

    \b
    python app.py manifest > manifest.json                       the signed list, to be published
    python app.py manifest --compare https://talk.example.jp     whether a site serves this source
    python app.py manifest --verify manifest.json                whether this office signed it
    python app.py manifest --verify manifest.json --compare https://talk.example.jp --fingerprint ABCD…
                                                                 whether a site serves what its office signed

    Only the first and the third ask for the settings of the office; the others need this source and nothing else.
    """
    from handlers import delivery

    listed, where = delivery.listed(), Site(site) if site else None
    if file is None and where is None:
        click.echo(_signed(delivery.version(), listed).to_text(), nl=False)
        return
    if file is not None:
        signed = _accepted(file.read(), where, fingerprint)
        _tell(signed, listed)
        listed = signed.files
    if where is not None and (_compare(where, listed) + _look_at_pages(where, listed)):
        raise click.exceptions.Exit(1)


def _signed(version: str, listed: dict[str, bytes]) -> Signed:
    now = milliseconds(None)
    with here() as (_, database, keys), database.reading() as connection:
        epoch = Office(keys).trust(connection, now=now).epoch
    return lists.sign(Manifest(keys.fingerprint, epoch, keys.intake_kid, version, now, listed), keys.intake)


def _accepted(source: bytes, site: Site | None, fingerprint: str | None) -> Manifest:
    try:
        trust = _trust_in_own() if site is None else _trust_in(site, fingerprint)
        return lists.accept(trust, Signed.from_text(source))
    except Rejected as refused:
        en, ja = WHY.get(refused.code, (refused.code, refused.code))
        raise Refused(
            f"THE LIST IS NOT GENUINE: {en}", f"【重要】 この一覧は、本物ではありません。{ja}"
        ) from None


def _trust_in_own() -> Trust:
    with here() as (_, database, keys), database.reading() as connection:
        return Office(keys).trust(connection, now=milliseconds(None))


def _trust_in(site: Site, fingerprint: str | None) -> Trust:
    """Whose roster it is shows the paper alone; without it, the site could have signed its own list."""
    if fingerprint is None:
        raise Misused(
            "--fingerprint is needed: it stands on the office's cards and flyers.",
            "--fingerprint が要ります。相談室のカードやチラシにある、32文字の番号です。",
        )
    try:
        pinned = parse_fingerprint(fingerprint)
    except ValueError as error:
        raise Misused(
            f"--fingerprint: {error}",
            "--fingerprint は、英字と、2から7までの数字で、32文字です。紙と見くらべてください。",
        ) from None
    try:
        chain = [SignedRoster.from_json(link) for link in site.chain()]
        return accept_chain(pinned, chain, milliseconds(None) // 1000)
    except Rejected as refused:
        raise Refused(
            f"THE SITE IS NOT THAT OFFICE'S: its roster is not what the paper vouches for ({refused.code}).",
            f"【重要】 このサイトは、その相談室のものではありません。職員名簿が、紙の番号と合いません（{refused.code}）。",
        ) from None


def _tell(signed: Manifest, source: dict[str, bytes]) -> None:
    click.echo("この一覧は、この番号の相談室が署名した本物です。")
    click.echo(f"The list is genuine: office {fingerprint_text(signed.office)},")
    click.echo(f"version {signed.version}, {len(signed.files)} files, made {moment_text(signed.made_at)}.")
    differing = sorted(
        path for path in {*signed.files, *source} if signed.files.get(path) != source.get(path)
    )
    if not differing:
        click.echo("手もとのソースは、署名されたものと同じです。")
        click.echo("This source is the one that was signed.")
    for path in differing:
        click.echo(f"not as in this source  {path}")


def _compare(site: Site, listed: dict[str, bytes]) -> int:
    """How many files differ; one line for each."""
    wrong = 0
    for path, sha256 in sorted(listed.items()):
        verdict = _verdict(site.get(path), sha256)
        wrong += verdict != SAME
        click.echo(f"{verdict:<9}  {path}")
    click.echo(f"{len(listed)}個のファイルのうち、{len(listed) - wrong}個が同じです。")
    click.echo(f"{len(listed) - wrong} of {len(listed)} files are the same.")
    return wrong


def _verdict(answer: Answer | None, sha256: bytes) -> str:
    if answer is None:
        return "NO ANSWER"
    if answer.status != HTTPStatus.OK:
        return "MISSING"
    return SAME if digest(answer.body) == sha256 else "DIFFERS"


def _look_at_pages(site: Site, listed: dict[str, bytes]) -> int:
    """How many pages load what is not listed, run something of their own, or are served without the policy that forbids it."""
    from handlers import delivery

    wrong = 0
    for path, policy in delivery.POLICIES.items():
        strange = ["nothing is there"]
        answer = site.get(path)
        if answer is not None and answer.status == HTTPStatus.OK:
            strange = delivery.not_listed(answer.body.decode("utf-8", "replace"), listed)
            if answer.headers.get("content-security-policy") != policy:
                strange.append("another Content-Security-Policy")
        wrong += bool(strange)
        click.echo(f"{'STRANGE' if strange else 'plain':<9}  {path}  {', '.join(strange)}".rstrip())
    return wrong
