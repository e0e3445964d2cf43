"""Key work: who joins reads what was there before, who leaves reads nothing new, and one person's mistake locks nobody out."""

from os import urandom
from typing import NamedTuple

import pytest

from storage import chores, generations, handovers, prekeys, rosters, shred
from storage.chores import Chore, Superseded
from storage.contexts import Code, Rejected
from storage.roster import Trust
from storage.wrapsets import WrapSet
from tests.cast import Colleague, Resident, Town, colleague, founded
from tests.joining import member_of, newcomer, next_roster, prepared, rewrapped

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

DESK = "kurashi"


class Office(NamedTuple):
    """Hanako has written once; the server made her consultation's key."""

    town: Town
    hanako: Resident
    case: bytes

    @property
    def trust(self) -> Trust:
        with self.town.database.reading() as connection:
            return self.town.office.trust(connection, now=self.town.clock())

    def join(self, person: Colleague, *desks: str) -> None:
        self.sign(come=[(member_of(person, "counselor", "谷"), desks or (DESK,))])

    def leave(self, person: Colleague) -> None:
        self.sign(go=[person.kid])

    def sign(self, **change: object) -> None:
        trust, now = self.trust, self.town.clock() // 1000
        with self.town.database.transaction() as connection:
            last = rosters.chain(connection)[-1]
            rosters.add(connection, trust.epoch + 1, next_roster(trust, last, now=now, **change))  # type: ignore[arg-type]  # handed on as given

    def rewraps(self, holder: Colleague, *desks: str) -> list[Chore]:
        with self.town.database.reading() as connection:
            kek = self.town.keys.kek
            return chores.to_rewrap(connection, kek, self.trust, holder.kid, desks or (DESK,))

    def rotations(self, *desks: str) -> list[Chore]:
        with self.town.database.reading() as connection:
            return chores.to_rotate(connection, self.town.keys.kek, self.trust, desks or (DESK,))

    def hand_in(
        self, maker: Colleague, number: int, wrapset: WrapSet, *, desks: tuple[str, ...] = (DESK,)
    ) -> bool:
        with self.town.database.transaction() as connection:
            row = chores.find_at(connection, desks, self.case)
            assert row is not None
            return chores.accept(
                connection, self.town.keys, self.trust, row, number, wrapset, maker=maker.kid
            )

    def wrapsets(self) -> list[WrapSet]:
        with self.town.database.reading() as connection:
            case = shred.open_key(connection, self.town.keys.kek, self.case)
            found = generations.wrapsets(connection, self.case)
            return [WrapSet.from_json(case.unwrap("wrapset", n, sealed)) for n, sealed in found]

    def rotate(self, maker: Colleague) -> WrapSet:
        made = prepared(self.trust, maker, DESK)
        assert self.hand_in(maker, len(self.wrapsets()) + 1, made)
        return made

    def refuses(self, code: Code, maker: Colleague, number: int, wrapset: WrapSet) -> None:
        before = self.wrapsets()
        with pytest.raises(Rejected) as refused:
            self.hand_in(maker, number, wrapset)
        assert refused.value.code == code
        assert self.wrapsets() == before


@pytest.fixture
def office(town: Town) -> Office:
    hanako = town.resident()
    town.receive(hanako.says("ひとつめ"))
    return Office(town, hanako, town.consultations()[0])


def test_a_key_that_the_server_held_is_replaced_at_once(office: Office) -> None:
    sato = colleague("sato")
    ((consultation, number, desk, wrapset, _),) = office.rotations()
    assert (consultation, number, desk) == (office.case, 1, DESK)
    assert WrapSet.from_json(wrapset) == office.wrapsets()[0]
    made = office.rotate(sato)
    assert office.rotations() == []
    office.town.receive(office.hanako.says("ふたつめ"))
    records = [entry.record for entry in office.town.read(office.case, colleague("kudo"))]
    assert [r.key_id for r in records] == [office.wrapsets()[0].key_id, made.key_id]
    assert office.town.texts(office.case) == ["ひとつめ", "ふたつめ"]
    with pytest.raises(Superseded):
        office.hand_in(sato, 3, prepared(office.trust, sato, DESK))


