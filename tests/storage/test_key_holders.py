"""The KEK in a file, and in Vault: one story for both, and what only a holder on another machine can do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage import erasures, shred
from storage.contexts import Rejected
from storage.holder import HolderAway, KeyHolder, KeystoreError
from storage.keystore import KekFile, Keys
from storage.shred import ShredKey, ShredTable
from storage.vault import REST_SECONDS, VaultKek
from tests.cast import Town
from tests.harness.vault import Vault, running

HANAKO, TARO = b"hanako".ljust(16, b"\0"), b"taro".ljust(16, b"\0")
WORDS = {HANAKO: b"words of hanako", TARO: b"words of taro"}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with running(tmp_path / "token") as vault:
        yield vault


@pytest.fixture(params=["file", "vault"])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], KeyHolder]:
    """Each call is the holder as one more process sees it."""
    if request.param == "file":
        KekFile.create(tmp_path / "a-kek")
        return lambda: KekFile(tmp_path / "a-kek")
    place = request.getfixturevalue("vault").place
    VaultKek.create(place)
    return lambda: VaultKek(place)


class Office:
    """What a town keeps, under a KEK that lies elsewhere than in its own file."""

    def __init__(self, town: Town) -> None:
        self.town, self.database = town, town.database
        with self.database.transaction() as connection:
            shred.restore(connection, [])
        self.sealed: dict[bytes, bytes] = {}

    def create(self, kek: KeyHolder, *owners: bytes) -> None:
        with self.database.transaction() as connection:
            for owner in owners:
                self.sealed[owner] = shred.create(connection, kek, owner).wrap(
                    "word", 1, WORDS.get(owner, b"")
                )

    def opened(self, kek: KeyHolder, owner: bytes) -> ShredKey:
        with self.database.reading() as connection:
            return shred.open_key(connection, kek, owner)

    def reads(self, kek: KeyHolder, owner: bytes) -> bytes:
        return self.opened(kek, owner).unwrap("word", 1, self.sealed[owner])

    def erase(self, kek: KeyHolder, owner: bytes) -> None:
        with self.database.transaction() as connection:
            shred.erase(connection, kek, [owner], now=self.town.clock())

    def rotate(self, kek: KeyHolder) -> None:
        shred.rotate(self.database, kek, ship=lambda table: None)

    def table(self) -> ShredTable:
        with self.database.reading() as connection:
            return shred.table(connection)

    def awaits_rotation(self, kek: KeyHolder) -> bool:
        with self.database.reading() as connection:
            return shred.awaits_rotation(connection, kek)


def test_what_was_erased_opens_nowhere_and_what_lives_opens_everywhere(
    town: Town, another: Callable[[], KeyHolder]
) -> None:
    office, clock, web = Office(town), another(), another()
    office.create(web, shred.STAFF, HANAKO, TARO)
    assert (office.reads(web, HANAKO), office.reads(clock, TARO)) == (WORDS[HANAKO], WORDS[TARO])
    stolen = office.table()
    office.erase(clock, HANAKO)
    assert office.awaits_rotation(web)
    office.rotate(clock)
    assert not office.awaits_rotation(web)
    assert (clock.epochs(), web.epochs()) == ([2], [2])

    assert office.reads(web, TARO) == WORDS[TARO]
    later = b"later".ljust(16, b"\0")
    office.create(another(), later)
    office.reads(web, later)
    with office.database.transaction() as connection:
        shred.restore(connection, stolen)
    for holder in (web, clock, another()):
        with pytest.raises(Rejected, match="epoch-destroyed"):
            office.opened(holder, HANAKO)


def test_who_has_not_heard_of_a_rotation_seals_under_no_key_that_is_gone(
    town: Town, another: Callable[[], KeyHolder]
) -> None:
    office, clock, web = Office(town), another(), another()
    office.create(web, shred.STAFF)
    office.rotate(clock)
    office.create(web, HANAKO)
    assert {epoch for _, epoch, _ in office.table()} == {2}
    assert office.reads(clock, HANAKO) == WORDS[HANAKO]
    office.rotate(clock)
    with town.database.transaction() as connection:
        mine: Keys = town.keys
        keys, gone = replace(mine, kek=web), [(HANAKO, "due")]
        erasures.destroy(connection, keys, "consultation", gone, policy="default-4", now=town.clock())
    assert office.awaits_rotation(clock)
    office.rotate(clock)
    assert not office.awaits_rotation(clock)


def test_there_are_never_three_and_never_none(another: Callable[[], KeyHolder]) -> None:
    holder = another()
    with pytest.raises(KeystoreError):
        holder.destroy(1)
    assert holder.add() == 2
    assert another().epochs() == [1, 2]
    with pytest.raises(KeystoreError):
        holder.add()
    keys = {holder.key(1), holder.key(2), another().key(1), another().key(2)}
    assert len(keys) == 2
    holder.destroy(1)
    assert (holder.key(1), another().key(1), holder.key(9)) == (None, None, None)


def test_vault_goes_and_comes_again(town: Town, vault: Vault) -> None:
    office, time = Office(town), [0.0]
    web, clock = VaultKek(vault.place, lambda: time[0]), VaultKek(vault.place, lambda: time[0])
    office.create(web, shred.STAFF, HANAKO)
    office.reads(clock, HANAKO)
    vault.sealed = True
    assert office.reads(web, HANAKO) == WORDS[HANAKO]
    office.create(web, TARO)
    with pytest.raises(HolderAway, match="sealed"):
        office.rotate(clock)
    asked = len(vault.asked)
    vault.sealed = False
    with pytest.raises(HolderAway, match="a moment ago"):
        office.rotate(clock)
    assert len(vault.asked) == asked
    time[0] += REST_SECONDS
    office.rotate(clock)
    assert {epoch for _, epoch, _ in office.table()} == {2}
    assert office.reads(web, TARO) == WORDS[TARO]


@pytest.mark.parametrize("step", ["rotate", "config", "trim"])
def test_a_rotation_that_vault_did_and_never_answered_is_finished_by_the_next(
    town: Town, vault: Vault, step: str
) -> None:
    office = Office(town)
    office.create(VaultKek(vault.place), shred.STAFF, HANAKO)
    vault.breaks_after = {step}
    with pytest.raises(HolderAway):
        office.rotate(VaultKek(vault.place))
    vault.breaks_after = set()
    again = VaultKek(vault.place)
    office.rotate(again)
    assert len(again.epochs()) == 1
    assert office.reads(again, HANAKO) == WORDS[HANAKO]
    assert set(vault.keys["hidamari"].versions) == set(again.epochs())


@pytest.mark.parametrize("told", ["vault:vone:AAAA", "vault:v1:AAAA", "vault:v2:", "AAAA", "", 7, None])
def test_an_answer_that_is_no_hmac_is_one_that_did_not_come(
    vault: Vault, told: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault.keys["hidamari"], "authenticate", lambda body: (200, {"hmac": told}))
    with pytest.raises(HolderAway, match="answers with"):
        VaultKek(vault.place).newest()


def test_a_key_that_could_be_copied_or_is_not_ours_is_refused(vault: Vault, tmp_path: Path) -> None:
    vault.keys["hidamari"].rotate({})
    with pytest.raises(KeystoreError, match="has been in use"):
        VaultKek.create(vault.place)
    vault.keys["hidamari"].exportable = True
    with pytest.raises(KeystoreError, match="exportable"):
        VaultKek(vault.place).newest()
    vault.keys.clear()
    with pytest.raises(KeystoreError, match="KEK_VAULT_KEY"):
        VaultKek(vault.place).newest()
    (tmp_path / "token").write_text("another")
    with pytest.raises(KeystoreError, match="token") as refused:
        VaultKek(vault.place).newest()
    assert "another" not in str(refused.value)
    (tmp_path / "token").chmod(0o640)
    with pytest.raises(KeystoreError, match="0600"):
        VaultKek(vault.place).newest()
