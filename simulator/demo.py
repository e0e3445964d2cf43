"""`make demo`: web, clock and the fake LINE platform together on one port, over an invented office in DATA_DIR.

The product is configured exactly as in earnest (LINE_API_ORIGIN and the channel's credentials); it does not know that the
platform is a simulator.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from werkzeug.utils import redirect

from simulator.moved_clock import MovedClock

PORT = os.environ.get("PORT", "8000")
ORIGIN = f"http://127.0.0.1:{PORT}"
DEADLINE_SECONDS = 60
WEB_THREADS = 64
ROOT = Path(__file__).parent.parent
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOVED_CLOCK = "moved-clock"
"""The file, beside the demo's other ones, in which the moved clock keeps how far it is ahead."""


def main() -> int:
    data_dir = Path(os.environ.get("DATA_DIR", ".demo"))
    if os.environ.get("RESET") == "1" and data_dir.exists():
        shutil.rmtree(data_dir)
    if not _free():
        print(f"Port {PORT} is in use. Try: PORT=8001 make demo", file=sys.stderr)
        return 1
    environment = _environment(data_dir)
    sign_ins = _sign_ins(data_dir, environment)
    moved_clock = data_dir.resolve() / MOVED_CLOCK
    MovedClock(moved_clock)
    # Before there is anything that would be left behind.
    for one in _ENDING:
        signal.signal(one, _interrupt)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_apart(environment, "simulator.demo", "web"))
        processes.append(_apart(environment, "simulator.moved_clock", str(moved_clock)))
        if not _answers(processes):
            print("The demo did not start; what it said stands above.", file=sys.stderr)
            return 1
        _publish_menus(environment)
        _tell(sign_ins, data_dir)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for one in _ENDING:
            signal.signal(one, _heard)
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=10)


def _apart(environment: dict[str, str], *module: str) -> subprocess.Popen[bytes]:
    """In a process group of its own: the terminal's Ctrl-C is for the demo, which then ends each of them once."""
    return subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, env=environment, process_group=0)


def create_mounted() -> Callable[..., Any]:
    """The product and, under /simulator, the platform: what the demo's web process serves."""
    from app import create_app
    from settings import Settings
    from simulator.app import create_simulator
    from simulator.mount import mounted

    settings = Settings.from_env()
    now = MovedClock(settings.data_dir / MOVED_CLOCK)
    platform = create_simulator(
        channel_secret=settings.line_channel_secret,
        access_token=settings.line_channel_access_token,
        callback_url=f"{ORIGIN}/callback",
        clock=now,
    )
    return mounted(_phone_first(create_app(settings, now)), platform)


def _phone_first(product: Callable[..., Any]) -> Callable[..., Any]:
    """`/`, which the product leaves empty, leads to the phone."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = redirect("/simulator/") if environ["PATH_INFO"] == "/" else product
        return answer(environ, start_response)

    return application


def serve() -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # One worker: the platform lives in this process's memory.
    Granian(
        "simulator.demo:create_mounted",
        factory=True,
        address="127.0.0.1",
        port=int(PORT),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=WEB_THREADS,
        log_access=False,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


def _environment(data_dir: Path) -> dict[str, str]:
    own = {
        "HOST": "127.0.0.1",
        "PORT": PORT,
        "PUBLIC_ORIGIN": ORIGIN,
        "DATA_DIR": str(data_dir.resolve()),
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_urlsafe(32),
        "LINE_API_ORIGIN": f"{ORIGIN}/simulator/line",
        "LANES": "talk,room",
        "LINE_BASIC_ID": "@000hidam",
        "LOCAL_NUMBERS": str(ROOT / "simulator" / "local-numbers.toml"),
        "LOG_LEVEL": "WARNING",
    }
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LINE_", "DATABASE_URL"))
    }
    return kept | own


def _sign_ins(data_dir: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Seeds once; the invented passphrases are kept beside the data, for this is a demo."""
    remembered = data_dir / "demo-sign-ins.json"
    if not remembered.exists():
        shutil.rmtree(data_dir, ignore_errors=True)
        seeded = subprocess.run(
            [sys.executable, "app.py", "seed", "--json"],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
        remembered.write_bytes(seeded.stdout)
    found: dict[str, Any] = json.loads(remembered.read_text("utf-8"))
    return found


def _free() -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(PORT)))
        except OSError:
            return False
    return True


def _answers(processes: list[subprocess.Popen[bytes]]) -> bool:
    """Waits until the web process answers; False when a process ends or a minute passes."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        try:
            with urllib.request.urlopen(f"{ORIGIN}/health/live", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _publish_menus(environment: dict[str, str]) -> None:
    """As an operator does once; the platform forgets them when the demo ends."""
    command = [sys.executable, "app.py", "richmenu", "publish"]
    published = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL)
    if published.returncode:
        print("The menu could not be published; why stands above.", file=sys.stderr)


def _tell(sign_ins: dict[str, Any], data_dir: Path) -> None:
    print(f"\nphone    {ORIGIN}/simulator/\nconsole  {ORIGIN}/console/\n")
    for person in sign_ins["sign_ins"]:
        # Two wide letters for everybody, so that what follows stands in one line.
        shown = person["display_name"].ljust(2, "\u3000")
        print(f"{shown}  {person['role']:<11} {person['name']:<6} {person['passphrase']}")
    print(f"\nsheets   {data_dir.resolve() / 'sheets'} (three to print, to try the recovery with)")
    print(f"\nready {ORIGIN}/", flush=True)


def _heard(_signal: int, _frame: object) -> None:
    """Not `SIG_IGN`: of a signal that comes while that is set Python complains."""


def _interrupt(_signal: int, _frame: object) -> None:
    # `make` passes on what the terminal has sent already: a second one must not stop the tidying up.
    for one in _ENDING:
        signal.signal(one, _heard)
    raise KeyboardInterrupt


if __name__ == "__main__":
    if sys.argv[1:] == ["web"]:
        serve()
    else:
        sys.exit(main())
