"""`python -m tests.harness.over_tls PORT CERTIFICATE KEY`: the web process as browsers meet it behind an operator's proxy, over TLS
and HTTP/2, where many small files come side by side and headers that repeat weigh nothing.
"""

import datetime as dt
import ipaddress
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.harness.ports import free_port
from tests.harness.service import ROOT
from tests.harness.until import until

HERE = ipaddress.ip_address("127.0.0.1")


@contextmanager
def over_tls(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """A second web process of the same installation; its origin, whose certificate nobody vouches for."""
    port, log = free_port(), folder / "said"
    chain, key = certificate(folder)
    with log.open("wb") as said:
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.over_tls", str(port), str(chain), str(key)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: _answers(port), deadline=30)
        yield f"https://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        socket.create_connection((str(HERE), port), timeout=1).close()
    except OSError:
        return False
    return True


def certificate(folder: Path) -> tuple[Path, Path]:
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(HERE))])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(HERE)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files = folder / "certificate.pem", folder / "key.pem"
    for file, content in zip(files, (signed.public_bytes(pem), private), strict=True):
        file.write_bytes(content)
    return files


def _serve(port: int, certificate: Path, key: Path) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "app:create_app", factory=True, address=str(HERE), port=port, interface=Interfaces.WSGI,
        blocking_threads=16, websockets=False, ssl_cert=certificate, ssl_key=key,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    _serve(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
