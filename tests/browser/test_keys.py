"""Somebody's own keys in real Chromium: made there, put into a capsule, opened by passphrase or passkey; and the office's keys
on sheets of paper. What the browser makes the server's code opens, and the other way round.
"""

import copy
import itertools
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from storage.capsules import (
    check_capsule,
    derive_unlock,
    derive_unlock_from_prf,
    make_capsule,
    open_capsule,
    open_capsule_with,
)
from storage.contexts import Code, b64, check_number, ctx, kid_of, parse_fingerprint, unb64
from storage.passphrases import SYLLABLES
from storage.sealing import Identity, Signer, encrypt, seal, verify
from storage.sheets import Sealed, make_sheets, open_sheets
from tests.browser.answers import Ask, value
from tests.protocol.forgeries import flipped
from tests.protocol.office import Office

PAGE = "keys_page"
VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors/sheets.json").read_text("utf-8"))

PASSPHRASE = "kasude mirobo tanewa hikoru zegami pusato"
OUTPUT, CREDENTIAL = bytes(range(32)), b64(b"the security key on her desk")

Json = dict[str, Any]


class Enrolled(NamedTuple):
    office: Office
    capsule: Json
    roster_key: Signer


def passkey_unlocker(capsule_key: bytes, kid: bytes, *, output: bytes = OUTPUT) -> Json:
    """What a browser makes for a passkey, written down here once more."""
    salt = os.urandom(16)
    unlock = derive_unlock_from_prf(output, salt)
    blob = encrypt(unlock.key, capsule_key, aad=ctx("capsule", kid, "prf", unlock.commit))
    fields = {"salt": b64(salt), "commit": b64(unlock.commit), "blob": b64(blob), "credential": CREDENTIAL}
    return {"kind": "prf", "iters": 0} | fields


@pytest.fixture(scope="module")
def enrolled(ask: Ask) -> Enrolled:
    """Kudo's capsule with two ways in, made by the server's code; both secrets are held in the page."""
    office, roster_key, capsule_key = Office(), Signer.generate(), bytes(range(32))
    kudo = office.kudo
    made, secret = make_capsule(
        office.fp, kudo.kid, PASSPHRASE, kudo.signer.to_pkcs8(), kudo.identity.to_pkcs8(),
        roster_pkcs8=roster_key.to_pkcs8(), capsule_key=capsule_key,
    )  # fmt: skip
    capsule: Json = json.loads(json.dumps(made))
    parameters = dict(capsule["unlockers"][0])
    typed = {"passphrase": f" {PASSPHRASE.upper().replace(' ', '　')}\n"}
    answer = value(ask("unlock", parameters | typed))
    assert answer == {"secret": b64(secret), "commit": parameters["commit"]}
    capsule["unlockers"].append(passkey_unlocker(capsule_key, kudo.kid))
    salt = value(ask("prfSalt", {"capsule": capsule, "credential": CREDENTIAL}))
    value(ask("unlockWithPasskey", {"output": b64(OUTPUT), "salt": salt}))
    return Enrolled(office, capsule, roster_key)


@pytest.mark.parametrize("kind", ["pass", "prf"])
def test_the_browser_opens_a_capsule_and_the_keys_stay_in_it(ask: Ask, enrolled: Enrolled, kind: str) -> None:
    office, capsule, roster_key = enrolled
    sealed = seal(office.kudo.identity.recipient, b"for kudo", info=b"words")
    asked = {"capsule": capsule, "fingerprint": b64(office.fp), "kind": kind}
    assert value(ask("capsule", asked)) == b64(office.kudo.kid)
    keys = value(ask("keys", {"message": "words", "epk": b64(office.kudo.epk), "sealed": b64(sealed)}))
    verify(office.kudo.spk, b"words", unb64(keys["sig"]))
    verify(roster_key.public, b"words", unb64(keys["rosterSig"]))
    assert unb64(keys["opened"]) == b"for kudo"
    assert keys["extractable"] == [False, False, False]


PASS, PRF = 0, 1


