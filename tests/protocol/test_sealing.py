"""Sealing against the RFC's own vectors, and the points that no key may be.

The library seals in one step: with its own ephemeral key and without `aad`, while the vectors fix the one and
have the other. So three things are shown: the schedule written out in `rfc9180.py` gives every value of the
vectors; what the library seals, that schedule opens; what that schedule seals (with the vector's ephemeral
key), the library opens.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec, x25519

from storage.sealing import (
    OVERHEAD,
    Identity,
    Recipient,
    Signer,
    decrypt,
    encrypt,
    hkdf,
    hmac_sha256,
    open_,
    pbkdf2,
    seal,
    verify,
)
from tests.protocol.refusing import refused
from tests.protocol.rfc9180 import P256, X25519, Schedule, schedule

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "vectors/hpke.json").read_text())[
    "vectors"
]
PRODUCT = next(vector for vector in VECTORS if vector["product"])
KEMS = {P256: hpke.KEM.P256, X25519: hpke.KEM.X25519}
AEADS = {1: hpke.AEAD.AES_128_GCM, 2: hpke.AEAD.AES_256_GCM}


def _named(vector: dict[str, Any]) -> str:
    return f"kem{vector['kem_id']}-aead{vector['aead_id']}" + ("-product" if vector["product"] else "")


def _binary(vector: dict[str, Any]) -> dict[str, bytes]:
    return {name: bytes.fromhex(value) for name, value in vector.items() if isinstance(value, str)}


def _private_key(vector: dict[str, Any]) -> ec.EllipticCurvePrivateKey | x25519.X25519PrivateKey:
    scalar = bytes.fromhex(vector["skRm"])
    if vector["kem_id"] == X25519:
        return x25519.X25519PrivateKey.from_private_bytes(scalar)
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def _received(vector: dict[str, Any], enc: bytes) -> Schedule:
    raw = _binary(vector)
    return schedule(vector["kem_id"], vector["aead_id"], raw["skRm"], enc, enc, raw["pkRm"], raw["info"])


def _sent(vector: dict[str, Any]) -> Schedule:
    raw = _binary(vector)
    suite = (vector["kem_id"], vector["aead_id"])
    return schedule(*suite, raw["skEm"], raw["pkRm"], raw["enc"], raw["pkRm"], raw["info"])


@pytest.mark.parametrize("vector", VECTORS, ids=_named)
def test_the_schedule_written_out_gives_every_value_of_the_vectors(vector: dict[str, Any]) -> None:
    raw = _binary(vector)
    for shared in (_sent(vector), _received(vector, raw["enc"])):
        assert shared == Schedule(raw["shared_secret"], raw["key"], raw["base_nonce"], vector["aead_id"])
    assert raw["pkEm"] == raw["enc"]
    for nth, encryption in enumerate(map(_binary, vector["encryptions"])):
        shared = _sent(vector)
        assert shared.seal(encryption["pt"], encryption["aad"], nth=nth) == encryption["ct"]
        assert shared.open(encryption["ct"], encryption["aad"], nth=nth) == encryption["pt"]


@pytest.mark.parametrize("vector", VECTORS, ids=_named)
def test_the_library_speaks_the_same_schedule(vector: dict[str, Any]) -> None:
    raw = _binary(vector)
    suite = hpke.Suite(KEMS[vector["kem_id"]], hpke.KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
    private = _private_key(vector)
    sealed = suite.encrypt(b"Beauty is truth", private.public_key(), info=raw["info"])
    enc, ciphertext = sealed[: len(raw["enc"])], sealed[len(raw["enc"]) :]
    assert _received(vector, enc).open(ciphertext, b"") == b"Beauty is truth"
    ours = raw["enc"] + _sent(vector).seal(b"truth beauty", b"")
    assert suite.decrypt(ours, private, info=raw["info"]) == b"truth beauty"


def test_the_product_seals_and_opens_by_the_same_schedule() -> None:
    raw = _binary(PRODUCT)
    identity = Identity.from_scalar(raw["skRm"])
    assert identity.recipient.public == raw["pkRm"]
    assert identity.scalar() == raw["skRm"]
    sealed = seal(Recipient(raw["pkRm"]), b"Beauty is truth", info=raw["info"])
    assert len(sealed) == len(b"Beauty is truth") + OVERHEAD
    assert _received(PRODUCT, sealed[:65]).open(sealed[65:], b"") == b"Beauty is truth"
    assert open_(identity, raw["enc"] + _sent(PRODUCT).seal(b"truth", b""), info=raw["info"]) == b"truth"


@pytest.fixture(scope="module")
def sealed() -> tuple[Identity, bytes]:
    identity = Identity.generate()
    return identity, seal(identity.recipient, b"words", info=b"here")


@pytest.mark.parametrize("at", [66, 70, -1])
def test_every_altered_byte_is_noticed(sealed: tuple[Identity, bytes], at: int) -> None:
    identity, blob = sealed
    altered = bytearray(blob)
    altered[at] ^= 1
    with refused("decrypt"):
        open_(identity, bytes(altered), info=b"here")


def test_what_is_sealed_to_one_place_and_person_opens_for_no_other(sealed: tuple[Identity, bytes]) -> None:
    identity, blob = sealed
    assert open_(identity, blob, info=b"here") == b"words"
    for reader, info, content in (
        (identity, b"elsewhere", blob),
        (Identity.generate(), b"here", blob),
        (identity, b"here", blob[:-1]),
        (identity, b"here", blob[:65]),
        (identity, b"here", Identity.generate().recipient.public + blob[65:]),
    ):
        with refused("decrypt"):
            open_(reader, content, info=info)


PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
CURVE_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def _spelled_beyond_the_prime() -> bytes:
    """A point of the curve with x + p in the place of x, which still fits into 32 bytes when x is small."""
    for x in range(1, 100):
        y = pow(x**3 - 3 * x + CURVE_B, (PRIME + 1) // 4, PRIME)
        if (y * y - (x**3 - 3 * x + CURVE_B)) % PRIME == 0:
            return b"\x04" + (x + PRIME).to_bytes(32, "big") + y.to_bytes(32, "big")
    raise AssertionError("every second x has a point")


POINT = Identity.generate().recipient.public
NO_POINTS = {
    "off the curve": b"\x04" + bytes(63) + b"\x05",
    "one bit beside the curve": POINT[:-1] + bytes([POINT[-1] ^ 1]),
    "short": POINT[:-1],
    "long": POINT + b"\0",
    "compressed": bytes([2 + POINT[-1] % 2]) + POINT[1:33],
    "hybrid form": bytes([6 + POINT[-1] % 2]) + POINT[1:],
    "infinity": b"\0",
    "nothing": b"",
    "coordinate beyond the prime": _spelled_beyond_the_prime(),
}


@pytest.mark.parametrize("name", NO_POINTS)
def test_what_is_no_point_is_no_key(sealed: tuple[Identity, bytes], name: str) -> None:
    identity, blob = sealed
    public = NO_POINTS[name]
    with refused("point"):
        Recipient(public)
    with refused("point"):
        verify(public, b"", bytes(64))
    if len(public) == 65:
        with refused("point"):
            open_(identity, public + blob[65:], info=b"here")
    else:
        with refused("point", "not an uncompressed point"):
            Recipient(public)


@pytest.mark.parametrize("scalar", [bytes(32), b"\xff" * 32, b""])
def test_what_is_no_private_number_is_refused(scalar: bytes) -> None:
    with refused("key-mismatch"):
        Identity.from_scalar(scalar)


def test_keys_survive_pkcs8_and_nothing_else_passes_for_one() -> None:
    signer, identity = Signer.generate(), Identity.generate()
    assert Signer.from_pkcs8(signer.to_pkcs8()).public == signer.public
    assert Identity.from_pkcs8(identity.to_pkcs8()).scalar() == identity.scalar()
    for wrong in (b"", b"no key", signer.public):
        with pytest.raises(ValueError, match=r"\w"):
            Signer.from_pkcs8(wrong)


def _pkcs8(key: ec.EllipticCurvePrivateKey | x25519.X25519PrivateKey, passphrase: bytes = b"") -> bytes:
    guard = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, guard)


def test_a_private_key_of_another_kind_is_refused() -> None:
    for other in (ec.generate_private_key(ec.SECP384R1()), x25519.X25519PrivateKey.generate()):
        with pytest.raises(ValueError, match=r"^not a P-256 private key$"):
            Identity.from_pkcs8(_pkcs8(other))
    locked = _pkcs8(ec.generate_private_key(ec.SECP256R1()), b"passphrase")
    with pytest.raises(ValueError, match=r"^the private key is encrypted$"):
        Identity.from_pkcs8(locked)


@pytest.mark.parametrize("sig", [b"", bytes(63), bytes(64), b"\xff" * 64, bytes(65)])
def test_what_is_no_signature_is_refused(sig: bytes) -> None:
    with refused("signature"):
        verify(Signer.generate().public, b"words", sig)


def test_a_signature_has_one_spelling() -> None:
    signer = Signer.generate()
    sig = signer.sign(b"words")
    verify(signer.public, b"words", sig)
    with refused("signature", "length"):
        verify(signer.public, b"words", sig[:32] + b"\0" + sig[32:])
    with refused("signature"):
        verify(signer.public, b"other words", sig)


def test_the_outer_layer_binds_what_it_lies_in() -> None:
    key = bytes(range(32))
    stored = encrypt(key, b"words", aad=b"row 1")
    assert stored != encrypt(key, b"words", aad=b"row 1")
    assert decrypt(key, stored, aad=b"row 1") == b"words"
    assert decrypt(key, encrypt(key, b"", aad=b"row 1"), aad=b"row 1") == b""
    with refused("outer", "too short"):
        decrypt(key, encrypt(key, b"", aad=b"row 1")[:-1], aad=b"row 1")
    for other_key, other, aad in (
        (bytes(32), stored, b"row 1"),
        (key, stored, b"row 2"),
        (key, stored[:-1] + b"\0\0", b"row 1"),
        (key, b"short", b"row 1"),
    ):
        with refused("outer"):
            decrypt(other_key, other, aad=aad)


def test_derivations_are_the_published_ones() -> None:
    """RFC 7914 section 11, RFC 5869 appendix A.1, RFC 4231 test case 2."""
    assert pbkdf2(b"passwd", b"salt", 1).hex().startswith("55ac046e56e3089fec1691c22544b605")
    okm = hkdf(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42)
    assert okm.hex().startswith("3cb25f25faacd57a90434f64d0362f2a")
    assert (
        hmac_sha256(b"Jefe", b"what do ya want for nothing?")
        .hex()
        .startswith("5bdcc146bf60754e6a042426089575c7")
    )
