"""What is locked may be used; what is not known is not called clean; what looks like a secret is found."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.supply import advisories, left_behind, licences, parts_list
from tests.supply.locked import ROOT, of_pages, of_python


def test_every_locked_part_has_a_licence_that_is_allowed() -> None:
    parts = {*of_python("requirements.txt"), *of_python("requirements-dev.txt"), *of_pages()}
    refused = {
        (part.name, licences.licence(part)) for part in parts if not licences.allowed(licences.licence(part))
    }
    assert refused == set()


def test_the_page_of_licences_is_the_locks_own() -> None:
    assert licences.PAGE.read_text("utf-8") == licences.page()


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND Apache-2.0", True),
        ("MIT AND AGPL-3.0-only", False),
        ("GPL-2.0-or-later", False),
        ("", False),
    ],
)
def test_of_a_choice_one_is_enough_and_of_a_sum_all_are_needed(expression: str, may: bool) -> None:
    assert licences.allowed(expression) == may


def test_the_list_of_parts_names_each_and_no_machine(tmp_path: Path) -> None:
    running, everything = (json.loads(file.read_text("utf-8")) for file in parts_list.write(tmp_path))
    assert {part["name"] for part in running["components"]} == {
        part.name for part in of_python("requirements.txt")
    }
    assert len(everything["components"]) > len(running["components"])
    assert all(part["purl"].endswith(f"@{part['version']}") for part in everything["components"])
    said = (tmp_path / "sbom-all.json").read_text("utf-8")
    assert "externalReferences" not in said
    assert str(tmp_path) not in said
    assert str(ROOT) not in said


KNOWN, SKIPPED = (
    {"name": "flask", "version": "3.0", "vulns": []},
    {"name": "flask", "skip_reason": "not found"},
)
FAULTY = {"name": "flask", "version": "0.5", "vulns": [{"id": "PYSEC-2019-179"}]}


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ([KNOWN], "clean"),
        ([KNOWN, SKIPPED], "NOT CHECKED"),
        ([FAULTY, SKIPPED], "FOUND"),
        ([], "NOT CHECKED"),
    ],
)
def test_a_part_that_no_database_knew_is_not_clean(parts: list[dict[str, object]], outcome: str) -> None:
    """pip-audit ends with 0 when it has reached nobody."""
    said = json.dumps({"dependencies": parts, "fixes": []})
    assert advisories.of_pip_audit("requirements.txt", said).outcome == outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ('{"vulnerabilities": {}, "metadata": {"dependencies": {"total": 3}}}', "clean"),
        ('{"vulnerabilities": {"left-pad": {}}, "metadata": {"dependencies": {"total": 3}}}', "FOUND"),
        ('{"message": "405 Method Not Allowed", "method": "POST"}', "NOT CHECKED"),
        ("", "NOT CHECKED"),
    ],
)
def test_no_answer_is_not_clean_either(said: str, outcome: str) -> None:
    assert advisories.of_npm_audit(said).outcome == outcome


def test_a_key_that_somebody_left_is_found(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "notes.md").write_text(f"-----BEGIN {'PRIVATE'} KEY-----\n")
    (tmp_path / "settings.env").write_text("PASSWORD" + ' = "correct horse battery staple"\n')
    assert left_behind.new(tmp_path) == ["notes.md:1 Private Key", "settings.env:1 Secret Keyword"]
