"""One client for everything, in the clock's process only, and never waited for for ever."""

import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bot.line import ONE_KIND, Line
from tests.bot.media import PNG, opened, sends, told


@ONE_KIND
def test_one_connection_carries_everything(line: Line) -> None:
    """LINE asks for one client; a TLS handshake for each message would cost more than the message."""
    connections: list[object] = []

    class Kept(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            connections.append(self.client_address)
            super().setup()

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = PNG if self.command == "GET" else b'{"sentMessages": [{"id": "1"}]}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    case, _ = sends(line)
    with ThreadingHTTPServer(("127.0.0.1", 0), Kept) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        channel = line.connect(origin=f"http://127.0.0.1:{server.server_port}")
        for number in range(3):
            line.push(case, f"{number}")
            line.deliver(channel)
        line.fetch(channel)
        line.push(case, "おわり")
        line.deliver(channel)
        channel.close()
        server.shutdown()
    assert (line.deliveries(case), opened(line, case)) == ([("accepted", None)] * 4, PNG)
    assert len(connections) == 1


@ONE_KIND
def test_the_web_process_never_loads_lines_client(line: Line) -> None:
    code = "import sys; from app import create_app; from settings import Settings; create_app(Settings.from_env()); print(sorted({m.split('.')[0] for m in sys.modules} & {'linebot', 'urllib3', 'pydantic'}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=line.town.environment | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@ONE_KIND
def test_a_line_that_accepts_and_says_nothing_is_not_waited_for_for_ever(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = sends(line)
    monkeypatch.setattr("bot.channel.TIMEOUTS", (0.05, 0.05))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        line.fetch(line.connect(origin=f"http://127.0.0.1:{silent.getsockname()[1]}"))
    assert told(line, case) == []
    line.town.clock.pass_(seconds=2)
    line.fetch()
    assert opened(line, case) == PNG
