"""Secrets that somebody left in a file: keys, tokens, passwords, as detect-secrets knows them.

`.secrets.baseline` has the hashes of what looks like one and is none: the invented ones of tests. Long strings of hex and Base64 are
not looked at: in a house of test vectors each second file has some. Nor are, in tests and in prose, words like "secret" before a value:
those guard nothing. A key or token by its own shape is found everywhere.
"""

import subprocess
from pathlib import Path
from typing import Any

from detect_secrets.core import baseline
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from tests.supply.locked import ROOT

KNOWN = ROOT / ".secrets.baseline"
_TOO_MANY = ("HexHighEntropyString", "Base64HighEntropyString", "IPPublicDetector")
_BY_A_WORD = "Secret Keyword"
_NOT_READ = (
    "requirements",
    "package-lock.json",
    "handlers/static/vendor/",
    "tests/vectors/",
    "docs/images/",
    KNOWN.name,
)


def new(root: Path = ROOT) -> list[str]:
    """FILE:LINE KIND of everything that the baseline does not know."""
    known = baseline.load(baseline.load_from_file(str(KNOWN)))
    return sorted(f"{file}:{secret.line_number} {secret.type}" for file, secret in scanned(root) - known)


def accept() -> None:
    """Writes all that is found now into the baseline; look at each before you commit it."""
    found = scanned(ROOT)
    with transient_settings({"plugins_used": _plugins()}):
        written = baseline.format_for_output(found)
    written.pop("generated_at", None)
    baseline.save_to_file(written, str(KNOWN))


def scanned(root: Path) -> SecretsCollection:
    """What is found in all files that git knows, or would take."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    files = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    found = SecretsCollection(root=str(root))
    with transient_settings({"plugins_used": _plugins()}):
        for file in files:
            if file and (root / file).is_file() and not file.startswith(_NOT_READ):
                found.scan_file(file)
                found[file] = {_here(one, file) for one in found[file] if not _harmless(one, file)}
    return found


def _here(one: PotentialSecret, file: str) -> PotentialSecret:
    """By its path below the root, which is the same on every machine."""
    one.filename = file
    return one


def _harmless(one: PotentialSecret, file: str) -> bool:
    return one.type == _BY_A_WORD and (file.startswith("tests/") or file.endswith(".md"))


def _plugins() -> list[dict[str, str]]:
    kinds: dict[str, type[Any]] = get_mapping_from_secret_type_to_class()
    names = [kind.__name__ for kind in kinds.values()]
    return [{"name": name} for name in names if name not in _TOO_MANY]
