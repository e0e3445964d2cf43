"""Suite 2, ML-KEM-768 with X25519, against the draft's own vectors. It works, and nothing uses it: a roster that asks for it
is refused (`forged_rosters.py`).

The library shows neither its keys nor an `aad`, and the vectors have another cipher than the product. So, as in
`test_sealing.py`: the schedule written out gives every value of the vectors, and each side opens what the other seals.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import x25519

from storage.contexts import Code
from storage.sealing import HYBRID_ENC, HybridIdentity, HybridRecipient, Identity, open_, seal
from tests.protocol.refusing import refused
from tests.protocol.rfc9180 import MLKEM768_X25519, HybridKey, Schedule, schedule_of

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "vectors/hpke-hybrid.json").read_text()
)["vectors"]
SCHEDULED = next(vector for vector in VECTORS if vector["schedule"])
AES_256_GCM, CHACHA20_POLY1305 = 2, 3


def binary(vector: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def received(vector: dict[str, Any], enc: bytes, aead: int) -> Schedule:
    """What the vector's recipient derives from `enc`."""
    seed, info = binary(vector, "skRm", "info")
    return schedule_of(MLKEM768_X25519, aead, HybridKey.expanded(seed).shared_secret(enc), info)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"kdf{vector['kdf_id']}")
def test_the_combination_written_out_gives_the_secrets_of_the_vectors(vector: dict[str, Any]) -> None:
    seed, public, enc, shared, randomness = binary(vector, "skRm", "pkRm", "enc", "shared_secret", "ikmE")
    assert vector["kem_id"] == MLKEM768_X25519
    assert HybridKey.expanded(seed).public() == public
    assert HybridKey.expanded(seed).shared_secret(enc) == shared
    ephemeral = x25519.X25519PrivateKey.from_private_bytes(randomness[32:])
    assert ephemeral.public_key().public_bytes_raw() == enc[1088:]


def test_the_schedule_gives_every_value_of_the_vector() -> None:
    enc, shared, key, nonce = binary(SCHEDULED, "enc", "shared_secret", "key", "base_nonce")
    derived = received(SCHEDULED, enc, SCHEDULED["aead_id"])
    assert derived == Schedule(shared, key, nonce, CHACHA20_POLY1305)
    (first,) = SCHEDULED["encryptions"]
    aad, ciphertext, plaintext = binary(first, "aad", "ct", "pt")
    assert derived.open(ciphertext, aad) == plaintext
    assert derived.seal(plaintext, aad) == ciphertext


def test_the_library_speaks_the_same_schedule() -> None:
    enc, info = binary(SCHEDULED, "enc", "info")
    suite = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    key = HybridKey.expanded(*binary(SCHEDULED, "skRm"))
    private = hpke.MLKEM768X25519PrivateKey(key.lattice, key.curve)
    sealed = suite.encrypt(b"Beauty is truth", private.public_key(), info=info)
    theirs = received(SCHEDULED, sealed[:HYBRID_ENC], CHACHA20_POLY1305)
    assert theirs.open(sealed[HYBRID_ENC:], b"") == b"Beauty is truth"
    ours = enc + received(SCHEDULED, enc, CHACHA20_POLY1305).seal(b"truth beauty", b"")
    assert suite.decrypt(ours, private, info=info) == b"truth beauty"


def test_the_product_seals_and_opens_by_the_same_schedule() -> None:
    seed, public, enc, info = binary(SCHEDULED, "skRm", "pkRm", "enc", "info")
    identity = HybridIdentity(seed)
    assert identity.recipient.public == public
    sealed = seal(HybridRecipient(public), b"Beauty is truth", info=info)
    assert len(sealed) == HYBRID_ENC + len(b"Beauty is truth") + 16
    derived = received(SCHEDULED, sealed[:HYBRID_ENC], AES_256_GCM)
    assert derived.open(sealed[HYBRID_ENC:], b"") == b"Beauty is truth"
    ours = enc + received(SCHEDULED, enc, AES_256_GCM).seal(b"truth", b"")
    assert open_(identity, ours, info=info) == b"truth"


def flip(blob: bytes, at: int) -> bytes:
    altered = bytearray(blob)
    altered[at] ^= 1
    return bytes(altered)


ALTERED: dict[str, tuple[Code, Callable[[bytes], bytes]]] = {
    "ML-KEM ciphertext, first byte": ("decrypt", lambda blob: flip(blob, 0)),
    "ML-KEM ciphertext, last byte": ("decrypt", lambda blob: flip(blob, 1087)),
    "X25519 key": ("decrypt", lambda blob: flip(blob, 1088)),
    "X25519 key of low order": ("decrypt", lambda blob: blob[:1088] + bytes(32) + blob[HYBRID_ENC:]),
    "ciphertext": ("decrypt", lambda blob: flip(blob, HYBRID_ENC)),
    "tag": ("decrypt", lambda blob: flip(blob, -1)),
    "tag cut off": ("decrypt", lambda blob: blob[:-16]),
    "encapsulated key only": ("decrypt", lambda blob: blob[:HYBRID_ENC]),
    "encapsulated key cut short": ("point", lambda blob: blob[: HYBRID_ENC - 1]),
    "nothing": ("point", lambda blob: b""),
}
"""Ways to spoil a seal, and the code that both twins refuse it with."""

IDENTITY = HybridIdentity(bytes(range(32)))
PUBLIC = IDENTITY.recipient.public
NO_KEYS = {
    "short": PUBLIC[:-1],
    "long": PUBLIC + b"\0",
    "nothing": b"",
    "a coefficient beyond the modulus": b"\xff\xff" + PUBLIC[2:],
    "X25519 key of low order": PUBLIC[:1184] + bytes(32),
    "a point of P-256": Identity.generate().recipient.public,
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_altered_is_refused(name: str) -> None:
    code, alter = ALTERED[name]
    sealed = seal(IDENTITY.recipient, b"words", info=b"here")
    with refused(code, "length" if code == "point" else None):
        open_(IDENTITY, alter(sealed), info=b"here")


def test_what_is_sealed_to_one_place_and_person_opens_for_no_other() -> None:
    sealed = seal(IDENTITY.recipient, b"words", info=b"here")
    assert open_(IDENTITY, sealed, info=b"here") == b"words"
    for reader, info in ((IDENTITY, b"elsewhere"), (HybridIdentity.generate(), b"here")):
        with refused("decrypt"):
            open_(reader, sealed, info=info)


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_is_no_public_key_is_refused(name: str) -> None:
    with refused("point"):
        HybridRecipient(NO_KEYS[name])


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_what_is_no_seed_is_refused(seed: bytes) -> None:
    with refused("key-mismatch"):
        HybridIdentity(seed)
