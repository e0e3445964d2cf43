"""Suite 2 in real Chromium: the draft's own vectors, and Python's seals, under the policy of the console's pages."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from playwright.sync_api import Browser

from storage.sealing import HybridIdentity, HybridRecipient, open_, seal
from tests.browser.answers import Ask, value
from tests.protocol.test_suite_two import ALTERED, NO_KEYS, SCHEDULED, VECTORS, binary

PAGE = "suite_two_page"
SEED = bytes(range(32))
IDENTITY = HybridIdentity(SEED)
ROOT = Path(__file__).parents[2]
VENDORED = ROOT / "handlers/static/vendor/noble"
READER = {"seed": SEED.hex(), "recipient": IDENTITY.recipient.public.hex()}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"kdf{vector['kdf_id']}")
def test_official_vectors_byte_for_byte(ask: Ask, vector: dict[str, Any]) -> None:
    shared = vector["shared_secret"]
    assert value(ask("secrets", vector)) == {"enc": vector["enc"], "sent": shared, "received": shared}


def test_the_official_schedule_to_the_last_byte(ask: Ask) -> None:
    """WebCrypto lacks the vector's cipher, so that last step is taken here, with the browser's key."""
    assert value(ask("schedule", SCHEDULED)) == [SCHEDULED["key"], SCHEDULED["base_nonce"]]
    (first,) = SCHEDULED["encryptions"]
    aad, ciphertext, plaintext = binary(first, "aad", "ct", "pt")
    key, nonce = binary(SCHEDULED, "key", "base_nonce")
    assert ChaCha20Poly1305(key).decrypt(nonce, ciphertext, aad) == plaintext


def test_each_side_opens_what_the_other_sealed(ask: Ask) -> None:
    theirs = seal(IDENTITY.recipient, "眠れません".encode(), info=b"here")
    opened = value(ask("open", READER | {"sealed": theirs.hex(), "info": b"here".hex()}))
    assert bytes.fromhex(opened).decode() == "眠れません"
    asked = {"recipient": READER["recipient"], "plaintext": "お話を".encode().hex(), "info": b"there".hex()}
    ours = bytes.fromhex(value(ask("seal", asked)))
    assert len(ours) == len(theirs) - 6
    assert open_(IDENTITY, ours, info=b"there").decode() == "お話を"


@pytest.mark.parametrize("name", ALTERED)
def test_refused_with_the_servers_code(ask: Ask, name: str) -> None:
    code, alter = ALTERED[name]
    sealed = alter(seal(IDENTITY.recipient, b"words", info=b"here"))
    assert ask("open", READER | {"sealed": sealed.hex(), "info": b"here".hex()}) == {"refused": code}


def test_a_seal_opens_for_its_place_and_person_only(ask: Ask) -> None:
    sealed = seal(IDENTITY.recipient, b"words", info=b"here").hex()
    stranger = {"seed": bytes(32).hex(), "recipient": HybridIdentity(bytes(32)).recipient.public.hex()}
    for reader, info in ((READER, b"elsewhere"), (stranger, b"here")):
        assert ask("open", reader | {"sealed": sealed, "info": info.hex()}) == {"refused": "decrypt"}


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_is_no_public_key_is_refused(ask: Ask, name: str) -> None:
    asked = {"recipient": NO_KEYS[name].hex(), "plaintext": "00", "info": ""}
    assert ask("seal", asked) == {"refused": "point"}


def test_a_seed_of_another_public_key_is_refused(ask: Ask) -> None:
    other = HybridIdentity(bytes(32)).recipient.public
    mixed = HybridRecipient(IDENTITY.recipient.public[:1184] + other[1184:]).public
    for recipient in (other, mixed):
        asked = {"seed": SEED.hex(), "recipient": recipient.hex(), "sealed": "", "info": ""}
        assert ask("open", asked) == {"refused": "key-mismatch"}


def test_no_page_loads_it_before_it_is_asked_for(browser: Browser, origin: str) -> None:
    tab = browser.new_page()
    asked_for: list[str] = []
    tab.on("request", lambda request: asked_for.append(request.url.removeprefix(origin)))
    tab.goto(f"{origin}crypto_page")
    assert "js/crypto/hpke.js" in asked_for
    assert not [path for path in asked_for if "vendor" in path or "hybrid" in path]
    tab.evaluate(
        "import('/js/crypto/hpke.js').then(({ openHybridSuite }) => openHybridSuite()).then(() => {})"
    )
    tab.close()
    assert "vendor/noble/post-quantum/ml-kem.js" in asked_for


def test_what_is_vendored_is_the_package() -> None:
    """As npm installed it by hash; browsers know no package names, so those are paths."""
    files = [path for path in VENDORED.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"LICENSE", "ml-kem.js", "sha3.js"}
    for path in files:
        original = (ROOT / "node_modules/@noble" / path.relative_to(VENDORED)).read_text()
        assert path.read_text() == original.replace("'@noble/", "'../"), path