def test_a_closed_consultation_gets_no_new_key(office: Office) -> None:
    office.town.close(office.case)
    assert office.rotations() == []
    with pytest.raises(Superseded):
        office.hand_in(colleague("sato"), 2, prepared(office.trust, colleague("sato"), DESK))


def test_who_joins_reads_the_history_once_a_colleague_has_wrapped_it_for_them(office: Office) -> None:
    sato, tani = colleague("sato"), newcomer()
    office.rotate(sato)
    office.town.receive(office.hanako.says("ふたつめ"))
    office.join(tani)
    with pytest.raises(Rejected, match="not-entitled"):
        office.town.read(office.case, tani)
    assert office.rewraps(tani) == []
    due = office.rewraps(sato)
    assert [(one.generation, one.lacks(office.trust)) for one in due] == [(1, [tani.kid]), (2, [tani.kid])]
    for one in due:
        assert not office.hand_in(
            sato, one.generation, rewrapped(office.trust, sato, WrapSet.from_json(one.wrapset))
        )
    assert office.rewraps(sato) == []
    payloads = [entry.payload for entry in office.town.read(office.case, tani)]
    assert [payload["text"] for payload in payloads if payload] == ["ひとつめ", "ふたつめ"]


def test_who_leaves_loses_their_wraps_and_cannot_read_what_comes(office: Office) -> None:
    """What they copied before stays theirs: that is said in the threat model, and no test can change it."""
    sato, tani = colleague("sato"), newcomer()
    office.rotate(sato)
    office.join(tani)
    for one in office.rewraps(sato):
        office.hand_in(sato, one.generation, rewrapped(office.trust, sato, WrapSet.from_json(one.wrapset)))
    office.leave(tani)
    ((_, number, _, _, _),) = office.rotations()
    assert number == 2
    assert [one.lacks(office.trust) for one in office.rewraps(sato)] == [[], []]
    office.rotate(sato)
    for one in office.rewraps(sato):
        office.hand_in(sato, one.generation, rewrapped(office.trust, sato, WrapSet.from_json(one.wrapset)))
    assert (office.rewraps(sato), office.rotations()) == ([], [])
    assert all(tani.kid not in one.wraps for one in office.wrapsets())
    office.town.receive(office.hanako.says("いなくなってから"))
    with pytest.raises(Rejected, match="not-entitled"):
        office.town.read(office.case, tani)
    assert office.town.texts(office.case)[-1] == "いなくなってから"


@SQLITE
def test_who_has_left_hands_nothing_in(office: Office) -> None:
    """Not with the roster of then, nor with that of now, in which they are nobody."""
    tani = newcomer()
    office.join(tani)
    before = office.trust
    office.leave(tani)
    office.refuses("stale", tani, 2, prepared(before, tani, DESK))
    office.refuses("sender", tani, 2, prepared(office.trust, tani, DESK))


def test_with_the_recovery_key_a_supervisor_brings_back_what_nobody_else_reads(
    office: Office, town: Town
) -> None:
    """Sato, the only one with a wrap besides it, has lost the passphrase: Kudo was not at the desk yet."""
    kudo, recovery = colleague("kudo"), founded().office_key
    paper = Colleague("", recovery.recovery_member.kid, b"", kudo.signer, recovery.recovery)
    office.sign(change=lambda _, seats: seats[DESK].remove(kudo.kid))
    town.receive(town.resident().says("だれも"))
    other = Office(town, office.hanako, next(c for c in town.consultations() if c != office.case))
    other.sign(change=lambda _, seats: seats[DESK].append(kudo.kid))
    assert [one.consultation for one in other.rewraps(kudo)] == [office.case]
    due = [one for one in other.rewraps(paper) if one.consultation == other.case]
    made = rewrapped(other.trust, kudo, WrapSet.from_json(due[0].wrapset), opener=paper)
    assert not other.hand_in(kudo, 1, made)
    assert [e.payload for e in other.town.read(other.case, kudo)] == [
        {"v": 1, "kind": "text", "text": "だれも"}
    ]


