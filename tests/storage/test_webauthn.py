"""What a passkey says is read strictly: whatever is not its answer is refused, and in one way."""

import random
from collections.abc import Callable
from typing import Any

from storage.contexts import b64, unb64
from storage.webauthn import Assertion, RelyingParty, Unproven, read_registration
from tests.harness.authenticator import Authenticator

ORIGIN = "http://localhost"


def test_an_origin_is_spelled_as_browsers_do() -> None:
    spelled = {
        "https://Soudan.Example.JP:443/": ("https://soudan.example.jp", "soudan.example.jp", True),
        "https://soudan.example.jp/x": ("https://soudan.example.jp", "soudan.example.jp", True),
        "http://localhost:8000": ("http://localhost:8000", "localhost", True),
        "http://127.0.0.1:80": ("http://127.0.0.1", "127.0.0.1", False),
        "http://[::1]:8000": ("http://[::1]:8000", "::1", False),
    }
    offices = {written: RelyingParty.at(written) for written in spelled}
    assert {w: (o.origin, o.id, o.usable) for w, o in offices.items()} == spelled


def test_no_mangled_answer_trips_the_reader() -> None:
    """Every bit counts, and whatever arrives is refused in one way."""
    chance, office, key = random.Random(7), RelyingParty(ORIGIN), Authenticator(ORIGIN)
    made = key.create({"challenge": b64(bytes(32)), "user": {"id": b64(bytes(16))}})
    answer = key.answer({"challenge": b64(bytes(32))})
    known = read_registration(office, made)

    def believed(answer: object) -> int:
        return Assertion.read(answer).verify(office, known.public_key, 0)

    assert believed(answer) == 0

    def refused(read: Callable[..., object], *answers: object) -> bool:
        try:
            read(*answers)
        except Unproven:
            return True
        return False

    for name in ("client", "device", "signature"):
        whole = unb64(answer[name])
        for at in range(len(whole)):
            bad = answer | {
                name: b64(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
            }
            assert refused(believed, bad)
    whole = unb64(made["attestation"])
    for _ in range(400):
        at, to = sorted(chance.choices(range(len(whole) + 1), k=2))
        mangled = b64(whole[:at] + chance.randbytes(chance.randrange(4)) + whole[to:])
        refused(read_registration, office, made | {"attestation": mangled})
    odd: list[Any] = [None, [], "x", {}, {"id": 7}, answer | {"client": None}, answer | {"user": 7}]
    assert all(refused(Assertion.read, one) for one in odd)
    assert all(refused(read_registration, office, one) for one in odd[:5])
