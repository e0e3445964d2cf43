"""A counselor's keys under their passphrase. Each derivation takes a quarter of a second, so one capsule
serves all.
"""

import copy
from typing import Any, NamedTuple

import pytest

from storage import capsules
from storage.capsules import (
    check_capsule,
    derive_unlock,
    derive_unlock_from_prf,
    make_capsule,
    open_capsule,
    open_capsule_with,
)
from storage.contexts import Code, Rejected, b64, ctx, unb64
from storage.passphrases import ENTROPY_BITS, SYLLABLES, generate_passphrase, normalise
from storage.sealing import Signer, encrypt
from tests.protocol.forgeries import flipped
from tests.protocol.office import Office

PASSPHRASE = "kasude mirobo tanewa hikoru zegami pusato"
CAPSULE_KEY, OUTPUT = bytes(32), bytes(range(32))


class Enrolled(NamedTuple):
    office: Office
    capsule: dict[str, Any]
    secret: bytes
    roster_key: Signer


@pytest.fixture(scope="module")
def enrolled() -> Enrolled:
    office, roster_key = Office(), Signer.generate()
    kudo = office.kudo
    capsule, secret = make_capsule(
        office.fp, kudo.kid, PASSPHRASE, kudo.signer.to_pkcs8(), kudo.identity.to_pkcs8(),
        roster_pkcs8=roster_key.to_pkcs8(), capsule_key=CAPSULE_KEY,
    )  # fmt: skip
    return Enrolled(office, capsule, secret, roster_key)


def test_kudo_opens_the_capsule_however_the_passphrase_is_typed(enrolled: Enrolled) -> None:
    typed = "　ＫＡＳＵＤＥ mirobo\ttanewa  hikoru\nZEGAMI pusato "
    keys = open_capsule(enrolled.office.fp, enrolled.capsule, typed)
    kudo = enrolled.office.kudo
    assert Signer.from_pkcs8(keys["sign"]).public == kudo.spk
    assert keys["enc"] == kudo.identity.to_pkcs8()
    assert keys["roster"] == enrolled.roster_key.to_pkcs8()


def test_the_sign_in_secret_is_another_one_than_what_opens(enrolled: Enrolled) -> None:
    unlocker = enrolled.capsule["unlockers"][0]
    unlock = derive_unlock(PASSPHRASE, unb64(unlocker["salt"]), unlocker["iters"])
    assert unlock.secret == enrolled.secret
    assert len({unlock.secret, unlock.key, unlock.commit}) == 3
    assert b64(unlock.commit) == unlocker["commit"]
    assert "secret" not in repr(unlock)
    assert "key" not in repr(unlock)


def _altered(capsule: dict[str, Any], change: str) -> dict[str, Any]:
    altered = copy.deepcopy(capsule)
    unlocker = altered["unlockers"][0]
    name, _, value = change.partition("=")
    if name in ("kid", "keys"):
        return flipped(altered, name)
    if name == "kind":
        unlocker["kind"] = value
    elif name == "iters":
        unlocker["iters"] = int(value)
    elif name == "v":
        altered["v"] = int(value)
    else:
        altered["unlockers"][0] = flipped(unlocker, name)
    return altered


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("iters=1", "kdf-parameters"), ("iters=999999", "kdf-parameters"),
        ("iters=20000001", "kdf-parameters"), ("iters=1000001", "wrong-secret"),
        ("salt", "wrong-secret"), ("commit", "wrong-secret"), ("blob", "capsule"), ("keys", "capsule"),
        ("kid", "capsule"), ("kind=prf", "capsule"), ("v=2", "capsule"),
    ],
)  # fmt: skip
def test_an_altered_capsule_is_refused(enrolled: Enrolled, change: str, code: Code) -> None:
    with pytest.raises(Rejected) as refusal:
        open_capsule(enrolled.office.fp, _altered(enrolled.capsule, change), PASSPHRASE)
    assert refusal.value.code == code


def test_a_wrong_passphrase_is_told_from_an_altered_capsule(enrolled: Enrolled) -> None:
    with pytest.raises(Rejected, match="wrong-secret"):
        open_capsule(enrolled.office.fp, enrolled.capsule, PASSPHRASE.replace("kasude", "kasuda"))


def test_another_offices_server_cannot_use_the_capsule(enrolled: Enrolled) -> None:
    with pytest.raises(Rejected, match="capsule"):
        open_capsule(bytes(20), enrolled.capsule, PASSPHRASE)


def test_no_ciphertext_opens_under_two_passphrases(enrolled: Enrolled) -> None:
    """Partitioning oracle: the commitment of the one does not vouch for the ciphertext of the other."""
    other, _ = make_capsule(enrolled.office.fp, enrolled.office.kudo.kid, "another one", b"", b"")
    mixed = _mixed(enrolled.capsule, other, "blob")
    with pytest.raises(Rejected, match="capsule"):
        open_capsule(enrolled.office.fp, mixed, PASSPHRASE)
    with pytest.raises(Rejected, match="wrong-secret"):
        open_capsule(enrolled.office.fp, mixed, "another one")


def _mixed(capsule: dict[str, Any], other: dict[str, Any], name: str) -> dict[str, Any]:
    mixed = copy.deepcopy(capsule)
    mixed["unlockers"][0][name] = other["unlockers"][0][name]
    return mixed


