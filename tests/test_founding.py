"""An office is founded from the command line: keys, the first people, and three sheets of paper that stand for it."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storage import invitations, rosters, split_keys, staff, visit_kinds, visit_places
from storage.capsules import derive_unlock, open_capsule
from storage.contexts import fingerprint_of, fingerprint_text, unb64
from storage.database import Database
from storage.roster import delegated
from storage.rosters import Office
from storage.sealing import Identity, Signer
from storage.sheets import Kind, open_sheets, parse_code
from tests.harness.shell import Shell, files
from tests.harness.shell import database as database
from tests.harness.shell import local as local
from tests.harness.shell import shell as shell

DESKS = ("--desk", "kurashi=くらしの窓口", "--desk", "hataraku=はたらく窓口")


def signs_in(shell: Shell, database: Database, name: str, passphrase: str) -> bool:
    with database.reading() as connection:
        salt, iters = staff.unlock_parameters(connection, shell.keys(), name)
        secret = derive_unlock(passphrase, unb64(salt), iters).secret
        return staff.sign_in(connection, shell.keys(), name, secret) is not None


def roster(shell: Shell, database: Database) -> Any:
    """The newest roster, verified as the web process does; in a fresh process's mind."""
    with database.reading() as connection:
        newest = rosters.chain(connection)[-1].parsed()
        return Office(shell.keys()).trust(connection, now=newest.not_before * 1000).current


def passphrase_of(output: str, name: str) -> str:
    (line,) = (line for line in output.splitlines() if line.split()[1:2] == [name])
    return " ".join(line.split()[2:])


def test_seed_makes_a_whole_office_and_never_replaces_one(shell: Shell, database: Database) -> None:
    told = json.loads(shell.run("seed", "--json", "--no-flyers"))
    assert [(person["name"], person["role"]) for person in told["sign_ins"]] == [
        ("sato", "counselor"),
        ("mori", "counselor"),
        ("kudo", "supervisor"),
        ("nishi", "supervisor"),
        ("abe", "clerk"),
    ]
    assert told["fingerprint"] == fingerprint_text(shell.keys().fingerprint)
    assert [parse_code(sheet["root"]).number for sheet in told["sheets"]] == [1, 2, 3]
    assert opened(shell, database, "recovery", [(s["root"], s["recovery"]) for s in told["sheets"]])
    assert len(list((shell.directory / "data" / "sheets").iterdir())) == 3
    assert signs_in(shell, database, "sato", told["sign_ins"][0]["passphrase"])
    assert not signs_in(shell, database, "mori", told["sign_ins"][0]["passphrase"])
    assert set(roster(shell, database).desks) == {"kurashi", "hataraku"}
    each_has_their_own_roster_key(shell, database, told["sign_ins"])
    before = files(shell.directory)
    assert "will not be replaced" in shell.refused("seed")
    assert files(shell.directory) == before
    assert (shell.directory / "data").stat().st_mode & 0o777 == 0o700


def test_init_hands_out_three_sheets_and_keeps_no_key_of_theirs(shell: Shell, database: Database) -> None:
    told = shell.run("init", *DESKS, "--supervisor", "kudo")
    assert fingerprint_text(shell.keys().fingerprint) in told
    may_sign(shell, database, "kudo", passphrase_of(told, "kudo"))
    members = roster(shell, database).members.values()
    assert [member.role for member in members] == ["intake", "recovery", "supervisor"]
    with database.reading() as connection:
        assert visit_kinds.all_of(connection) == visit_kinds.first()
        assert visit_places.all_of(connection, active=False) == []
    pages = sorted((shell.directory / "sheets").iterdir())
    assert [page.name for page in pages] == ["sheet-1.html", "sheet-2.html", "sheet-3.html"]
    assert {page.stat().st_mode & 0o777 for page in pages} == {0o600}
    assert (shell.directory / "sheets").stat().st_mode & 0o777 == 0o700
    codes = [codes_on(page) for page in pages]
    root, recovery = opened(shell, database, "root", codes), opened(shell, database, "recovery", codes)
    assert fingerprint_of(Signer.from_pkcs8(root).public) == shell.keys().fingerprint
    assert Identity.from_pkcs8(recovery).recipient.public in {member.epk for member in members}
    kept = b"".join(path.read_bytes() for path in (shell.directory / "data").rglob("*") if path.is_file())
    for secret in (root, recovery, *(code.encode() for pair in codes for code in pair)):
        assert secret not in kept


def test_a_sheet_says_what_it_is_and_nothing_is_overwritten(local: Shell) -> None:
    told = local.run("init", "--sheets", "paper")
    page = (local.directory / "paper" / "sheet-2.html").read_text("utf-8")
    assert "paper" in told
    for words in (
        "復旧用紙",
        "2枚目（3枚のうち）",
        "2枚を同じ所に置かないでください",
        "A：",
        "B：",
        "窓口の番号",
    ):
        assert words in page
    fingerprint = fingerprint_text(local.keys().fingerprint)
    assert all(f"<span>{fingerprint[at : at + 4]}</span>" in page for at in range(0, 32, 4))
    assert not re.search(r"https?://|src=|<script", page)
    before = files(local.directory)
    for folder in ("paper", "others"):
        assert "will not be replaced" in local.refused("init", "--sheets", folder)
    assert files(local.directory) == before
    assert not (local.directory / "others").exists()


