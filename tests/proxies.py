"""Puts nginx and Caddy, with the files of deploy/, in front of a real `serve`, and sends what they must bear: `make deploy-check`.

Both must be installed. It is no part of the suite: there, a machine without them could only skip it, and what is skipped can't fail.
What the files say is held to in tests/test_deploy.py.
"""

import base64
import contextlib
import grp
import hashlib
import hmac
import os
import pwd
import resource
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.harness.over_tls import certificate
from tests.harness.ports import free_port
from tests.harness.service import ROOT, Service
from tests.harness.until import until

NAME = "talk.example.jp"
LARGEST = 2 * 1024 * 1024
SLOW_SENDERS = 40
"""More than `serve` has threads."""
CANARY = "kanaria-4711"


def main() -> int:
    """How many of the promises were broken."""
    poor = 0
    with tempfile.TemporaryDirectory() as made:
        folder, secret = Path(made), secrets.token_hex(16)
        folder.chmod(0o755)
        settings = {
            "LINE_CHANNEL_SECRET": secret,
            "LINE_CHANNEL_ID": "1234567890",
            "TRUSTED_PROXIES": "127.0.0.1",
        }
        office = Service({"DATA_DIR": str(folder / "office"), "PUBLIC_ORIGIN": f"https://{NAME}", **settings})
        office.seed()
        for start in (nginx, caddy):
            office.web.start(cold=True)
            try:
                with start(folder, office.port) as port:
                    found = list(judged(port, secret))
                    office.web.stop()
                    found.append(("says 503 when nobody is there", asked(port, f"/room/?{CANARY}") == 503))
            finally:
                office.end()
            said = (folder / f"{start.__name__}.said").read_text("utf-8", "replace")
            found.append((f"wrote nothing of who asked for what: {said.strip()[:400]!r}", CANARY not in said))
            for line, good in found:
                print("good" if good else "POOR", start.__name__, line, flush=True)
                poor += not good
    return poor


def judged(port: int, secret: str) -> Iterator[tuple[str, bool]]:
    """What is sent, and whether the answer is the right one."""
    body = b'{"destination":"U00000000000000000000000000000000","events":[]}'.ljust(LARGEST)
    mac = hmac.digest(secret.encode(), body, hashlib.sha256)
    signed = {"X-Line-Signature": base64.b64encode(mac).decode()}
    yield "takes a webhook of 2 MiB", asked(port, "/callback", body, signed) == 200
    for chunked in (False, True):
        status = asked(port, "/callback", body + b" ", signed, chunked=chunked)
        yield f"refuses one byte more{' in chunks' * chunked}: {status}", status == 413
    with contextlib.ExitStack() as slow:
        for _ in range(SLOW_SENDERS):
            sender = slow.enter_context(connected(port))
            sender.sendall(head("POST", f"/callback?{CANARY}", {"Content-Length": "100000"}) + b"{" * 100)
        yield f"answers others while {SLOW_SENDERS} send slowly", asked(port, "/health/live") == 200
    upload = asked(port, "/console/flyers/00/versions", b"x" * LARGEST)
    yield f"a stranger's upload is refused: {upload}", upload in (401, 503)
    yield "another name gets no answer", not reached(port, "other.example.jp")


def asked(
    port: int, path: str, body: bytes = b"", headers: dict[str, str] | None = None, *, chunked: bool = False
) -> int:
    """The status of the answer; 0 when there is none within ten seconds."""
    length = {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(body))}
    sent = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body
    with connected(port) as talk, contextlib.suppress(TimeoutError):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            # Whoever refuses does not read to the end.
            talk.sendall(head("POST" if body else "GET", path, {**(headers or {}), **length}) + sent)
        return int((talk.recv(4096).split() or [b"", b"0"])[1])
    return 0


def head(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {NAME}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def connected(port: int, name: str = NAME) -> ssl.SSLSocket:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting.wrap_socket(
        socket.create_connection(("127.0.0.1", port), timeout=10), server_hostname=name
    )


def reached(port: int, name: str = NAME) -> bool:
    try:
        connected(port, name).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """Its port. The folders into which it could spool can't be written to: a body that it spools is answered with 500."""
    port, (chain, key) = free_port(), certificate(folder)
    changed = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "/etc/hidamari/tls/fullchain.pem": str(chain),
        "/etc/hidamari/tls/privkey.pem": str(key),
        "/var/log/nginx/hidamari.log": str(folder / "nginx.said"),
    }
    (folder / "site.conf").write_text(rewritten("nginx.conf", changed), "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    spools = " ".join(f"{kind}_temp_path {folder}/spool-{kind};" for kind in kinds)
    whole = folder / "nginx.conf"
    group = grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
    user = f"user nobody {group};" if os.getuid() == 0 else ""
    whole.write_text(
        f"daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/nginx.said emerg;"
        f"events {{}} http {{ {spools} include {folder}/site.conf; }}"
    )
    with started("nginx", ["-c", str(whole)], folder, port):
        for kind in kinds:
            (folder / f"spool-{kind}").chmod(0)
            os.chown(folder / f"spool-{kind}", os.getuid(), -1)
        yield port


@contextlib.contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[int]:
    """Its port. From then on it can write no file: a body that it spools ends it."""
    port, (chain, key) = free_port(), certificate(folder)
    changed = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        f"{NAME} {{": f"https://{NAME}:{port} {{\n\ttls {chain} {key}",
        "admin off": f"admin off\n\tdefault_bind 127.0.0.1\n\thttp_port {free_port()}\n\thttps_port {port}",
    }
    (folder / "Caddyfile").write_text(rewritten("Caddyfile", changed), "utf-8")
    arguments = ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with started("caddy", arguments, folder, port) as pid:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
        yield port


def rewritten(name: str, changed: dict[str, str]) -> str:
    text = (ROOT / "deploy" / name).read_text("utf-8")
    for before, after in changed.items():
        assert before in text, f"deploy/{name} says {before} no more"
        text = text.replace(before, after)
    return text


@contextlib.contextmanager
def started(program: str, arguments: list[str], folder: Path, port: int) -> Iterator[int]:
    """Its process id while it runs; what it says goes through a pipe into `PROGRAM.said`, once it has ended."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    assert found, f"{program} is not installed: nothing can be said about its file."
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    running = subprocess.Popen(
        [found, *arguments], env={"PATH": os.environ["PATH"], **homes},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        until(lambda: running.poll() is not None or reached(port), deadline=20)
        assert running.poll() is None, running.communicate()[0].decode()
        yield running.pid
    finally:
        running.terminate()
        said = running.communicate(timeout=30)[0].decode("utf-8", "replace")
        with (folder / f"{program}.said").open("a", encoding="utf-8") as kept:
            kept.write(said)


if __name__ == "__main__":
    sys.exit(main())
