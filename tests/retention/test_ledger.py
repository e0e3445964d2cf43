"""The ledger: whoever edits, drops, inserts, moves or cuts a certificate is found out, by a stranger with a file and a key."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from retention import ledger as certified
from retention.ledger import Verified
from storage import certificates, ledger
from storage.certificates import Broken, Entry
from storage.contexts import ctx
from storage.ledger import receipt_hash, receipt_number
from storage.sealing import Signer
from tests.cast import Town, founded
from tests.retention.house import run, talk

ONE_KIND = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
HANAKO, TARO = b"hanako".ljust(16, b"\0"), b"taro".ljust(16, b"\0")


def purge(town: Town, case: bytes, *, epoch: int) -> None:
    with town.database.transaction() as connection:
        ledger.append(
            connection,
            town.keys,
            "purged",
            now=town.clock(),
            receipt_hash=receipt_hash(receipt_number(case)),
            kind="consultation",
            policy="town-1",
            why="due",
            epoch=epoch,
        )


def note(town: Town, kind: str, **facts: Any) -> None:
    with town.database.transaction() as connection:
        ledger.append(connection, town.keys, kind, now=town.clock(), **facts)


def exported(town: Town) -> list[str]:
    with town.database.reading() as connection:
        return certified.export(connection, town.keys).decode().splitlines()


def chain_of(count: int, signer: Signer) -> list[Entry]:
    """A chain as the ledger makes it, without a database."""
    chain, before = [], bytes(32)
    for number in range(1, count + 1):
        entry = json.dumps({"at": number, "epoch": number, "t": "final"}, separators=(",", ":")).encode()
        before = certificates.hash_of(before, number, entry)
        chain.append(Entry(number, entry, before, signer.sign(certificates.signed_of(before))))
    return chain


def file_of(chain: list[Entry], signer: Signer) -> list[str]:
    header = {"v": 1, "t": certified.KIND, "public_key": signer.public.hex(), "office": "A" * 32}
    return [json.dumps(header), *map(certificates.to_line, chain)]


OFFICE = founded().keys.ledger
CHAIN = chain_of(6, OFFICE)


def fault(chain: list[Entry], *, head: bytes | None = None) -> tuple[str, int]:
    """What the check finds, given the office's real public key."""
    with pytest.raises(Broken) as broken:
        certified.verify(file_of(chain, OFFICE), OFFICE.public, head=head)
    assert str(broken.value)
    return broken.value.fault, broken.value.number


def test_an_exported_ledger_is_verified_with_nothing_but_itself_and_the_key(town: Town) -> None:
    at = town.clock()
    note(town, "policy", version="town-1", hash="00")
    purge(town, HANAKO, epoch=1)
    town.clock.pass_(hours=1)
    note(town, "final", epoch=2)
    lines = exported(town)
    head = json.loads(lines[-1])["hash"]
    assert json.loads(lines[0])["public_key"] == town.keys.ledger.public.hex()
    checked = certified.verify(lines, town.keys.ledger.public, head=bytes.fromhex(head))
    assert checked == Verified(3, bytes.fromhex(head), at, at + 3_600_000, 1, 2, 0)
    assert certified.verify(lines) == checked


@ONE_KIND
def test_an_empty_ledger_holds_too(town: Town) -> None:
    assert certified.verify(exported(town)) == Verified(0, None, None, None, 0, None, 0)


@ONE_KIND
def test_a_certificate_holds_no_content_and_nothing_that_leads_to_a_consultation(town: Town) -> None:
    purge(town, HANAKO, epoch=1)
    (_, line) = exported(town)
    assert set(json.loads(json.loads(line)["entry"])) == {
        "t",
        "at",
        "kind",
        "policy",
        "why",
        "epoch",
        "receipt",
    }
    for trace in (HANAKO.hex(), receipt_number(HANAKO), "hanako"):
        assert trace not in line


@pytest.mark.parametrize("at", [0, 2, 5])
def test_an_edited_certificate_is_found(at: int) -> None:
    """Wherever it stands; also when the one who edits computes the hashes anew, and signs with a key of their own."""
    edited = CHAIN[at]._replace(entry=CHAIN[at].entry.replace(b'"t":"final"', b'"t":"purged"'))
    assert fault([*CHAIN[:at], edited, *CHAIN[at + 1 :]]) == ("edited", at + 1)
    before = CHAIN[at - 1].hash if at else bytes(32)
    rehashed = edited._replace(hash=certificates.hash_of(before, at + 1, edited.entry))
    assert fault([*CHAIN[:at], rehashed, *CHAIN[at + 1 :]]) == ("signature", at + 1)
    abe = Signer.generate()
    signed = rehashed._replace(sig=abe.sign(certificates.signed_of(rehashed.hash)))
    assert fault([*CHAIN[:at], signed, *CHAIN[at + 1 :]]) == ("signature", at + 1)


@pytest.mark.parametrize("at", [0, 3])
def test_a_dropped_certificate_is_found(at: int) -> None:
    assert fault([*CHAIN[:at], *CHAIN[at + 1 :]]) == ("missing", at + 1)
    renumbered = [entry._replace(number=entry.number - 1) for entry in CHAIN[at + 1 :]]
    assert fault([*CHAIN[:at], *renumbered]) == ("edited", at + 1)


