"""The command line as an operator uses it: real processes in a directory of their own."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from settings import Settings
from storage.database import Database
from storage.keystore import Keys
from tests.cast import SECRET
from tests.harness import warm

ROOT = Path(__file__).parents[2]


class Shell:
    """Runs `python app.py …` in a directory of its own, with an environment that holds nothing else."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATA_DIR": str(directory / "data"),
            "DATABASE_URL": database_url,
            "LINE_CHANNEL_SECRET": SECRET,
        }

    def run(self, *arguments: str, **environment: str) -> str:
        """Output of a command that succeeds."""
        done = self._run(arguments, environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str, **environment: str) -> str:
        """The sentence of a command that does not."""
        done = self._run(arguments, environment)
        assert done.returncode in (1, 2), (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.stderr.strip()
        return done.stderr

    def ends(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Exit code and output of a command that may end either way."""
        done = self._run(arguments, environment)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout

    def settings(self) -> Settings:
        return Settings.from_env(self.environment)

    def keys(self) -> Keys:
        settings = self.settings()
        return Keys.load(settings.keys_dir, settings.kek_file)

    def _run(self, arguments: Sequence[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        command, environment = [str(ROOT / "app.py"), *arguments], self.environment | more
        return warm.run(command, cwd=self.directory, environment=environment)


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url)


@pytest.fixture
def local(tmp_path: Path) -> Shell:
    """For what happens before any database is reached."""
    return Shell(tmp_path, f"sqlite:///{tmp_path}/data/hidamari.db")


@pytest.fixture
def database(shell: Shell) -> Iterator[Database]:
    made = Database(shell.settings().database_url)
    yield made
    made.engine.dispose()


def files(directory: Path) -> dict[Path, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file() and "hidamari.db" not in path.name)
    return {path: path.read_bytes() for path in found}
