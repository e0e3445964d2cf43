"""Staff accounts: a stolen database permits no guessing of passphrases, and the sign-in door tells no names."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage import shred, staff
from storage.contexts import Rejected, unb64
from storage.keystore import KekFile
from storage.staff import Account
from tests.cast import Town, colleague, founded


def test_the_right_secret_gives_the_account_and_its_capsule(town: Town) -> None:
    sato = colleague("sato")
    with town.database.reading() as connection:
        signed_in = staff.sign_in(connection, town.keys, "sato", sato.secret)
        assert signed_in is not None
        assert signed_in.account == Account(sato.kid, "sato", "佐藤", "counselor")
        assert staff.account(connection, sato.kid) == signed_in.account
        assert staff.display_names(connection)[sato.kid] == "佐藤"
        assert set(signed_in.capsule) == {"v", "kid", "keys", "unlockers"}
        wrong = [
            ("sato", b""),
            ("sato", sato.secret[:-1]),
            ("sato", bytes(32)),
            ("mori", sato.secret),
            ("", b""),
        ]
        assert [staff.sign_in(connection, town.keys, name, secret) for name, secret in wrong] == [None] * 5
        assert staff.account(connection, bytes(16)) is None


def test_a_name_that_nobody_has_looks_like_one_that_somebody_has(town: Town) -> None:
    with town.database.reading() as connection:
        asked = [
            staff.unlock_parameters(connection, town.keys, n)
            for n in ("sato", "suzuki", "suzuki", "tanaka", "")
        ]
    salts = [salt for salt, _ in asked]
    assert {iterations for _, iterations in asked} == {1_000_000}
    assert {len(unb64(salt)) for salt in salts} == {16}
    assert salts[1] == salts[2]
    assert len(set(salts)) == 4


def test_without_the_kek_there_is_nothing_to_guess_at(town: Town, tmp_path: Path) -> None:
    with town.database.reading() as connection:
        (row,) = connection.execute(select(staff.staff).where(staff.staff.c.name == "sato")).all()
        told = bytes(row.sealed_capsule) + bytes(row.sealed_verifier)
        salt, _ = staff.unlock_parameters(connection, town.keys, "sato")
        assert salt.encode() not in told
        assert unb64(salt) not in told
        assert colleague("sato").secret not in told
        with pytest.raises(Rejected, match="outer"):
            shred.open_key(connection, KekFile.create(tmp_path / "another"), shred.STAFF)


def test_accounts_survive_a_rotation_and_cannot_change_places(town: Town) -> None:
    shred.rotate(town.database, town.keys.kek, ship=lambda table: None)
    with town.database.transaction() as connection:
        assert staff.sign_in(connection, town.keys, "sato", colleague("sato").secret)
        rows = {row.name: row for row in connection.execute(select(staff.staff))}
        swap = staff.staff.update().where(staff.staff.c.name == "kudo")
        connection.execute(swap.values(sealed_verifier=rows["sato"].sealed_verifier))
        with pytest.raises(Rejected, match="outer"):
            staff.sign_in(connection, town.keys, "kudo", colleague("sato").secret)


def test_a_sign_in_name_is_given_once(town: Town) -> None:
    another = Account(bytes(16), "sato", "ほかの佐藤", "counselor")
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        staff.add(connection, town.keys, another, capsule={}, secret=b"")
    assert set(founded().passphrases) == {"sato", "mori", "kudo"}
