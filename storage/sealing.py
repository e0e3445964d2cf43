"""Sealing and opening with public keys, signing and verifying, encrypting and decrypting under a shared key.

Suite 1: HPKE base mode (RFC 9180) over P-256 with HKDF-SHA256 and AES-256-GCM; ECDSA P-256/SHA-256 with raw
64-byte signatures (r | s). Suite 2, which nothing uses yet (docs/decisions/suite-2.md), seals to ML-KEM-768 and
X25519 together (`HybridRecipient`) with the same KDF and cipher. HPKE says nothing about who sealed, so whatever must come from somebody is
signed as well. The library offers no `aad`, so all that a seal is bound to goes into `info`, which enters the
key schedule (RFC 9180 section 5.1).
"""

import hashlib
import hmac
import os
from typing import Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.contexts import Rejected

POINT = 65
"""Bytes of an uncompressed P-256 point, the only form accepted for a public key."""

OVERHEAD = POINT + 16
"""Bytes a seal is longer than its plaintext: encapsulated key in front, authentication tag behind."""

HYBRID_ENC = 1088 + 32
"""Bytes in front of a seal to a hybrid recipient: ML-KEM-768 ciphertext, ephemeral X25519 key."""

NONCE = 12

_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_HYBRID = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_CURVE = ec.SECP256R1()
_ECDSA = ec.ECDSA(hashes.SHA256())


class _PrivateKey:
    """A P-256 private key. Never shown by repr, never compared."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self._public = _encode_point(key.public_key())

    @classmethod
    def generate(cls) -> Self:
        """A new random key."""
        return cls(ec.generate_private_key(_CURVE))

    @classmethod
    def from_pkcs8(cls, encoded: bytes) -> Self:
        """Read unencrypted PKCS#8 DER (RFC 5958). ValueError when it is not a P-256 private key."""
        try:
            key = serialization.load_der_private_key(encoded, None)
        except TypeError:
            raise ValueError("the private key is encrypted") from None
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != _CURVE.name:
            raise ValueError("not a P-256 private key")
        return cls(key)

    def to_pkcs8(self) -> bytes:
        """Unencrypted PKCS#8 DER, as WebCrypto imports it."""
        return self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


