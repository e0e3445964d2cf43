"""The KEK held by HashiCorp Vault's transit engine, or OpenBao's, over HTTPS: no key lies in a file of ours.

Each version of one transit key is an epoch. The KEK of an epoch is that version's HMAC of a constant, which Vault computes and
nobody can without it; a process keeps it in memory, so that Vault is asked once for each rotation, and not for each message.
Destroying an epoch is Vault's `trim`: every older version is deleted from the key, and its HMAC can never be had again. What
that promises and what it does not: docs/decisions/key-holders.md. API: developer.hashicorp.com/vault/api-docs/secret/transit.
"""

import base64
import binascii
import http.client
import json
import os
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storage.contexts import ctx
from storage.holder import HolderAway, HolderRefuses, KeystoreError
from storage.secret_files import open_secret

TIMEOUT_SECONDS = 3.0
"""Somebody may be waiting with a transaction open, once in each rotation."""

REST_SECONDS = 5.0
"""After an answer failed to come: until then everybody is told at once, and no thread waits for Vault in vain."""

_BUSY = 429
_FORBIDDEN = 403
_MISSING = 404
_FORGIVING = ("exportable", "allow_plaintext_backup", "auto_rotate_period")
"""What a key may not allow: a copy of it outside, which nobody could destroy, and versions that nobody here asked for."""


@dataclass(frozen=True)
class VaultPlace:
    """Where the key is: `https://…`, the token's file (read at each call: an agent renews it), the mount, the key's name."""

    address: str
    token_file: Path
    mount: str
    name: str
    ca_file: Path | None = None