def _with_passkey(enrolled: Enrolled, **changes: object) -> dict[str, Any]:
    """Kudo's capsule, and a passkey that opens it too, as a browser adds one."""
    kid, unlocker = enrolled.office.kudo.kid, enrolled.capsule["unlockers"][0]
    unlock = derive_unlock_from_prf(OUTPUT, bytes(16))
    blob = encrypt(unlock.key, CAPSULE_KEY, aad=ctx("capsule", kid, "prf", unlock.commit))
    passkey = {
        "kind": "prf", "iters": 0, "salt": b64(bytes(16)), "commit": b64(unlock.commit), "blob": b64(blob), "credential": "aWQ",
    }  # fmt: skip
    return enrolled.capsule | {"unlockers": [unlocker, passkey | changes]}


def test_a_passkey_opens_the_same_keys(enrolled: Enrolled) -> None:
    fp, unlock = enrolled.office.fp, derive_unlock_from_prf(OUTPUT, bytes(16))
    keys = open_capsule_with(fp, _with_passkey(enrolled), unlock)
    assert keys["sign"] == enrolled.office.kudo.signer.to_pkcs8()
    assert keys["roster"] == enrolled.roster_key.to_pkcs8()
    alone = _with_passkey(enrolled)
    alone["unlockers"] = alone["unlockers"][1:]
    assert open_capsule_with(fp, alone, unlock) == keys


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"iters": 1_000_000}, "kdf-parameters"), ({"salt": b64(bytes(15))}, "kdf-parameters"),
        ({"commit": b64(bytes(32))}, "wrong-secret"), ({"blob": b64(bytes(60))}, "capsule"),
        ({"kind": "hsm"}, "capsule"), ({"kind": None}, "capsule"), ({"kind": "pass"}, "capsule"),
        ({"more": 1}, "capsule"),
    ],
    ids=str,
)  # fmt: skip
def test_an_altered_capsule_is_refused_to_a_passkey(
    enrolled: Enrolled, change: dict[str, object], code: Code
) -> None:
    with pytest.raises(Rejected) as refusal:
        open_capsule_with(
            enrolled.office.fp, _with_passkey(enrolled, **change), derive_unlock_from_prf(OUTPUT, bytes(16))
        )
    assert refusal.value.code == code


def test_another_passkey_opens_nothing(enrolled: Enrolled) -> None:
    other = derive_unlock_from_prf(bytes(32), bytes(16))
    with pytest.raises(Rejected, match="wrong-secret"):
        open_capsule_with(enrolled.office.fp, _with_passkey(enrolled), other)
    with pytest.raises(Rejected, match="capsule"):
        open_capsule_with(enrolled.office.fp, enrolled.capsule, other)


@pytest.mark.parametrize(("output", "salt"), [(31, 16), (33, 16), (32, 15)])
def test_a_passkey_gives_32_bytes_with_a_salt_of_16(output: int, salt: int) -> None:
    with pytest.raises(Rejected, match="kdf-parameters"):
        derive_unlock_from_prf(bytes(output), bytes(salt))


def test_the_server_takes_a_capsule_that_somebody_can_open(enrolled: Enrolled) -> None:
    kid = enrolled.office.kudo.kid
    check_capsule(enrolled.capsule, kid)
    check_capsule(_with_passkey(enrolled), kid)


def test_the_server_takes_no_other_capsule(enrolled: Enrolled) -> None:
    kid, capsule = enrolled.office.kudo.kid, enrolled.capsule
    passphrase = capsule["unlockers"][0]
    refused: list[tuple[Code, dict[str, Any]]] = [
        ("capsule", capsule | {"unlockers": []}),
        ("capsule", capsule | {"unlockers": [passphrase, passphrase]}),
        ("capsule", capsule | {"unlockers": [passphrase, "pass"]}),
        ("capsule", capsule | {"unlockers": [passphrase | {"commit": b64(bytes(31))}]}),
        ("capsule", capsule | {"unlockers": [passphrase | {"blob": b64(bytes(61))}]}),
        ("capsule", capsule | {"kid": b64(bytes(16))}),
        ("capsule", capsule | {"keys": 1}),
        ("capsule", capsule | {"note": "more"}),
        ("kdf-parameters", capsule | {"unlockers": [passphrase | {"iters": 1}]}),
        ("kdf-parameters", _with_passkey(enrolled, iters=1)),
    ]
    for code, altered in refused:
        with pytest.raises(Rejected) as refusal:
            check_capsule(altered, kid)
        assert refusal.value.code == code


def test_nobody_makes_a_capsule_that_is_cheap_to_guess(enrolled: Enrolled) -> None:
    with pytest.raises(Rejected, match="kdf-parameters"):
        make_capsule(enrolled.office.fp, bytes(16), PASSPHRASE, b"", b"", iters=capsules.LEAST_ITERATIONS - 1)


def test_a_passphrase_is_six_words_that_everybody_can_type() -> None:
    assert ENTROPY_BITS >= 77
    assert len(set(SYLLABLES)) == len(SYLLABLES)
    assert {len(syllable) for syllable in SYLLABLES} == {2}
    assert not {"si", "ti", "tu", "hu", "zi", "di", "du"} & set(SYLLABLES)
    drawn = {generate_passphrase() for _ in range(200)}
    assert len(drawn) == 200
    for passphrase in drawn:
        assert [len(word) for word in passphrase.split(" ")] == [6] * 6
        assert normalise(passphrase) == passphrase.encode()
    used = {word[at : at + 2] for passphrase in drawn for word in passphrase.split() for at in (0, 2, 4)}
    assert used == set(SYLLABLES)
