"""`doctor` speaks as the console does: Japanese, or English for who asks for it. Programs read the same list as ever."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from handlers import language
from handlers.commands.doctor import BY_HAND, diagnosed, doctor
from handlers.commands.doctor.alarms import ALARMS
from handlers.commands.doctor.finding import LANGUAGES, Finding
from retention import watchdog
from storage import shred
from storage.vault import VaultKek
from tests.cast import Town
from tests.harness.vault import Vault, running

pytestmark = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
JAPANESE = re.compile("[ぁ-ん]")
NO_LINE = {"LINE_CHANNEL_ACCESS_TOKEN": ""}
"""So that LINE is not asked, and one thing is wrong in any case."""


def said(town: Town, *arguments: str) -> tuple[int, str]:
    """The exit code, and what stands on the terminal."""
    done = CliRunner().invoke(doctor, arguments, env=town.environment | NO_LINE)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_abe_reads_what_to_do_in_japanese(town: Town) -> None:
    code, told = said(town)
    lines = [line for line in told.splitlines() if line]
    assert code == 1
    assert all(JAPANESE.search(line) for line in lines)
    assert {line.split()[0] for line in lines[:-1]} == {"よし", "注意", "直す", "目で"}
    failures = sum(line.startswith("直す") for line in lines)
    assert lines[-1] == f"「直す」が{failures}件あります。直るまで、相談を受けないでください。"
    assert "FAILURE" not in told
    english = said(town, "--language", "en")[1]
    assert f"\n{failures} to be mended before anybody writes here.\n" in english
    assert english.count("FAILURE") == failures


def test_every_sentence_is_there_twice_and_the_japanese_one_is_japanese(town: Town) -> None:
    assert LANGUAGES == language.LANGUAGES
    assert set(ALARMS) == set(watchdog.CODES)
    told = [
        *diagnosed(town.but(**NO_LINE), town.clock),
        *(Finding("", True, "ok", *both) for both in ALARMS.values()),
    ]
    for finding in [*told, *BY_HAND]:
        assert JAPANESE.search(finding.said("ja")), finding
        assert finding.said("en").isascii() or finding in BY_HAND, finding


def test_a_program_reads_the_same_list_whatever_people_read(town: Town) -> None:
    found = json.loads(said(town, "--json")[1])
    japanese = json.loads(said(town, "--json", "--language", "ja")[1])
    assert all(list(one) == ["check", "ok", "level", "message"] for one in found + japanese)
    for one, other in zip(found, japanese, strict=True):
        assert one | {"message": ""} == other | {"message": ""}
        assert JAPANESE.search(other["message"])
    assert "All settings can be read and used." in {one["message"] for one in found}


def keys(town: Town, vault: Vault) -> Finding:
    """What `doctor` says of keys whose KEK is in Vault."""
    place = vault.place
    settings = town.but(
        KEK_VAULT_ADDRESS=place.address,
        KEK_VAULT_TOKEN_FILE=str(place.token_file),
        KEK_VAULT_KEY=place.name,
    )
    return next(one for one in diagnosed(settings, town.clock) if one.check == "keys")


def test_what_is_wrong_with_vault_is_told_apart_and_no_key_is_put_back(town: Town, tmp_path: Path) -> None:
    with running(tmp_path / "token") as vault:
        with town.database.transaction() as connection:
            shred.restore(connection, [])
            shred.create(connection, VaultKek(vault.place), shred.STAFF)
        assert keys(town, vault).ja == "鍵は、すべてあります。KEKは1番です。"
        vault.sealed = True
        sealed = keys(town, vault)
        vault.sealed = False
        vault.place.token_file.write_text("hvs.another-token\n")
        refused = keys(town, vault)
    gone = keys(town, vault)
    for found, ja, en in (
        (sealed, "封印（sealed）", "is it sealed?"),
        (gone, "つながるか", "does not answer"),
        (refused, "トークンを断りました", "the token's policy and its lifetime"),
    ):
        assert found.level == "failure"
        assert ja in found.ja
        assert en in found.message
        assert "another-token" not in found.ja + found.message
        assert "鍵のファイルや控えは、そのままにしてください" in found.ja
        assert "put nothing back" in found.message
    assert "封印" not in refused.ja