def test_init_leaves_nothing_half_made_when_the_sheets_have_no_place(local: Shell) -> None:
    """Otherwise keys would stand there that nobody can ever sign for."""
    (local.directory / "taken").write_text("", "utf-8")
    local.refused("init", "--sheets", "taken/sheets")
    assert list(files(local.directory)) == [local.directory / "taken"]
    local.run("init")


def test_init_does_not_take_the_tables_of_another_office(shell: Shell, tmp_path: Path) -> None:
    shell.run("init")
    elsewhere = {"DATA_DIR": str(tmp_path / "elsewhere"), "DATABASE_URL": shell.settings().database_url}
    shell.refused("init", "--sheets", "others", **elsewhere)
    assert not (tmp_path / "elsewhere" / "keys" / "kek").exists()
    assert not (tmp_path / "others").exists()


def test_an_invitation_from_the_command_line_is_a_card_and_nothing_more(local: Shell) -> None:
    """Nobody has joined by it: a supervisor or two sheets confirm what the newcomer's browser then makes."""
    local.run("init", *DESKS)
    told = local.run("staff", "invite", "TANAKA", "--display-name", "田中", "--desk", "kurashi")
    (code,) = re.findall(r"^code     (.{19})$", told, re.MULTILINE)
    fingerprint = fingerprint_text(local.keys().fingerprint)
    assert f"/console/enrol#{code.replace(' ', '')}.{fingerprint}" in told
    database = Database(local.settings().database_url)
    with database.reading() as connection:
        found = invitations.find(connection, invitations.id_of(code), now=int(time.time() * 1000))
    assert found is not None
    assert found.guest == invitations.Guest("tanaka", "田中", "counselor", ("kurashi",))
    assert roster(local, database).epoch == 1
    for problem, arguments in {
        "desks": ("abe", "--display-name", "阿部", "--desk", "nowhere"),
        "taken": ("tanaka", "--display-name", "田中", "--desk", "kurashi"),
        "--display-name": ("abe", "--desk", "kurashi"),
        "sign-in name is": ("阿部", "--display-name", "阿部", "--desk", "kurashi"),
        "Nobody here": ("abe", "--again"),
    }.items():
        assert problem in local.refused("staff", "invite", *arguments)
    assert "田中" in told
    assert "supervisor" in local.run("staff", "invite", "supervisor", "--again")
    database.engine.dispose()


def each_has_their_own_roster_key(shell: Shell, database: Database, sign_ins: list[dict[str, str]]) -> None:
    """So that who leaves takes nobody else's along."""
    keys = {}
    for one in sign_ins:
        kid, opened = in_capsule(shell, database, one["name"], one["passphrase"])
        if "roster" in opened:
            keys[kid] = Signer.from_pkcs8(opened["roster"]).public
    with database.reading() as connection:
        (link,) = rosters.chain(connection)
    granted = link.parsed().delegations
    assert {one.kid: delegated(one.delegation, link.root).rpk for one in granted} == keys
    assert len(set(keys.values())) == 2


def in_capsule(
    shell: Shell, database: Database, name: str, passphrase: str
) -> tuple[bytes, Mapping[str, bytes]]:
    """The kid and the private keys of who signs in."""
    with database.reading() as connection:
        salt, iters = staff.unlock_parameters(connection, shell.keys(), name)
        secret = derive_unlock(passphrase, unb64(salt), iters).secret
        signed_in = staff.sign_in(connection, shell.keys(), name, secret)
    assert signed_in is not None
    return signed_in.account.kid, open_capsule(shell.keys().fingerprint, signed_in.capsule, passphrase)


def may_sign(shell: Shell, database: Database, name: str, passphrase: str) -> None:
    """A roster key of their own lies in their capsule, and the root has let it sign for 400 days."""
    with database.reading() as connection:
        (link,) = rosters.chain(connection)
    key = Signer.from_pkcs8(in_capsule(shell, database, name, passphrase)[1]["roster"])
    rpk, until, epoch = delegated(link.own_delegation, link.root)
    assert rpk == key.public
    assert epoch == 1
    assert [one.delegation for one in link.parsed().delegations] == [link.own_delegation]
    assert until - link.parsed().not_before == 400 * 24 * 3600


def codes_on(page: Path) -> tuple[str, str]:
    """The two codes as somebody reads them off a sheet."""
    groups = re.findall(r"<span>(\w{4})</span>", page.read_text("utf-8"))
    assert len(groups) == 24
    return " ".join(groups[:8]), " ".join(groups[8:16])


def opened(shell: Shell, database: Database, kind: Kind, codes: Sequence[tuple[str, str]]) -> bytes:
    """What two of the three sheets open."""
    with database.reading() as connection:
        found = split_keys.find(connection, kind)
    assert found is not None
    typed = [pair[0 if kind == "root" else 1] for pair in codes]
    return open_sheets(kind, shell.keys().fingerprint, typed[1:], found.stored)
