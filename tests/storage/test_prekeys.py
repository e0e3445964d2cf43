"""Prepared keys: a new consultation takes one, and no key is ever taken that the desk's members did not make for themselves."""

import threading
from collections.abc import Callable
from dataclasses import replace
from os import urandom

import pytest
from sqlalchemy import select, update

from storage import generations, prekeys, rosters, shred
from storage.audit import audit_log
from storage.contexts import Code, Rejected
from storage.roster import Trust
from storage.sealing import Identity
from storage.wrapsets import WrapSet
from tests.cast import Colleague, Town, colleague
from tests.joining import member_of, newcomer, next_roster, prepared

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""For rules that no database has a part in."""

DESK = "kurashi"


def trust_of(town: Town) -> Trust:
    with town.database.reading() as connection:
        return town.office.trust(connection, now=town.clock())


def store(town: Town, *made: WrapSet, maker: Colleague | None = None) -> int:
    with town.database.transaction() as connection:
        kid = (maker or colleague("sato")).kid
        return prekeys.add(connection, town.keys, trust_of(town), kid, made, now=town.clock())


def in_store(town: Town, desk: str = DESK) -> int:
    with town.database.reading() as connection:
        return prekeys.counts(connection, [desk])[desk]


def newest(town: Town) -> tuple[WrapSet, bool]:
    """The wrap set of the newest consultation, and whether the server made it."""
    owner = town.consultations()[-1]
    with town.database.reading() as connection:
        case = shred.open_key(connection, town.keys.kek, owner)
        ((number, one),) = generations.all_of(connection, owner)
        return WrapSet.from_json(case.unwrap("wrapset", number, one.sealed)), one.server_made


def refusals(town: Town) -> int:
    with town.database.reading() as connection:
        noted = select(audit_log.c.number).where(audit_log.c.action == "prekey-refused")
        return len(connection.execute(noted).all())


def talk(town: Town) -> None:
    town.clock.pass_(seconds=1)
    assert town.receive(town.resident().says("はじめまして")) == "stored"


def smuggle(town: Town, wrapset: WrapSet, *, desk: str = DESK, key_id: bytes | None = None) -> None:
    """What somebody with database and KEK can do: a row beside the honest ones, older than they are."""
    key_id = key_id or wrapset.key_id
    with town.database.transaction() as connection:
        case = shred.open_key(connection, town.keys.kek, shred.STAFF)
        sealed = case.wrap("prekey", int.from_bytes(key_id[:8], "big"), wrapset.to_json())
        row = {"key_id": key_id, "desk": desk, "epoch": wrapset.epoch, "made_at": 0, "sealed": sealed}
        connection.execute(prekeys.prekeys.insert(), row)


def test_a_new_consultation_takes_the_oldest_prepared_key(town: Town) -> None:
    """The server never held it, and everybody of the desk reads."""
    trust, sato = trust_of(town), colleague("sato")
    first, second = prepared(trust, sato, DESK), prepared(trust, sato, DESK)
    assert store(town, first) == 1
    town.clock.pass_(seconds=1)
    assert store(town, second) == 1
    talk(town)
    assert newest(town) == (first, False)
    assert town.texts(town.consultations()[-1]) == ["はじめまして"]
    assert [e.payload for e in town.read(town.consultations()[-1], colleague("kudo"))] != [None]
    talk(town)
    assert newest(town) == (second, False)
    assert in_store(town) == 0


def test_when_none_is_left_the_server_makes_one_and_says_so(town: Town) -> None:
    assert in_store(town) == 0
    talk(town)
    wrapset, server_made = newest(town)
    assert (wrapset.creator, server_made) == (town.keys.intake_kid, True)
    assert town.texts(town.consultations()[-1]) == ["はじめまして"]


@SQLITE
def test_no_more_are_kept_than_a_desk_needs(town: Town) -> None:
    trust, sato = trust_of(town), colleague("sato")
    one = prepared(trust, sato, DESK)
    made = [one, *(replace(one, key_id=urandom(16)) for _ in range(prekeys.TARGET + 5))]
    signed = [replace(w, sig=sato.signer.sign(w.signed_bytes(trust.fingerprint))) for w in made]
    assert store(town, *signed[:2]) == 2
    assert store(town, *signed[:2]) == 0
    assert store(town, *signed) == prekeys.TARGET - 2
    assert in_store(town) == prekeys.TARGET


def forged(town: Town, forge: str) -> WrapSet:
    """A prepared key with something about it that its maker should not have done, or that its maker did not do."""
    trust, sato, mori, kudo = trust_of(town), colleague("sato"), colleague("mori"), colleague("kudo")
    members = trust.current.desk_members(DESK)
    stranger = newcomer()
    match forge:
        case "somebody-missing":
            return prepared(trust, sato, DESK, members=members[1:])
        case "a-ghost-more":
            ghost = (stranger.kid, stranger.identity.recipient.public)
            return prepared(trust, sato, DESK, members=[*members, ghost])
        case "mori-of-the-other-desk-more":
            return prepared(trust, sato, DESK, members=[*members, (mori.kid, mori.identity.recipient.public)])
        case "by-mori-of-the-other-desk":
            return prepared(trust, mori, DESK)
        case "by-a-stranger-in-satos-name":
            return prepared(trust, replace(sato, signer=stranger.signer), DESK)
        case "another-public-key":
            return replace(prepared(trust, sato, DESK), case_pk=Identity.generate().recipient.public)
        case "for-another-desk":
            return prepared(trust, kudo, "hataraku")
        case "by-the-server":
            server = replace(stranger, kid=town.keys.intake_kid, signer=town.keys.intake)
            return prepared(trust, server, DESK)
    raise AssertionError(forge)


FORGERIES: dict[str, Code] = {
    "somebody-missing": "not-entitled", "a-ghost-more": "not-entitled",
    "mori-of-the-other-desk-more": "not-entitled", "by-mori-of-the-other-desk": "sender",
    "by-a-stranger-in-satos-name": "signature", "another-public-key": "signature", "by-the-server": "sender",
}  # fmt: skip


def test_a_bad_prepared_key_is_dropped_before_anything_is_sealed_to_it(town: Town) -> None:
    """Somebody who writes into the database, with the KEK too, gets none in; the honest one behind it is taken."""
    for count, forge in enumerate((*FORGERIES, "for-another-desk"), 1):
        honest = prepared(trust_of(town), colleague("sato"), DESK)
        store(town, honest)
        smuggle(town, forged(town, forge))
        talk(town)
        assert newest(town) == (honest, False), forge
        assert (in_store(town), refusals(town)) == (0, count), forge


@SQLITE
def test_a_console_hands_in_only_keys_of_its_own_for_exactly_its_desk(town: Town) -> None:
    for forge, code in FORGERIES.items():
        with pytest.raises(Rejected) as refused:
            store(town, prepared(trust_of(town), colleague("sato"), DESK), forged(town, forge))
        assert refused.value.code in (code, "sender"), forge
        assert in_store(town) == 0, forge


def test_a_prepared_key_serves_once_even_when_it_is_put_back(town: Town) -> None:
    trust, sato = trust_of(town), colleague("sato")
    used = prepared(trust, sato, DESK)
    store(town, used)
    talk(town)
    smuggle(town, used)
    assert store(town, used) == 0
    talk(town)
    assert newest(town)[1]
    assert refusals(town) == 1


def test_rows_of_the_store_cannot_change_places(town: Town) -> None:
    trust, kudo = trust_of(town), colleague("kudo")
    other = prepared(trust, kudo, "hataraku")
    store(town, other, maker=kudo)
    with town.database.transaction() as connection:
        connection.execute(update(prekeys.prekeys).values(desk=DESK))
    smuggle(town, prepared(trust, kudo, DESK), key_id=urandom(16))
    talk(town)
    assert newest(town)[1]
    assert refusals(town) == 2


def test_a_key_made_before_the_members_changed_is_of_no_use(town: Town) -> None:
    """Also when the rows of before come back, from a backup or by hand."""
    before, sato = trust_of(town), colleague("sato")
    old = prepared(before, sato, DESK)
    store(town, old)
    tani = newcomer()
    with town.database.transaction() as connection:
        last = rosters.chain(connection)[-1]
        come = [(member_of(tani, "counselor", "谷"), [DESK])]
        rosters.add(connection, 2, next_roster(before, last, come=come, now=town.clock() // 1000))
    talk(town)
    assert newest(town)[1]
    assert refusals(town) == 1
    with town.database.transaction() as connection:
        last = rosters.chain(connection)[-1]
        trust = town.office.trust(connection, now=town.clock())
        again = next_roster(trust, last, go=[tani.kid], now=town.clock() // 1000)
        rosters.add(connection, 3, again)
    smuggle(town, prepared(before, sato, DESK))
    talk(town)
    assert newest(town)[1]
    assert refusals(town) == 2


def test_a_renewed_roster_leaves_the_store_as_it_is(town: Town) -> None:
    trust = trust_of(town)
    honest = prepared(trust, colleague("sato"), DESK)
    store(town, honest)
    with town.database.transaction() as connection:
        last = rosters.chain(connection)[-1]
        rosters.add(connection, 2, next_roster(trust, last, now=town.clock() // 1000))
    talk(town)
    assert newest(town) == (honest, False)
    assert town.texts(town.consultations()[-1]) == ["はじめまして"]


def test_two_who_write_at_once_get_two_keys(town: Town) -> None:
    trust, sato = trust_of(town), colleague("sato")
    store(town, *(prepared(trust, sato, DESK) for _ in range(6)))
    failures: list[BaseException] = []

    def begin(act: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                act()
            except BaseException as failure:
                failures.append(failure)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    residents = [town.resident() for _ in range(6)]
    threads = [begin(lambda who=who: town.receive(who.says("いま"))) for who in residents]  # type: ignore[misc]  # the default argument binds each resident
    for thread in threads:
        thread.join()
    assert failures == []
    with town.database.reading() as connection:
        made = [generations.all_of(connection, owner)[0][1] for owner in town.consultations()]
    assert len({one.key_id for one in made}) == 6
    assert not any(one.server_made for one in made)


@SQLITE
def test_wrap_sets_of_the_store_tell_a_thief_nothing(town: Town) -> None:
    """They lie under the staff's shred key, and so under the KEK."""
    honest = prepared(trust_of(town), colleague("sato"), DESK)
    store(town, honest)
    with town.database.reading() as connection:
        (sealed,) = connection.scalars(select(prekeys.prekeys.c.sealed)).all()
    assert honest.case_pk not in bytes(sealed)
    assert b"wraps" not in bytes(sealed)
