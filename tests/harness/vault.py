"""The part of Vault's transit engine that holds a key, as strict as Vault: token, versions, and what may be trimmed.

Rules from hashicorp/vault, builtin/logical/transit (path_keys, path_config, path_rotate, path_trim, path_hmac).
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from storage.vault import VaultPlace

TOKEN = "hvs.a-token-of-the-tests"
MOUNT, NAME = "transit", "hidamari"
Answer = tuple[int, dict[str, Any] | None]


@dataclass
class Key:
    """One transit key: a random HMAC key for each version that has not been trimmed."""

    versions: dict[int, bytes] = field(default_factory=lambda: {1: os.urandom(32)})
    min_available: int = 0
    min_decryption: int = 1
    min_encryption: int = 0
    exportable: bool = False

    def described(self) -> dict[str, Any]:
        return {
            "name": NAME,
            "type": "aes256-gcm96",
            "latest_version": max(self.versions),
            "min_available_version": self.min_available,
            "min_decryption_version": self.min_decryption,
            "min_encryption_version": self.min_encryption,
            "exportable": self.exportable,
            "allow_plaintext_backup": False,
            "auto_rotate_period": 0,
        }

    def rotate(self, _body: dict[str, Any]) -> Answer:
        self.versions[max(self.versions) + 1] = os.urandom(32)
        return 200, self.described()

    def configure(self, body: dict[str, Any]) -> Answer:
        decryption = body.get("min_decryption_version", self.min_decryption)
        encryption = body.get("min_encryption_version", self.min_encryption)
        for least in (decryption, encryption):
            if least < 0 or least > max(self.versions) or 0 < least < self.min_available:
                return 400, {"errors": ["cannot set a minimum outside of what is available"]}
        self.min_decryption, self.min_encryption = decryption, encryption
        return 200, self.described()

    def trim(self, body: dict[str, Any]) -> Answer:
        least = body.get("min_available_version")
        if not isinstance(least, int) or least <= 0 or least < self.min_available:
            return 400, {"errors": ["minimum available version cannot be decremented"]}
        if self.min_encryption == 0 or self.min_decryption == 0:
            return 400, {
                "errors": ["minimum available version cannot be set when another minimum is not set"]
            }
        if least > min(self.min_encryption, self.min_decryption):
            return 400, {"errors": ["minimum available version cannot be greater than the other minimums"]}
        self.min_available = least
        self.versions = {version: key for version, key in self.versions.items() if version >= least}
        return 200, self.described()

    def authenticate(self, body: dict[str, Any]) -> Answer:
        """`hmac/NAME`."""
        version = body.get("key_version") or max(self.versions)
        if version != max(self.versions) and self.min_encryption > version:
            return 400, {"errors": ["cannot generate HMAC: version is too old (disallowed by policy)"]}
        if version not in self.versions:
            return 400, {"errors": ["no such key version found"]}
        if body.get("algorithm", "sha2-256") != "sha2-256":
            return 400, {"errors": ["unsupported algorithm"]}
        content = base64.b64decode(body["input"], validate=True)
        told = hmac.digest(self.versions[version], content, hashlib.sha256)
        return 200, {"hmac": f"vault:v{version}:{base64.b64encode(told).decode()}"}


class Vault:
    """Switches: `sealed`, and `breaks_after`, the ends of paths whose work is done and whose answer is never given."""

    def __init__(self, token_file: Path) -> None:
        self.keys: dict[str, Key] = {NAME: Key()}
        self.asked: list[str] = []
        self.sealed = False
        self.breaks_after: set[str] = set()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _door(self))
        self.place = VaultPlace(f"http://127.0.0.1:{self._server.server_address[1]}", token_file, MOUNT, NAME)
        token_file.write_text(TOKEN + "\n")
        token_file.chmod(0o600)
        self._serving = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._serving.start()

    def end(self) -> None:
        self._server.shutdown()
        self._serving.join()
        self._server.server_close()

    def answer(self, method: str, path: str, token: str | None, body: dict[str, Any]) -> Answer | None:
        """The status and the `data` or `errors`; None where the connection just ends."""
        with self._lock:
            self.asked.append(f"{method} {path}")
            if self.sealed:
                return 503, {"errors": ["Vault is sealed"]}
            if token != TOKEN:
                return 403, {"errors": ["permission denied"]}
            told = self._answer(method, path.removeprefix(f"/v1/{MOUNT}/").split("/"), body)
        return None if path.rsplit("/", 1)[1] in self.breaks_after else told

    def _answer(self, method: str, path: list[str], body: dict[str, Any]) -> Answer:
        key = self.keys.get(path[1]) if len(path) > 1 else None
        match method, path:
            case "GET", ["keys", _]:
                return (200, key.described()) if key else (404, {"errors": []})
            case "POST", ["keys" | "hmac", *_] if key is None:
                return 400, {"errors": ["encryption key not found"]}
            case "POST", ["keys", _, "rotate"] if key:
                return key.rotate(body)
            case "POST", ["keys", _, "config"] if key:
                return key.configure(body)
            case "POST", ["keys", _, "trim"] if key:
                return key.trim(body)
            case "POST", ["hmac", _] if key:
                return key.authenticate(body)
        return 404, {"errors": ["unsupported path"]}


@contextlib.contextmanager
def running(token_file: Path) -> Iterator[Vault]:
    vault = Vault(token_file)
    try:
        yield vault
    finally:
        vault.end()


def _door(vault: Vault) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            told = vault.answer(self.command, self.path, self.headers.get("X-Vault-Token"), body)
            if told is None:
                return
            status, content = told
            self.send_response(status)
            self.end_headers()
            wrapped = content if content and "errors" in content else {"data": content}
            self.wfile.write(json.dumps(wrapped).encode())

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """What the tests need to know is in `asked`."""

    return Door
