"""The browser's half of protocol consult/1, in real Chromium under a strict Content-Security-Policy.

It must give the RFC's own results, open what the server sealed, seal what the server opens, and refuse every
attack of `tests/protocol` with the same code.
"""

import copy
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from storage.capsules import make_capsule
from storage.contexts import Code, b64, ctx, digest, pad, unb64
from storage.records import Record
from storage.sealing import Identity, Signer, seal, verify
from storage.wrapsets import WrapSet
from tests.protocol.every_forgery import FORGERIES
from tests.protocol.forgeries import flipped
from tests.protocol.office import NOW_MS, Case, Office, Person, conversation
from tests.protocol.story import Story
from tests.protocol.test_sealing import NO_POINTS, VECTORS

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'"
Ask = Callable[[str, object], dict[str, Any]]


PAGES = {"/": HERE / "crypto_page.html", "/crypto_page.js": HERE / "crypto_page.js"}
TYPES = {".html": "text/html", ".js": "text/javascript"}


@Request.application
def door(request: Request) -> Response:
    """The product's modules under /js, the test page in front of them, the console's policy on everything."""
    script = ROOT / "handlers/static" / request.path.lstrip("/")
    found = PAGES.get(request.path, script)
    if not found.is_file():
        return Response(status=404)
    policy = {"Content-Security-Policy": CSP}
    return Response(found.read_bytes(), headers=policy, content_type=TYPES[found.suffix])


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, door, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    serving.join()


@pytest.fixture(scope="module")
def page(origin: str, browser: Browser) -> Iterator[Page]:
    """One tab for all tests. Whatever it complains about, such as the policy being broken, fails the run."""
    complaints: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(origin)
    tab.wait_for_function("globalThis.ask !== undefined")
    yield tab
    tab.close()
    assert not complaints


@pytest.fixture
def ask(page: Page) -> Ask:
    """Put one question to `crypto_page.js`."""
    return lambda question, asked: page.evaluate("([q, a]) => ask(q, a)", [question, asked])


def value(answer: dict[str, Any]) -> Any:
    """What the browser found; a refusal or a fault fails the test."""
    assert list(answer) == ["value"], answer
    return answer["value"]


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda vector: f"kem{vector['kem_id']}-aead{vector['aead_id']}"
)
def test_official_vectors_byte_for_byte(ask: Ask, vector: dict[str, Any]) -> None:
    first = vector["encryptions"][0]
    assert value(ask("vector", vector)) == [vector["enc"] + first["ct"], first["pt"]]


def test_the_browser_reads_what_the_server_sealed(ask: Ask) -> None:
    office = Office()
    case = conversation(office)
    story = Story.of(case)
    expected = [
        [b64(record.id(office.fp)), text] for record, text in zip(case.records, story.texts(), strict=True)
    ]
    assert value(ask("read", story.as_dict())) == expected
    assert value(ask("read", Story.of(case, reader=office.kudo).as_dict())) == expected


def test_the_browser_reads_what_was_kept(ask: Ask) -> None:
    kept = json.loads((ROOT / "tests/vectors/consult-1.json").read_text())
    assert value(ask("read", kept["story"])) == [
        list(entry) for entry in zip(kept["ids"], kept["texts"], strict=True)
    ]


def test_the_server_reads_what_the_browser_sealed(ask: Ask) -> None:
    office = Office()
    case = conversation(office)
    next_one = case.seal(office.sato, "")
    names = ("case", "key_id", "seq", "epoch", "prev", "ack")
    place = {name: next_one.as_dict()[name] for name in names} | {"ts": NOW_MS + 9}
    text = 'またいつでも書いてくださいね 🍀\n\u0000"\\'
    asked = {
        "story": Story.of(case).as_dict(),
        "sign": b64(office.sato.signer.to_pkcs8()),
        "kid": b64(office.sato.kid),
    }
    answer = value(ask("reply", asked | {"place": place, "text": text}))
    record = Record.from_json(answer["record"])
    assert answer["id"] == b64(record.id(office.fp))
    case.records.append(record)
    assert Story.of(case).texts()[-1] == text
    assert value(ask("read", Story.of(case).as_dict()))[-1] == [answer["id"], text]


@pytest.mark.parametrize(("text", "code"), [("眠" * 7000, "too-long"), ("眠" * 5000, None)])
def test_the_browser_seals_what_fits(ask: Ask, text: str, code: Code | None) -> None:
    case = Case.opened(Office())
    sato, place = case.office.sato, case.seal(case.office.sato, "").as_dict()
    asked = {"story": Story.of(case).as_dict(), "sign": b64(sato.signer.to_pkcs8()), "kid": b64(sato.kid)}
    assert ask("reply", asked | {"place": place, "text": text}).get("refused") == code


def test_the_server_opens_what_the_browser_wrapped(ask: Ask) -> None:
    office = Office()
    case, newcomer = conversation(office), Person("counselor", "新人")
    story = Story.of(case)
    office.hire(newcomer, "life")
    members = [[kid.hex(), b64(epk)] for kid, epk in office.trust.current.desk_members("life")]
    asked = {
        "story": story.as_dict(),
        "sign": b64(office.sato.signer.to_pkcs8()),
        "creator": b64(office.sato.kid),
        "scalar": b64(case.key.scalar()),
        "wrapset": dict(case.wrapset.as_dict()) | {"epoch": 2},
        "members": members,
    }
    case.wrapset = WrapSet.from_json(value(ask("wrap", asked)))
    assert Story.of(case, reader=newcomer).texts() == story.texts()
    assert [
        text for _, text in value(ask("read", Story.of(case, reader=newcomer).as_dict()))
    ] == story.texts()