@pytest.mark.parametrize(
    ("field", "change", "code"),
    [
        ("iters", 999_999, "kdf-parameters"), ("iters", 20_000_001, "kdf-parameters"), ("iters", 0, "kdf-parameters"),
        ("salt", b64(bytes(15)), "kdf-parameters"), ("commit", None, "wrong-secret"), ("blob", None, "capsule"),
        ("keys", None, "capsule"), ("kid", None, "capsule"), ("kind", "prf", "capsule"), ("kind", "hsm", "capsule"),
        ("v", 2, "capsule"), ("fingerprint", None, "capsule"), ("unlockers", [], "capsule"),
    ],
)  # fmt: skip
def test_an_altered_capsule_is_refused(
    ask: Ask, enrolled: Enrolled, field: str, change: object, code: Code
) -> None:
    asked = altered(enrolled, PASS, field, change)
    assert ask("capsule", asked | {"kind": "pass"}) == {"refused": code}


@pytest.mark.parametrize(
    ("field", "change", "code"),
    [
        ("iters", 1_000_000, "kdf-parameters"), ("salt", b64(bytes(17)), "kdf-parameters"),
        ("commit", None, "wrong-secret"), ("blob", None, "capsule"), ("keys", None, "capsule"),
        ("kid", None, "capsule"), ("kind", "pass", "capsule"), ("fingerprint", None, "capsule"),
    ],
)  # fmt: skip
def test_an_altered_capsule_is_refused_to_a_passkey(
    ask: Ask, enrolled: Enrolled, field: str, change: object, code: Code
) -> None:
    asked = altered(enrolled, PRF, field, change)
    assert ask("capsule", asked | {"kind": "prf"}) == {"refused": code}


def altered(enrolled: Enrolled, unlocker: int, field: str, change: object) -> Json:
    office, capsule, _ = enrolled
    asked: Json = {"capsule": copy.deepcopy(capsule), "fingerprint": b64(office.fp)}
    holders = (asked, asked["capsule"], asked["capsule"]["unlockers"][unlocker])
    holder = next(part for part in holders if field in part)
    holder.update(flipped(holder, field) if change is None else {field: change})
    return asked


def test_the_server_refuses_what_the_browser_refuses(enrolled: Enrolled) -> None:
    """A passkey's half of it; the passphrase's half: protocol/test_capsules.py."""
    office, capsule, _ = enrolled
    passkey = capsule["unlockers"][PRF]
    unlock = derive_unlock_from_prf(OUTPUT, unb64(passkey["salt"]))
    assert open_capsule_with(office.fp, capsule, unlock)["sign"] == office.kudo.signer.to_pkcs8()
    for field, change, code in [
        ("iters", 1, "kdf-parameters"),
        ("commit", None, "wrong-secret"),
        ("blob", None, "capsule"),
    ]:
        changed = altered(enrolled, PRF, field, change)["capsule"]
        with pytest.raises(Exception, match=str(code)):
            open_capsule_with(office.fp, changed, unlock)


def test_a_second_passphrase_and_an_unknown_way_in_are_refused(ask: Ask, enrolled: Enrolled) -> None:
    office, capsule, _ = enrolled
    passphrase = capsule["unlockers"][PASS]
    for other in (passphrase, passphrase | {"kind": "hsm"}, {"kind": 7}, "pass"):
        asked = {"capsule": capsule | {"unlockers": [passphrase, other]}, "fingerprint": b64(office.fp)}
        assert ask("capsule", asked) == {"refused": "capsule"}


def test_a_passkey_without_an_unlocker_of_its_own_opens_nothing(ask: Ask, enrolled: Enrolled) -> None:
    office, capsule, _ = enrolled
    assert ask("prfSalt", {"capsule": capsule, "credential": b64(b"another")}) == {"refused": "capsule"}
    alone = capsule | {"unlockers": capsule["unlockers"][:1]}
    asked = {"capsule": alone, "fingerprint": b64(office.fp), "kind": "prf"}
    assert ask("capsule", asked) == {"refused": "capsule"}
    asked["capsule"] = alone | {"unlockers": [passkey_unlocker(bytes(32), office.kudo.kid, output=bytes(32))]}
    assert ask("capsule", asked) == {"refused": "wrong-secret"}


