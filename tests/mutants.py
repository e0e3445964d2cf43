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

PROTOCOL = tuple(
    f"storage/{name}.py"
    for name in (
        "sealing",
        "keystore",
        "roster",
        "members",
        "delegations",
        "genesis",
        "keyring",
        "inbound",
        "room_keys",
    )
)
PURGE = ("retention/purge.py", "retention/rotation.py")
PURGED = tuple(
    f"tests/retention/test_{name}.py"
    for name in ("purge", "purge_to_the_letter", "finality", "held", "visits", "orders")
)
PARTS = ((PROTOCOL, ("tests/protocol",)), (PURGE, PURGED))
"""What is changed, and the tests that are to notice. One after the other: what a mutant leaves behind spoils no other part."""

COPIED = ("tests", "bot", "handlers", "simulator", "settings.py", "clock.py", "app.py", "docs")
NOTICED = ("killed", "timeout", "segfault")
ONCE = "not postgresql"
"""SQLite alone is enough to notice a change."""


def main() -> int:
    """How many survivors nobody explained."""
    explained = EXPLAINED.read_text("utf-8")
    unexplained: list[str] = []
    for mutated, tests in PARTS:
        outcomes, changes = tried(mutated, tests)
        unexplained += [change for change in changes.values() if change not in explained]
        for file in mutated:
            module = file.removesuffix(".py").replace("/", ".") + ".x"
            all_, survived = (sum(name.startswith(module) for name in names) for names in (outcomes, changes))
            print(f"{file}: {all_} mutants, {survived} survived")
    print(f"{len(unexplained)} of the survivors without a reason in docs/mutants.md", *unexplained, sep="\n")
    return len(unexplained)


def tried(mutated: tuple[str, ...], tests: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """How each mutant came out, and what was changed in those that no test noticed, both by the mutant's name."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy(Path(folder))
        (Path(folder) / "setup.cfg").write_text(configuration(mutated, tests))
        subprocess.run([sys.executable, "-m", "mutmut", "run", *sys.argv[1:]], cwd=folder, check=False)
        results = _mutmut(folder, "results", "--all", "true")
        outcomes = dict(re.findall(r"^\s*(\S+): (.+)$", results, re.MULTILINE))
        if not outcomes:
            sys.exit("mutmut tried nothing")
        return outcomes, {name: changed(folder, name) for name, how in outcomes.items() if how not in NOTICED}


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


def configuration(mutated: tuple[str, ...], tests: tuple[str, ...]) -> str:
    """For mutmut, which reads it from the folder it runs in."""
    settings = {
        "source_paths": ("storage", "retention"),
        "only_mutate": mutated,
        "also_copy": COPIED,
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ("-k", ONCE, "-p", "no:cacheprovider"),
    }
    lists = ["\n    ".join((f"{name} =", *values)) for name, values in settings.items()]
    return "\n".join(["[mutmut]", "use_git_change_detection = false", *lists, ""])


def changed(folder: str, name: str) -> str:
    """One mutant as docs/mutants.md has it: the lines before, and after."""
    lines = _mutmut(folder, "show", name).splitlines()
    before, after = (" ".join(line[1:].strip() for line in lines if _marked(line, mark)) for mark in "-+")
    return f"| `{before}` | `{after}` |"


def _marked(line: str, mark: str) -> bool:
    return line.startswith(mark) and not line.startswith(mark * 3)


def _mutmut(folder: str, *arguments: str) -> str:
    asked = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(asked, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(min(main(), 1))