@SQLITE
def test_a_wrap_set_must_be_ones_own_of_now_and_for_exactly_the_desk(office: Office) -> None:
    sato, kudo, mori, tani = colleague("sato"), colleague("kudo"), colleague("mori"), newcomer()
    stale = office.trust
    office.join(tani)
    trust, old = office.trust, office.wrapsets()[0]
    members = trust.current.desk_members(DESK)
    ghost = (urandom(16), mori.identity.recipient.public)
    for number, made in ((1, rewrapped), (2, lambda t, m, _, **c: prepared(t, m, DESK, **c))):
        office.refuses("sender", sato, number, made(trust, kudo, old))
        office.refuses("stale", sato, number, made(stale, sato, old))
        office.refuses("not-entitled", sato, number, made(trust, sato, old, members=members[1:]))
        office.refuses("not-entitled", sato, number, made(trust, sato, old, members=[*members, ghost]))
    office.refuses("not-entitled", kudo, 1, prepared(trust, kudo, "hataraku"))
    assert not office.hand_in(sato, 1, rewrapped(trust, sato, old))


def test_a_re_wrap_is_of_the_same_key_and_a_new_generation_of_a_new_one(office: Office) -> None:
    sato = colleague("sato")
    office.join(newcomer())
    trust, old = office.trust, office.wrapsets()[0]
    office.refuses("key-mismatch", sato, 1, prepared(trust, sato, DESK))
    office.refuses("key-mismatch", sato, 1, prepared(trust, sato, DESK, key_id=old.key_id))
    office.refuses("key-mismatch", sato, 1, rewrapped(trust, sato, old, key_id=urandom(16)))
    office.refuses("key-reuse", sato, 2, rewrapped(trust, sato, old))
    office.refuses("key-reuse", sato, 2, prepared(trust, sato, DESK, key_id=old.key_id))
    office.refuses("key-reuse", sato, 2, rewrapped(trust, sato, old, key_id=urandom(16)))
    waiting = prepared(trust, sato, DESK)
    with office.town.database.transaction() as connection:
        prekeys.add(connection, office.town.keys, trust, sato.kid, [waiting], now=office.town.clock())
    office.refuses("key-reuse", sato, 2, waiting)


@SQLITE
def test_a_generation_that_is_not_due_is_left_alone(office: Office) -> None:
    """Nobody can lock colleagues out with wraps that open nothing, after a colleague has done the work."""
    sato, kudo = colleague("sato"), colleague("kudo")
    office.rotate(sato)
    before = office.wrapsets()
    for number in (0, 1, 2, 3, 7):
        made = (
            rewrapped(office.trust, kudo, before[number - 1])
            if number in (1, 2)
            else prepared(office.trust, kudo, DESK)
        )
        with pytest.raises(Superseded):
            office.hand_in(kudo, number, made)
    assert office.wrapsets() == before


@SQLITE
def test_a_consultation_of_another_desk_is_not_found(office: Office) -> None:
    with office.town.database.transaction() as connection:
        assert chores.find_at(connection, ["hataraku"], office.case) is None
        assert chores.find_at(connection, [], office.case) is None
        assert chores.find_at(connection, [DESK], urandom(16)) is None
    assert (office.rewraps(colleague("mori"), "hataraku"), office.rotations("hataraku")) == ([], [])


def test_before_somebody_goes_it_is_known_what_only_they_can_read(office: Office) -> None:
    """Sato alone has wraps of what came while Kudo sat elsewhere."""
    sato, kudo, town = colleague("sato"), colleague("kudo"), office.town
    office.sign(change=lambda _, seats: seats[DESK].remove(kudo.kid))
    town.receive(town.resident().says("佐藤だけ"))
    alone = next(c for c in town.consultations() if c != office.case)
    office.sign(change=lambda _, seats: seats[DESK].append(kudo.kid))

    def left(leaver: Colleague) -> dict[bytes, list[bytes]]:
        with town.database.reading() as connection:
            return {
                one.id: one.readers
                for one in handovers.left_by(connection, town.keys.kek, office.trust, leaver.kid)
            }

    assert left(sato) == {alone: []}
    assert left(kudo) == {}
    assert left(colleague("mori")) == {}
    for one in office.rewraps(sato):
        made = rewrapped(office.trust, sato, WrapSet.from_json(one.wrapset))
        Office(town, office.hanako, one.consultation).hand_in(sato, one.generation, made)
    assert left(sato) == {}
