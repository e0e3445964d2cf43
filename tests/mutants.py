"""Changes the protocol's code in hundreds of small ways and sees whether a test notices each: `make mutants`.

mutmut does it, in a copy of this folder. What no test notices must be explained in docs/mutants.md; whatever is not ends
the run with 1.
"""

import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPLAINED = ROOT / "docs/mutants.md"

MUTATED = (
    "storage/sealing.py", "storage/keystore.py", "storage/roster.py", "storage/members.py",
    "retention/purge.py", "retention/rotation.py",
)  # fmt: skip
RETENTION = ("purge", "purge_to_the_letter", "finality", "held")
TESTS = ("tests/protocol", *(f"tests/retention/test_{name}.py" for name in RETENTION))
COPIED = ("tests", "bot", "handlers", "simulator", "settings.py", "clock.py", "app.py", "docs")
ONCE = "not postgresql"
"""SQLite alone is enough to notice a change."""


def main() -> int:
    """How many survivors nobody explained."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy(Path(folder))
        subprocess.run([sys.executable, "-m", "mutmut", "run", *sys.argv[1:]], cwd=folder, check=False)
        survivors = [changed(folder, name) for name in unnoticed(folder)]
    explained = EXPLAINED.read_text("utf-8")
    unexplained = [change for change in survivors if f"`{change}`" not in explained]
    print(f"{len(survivors)} survived, {len(unexplained)} of them without a reason in docs/mutants.md")
    print("\n".join(unexplained))
    return len(unexplained)


def copy(folder: Path) -> None:
    """What git knows or would know, so that neither keys nor packages come along."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    archive = folder / "copy.tar"
    with tarfile.open(archive, "w") as tar:
        for name in listed.stdout.splitlines():
            if (ROOT / name).is_file():
                tar.add(ROOT / name, name)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    (folder / "setup.cfg").write_text(configuration())


def configuration() -> str:
    """For mutmut, which reads it from the folder it runs in."""
    settings = {
        "source_paths": ("storage", "retention"),
        "only_mutate": MUTATED,
        "also_copy": COPIED,
        "pytest_add_cli_args_test_selection": TESTS,
        "pytest_add_cli_args": ("-k", ONCE, "-p", "no:cacheprovider"),
    }
    lists = ["\n    ".join((f"{name} =", *values)) for name, values in settings.items()]
    return "\n".join(["[mutmut]", "use_git_change_detection = false", *lists, ""])


def unnoticed(folder: str) -> list[str]:
    """The names of the mutants that no test noticed."""
    results = _mutmut(folder, "results")
    return re.findall(r"^\s*(\S+): (?:survived|no tests|suspicious)$", results, re.MULTILINE)


def changed(folder: str, name: str) -> str:
    """The changed lines of one mutant, on one line."""
    lines = _mutmut(folder, "show", name).splitlines()
    return " ".join(line[1:].strip() for line in lines if re.match(r"\+(?!\+\+)", line))


def _mutmut(folder: str, *arguments: str) -> str:
    asked = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(asked, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(min(main(), 1))