def test_no_ciphertext_opens_under_two_passphrases(ask: Ask, enrolled: Enrolled) -> None:
    """Partitioning oracle: the commitment is compared first, and one secret's does not vouch for another's ciphertext."""
    office, capsule, _ = enrolled
    other, _ = make_capsule(office.fp, office.kudo.kid, "another one", b"", b"")
    mixed = copy.deepcopy(capsule)
    mixed["unlockers"][PASS]["blob"] = json.loads(json.dumps(other))["unlockers"][0]["blob"]
    assert ask("capsule", {"capsule": mixed, "fingerprint": b64(office.fp)}) == {"refused": "capsule"}
    asked = {"capsule": json.loads(json.dumps(other)), "fingerprint": b64(office.fp)}
    assert ask("capsule", asked) == {"refused": "wrong-secret"}


@pytest.mark.parametrize("iters", [1, 999_999, 20_000_001, 1_000_000.5])
def test_no_server_can_make_the_passphrase_cheap_or_endless(ask: Ask, iters: float) -> None:
    asked = {"passphrase": PASSPHRASE, "salt": b64(bytes(16)), "iters": iters}
    assert ask("unlock", asked) == {"refused": "kdf-parameters"}


@pytest.mark.parametrize(("output", "salt"), [(31, 16), (64, 16), (0, 16), (32, 15), (32, 0)])
def test_a_passkey_gives_32_bytes_with_a_salt_of_16(ask: Ask, output: int, salt: int) -> None:
    asked = {"output": b64(bytes(output)), "salt": b64(bytes(salt))}
    assert ask("unlockWithPasskey", asked) == {"refused": "kdf-parameters"}


def test_a_newcomers_browser_makes_keys_that_the_server_can_use(ask: Ask) -> None:
    office = Office()
    asked = {"role": "supervisor", "rosterKey": True, "fingerprint": b64(office.fp)}
    made = value(ask("enrol", asked | {"output": b64(OUTPUT), "credential": CREDENTIAL}))
    kid, spk, epk = (unb64(made[name]) for name in ("kid", "spk", "epk"))
    assert kid == kid_of("supervisor", spk, epk)
    assert made["wiped"]
    capsule = made["capsule"]
    check_capsule(capsule, kid)
    keys = open_capsule(office.fp, capsule, made["passphrase"])
    publics = [Signer.from_pkcs8(keys[name]).public for name in ("sign", "roster")]
    assert [*publics, Identity.from_pkcs8(keys["enc"]).recipient.public] == [spk, unb64(made["rpk"]), epk]
    parameters = capsule["unlockers"][0]
    unlock = derive_unlock(made["passphrase"], unb64(parameters["salt"]), parameters["iters"])
    assert b64(unlock.secret) == made["secret"]
    passkey = made["passkey"]
    with_passkey = capsule | {"unlockers": [made["changed"], passkey]}
    check_capsule(with_passkey, kid)
    assert open_capsule(office.fp, with_passkey, made["next"]) == keys
    by_passkey = derive_unlock_from_prf(OUTPUT, unb64(passkey["salt"]))
    assert open_capsule_with(office.fp, with_passkey, by_passkey) == keys
    assert made["nextSecret"] != made["secret"]


def test_a_counselors_browser_makes_no_roster_key(ask: Ask) -> None:
    asked = {"role": "counselor", "rosterKey": False, "fingerprint": b64(Office().fp)}
    made = value(ask("enrol", asked | {"output": b64(OUTPUT), "credential": CREDENTIAL}))
    assert made["rpk"] is None
    assert made["kid"] == b64(kid_of("counselor", unb64(made["spk"]), unb64(made["epk"])))


