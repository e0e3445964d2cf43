"""RFC 9180 base mode written out from the RFC, to compare the library with: the library shows neither its
keys nor an `aad`.

Test code: nothing here guards against misuse.
"""

import hashlib
import struct
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

P256, X25519, MLKEM768_X25519 = 0x0010, 0x0020, 0x647A
KEY_LENGTHS = {1: 16, 2: 32, 3: 32}
CIPHERS: dict[int, type[AESGCM] | type[ChaCha20Poly1305]] = {1: AESGCM, 2: AESGCM, 3: ChaCha20Poly1305}


class Schedule(NamedTuple):
    """Section 5.1: what one sender and one recipient share."""

    shared_secret: bytes
    key: bytes
    base_nonce: bytes
    aead: int

    def seal(self, plaintext: bytes, aad: bytes, *, nth: int = 0) -> bytes:
        """Section 5.2: the nth message."""
        return CIPHERS[self.aead](self.key).encrypt(self._nonce(nth), plaintext, aad)

    def open(self, ciphertext: bytes, aad: bytes, *, nth: int = 0) -> bytes:
        return CIPHERS[self.aead](self.key).decrypt(self._nonce(nth), ciphertext, aad)

    def _nonce(self, nth: int) -> bytes:
        return (int.from_bytes(self.base_nonce, "big") ^ nth).to_bytes(12, "big")


def schedule(
    kem: int, aead: int, private: bytes, peer: bytes, enc: bytes, recipient: bytes, info: bytes
) -> Schedule:
    """Sections 4.1 and 5.1, from either side: `private` is the ephemeral's or the recipient's, `peer` the
    other's public.
    """
    kem_id = b"KEM" + _u16(kem)
    eae = _extract(kem_id, b"", b"eae_prk", _dh(kem, private, peer))
    return schedule_of(kem, aead, _expand(kem_id, eae, b"shared_secret", enc + recipient, 32), info)


def schedule_of(kem: int, aead: int, shared: bytes, info: bytes) -> Schedule:
    """Section 5.1, from the secret that the KEM gave."""
    suite_id = b"HPKE" + _u16(kem) + _u16(1) + _u16(aead)
    context = (
        b"\0" + _extract(suite_id, b"", b"psk_id_hash", b"") + _extract(suite_id, b"", b"info_hash", info)
    )
    secret = _extract(suite_id, shared, b"secret", b"")
    key = _expand(suite_id, secret, b"key", context, KEY_LENGTHS[aead])
    return Schedule(shared, key, _expand(suite_id, secret, b"base_nonce", context, 12), aead)


class HybridKey(NamedTuple):
    """MLKEM768-X25519 of draft-ietf-hpke-pq, the recipient's side."""

    lattice: mlkem.MLKEM768PrivateKey
    curve: x25519.X25519PrivateKey

    @classmethod
    def expanded(cls, seed: bytes) -> "HybridKey":
        """SHAKE256 of the seed: 64 bytes for ML-KEM, 32 for X25519."""
        stream = hashlib.shake_256(seed).digest(96)
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(stream[:64])
        return cls(lattice, x25519.X25519PrivateKey.from_private_bytes(stream[64:]))

    def public(self) -> bytes:
        return self.lattice.public_key().public_bytes_raw() + self.curve.public_key().public_bytes_raw()

    def shared_secret(self, enc: bytes) -> bytes:
        """SHA3-256 of both secrets and both X25519 keys, as X-Wing combines them."""
        ephemeral = enc[1088:]
        dh = self.curve.exchange(x25519.X25519PublicKey.from_public_bytes(ephemeral))
        secrets = self.lattice.decapsulate(enc[:1088]) + dh
        return hashlib.sha3_256(secrets + ephemeral + self.public()[1184:] + b"\\.//^\\").digest()


def _dh(kem: int, private: bytes, peer: bytes) -> bytes:
    if kem == X25519:
        their = x25519.X25519PublicKey.from_public_bytes(peer)
        return x25519.X25519PrivateKey.from_private_bytes(private).exchange(their)
    own = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    return own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), peer))


def _extract(suite_id: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return HKDF.extract(hashes.SHA256(), salt, b"HPKE-v1" + suite_id + label + material)


def _expand(suite_id: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = _u16(length) + b"HPKE-v1" + suite_id + label + info
    return HKDFExpand(hashes.SHA256(), length, labelled).derive(secret)


def _u16(number: int) -> bytes:
    return struct.pack(">H", number)
