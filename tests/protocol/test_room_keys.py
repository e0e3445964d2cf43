"""What a room's secret gives, and how it is written down and typed in again."""

import json

import pytest

from storage import room_keys, sealing
from storage.contexts import Rejected, ctx
from storage.genesis import Guest
from storage.room_keys import RoomKeys, access_hash, access_of, read_resume_code, resume_code
from storage.sealing import Identity, Signer
from tests.protocol.office import LIFE
from tests.protocol.refusing import refused

FP, SECRET = bytes(range(20)), bytes(range(100, 116))


@pytest.fixture(scope="module")
def keys() -> RoomKeys:
    return RoomKeys(Signer.generate(), Identity.generate())


@pytest.fixture(scope="module")
def guest(keys: RoomKeys) -> Guest:
    return Guest(bytes(range(16)), keys.signer.public, keys.identity.recipient.public, LIFE)


def test_every_office_and_every_secret_has_another_access() -> None:
    shown = {access_of(secret, fp) for secret in (SECRET, bytes(16)) for fp in (FP, bytes(20))}
    assert len(shown) == 4
    assert {len(access) for access in shown} == {32}
    assert access_hash(access_of(SECRET, FP)) not in shown


def test_the_capsule_opens_with_the_secret(keys: RoomKeys, guest: Guest) -> None:
    capsule = room_keys.seal_capsule(SECRET, FP, guest.kid, keys)
    opened = room_keys.open_capsule(SECRET, FP, guest, capsule)
    assert opened.signer.public == guest.spk
    assert opened.identity.scalar() == keys.identity.scalar()


def test_it_opens_nowhere_else(keys: RoomKeys, guest: Guest) -> None:
    capsule = room_keys.seal_capsule(SECRET, FP, guest.kid, keys)
    other, access = Signer.generate().public, access_of(SECRET, FP)
    for secret, fp, whose, sealed in (
        (bytes(16), FP, guest, capsule),
        (access[:16], FP, guest, capsule),
        (SECRET, bytes(20), guest, capsule),
        (SECRET, FP, guest._replace(kid=bytes(16)), capsule),
        (SECRET, FP, guest, capsule[:-1]),
        (SECRET, FP, guest, b""),
        (SECRET, FP, guest, bytes([capsule[0] ^ 1]) + capsule[1:]),
    ):
        with refused("capsule", "outer"):
            room_keys.open_capsule(secret, fp, whose, sealed)
    for whose in (guest._replace(spk=other), guest._replace(epk=other)):
        with refused("capsule", "of another room"):
            room_keys.open_capsule(SECRET, FP, whose, capsule)


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"v": 2}, "of another room"),
        ({"v": "1"}, "v"),
        ({"spk": 1}, "spk"),
        ({"epk": None}, "epk"),
        ({"sign": "!"}, "sign"),
        ({"enc": []}, "enc"),
        ({"sign": "AAAA"}, "no keys"),
        ({"enc": "AAAA"}, "no keys"),
    ],
    ids=str,
)
def test_something_else_under_the_right_key_is_no_capsule(
    keys: RoomKeys, guest: Guest, change: dict[str, object], detail: str
) -> None:
    key, aad = sealing.hkdf(SECRET, FP, ctx("room-secret", "capsule"), 32), ctx("room-capsule", FP, guest.kid)
    honest = sealing.decrypt(key, room_keys.seal_capsule(SECRET, FP, guest.kid, keys), aad=aad)
    changed = json.dumps(json.loads(honest) | change).encode()
    with refused("capsule", detail):
        room_keys.open_capsule(SECRET, FP, guest, sealing.encrypt(key, changed, aad=aad))


def test_a_code_is_read_however_it_is_typed() -> None:
    code = resume_code(SECRET)
    assert len(code) == 26 + 6
    for typed in (
        code,
        code.lower(),
        code.replace(" ", ""),
        code.replace(" ", "-"),
        code.replace(" ", "　"),
        f"\n{code}  ",
        "".join(chr(ord(letter) + 0xFEE0) if letter != " " else "ー" for letter in code),
        code.replace("O", "0").replace("I", "1").replace("B", "8"),
    ):
        assert read_resume_code(typed) == SECRET


def test_what_no_code_says_is_refused() -> None:
    code = resume_code(SECRET).replace(" ", "")
    for typed in ("", code[:-1], code + "A", code[:-1] + "9", code[:-1] + "あ", "?" * 26):
        with refused("resume-code"):
            read_resume_code(typed)


def test_three_of_four_slips_of_the_pen_are_noticed() -> None:
    """Two bits are little; what they let through finds no room, which is said in the same words."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    code = resume_code(SECRET).replace(" ", "")
    noticed = tried = 0
    for place, letter in enumerate(code):
        for other in alphabet.replace(letter, ""):
            tried += 1
            try:
                assert read_resume_code(code[:place] + other + code[place + 1 :]) != SECRET
            except Rejected as slip:
                noticed += slip.code == "resume-code"
    assert tried == 26 * 31
    assert 0.70 < noticed / tried < 0.80
