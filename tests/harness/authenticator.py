"""A passkey in software, as a browser and its device answer: WebAuthn level 3, sections 5.8.1 and 6.1."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

from storage.contexts import b64, unb64
from tests.cast import Json

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One credential. `counts`: it numbers its answers, as keys on a stick do and synchronised ones don't."""

    def __init__(self, origin: str, *, counts: bool = False) -> None:
        self.origin = origin
        self.rp_id = origin.split("//")[1].split(":", 1)[0]
        self.id = os.urandom(32)
        self.user: str | None = None
        self.flags = PRESENT | VERIFIED
        self.count = 0
        self.algorithm = -7
        self._counts = counts
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, asked: Json, **client: Any) -> Json:
        """The answer to a challenge of purpose "create"; `client` replaces what the browser would say of itself."""
        self.user = asked["user"]["id"]
        numbers = self._key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        public = cbor.encode({1: 2, 3: self.algorithm, -1: 1, -2: x, -3: y})
        credential = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        device = self._device(ATTESTED) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": device})
        said = self._client("webauthn.create", asked["challenge"], client)
        return {"client": b64(said), "attestation": b64(attestation)}

    def answer(self, asked: Json, **client: Any) -> Json:
        """The answer to a challenge of purpose "sign-in" or "confirm"."""
        self.count += 1 if self._counts else 0
        said, device = self._client("webauthn.get", asked["challenge"], client), self._device(0)
        signed = self._key.sign(device + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"id": b64(self.id), "client": b64(said), "device": b64(device), "signature": b64(signed)}
        return told | {"user": self.user}

    def _device(self, more: int) -> bytes:
        rp = hashlib.sha256(self.rp_id.encode()).digest()
        return rp + struct.pack(">BI", self.flags | more, self.count)

    def _client(self, kind: str, challenge: str, changes: Json) -> bytes:
        honest = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        assert len(unb64(challenge)) == 32
        return json.dumps(honest | changes).encode()