@pytest.mark.parametrize("name", FORGERIES)
def test_refused_with_the_servers_code(ask: Ask, name: str) -> None:
    office = Office()
    story = FORGERIES[name].attack(office, conversation(office))
    assert ask("read", story.as_dict()) == {"refused": FORGERIES[name].code}


def test_no_case_key_can_be_taken_out_of_the_browser(ask: Ask) -> None:
    case = conversation(Office())
    assert value(ask("caseKeys", Story.of(case).as_dict())) == [[b64(case.wrapset.key_id), False]]


PASSPHRASE = "kasude mirobo tanewa hikoru zegami pusato"


@pytest.fixture(scope="module")
def enrolled(page: Page) -> tuple[Office, dict[str, Any], Signer]:
    """Kudo's capsule, made by the server's code and unlocked once in the page."""
    office, roster_key = Office(), Signer.generate()
    kudo = office.kudo
    capsule, secret = make_capsule(
        office.fp, kudo.kid, PASSPHRASE, kudo.signer.to_pkcs8(), kudo.identity.to_pkcs8(),
        roster_pkcs8=roster_key.to_pkcs8(),
    )  # fmt: skip
    parameters = copy.deepcopy(capsule)["unlockers"][0]  # type: ignore[index]  # JSON, as the browser gets it
    typed = {"passphrase": f" {PASSPHRASE.upper().replace(' ', '　')}\n"}
    answer = page.evaluate("([q, a]) => ask(q, a)", ["unlock", parameters | typed])
    assert value(answer) == {"secret": b64(secret), "commit": parameters["commit"]}
    return office, capsule, roster_key


def test_the_browser_opens_a_capsule_and_the_keys_stay_in_it(
    ask: Ask, enrolled: tuple[Office, dict[str, Any], Signer]
) -> None:
    office, capsule, roster_key = enrolled
    sealed = seal(office.kudo.identity.recipient, b"for kudo", info=b"words")
    assert value(ask("capsule", {"capsule": capsule, "fingerprint": b64(office.fp)})) == b64(office.kudo.kid)
    keys = value(ask("keys", {"message": "words", "epk": b64(office.kudo.epk), "sealed": b64(sealed)}))
    verify(office.kudo.spk, b"words", unb64(keys["sig"]))
    verify(roster_key.public, b"words", unb64(keys["rosterSig"]))
    assert unb64(keys["opened"]) == b"for kudo"
    assert keys["extractable"] == [False, False, False]


@pytest.mark.parametrize(
    ("field", "change", "code"),
    [
        ("iters", 999_999, "kdf-parameters"), ("iters", 20_000_001, "kdf-parameters"),
        ("commit", None, "wrong-secret"), ("blob", None, "capsule"), ("keys", None, "capsule"),
        ("kid", None, "capsule"), ("kind", "prf", "capsule"), ("v", 2, "capsule"),
        ("fingerprint", None, "capsule"),
    ],
)  # fmt: skip
def test_an_altered_capsule_is_refused(
    ask: Ask, enrolled: tuple[Office, dict[str, Any], Signer], field: str, change: object, code: Code
) -> None:
    office, capsule, _ = enrolled
    asked: dict[str, Any] = {"capsule": copy.deepcopy(capsule), "fingerprint": b64(office.fp)}
    holder = next(
        part for part in (asked, asked["capsule"], asked["capsule"]["unlockers"][0]) if field in part
    )
    holder.update(flipped(holder, field) if change is None else {field: change})
    assert ask("capsule", asked) == {"refused": code}


@pytest.mark.parametrize("iters", [1, 999_999, 20_000_001, 1_000_000.5])
def test_no_server_can_make_the_passphrase_cheap_or_endless(ask: Ask, iters: float) -> None:
    asked = {"passphrase": PASSPHRASE, "salt": b64(bytes(16)), "iters": iters}
    assert ask("unlock", asked) == {"refused": "kdf-parameters"}


@pytest.mark.parametrize("name", NO_POINTS)
def test_what_is_no_point_is_no_key(ask: Ask, name: str) -> None:
    assert value(ask("onCurve", b64(NO_POINTS[name]))) is False


def test_points_are_points(ask: Ask) -> None:
    for _ in range(5):
        assert value(ask("onCurve", b64(Identity.generate().recipient.public))) is True


def test_both_write_the_same_words(ask: Ask) -> None:
    fingerprint, payload = Office().fp, '{"text":"眠れません 🍀"}'
    fields: list[bytes | str | int] = [b"", b"\0\xff", "相談", 0, 2**32, 2**53 - 1]
    asked = [{"hex": field.hex()} if isinstance(field, bytes) else field for field in fields]
    answer = value(ask("words", {"fields": asked, "payload": payload, "fingerprint": b64(fingerprint)}))
    assert answer["ctx"] == ctx("label", *fields).hex()
    assert answer["padded"] == digest(pad(payload.encode())).hex()
    assert answer["unpadded"] == payload.encode().hex()
    assert len(answer["fingerprint"]) == 32
    assert answer["parsed"] == b64(fingerprint)


@pytest.mark.parametrize("text", ["AB", "AAA=", "A", "A+A/", "AA A", "あ", "AA\n"])
def test_every_other_spelling_of_base64url_is_refused(ask: Ask, text: str) -> None:
    assert ask("unb64", text)["failed"].startswith("SyntaxError")


def test_another_story_for_each_reader_does_not_open_the_first(ask: Ask) -> None:
    """Mori holds her own keys and is given Sato's name: the wrap is not for her."""
    office = Office()
    case = conversation(office)
    story = Story.of(case, reader=office.mori)
    posing = replace(story, reader=story.reader | {"kid": b64(office.sato.kid)})
    assert ask("read", posing.as_dict()) == {"refused": "wrap"}
