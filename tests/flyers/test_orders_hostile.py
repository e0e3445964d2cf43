"""What no browser of ours sends, and what no proof is: each refused in words, nothing kept."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import altcha
import pytest
from flask import Flask

from bot.flyers import proofs
from handlers.flyers import words
from tests.cast import Json, Town
from tests.cast import town as town
from tests.flyers.ordering import SHOWN, School, filled, furnish, solved, why
from tests.flyers.test_orders import count
from tests.handlers.doors import opened

pytestmark = pytest.mark.parametrize("town", ["sqlite"], indirect=True)


@pytest.fixture
def school(town: Town) -> Iterator[School]:
    furnish(town)
    with opened(town.settings, town.clock) as app:
        yield School(app)


@pytest.fixture
def web(school: School) -> Flask:
    return school.client.application


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"kind": "home"}, ["kind"]),
        ({"kind": None, "items": []}, ["items", "kind"]),
        ({"items": [[SHOWN, 10**9]]}, [f"copies:{SHOWN}"]),
        ({"items": [[SHOWN, 301], ["card", 0]]}, [f"copies:{SHOWN}", "copies:card"]),
        ({"items": [["card", -1]]}, ["copies:card"]),
        ({"items": [["card", "100"]]}, ["copies:card"]),
        ({"items": [["card", True]]}, ["copies:card"]),
        ({"items": [["card", 1.5]]}, ["copies:card"]),
        ({"items": [["0000000000", 1]]}, ["copies:0000000000"]),
        ({"name": " \u3000\n", "address": "", "reach": "\u200b"}, ["address", "name", "reach"]),
        ({"name": "あ" * 81, "note": "い" * 301}, ["name", "note"]),
        ({"name": "学校\u0000"}, ["name"]),
        ({"name": "学校\u001b[2J"}, ["name"]),
        ({"address": "1番\u202e地"}, ["address"]),
        ({"contact": "\u2066山下"}, ["contact"]),
        ({"note": "\ud800"}, ["note"]),
        ({"reach": "でんわ"}, ["reach"]),
        ({"reach": "1234"}, ["reach"]),
        ({"reach": "a@b"}, ["reach"]),
    ],
)
def test_what_cannot_be_meant_is_named_at_its_field(
    school: School, town: Town, changes: Json, wrong: list[str]
) -> None:
    """No proof is needed to hear it, and none is spent."""
    refused = school.sends(filled(**changes))
    assert why(refused) == (422, "fields")
    assert sorted((refused.json or {})["fields"]) == wrong
    assert count(town) == (0, 0)


@pytest.mark.parametrize(
    "reach", ["０１２３－４５－６７８９", "school@example.jp", "(0000)55-1001 / 夜は+81 90 0000 0000"]
)
def test_numbers_and_addresses_may_be_written_as_people_do(school: School, reach: str) -> None:
    assert why(school.sends(filled(reach=reach))) == (422, "proof")


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        None,
        {},
        filled(id="x"),
        filled(id="A" * 22 + "B"),
        filled(id=7),
        filled(items={}),
        filled(items=[["card"]]),
        filled(items=[[["card"], 1]]),
        filled(items=[["card", 1], ["card", 2]]),
        filled(items=[["card", 1]] * 101),
        filled(items=[["x" * 11, 1]]),
        filled(name=["学校"]),
        filled(note=None),
    ],
)
def test_what_no_browser_sends_is_unreadable(school: School, body: Any) -> None:
    assert why(school.sends(body)) == (400, "bad-request")


def test_a_body_of_ten_megabytes_is_not_read(school: School) -> None:
    refused = school.sends(filled(note="あ" * 10_000_000))
    assert why(refused) == (413, "large")
    assert "短くして" in (refused.json or {})["message"]
    for raw in (b"{", b"\xff", b"[" * 16_000):
        sent = school.client.post("/flyers/orders", data=raw, content_type="application/json")
        assert why(sent) == (400, "bad-request")


def respelt(change: Callable[[Json], None], challenge: Json) -> str:
    """Solved as if the challenge had said so."""
    altered = json.loads(json.dumps(challenge))
    change(altered["parameters"])
    return solved(altered)


def easier(parameters: Json) -> None:
    parameters["cost"] = 1


def shorter(parameters: Json) -> None:
    parameters["keyPrefix"] = ""


def longer(parameters: Json) -> None:
    parameters["data"]["until"] += 3_600_000


def unsigned(parameters: Json) -> None:
    del parameters["keySignature"]
    parameters["keyPrefix"] = ""


@pytest.mark.parametrize("change", [easier, shorter, longer, unsigned])
def test_a_challenge_that_was_made_easier_is_refused(school: School, town: Town, change: Any) -> None:
    asked = school.challenge()
    if change is easier:
        asked["parameters"]["keyPrefix"] = ""
    assert why(school.sends(filled(proof=respelt(change, asked)))) == (422, "proof")
    assert count(town) == (0, 0)


def test_a_proof_of_nobodys_challenge_is_refused(school: School, town: Town) -> None:
    own = altcha.create_challenge("SHA-256", 1, key_prefix="", hmac_secret="mine", data={"until": 2**50})
    for forged in (
        solved(own.to_dict()),
        "",
        "%%%",
        "e30=",
        base64.b64encode(b"[1]").decode(),
        None,
        7,
        "x" * 5000,
    ):
        assert why(school.sends(filled(proof=forged))) == (422, "proof")
    guessed = altcha.Payload.from_base64(school.proof())
    guessed.solution.derived_key = guessed.challenge.parameters.key_prefix + "00" * 16
    assert why(school.sends(filled(proof=guessed.to_base64()))) == (422, "proof")
    assert count(town) == (0, 0)


def test_a_proof_holds_for_ten_minutes(school: School, town: Town) -> None:
    first, second = school.proof(), school.proof()
    town.clock.pass_(minutes=9, seconds=59)
    assert school.sends(filled(proof=first)).status_code == 201
    town.clock.pass_(seconds=1)
    assert why(school.sends(filled(proof=second))) == (422, "proof-expired")
    assert count(town) == (1, 1)


def test_a_challenge_of_another_office_is_worth_nothing_here(school: School, town: Town) -> None:
    keys = town.keys
    elsewhere = proofs.challenge(type(keys)(**(vars(keys) | {"pepper": bytes(32)})), now=town.clock())
    assert why(school.sends(filled(proof=solved(elsewhere)))) == (422, "proof")


def test_every_language_has_every_sentence(school: School, web: Flask) -> None:
    ja, easy, en = (dict(words.flat(words.load(f"order_{one}"))) for one in ("ja", "easy", "en"))
    assert ja.keys() == easy.keys() == en.keys()
    for name, text in ja.items():
        tokens = [part.split("}")[0] for part in text.split("{")[1:]]
        for other in (easy[name], en[name]):
            assert [part.split("}")[0] for part in other.split("{")[1:]] == tokens, name
    for language, missing in (("easy", "書(か)いて"), ("en", "Please enter")):
        refused = School(web, language=language).sends(filled(name=""))
        assert missing in (refused.json or {})["fields"]["name"]


def test_the_page_tells_nobody_anything(school: School) -> None:
    """Nor what it is about, nor who looks at it."""
    for language, heading in (("ja", "紙の資料を申し込む"), ("easy", "たのむ"), ("en", "Order paper copies")):
        shown = school.client.get(f"/flyers/order/?lang={language}")
        assert (shown.status_code, heading in shown.text) == (200, True)
        assert "Set-Cookie" not in shown.headers
        assert "30" in shown.text
        for word in ("相談", "LGBT", "DV", "宣誓", "性別", "暴力", "パートナー"):
            assert word not in shown.text.replace("DVD", "")