def test_passphrases_of_the_browser_are_of_the_same_syllables(ask: Ask) -> None:
    drawn = value(ask("passphrases", 300))
    assert len(set(drawn)) == 300
    assert all([len(word) for word in passphrase.split(" ")] == [6] * 6 for passphrase in drawn)
    used = [word[at : at + 2] for passphrase in drawn for word in passphrase.split() for at in (0, 2, 4)]
    assert set(used) == set(SYLLABLES)
    # 5400 draws: the first 28 of 57 come 2653 times on average. Bytes taken modulo 57 would favour them: 2953 times.
    assert 2450 < sum(used.count(syllable) for syllable in SYLLABLES[:28]) < 2850


def test_both_show_the_same_check_number(ask: Ask) -> None:
    for vector in VECTORS["check_numbers"]:
        fingerprint = parse_fingerprint(vector["fingerprint"])
        asked = {"fingerprint": b64(fingerprint), "kid": vector["kid"]}
        assert value(ask("checkNumber", asked)) == vector["check_number"]
    assert value(ask("checkNumber", {"fingerprint": b64(bytes(20)), "kid": b64(bytes(16))})) == check_number(
        bytes(20), bytes(16)
    )


@pytest.mark.parametrize("wanted", VECTORS["sets"], ids=lambda s: f"{s['kind']}-{s['stored']['set_id']}")
def test_the_browser_opens_any_two_of_three_sheets(ask: Ask, wanted: Json) -> None:
    assert value(ask("split", wanted)) == wanted["shares"]
    for shares in itertools.combinations(wanted["shares"], 2):
        assert value(ask("join", {"shares": shares, "length": 16})) == wanted["secret"]
    asked = wanted | {"fingerprint": b64(parse_fingerprint(wanted["fingerprint"]))}
    for codes in [*itertools.permutations(wanted["codes"], 2), wanted["codes"]]:
        assert value(ask("openSheets", asked | {"codes": codes})) == wanted["pkcs8"]
    for code in wanted["codes"]:
        assert ask("openSheets", asked | {"codes": [code]}) == {"refused": "sheet-secret"}


def test_codes_are_read_as_the_server_reads_them(ask: Ask) -> None:
    for spelling in VECTORS["spellings"]:
        expected = {"kind": spelling["kind"], "index": spelling["index"], "setId": spelling["set_id"]}
        assert value(ask("parseCode", spelling["typed"])) == expected | {"y": spelling["y"]}
    for typed in VECTORS["typos"]:
        assert ask("parseCode", typed) == {"refused": "sheet-typo"}


@pytest.mark.parametrize("refused", VECTORS["refused"], ids=lambda refused: refused["code"])
def test_sheets_that_do_not_belong_together_are_told_apart(ask: Ask, refused: Json) -> None:
    wanted = VECTORS["sets"][refused["set"]]
    asked = wanted | {"fingerprint": b64(parse_fingerprint(wanted["fingerprint"])), "codes": refused["codes"]}
    assert ask("openSheets", asked) == {"refused": refused["code"]}


def test_each_opens_the_sheets_that_the_other_made(ask: Ask) -> None:
    key, fp = Identity.generate(), Office().fp
    public = key.recipient.public
    asked = {"kind": "recovery", "fingerprint": b64(fp)}
    made = value(ask("makeSheets", asked | {"pkcs8": b64(key.to_pkcs8()), "publicKey": b64(public)}))
    stored = Sealed(*(unb64(made[name]) for name in ("set_id", "public", "sealed")))
    assert open_sheets("recovery", fp, made["codes"][1:], stored) == key.to_pkcs8()
    split = make_sheets("recovery", fp, key.to_pkcs8(), public)
    kept = {name: b64(getattr(split.stored, name)) for name in ("set_id", "public", "sealed")}
    opening = asked | {"codes": split.codes[:2], "stored": kept}
    assert value(ask("openSheets", opening)) == b64(key.to_pkcs8())
    assert ask("openSheets", opening | {"fingerprint": b64(bytes(20))}) == {"refused": "sheet-secret"}
    other = opening | {"stored": kept | {"public": b64(Signer.generate().public)}}
    assert ask("openSheets", other) == {"refused": "sheet-secret"}