class VaultKek:
    """A `KeyHolder`. One request over one connection each time, one at a time; there are few."""

    def __init__(self, place: VaultPlace, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.place = place
        self._keys: dict[int, bytes] = {}
        self._monotonic = monotonic
        self._asking = threading.Lock()
        self._away_until = 0.0

    @classmethod
    def create(cls, place: VaultPlace) -> "VaultKek":
        """For a new office: whoever runs Vault has made the key. KeystoreError for one that has been rotated, which is another's."""
        kek = cls(place)
        if kek.epochs() != [1]:
            raise KeystoreError(
                f"Vault's key {place.name} has been in use; an office needs a new one of its own",
                f"Vault の鍵 {place.name} は、もう使われています。この相談室だけの、新しい鍵を用意してください。",
            )
        return kek

    def epochs(self) -> list[int]:
        told = self._ask("GET", f"keys/{self.place.name}")
        try:
            allowed = [name for name in _FORGIVING if told[name]]
            first, last = max(int(told["min_available_version"]), 1), int(told["latest_version"])
        except (LookupError, TypeError, ValueError):
            raise self._away(
                "answers with something else than a key", "の答えが、鍵ではありません。"
            ) from None
        if allowed:
            raise KeystoreError(
                f"Vault's key {self.place.name} has {allowed[0]} set: make one without it",
                f"Vault の鍵 {self.place.name} に {allowed[0]} がついています。それのない鍵を作ってください。",
            )
        found = list(range(first, last + 1))
        self._keys = {epoch: key for epoch, key in self._keys.items() if epoch in found}
        return found

    def key(self, epoch: int) -> bytes | None:
        """Whoever asks has seen a row of that epoch, and a rotation moves all rows at once: older keys are over."""
        key = self._keys.get(epoch)
        if key is None:
            if epoch not in self.epochs():
                return None
            key = self._derive(epoch)
            self._keys = {**self._keys, epoch: key}
        if min(self._keys) < epoch:
            self._keys = {one: kept for one, kept in self._keys.items() if one >= epoch}
        return key

    def newest(self, floor: int = 0) -> tuple[int, bytes]:
        remembered = max(self._keys, default=-1)
        epoch = remembered if remembered >= floor else self.epochs()[-1]
        key = self.key(epoch)
        if key is None or epoch < floor:
            raise KeystoreError(
                f"Vault's key {self.place.name} has no version {max(epoch, floor)}; is it the right one?",
                f"Vault の鍵 {self.place.name} に、{max(epoch, floor)}番の版がありません。この鍵で合っていますか。",
            )
        return epoch, key

    def add(self) -> int:
        before = self.epochs()
        if len(before) > 1:
            raise KeystoreError(
                f"Vault's key {self.place.name} has two versions; finish the rotation that is under way first",
                f"Vault の鍵 {self.place.name} に、版が二つあります。途中の鍵の交換を、先に終わらせてください。",
            )
        self._ask("POST", f"keys/{self.place.name}/rotate", {})
        return self.epochs()[-1]

    def destroy(self, epoch: int) -> None:
        """May be killed between its two steps and called again: a version exists until it is trimmed."""
        found = self.epochs()
        if epoch not in found:
            raise KeystoreError(
                f"Vault's key {self.place.name} has no version {epoch}",
                f"Vault の鍵 {self.place.name} に、{epoch}番の版がありません。",
            )
        if epoch == found[-1] or epoch != found[0]:
            raise KeystoreError(
                f"Version {epoch} of Vault's key {self.place.name} is not the oldest of two",
                f"Vault の鍵 {self.place.name} の{epoch}番は、二つのうちの古いほうではありません。",
            )
        least = epoch + 1
        limits = {"min_decryption_version": least, "min_encryption_version": least}
        self._ask("POST", f"keys/{self.place.name}/config", limits)
        self._ask("POST", f"keys/{self.place.name}/trim", {"min_available_version": least})
        if epoch in self.epochs():
            raise KeystoreError(
                f"Vault did not trim version {epoch} of its key {self.place.name}",
                f"Vault が、鍵 {self.place.name} の{epoch}番の版を消しませんでした。",
            )

    def _derive(self, epoch: int) -> bytes:
        wanted = {
            "input": base64.b64encode(ctx("kek", epoch)).decode(),
            "key_version": epoch,
            "algorithm": "sha2-256",
        }
        told = self._ask("POST", f"hmac/{self.place.name}", wanted)
        try:
            named, encoded = str(told["hmac"]).removeprefix("vault:v").split(":")
            version, key = int(named), base64.b64decode(encoded, validate=True)
        except (LookupError, ValueError, binascii.Error):
            raise self._away(
                "answers with something else than an HMAC", "の答えが、HMACではありません。"
            ) from None
        if version != epoch or len(key) != 32:
            raise self._away("answers with another version than was asked for", "が、ちがう版で答えました。")
        return key

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The `data` of an answer. Its errors may quote what was sent, so none of them is passed on."""
        with self._asking:
            if self._monotonic() < self._away_until:
                raise self._away("did not answer a moment ago", "は、さきほど答えませんでした。")
            try:
                return self._ask_now(method, path, body)
            except HolderAway:
                self._away_until = self._monotonic() + REST_SECONDS
                raise

    def _ask_now(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        token = self._token()
        connection = self._connection()
        try:
            connection.request(
                method,
                f"/v1/{self.place.mount}/{path}",
                None if body is None else json.dumps(body),
                {"X-Vault-Token": token, "X-Vault-Request": "true", "Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as fault:
            kind = type(fault).__name__
            raise self._away(f"does not answer ({kind})", f"が答えません（{kind}）。") from None
        finally:
            connection.close()
        if status in (_FORBIDDEN, _MISSING):
            raise HolderRefuses(
                f"Vault refuses what is needed of its key {self.place.name} ({status}): look at KEK_VAULT_KEY, the token's policy and"
                " its lifetime",
                f"Vault が、鍵 {self.place.name} を使わせません（{status}）。KEK_VAULT_KEY と、トークンの許可（policy）と期限を見てください。",
            )
        if status >= 500 or status == _BUSY:
            raise self._away(
                f"can't answer now ({status}); is it sealed?",
                f"は、いま答えられません（{status}）。封印（sealed）されたままではありませんか。",
            )
        if status >= 300:
            raise KeystoreError(
                f"Vault would not do that with its key {self.place.name} ({status})",
                f"Vault が、鍵 {self.place.name} への操作を受けつけません（{status}）。",
            )
        return _read(content)

    def _token(self) -> str:
        file = open_secret(self.place.token_file, os.O_RDONLY)
        with os.fdopen(file, "rb") as opened:
            token = opened.read(4096).strip()
        if not token.isascii() or not token.decode("ascii").isprintable() or not token:
            raise KeystoreError(
                f"{self.place.token_file}: this is no token",
                f"{self.place.token_file}： トークンではありません。",
            )
        return token.decode("ascii")

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.place.address)
        host, port = str(parts.hostname), parts.port
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
        try:
            trusted = ssl.create_default_context(cafile=self.place.ca_file)
        except OSError:
            raise KeystoreError(
                f"{self.place.ca_file}: this is no file of certificates",
                f"{self.place.ca_file}： 証明書のファイルではありません。",
            ) from None
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_SECONDS, context=trusted)

    def _away(self, what: str, ja: str) -> HolderAway:
        return HolderAway(
            f"The holder of the KEK at {self.place.address} {what}", f"KEKを預かる {self.place.address} {ja}"
        )


def _read(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)["data"] if content else {}
    except (LookupError, TypeError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