def test_an_inserted_or_repeated_certificate_is_found() -> None:
    assert fault([*CHAIN[:3], CHAIN[2], *CHAIN[3:]]) == ("twice", 4)
    moved_on = [entry._replace(number=entry.number + 1) for entry in CHAIN[3:]]
    assert fault([*CHAIN[:3], CHAIN[2]._replace(number=4), *moved_on]) == ("edited", 4)


def test_certificates_in_another_order_are_found() -> None:
    assert fault([CHAIN[0], CHAIN[2], CHAIN[1], *CHAIN[3:]]) == ("disordered", 2)
    assert fault([CHAIN[0], *CHAIN[:1]]) == ("twice", 2)
    assert fault([CHAIN[1]._replace(number=1), CHAIN[0]._replace(number=2)]) == ("edited", 1)


def test_certificates_cut_off_at_the_end_show_against_a_printed_head() -> None:
    certified.verify(file_of(CHAIN[:4], OFFICE), OFFICE.public)
    assert fault(CHAIN[:4], head=CHAIN[5].hash) == ("head", 0)
    for printed in CHAIN:
        certified.verify(file_of(CHAIN, OFFICE), OFFICE.public, head=printed.hash)


def test_a_chain_written_anew_with_the_stolen_key_shows_against_a_printed_head() -> None:
    entry = b'{"at":9,"t":"final"}'
    chained = certificates.hash_of(bytes(32), 1, entry)
    anew = [Entry(1, entry, chained, OFFICE.sign(certificates.signed_of(chained)))]
    certified.verify(file_of(anew, OFFICE), OFFICE.public)
    assert fault(anew, head=CHAIN[0].hash) == ("head", 0)


def test_another_key_in_the_header_is_found_when_the_true_one_is_given() -> None:
    abe = Signer.generate()
    forged = file_of(chain_of(2, abe), abe)
    certified.verify(forged)
    with pytest.raises(Broken, match="another key") as broken:
        certified.verify(forged, OFFICE.public)
    assert broken.value.fault == "key"


def test_a_signature_for_another_purpose_is_none_for_a_certificate() -> None:
    wrong = CHAIN[0]._replace(sig=OFFICE.sign(ctx("roster", CHAIN[0].hash)))
    assert fault([wrong]) == ("signature", 1)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [],
        lambda lines: lines[1:],
        lambda lines: [lines[0].replace("hidamari-ledger", "roster"), *lines[1:]],
        lambda lines: [lines[0].replace('"v": 1', '"v": 2'), *lines[1:]],
        lambda lines: [lines[0], "", *lines[1:]],
        lambda lines: [lines[0], lines[1][:-9]],
        lambda lines: [lines[0], "[" * 100_000],
        lambda lines: [lines[0], lines[1].replace('"number": 1', '"number": true')],
        lambda lines: [lines[0], lines[1].replace('"number"', '"extra": 0, "number"')],
        lambda lines: [lines[0], lines[1].replace('\\"at\\"', '\\"ta\\"')],
        lambda lines: [lines[0], lines[1].replace('"sig": "', '"sig": "00')],
    ],
)
def test_what_is_no_ledger_is_refused_in_a_sentence(spoil: Callable[[list[str]], list[str]]) -> None:
    with pytest.raises(Broken, match="not an entry of a ledger"):
        certified.verify(spoil(file_of(CHAIN, OFFICE)))


def test_a_receipt_number_is_read_however_it_is_typed() -> None:
    number = receipt_number(HANAKO)
    assert [len(group) for group in number.split("-")] == [4, 4, 4, 4]
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in number)
    for typed in (number.lower(), number.replace("-", ""), number.replace("-", " "), f" {number}\n", wide,
                  number.replace("-", "ー"), number.replace("-", "　"), number.replace("O", "0").replace("I", "1")):  # fmt: skip
        assert receipt_hash(typed) == receipt_hash(number)
    assert receipt_hash(receipt_number(TARO)) != receipt_hash(number)


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-IJKL-MNO", "ABCD-EFGH-IJKL-MNOPA", "あ" * 16, "9" * 16, "=" * 16]
)
def test_what_is_no_receipt_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a receipt number"):
        receipt_hash(typed)


def test_an_erasure_waits_until_a_key_of_a_later_epoch_is_certified_as_final(town: Town) -> None:
    def found(case: bytes) -> ledger.Erased | None:
        with town.database.reading() as connection:
            return ledger.erasure(connection, receipt_hash(receipt_number(case)))

    note(town, "final", epoch=1)
    at = town.clock()
    purge(town, HANAKO, epoch=1)
    assert found(TARO) is None
    town.clock.pass_(minutes=1)
    note(town, "final", epoch=1)
    assert found(HANAKO) == ledger.Erased(at, None, "town-1")
    town.clock.pass_(minutes=1)
    note(town, "final", epoch=2)
    purge(town, TARO, epoch=2)
    assert found(HANAKO) == ledger.Erased(at, at + 120_000, "town-1")
    assert found(TARO) == ledger.Erased(at + 120_000, None, "town-1")


def test_certificates_of_one_transaction_follow_from_each_other(town: Town) -> None:
    for number in range(3):
        last = town.close(talk(town, str(number)))
    town.clock.at, told = last, list[int]()
    run(town, progress=told.append)
    assert told == [3]
    with town.database.reading() as connection:
        chain = ledger.entries(connection)
    certificates.check(chain, town.keys.ledger.public)
    assert [entry.certificate["t"] for entry in chain].count("purged") == 3