class Signer(_PrivateKey):
    """Signs in somebody's name."""

    @property
    def public(self) -> bytes:
        """The 65-byte public key that `verify` takes."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """ECDSA P-256/SHA-256, 64 bytes r | s."""
        r, s = decode_dss_signature(self._key.sign(message, _ECDSA))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class Recipient:
    """Somebody, or a case, that can be sealed to."""

    def __init__(self, public: bytes) -> None:
        """`public` is an uncompressed point of 65 bytes; Rejected "point" when it is not one on the curve."""
        self.public = public
        self._key = _decode_point(public)

    def encapsulate(self, plaintext: bytes, info: bytes) -> bytes:
        """RFC 9180 single-shot Seal. Callers use `seal`."""
        return _SUITE.encrypt(plaintext, self._key, info=info)


class Identity(_PrivateKey):
    """Opens what was sealed to its `recipient`."""

    @classmethod
    def from_scalar(cls, scalar: bytes) -> Self:
        """Take a 32-byte private number, as wrapped for members. Rejected "key-mismatch" when it is none."""
        try:
            return cls(ec.derive_private_key(int.from_bytes(scalar, "big"), _CURVE))
        except ValueError:
            raise Rejected("key-mismatch") from None

    def scalar(self) -> bytes:
        """The private number, 32 bytes big-endian."""
        return self._key.private_numbers().private_value.to_bytes(32, "big")

    @property
    def recipient(self) -> Recipient:
        """Who to seal to so that this identity can open."""
        return Recipient(self._public)

    def decapsulate(self, blob: bytes, info: bytes) -> bytes:
        """RFC 9180 single-shot Open; Rejected "point", or `InvalidTag` when anything differs. Callers use `open_`."""
        _decode_point(blob[:POINT])
        return _SUITE.decrypt(blob, self._key, info=info)


class HybridRecipient:
    """Somebody that can be sealed to so that breaking either ML-KEM-768 or X25519 alone opens nothing."""

    def __init__(self, public: bytes) -> None:
        """`public` is 1216 bytes, ML-KEM-768 | X25519; Rejected "point" when either half is no public key."""
        self.public = public
        try:
            lattice = mlkem.MLKEM768PublicKey.from_public_bytes(public[:1184])
            curve = x25519.X25519PublicKey.from_public_bytes(public[1184:])
            # With a point of low order everybody shares the same secret; the library says so only when it is used.
            x25519.X25519PrivateKey.generate().exchange(curve)
        except ValueError:
            raise Rejected("point") from None
        self._key = hpke.MLKEM768X25519PublicKey(lattice, curve)

    def encapsulate(self, plaintext: bytes, info: bytes) -> bytes:
        """RFC 9180 single-shot Seal. Callers use `seal`."""
        return _HYBRID.encrypt(plaintext, self._key, info=info)


class HybridIdentity:
    """Opens what was sealed to its `recipient`. Never shown by repr, never compared."""

    def __init__(self, seed: bytes) -> None:
        """From a seed of 32 bytes, expanded as draft-ietf-hpke-pq says. Rejected "key-mismatch" for another length."""
        if len(seed) != 32:
            raise Rejected("key-mismatch")
        expanded = hashlib.shake_256(seed).digest(96)
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        curve = x25519.X25519PrivateKey.from_private_bytes(expanded[64:])
        self._key = hpke.MLKEM768X25519PrivateKey(lattice, curve)
        self._public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """A new random key."""
        return cls(os.urandom(32))

    @property
    def recipient(self) -> HybridRecipient:
        """Who to seal to so that this identity can open."""
        return HybridRecipient(self._public)

    def decapsulate(self, blob: bytes, info: bytes) -> bytes:
        """RFC 9180 single-shot Open; Rejected "point", or `InvalidTag` when anything differs. Callers use `open_`."""
        if len(blob) < HYBRID_ENC:
            raise Rejected("point", "length")
        return _HYBRID.decrypt(blob, self._key, info=info)


def seal(recipient: Recipient | HybridRecipient, plaintext: bytes, *, info: bytes) -> bytes:
    """Seal, bound to `info` (RFC 9180 section 6.1): encapsulated key (65, hybrid 1120) | ciphertext | tag (16)."""
    return recipient.encapsulate(plaintext, info)


def open_(identity: Identity | HybridIdentity, blob: bytes, *, info: bytes) -> bytes:
    """Undo `seal`. Rejected "point" when the encapsulated key can be none, "decrypt" for the rest."""
    try:
        return identity.decapsulate(blob, info)
    except InvalidTag:
        raise Rejected("decrypt") from None


def verify(public: bytes, message: bytes, sig: bytes) -> None:
    """Return when `sig` (64 bytes) is by the holder of `public` (65 bytes).

    Rejected "point" or "signature".
    """
    key = _decode_point(public)
    if len(sig) != 64:
        raise Rejected("signature", "length")
    encoded = encode_dss_signature(int.from_bytes(sig[:32], "big"), int.from_bytes(sig[32:], "big"))
    try:
        key.verify(encoded, message, _ECDSA)
    except InvalidSignature:
        raise Rejected("signature") from None


def encrypt(key: bytes, content: bytes, *, aad: bytes) -> bytes:
    """AES-256-GCM under a 32-byte key and a fresh random nonce: nonce (12) | ciphertext | tag (16)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def decrypt(key: bytes, sealed: bytes, *, aad: bytes) -> bytes:
    """Undo `encrypt`. Rejected "outer" when key, bytes or `aad` differ."""
    if len(sealed) < NONCE + 16:
        raise Rejected("outer", "too short")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], aad)
    except InvalidTag:
        raise Rejected("outer") from None


def encrypt_at(key: bytes, nonce: bytes, content: bytes, *, aad: bytes) -> bytes:
    """AES-256-GCM: ciphertext | tag (16). For a key that seals one thing only, whose pieces count their nonces (12 bytes)."""
    return AESGCM(key).encrypt(nonce, content, aad)


def decrypt_at(key: bytes, nonce: bytes, sealed: bytes, *, aad: bytes) -> bytes:
    """Undo `encrypt_at`. Rejected "decrypt" when key, nonce, bytes or `aad` differ."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, aad)
    except InvalidTag:
        raise Rejected("decrypt") from None


def pbkdf2(secret: bytes, salt: bytes, iterations: int) -> bytes:
    """PBKDF2-HMAC-SHA256 (RFC 8018), 32 bytes."""
    return hashlib.pbkdf2_hmac("sha256", secret, salt, iterations)


def hkdf(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 (RFC 5869), `length` bytes."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104), 32 bytes."""
    # Not hmac.digest: each of its calls hands the interpreter to another thread, and one message needs five.
    return hmac.new(key, message, "sha256").digest()


def _encode_point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _decode_point(encoded: bytes) -> ec.EllipticCurvePublicKey:
    if len(encoded) != POINT or encoded[0] != 4:
        raise Rejected("point", "not an uncompressed point")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, encoded)
    except ValueError:
        raise Rejected("point") from None
