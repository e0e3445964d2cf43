"""Keys split on paper: any two of three sheets open one, a single sheet opens nothing, a slip of the pen is told from a wrong
sheet. The browser reads the same vectors.
"""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from storage import sheets
from storage.contexts import Rejected, b64, check_number, fingerprint_of, parse_fingerprint, unb64
from storage.sealing import Identity, Signer
from storage.sheets import Sealed, make_sheets, open_sheets, parse_code

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors/sheets.json").read_text("utf-8"))


def opened(wanted: dict[str, Any], codes: list[str]) -> bytes:
    stored = Sealed(**{name: unb64(value) for name, value in wanted["stored"].items()})
    return open_sheets(wanted["kind"], parse_fingerprint(wanted["fingerprint"]), codes, stored)


def test_check_numbers_stay_what_they_were() -> None:
    for vector in VECTORS["check_numbers"]:
        number = check_number(parse_fingerprint(vector["fingerprint"]), unb64(vector["kid"]))
        assert number == vector["check_number"]
        assert [len(group) for group in number.split(" ")] == [4] * 8


@pytest.mark.parametrize("wanted", VECTORS["sets"], ids=lambda s: f"{s['kind']}-{s['stored']['set_id']}")
def test_any_two_of_three_sheets_open_the_key(wanted: dict[str, Any]) -> None:
    for codes in itertools.permutations(wanted["codes"], 2):
        assert opened(wanted, list(codes)) == unb64(wanted["pkcs8"])
    assert opened(wanted, wanted["codes"]) == unb64(wanted["pkcs8"])


@pytest.mark.parametrize("wanted", VECTORS["sets"], ids=lambda s: f"{s['kind']}-{s['stored']['set_id']}")
def test_the_shares_lie_on_one_line(wanted: dict[str, Any]) -> None:
    shares = [(share["index"], unb64(share["y"])) for share in wanted["shares"]]
    assert sheets.split(unb64(wanted["secret"]), unb64(wanted["slope"])) == shares
    assert [sheets.join(pair) for pair in itertools.combinations(shares, 2)] == [unb64(wanted["secret"])] * 3


def test_one_sheet_opens_nothing_and_says_nothing() -> None:
    """For every secret there is a line through the one point that a single sheet gives."""
    for wanted in VECTORS["sets"]:
        for code in wanted["codes"]:
            with pytest.raises(Rejected, match="sheet-secret"):
                opened(wanted, [code])
    (_, y), *_ = sheets.split(bytes(16), bytes(range(16)))
    through_any = {
        sheets.split(bytes([other]) * 16, bytes(b ^ other for b in y))[0][1] for other in range(256)
    }
    assert through_any == {y}


def test_a_code_may_be_typed_in_many_ways() -> None:
    for spelling in VECTORS["spellings"]:
        expected = (spelling["kind"], spelling["index"], spelling["set_id"], unb64(spelling["y"]))
        assert parse_code(spelling["typed"]) == expected


@pytest.mark.parametrize("typed", VECTORS["typos"])
def test_a_slip_of_the_pen_is_noticed(typed: str) -> None:
    with pytest.raises(Rejected, match="sheet-typo"):
        parse_code(typed)


@pytest.mark.parametrize("refused", VECTORS["refused"], ids=lambda refused: refused["code"])
def test_sheets_that_do_not_belong_together_are_told_apart(refused: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refusal:
        opened(VECTORS["sets"][refused["set"]], refused["codes"])
    assert refusal.value.code == refused["code"]


def test_sheets_of_another_office_or_another_public_key_open_nothing() -> None:
    key, fp = Identity.generate(), fingerprint_of(Signer.generate().public)
    split = make_sheets("recovery", fp, key.to_pkcs8(), key.recipient.public)
    assert open_sheets("recovery", fp, split.codes[1:], split.stored) == key.to_pkcs8()
    other = Sealed(split.stored.set_id, Signer.generate().public, split.stored.sealed)
    for fingerprint, stored in ((bytes(20), split.stored), (fp, other)):
        with pytest.raises(Rejected, match="sheet-secret"):
            open_sheets("recovery", fingerprint, split.codes[:2], stored)


def test_each_printing_is_another_and_shows_nowhere() -> None:
    key, fp = Signer.generate(), bytes(20)
    first, second = (make_sheets("root", fp, key.to_pkcs8(), key.public) for _ in range(2))
    assert not set(first.codes) & set(second.codes)
    assert first.codes[0] not in repr(first)
    assert b64(key.to_pkcs8()) not in b64(first.stored.sealed)
    with pytest.raises(Rejected, match=r"sheet-(set|secret)"):
        open_sheets("root", fp, [first.codes[0], second.codes[1]], first.stored)
