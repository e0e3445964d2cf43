"""What `doctor` says of TLS, before a server that really speaks it."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from handlers.commands.doctor import tls
from settings import Settings
from tests.cast import SECRET


def says(origin: str, **environment: str) -> tuple[str, str]:
    settings = Settings.from_env({"LINE_CHANNEL_SECRET": SECRET, "PUBLIC_ORIGIN": origin} | environment)
    found = tls.look(settings, time.time_ns() // 1_000_000)
    return found.level, found.message


def certificate(folder: Path, days: int) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file, signed by nobody else."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "town")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path, plain = folder / f"{days}.pem", serialization.NoEncryption()
    pkcs8 = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pkcs8 + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextlib.contextmanager
def behind_tls(path: Path) -> Iterator[str]:
    """Something that shakes hands over TLS with this certificate; yields its origin."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    raw, _ = listening.accept()
                    with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as wrapped:
                        wrapped.recv(1)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_without_tls_only_a_simulator_calls() -> None:
    assert says("http://town.example")[0] == "failure"
    assert says("http://127.0.0.1:8000")[0] == "failure"
    assert says("http://127.0.0.1:8000", LINE_API_ORIGIN="http://127.0.0.1:8000/line")[0] == "warning"


def test_a_certificate_that_nobody_vouches_for_and_one_that_somebody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with behind_tls(certificate(tmp_path, 90)) as origin:
        level, message = says(origin)
        assert level == "failure"
        assert "self-signed" in message
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "90.pem"))
        assert says(origin) == ("ok", "The certificate is good for 89 days.")
    level, message = says(origin)
    assert level == "warning"
    assert "can't be reached" in message


def test_a_certificate_that_ends_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path, 7)))
    with behind_tls(tmp_path / "7.pem") as origin:
        assert says(origin) == ("warning", "PUBLIC_ORIGIN's certificate ends in 6 days: renew it.")
