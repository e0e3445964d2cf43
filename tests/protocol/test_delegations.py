"""Delegations to the last byte and word: what the forgeries and the stories of rosters leave open."""

from storage.delegations import Delegation, Granted, check_granted, roster_key_claim
from storage.sealing import Signer
from tests.protocol.office import Office
from tests.protocol.refusing import refused


def test_what_vouches_for_a_roster_key_is_bound_to_whose_it_is() -> None:
    kid, rpk = bytes(range(16)), b"\x04" + bytes(64)
    label, fields = b"consult/1|roster-key", (kid, rpk)
    expected = len(label).to_bytes(2, "big") + label
    expected += b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    assert roster_key_claim(kid, rpk) == expected


def test_what_a_list_is_refused_for_is_said_in_the_log() -> None:
    office = Office()
    (mine,) = office.granted
    supervisors, root = {mine.kid}, office.root.public
    check_granted(2, [mine], supervisors, root, before=[mine])
    with refused("delegation", "a kid stands twice"):
        check_granted(2, [mine, mine], supervisors, root, before=[mine])
    with refused("delegation", "for nobody who may sign"):
        check_granted(2, [mine], set(), root, before=[mine])
    with refused("delegation", "passed on from nowhere"):
        check_granted(2, [mine], supervisors, root, before=[])
    stranger = office.word(Signer.generate(), epoch=2)
    check_granted(2, [Granted(mine.kid, stranger)], supervisors, root, before=[])
    with refused("delegation", "signature"):
        check_granted(
            2, [Granted(mine.kid, Delegation(stranger.body, bytes(64)))], supervisors, root, before=[]
        )
