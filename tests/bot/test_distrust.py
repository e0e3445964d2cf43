"""Nothing is sealed to a key, and nobody is believed to be a colleague, because a row of the database says so.

The thief of these stories writes to every table, and in the stronger ones also holds the KEK: what is left is signatures.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from sqlalchemy import delete, update

from storage import founding, generations, rosters, shred, wrapsets
from storage.contexts import ZERO, Rejected, digest
from storage.founding import DELEGATION_DAYS, OfficeKey
from storage.generations import case_keys
from storage.roster import Member, sign_delegation, sign_roster
from storage.sealing import Identity, Signer
from storage.wrapsets import WrapSet
from tests.cast import Resident, Town, colleague, founded, wrapsets_of

DAY_S = 24 * 3600


class Begun(NamedTuple):
    """Hanako has said two things, so that this process has verified her wrap set and remembers that."""

    town: Town
    hanako: Resident
    case: bytes

    def refuses(self, code: str) -> None:
        """Her next message is not sealed to anybody; nothing at all is stored of it."""
        before = self.town.count()
        with pytest.raises(Rejected) as refused:
            self.town.receive(self.hanako.says("うけとれません"))
        assert refused.value.code == code
        assert self.town.count() == before

    def restart(self) -> None:
        """The process remembers no roster and no verified wrap set any more."""
        self.town.office = rosters.Office(self.town.keys)


@pytest.fixture
def begun(town: Town) -> Begun:
    hanako = town.resident()
    for text in ("ひとつ", "ふたつ"):
        town.receive(hanako.says(text))
    return Begun(town, hanako, town.consultations()[0])


def replace_wrapset(begun: Begun, forge: Callable[[WrapSet], WrapSet]) -> None:
    """What somebody with the KEK can do: the stored wrap set is opened, changed and wrapped again."""
    town = begun.town
    with town.database.transaction() as connection:
        case = shred.open_key(connection, town.keys.kek, begun.case)
        forged = forge(wrapsets_of(connection, case)[-1])
        values = {"sealed": case.wrap("wrapset", 1, forged.to_json())}
        connection.execute(update(case_keys).where(case_keys.c.consultation_id == begun.case).values(values))


def test_a_swapped_public_key_is_refused(begun: Begun) -> None:
    replace_wrapset(begun, lambda honest: replace(honest, case_pk=Identity.generate().recipient.public))
    begun.refuses("signature")


def test_a_wrap_for_one_more_reader_is_refused(begun: Begun) -> None:
    mori = colleague("mori")
    replace_wrapset(begun, lambda honest: replace(honest, wraps=honest.wraps | {mori.kid: bytes(113)}))
    begun.refuses("signature")


def test_a_wrap_set_of_a_strangers_making_is_refused(begun: Begun) -> None:
    """Whole in itself, and signed: by nobody of the roster, or by a colleague of another desk."""
    town, mine, stranger = begun.town, Identity.generate(), Signer.generate()

    def made_by(signer: Signer, creator: bytes) -> Callable[[WrapSet], WrapSet]:
        return lambda honest: wrapsets.make_wrapset(
            town.keys.fingerprint, signer, creator, mine,
            key_id=honest.key_id, desk=honest.desk, epoch=honest.epoch,
            members=[(colleague("sato").kid, colleague("sato").identity.recipient.public)],
        )  # fmt: skip

    replace_wrapset(begun, made_by(stranger, bytes(16)))
    begun.refuses("sender")
    replace_wrapset(begun, made_by(stranger, town.keys.intake_kid))
    begun.refuses("signature")
    replace_wrapset(begun, made_by(colleague("mori").signer, colleague("mori").kid))
    begun.refuses("sender")


def test_a_row_moved_from_another_consultation_is_refused(begun: Begun) -> None:
    town = begun.town
    town.receive(town.resident().says("べつの人"))
    other = next(case for case in town.consultations() if case != begun.case)
    with town.database.transaction() as connection:
        ((_, moved),) = generations.wrapsets(connection, other)
        connection.execute(
            update(case_keys).where(case_keys.c.consultation_id == begun.case).values(sealed=moved)
        )
    begun.refuses("outer")


def test_a_roster_of_another_office_is_refused(begun: Begun) -> None:
    town, thief = begun.town, OfficeKey.generate(now=town_seconds(begun))
    with town.database.transaction() as connection:
        connection.execute(delete(rosters.rosters))
        founding.add_people(
            connection, replace(town.keys, fingerprint=thief.fingerprint), thief, [], now=town_seconds(begun)
        )
    begun.restart()
    begun.refuses("fingerprint")


def test_a_roster_that_the_office_did_not_sign_is_refused(begun: Begun) -> None:
    """The thief appends an epoch in which they sit at the desk: signed by themselves, by their own delegation, or by nobody."""
    town, office, thief = begun.town, founded().office_key, Signer.generate()
    own = sign_delegation(thief, thief.public, town_seconds(begun) + DELEGATION_DAYS * DAY_S)
    for delegation, code in ((office.delegation, "roster"), (own, "delegation")):
        with town.database.transaction() as connection:
            previous = rosters.chain(connection)[0]
            members = [*previous.parsed().members.values(), Member(bytes(16), "counselor", "", b"", b"")]
            forged = sign_roster(
                thief, office.root.public, delegation, fp=town.keys.fingerprint, epoch=2,
                prev=digest(previous.roster), not_before=town_seconds(begun), not_after=town_seconds(begun) + DAY_S,
                members=members, desks={"kurashi": []},
            )  # fmt: skip
            connection.execute(delete(rosters.rosters).where(rosters.rosters.c.epoch == 2))
            rosters.add(connection, 2, forged)
        begun.refuses(code)
        begun.restart()
        begun.refuses(code)


def test_an_older_roster_is_refused_by_who_has_seen_the_newer(begun: Begun) -> None:
    """Somebody who has left would read again."""
    town = begun.town
    with town.database.transaction() as connection:
        founding.add_people(connection, town.keys, founded().office_key, [], now=town_seconds(begun))
    town.receive(begun.hanako.says("みっつ"))
    with town.database.transaction() as connection:
        connection.execute(delete(rosters.rosters).where(rosters.rosters.c.epoch == 2))
    begun.refuses("rollback")


def test_a_rewritten_history_is_refused(begun: Begun) -> None:
    """Validly signed, but not the roster that followed: the chain of hashes does not hold."""
    town, office = begun.town, founded().office_key
    with town.database.transaction() as connection:
        founding.add_people(connection, town.keys, office, [], now=town_seconds(begun))
        second = rosters.chain(connection)[1].parsed()
        elsewhere = sign_roster(
            office.roster, office.root.public, office.delegation, fp=town.keys.fingerprint, epoch=1, prev=ZERO,
            not_before=second.not_before - 1, not_after=second.not_after, members=list(second.members.values()),
            desks=second.desks,
        )  # fmt: skip
        connection.execute(
            update(rosters.rosters).where(rosters.rosters.c.epoch == 1).values(signed=elsewhere.to_json())
        )
    begun.refuses("history")


def test_without_any_roster_nothing_is_sealed(begun: Begun) -> None:
    with begun.town.database.transaction() as connection:
        connection.execute(delete(rosters.rosters))
    begun.refuses("roster")


def test_an_expired_roster_still_takes_a_message(begun: Begun) -> None:
    """A resident's message is worth more than a late signature; the browsers refuse it and the health check tells."""
    begun.town.clock.pass_(days=36)
    begun.restart()
    assert begun.town.receive(begun.hanako.says("いますぐ")) == "stored"
    assert begun.town.texts(begun.case) == ["ひとつ", "ふたつ", "いますぐ"]


def town_seconds(begun: Begun) -> int:
    return begun.town.clock() // 1000
