"""All keys of one consultation, in one reader's hand: what they open, and what they are only told about.

Pure. The browser's twin is `static/js/crypto/keyring.js`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from storage.contexts import Rejected
from storage.genesis import Genesis, verify_genesis
from storage.roster import Trust
from storage.sealing import Identity
from storage.wrapsets import WrapSet, accept_wrapset, is_inside, open_wrapset


class Keyring(NamedTuple):
    """Case keys by key_id; `inside` names those that are kept from a room's resident, who has none of them."""

    identities: dict[bytes, Identity]
    inside: frozenset[bytes]


def open_keyring(
    trust: Trust, genesis: Genesis, wrapsets: Iterable[WrapSet], kid: bytes, identity: Identity
) -> Keyring:
    """Verify every wrap set of a case and open those that are for this reader: a member of the desk, or a room's resident.

    Rejected with the codes of `verify_genesis`, `accept_wrapset` and `open_wrapset`, "key-reuse" for a key id that stands
    twice, and "generation" when the key that the first page names is missing, or is one that the resident can't open.
    """
    verify_genesis(trust, genesis)
    guest = genesis.guest
    identities: dict[bytes, Identity] = {}
    inside: set[bytes] = set()
    for wrapset in wrapsets:
        if wrapset.key_id in identities or wrapset.key_id in inside:
            raise Rejected("key-reuse", "stands twice")
        creator = accept_wrapset(trust, wrapset, guest)
        if is_inside(wrapset, guest):
            inside.add(wrapset.key_id)
        if wrapset.key_id not in inside or guest is None or kid != guest.kid:
            identities[wrapset.key_id] = open_wrapset(trust.fingerprint, wrapset, kid, identity, creator.spk)
    if genesis.key_id not in identities or genesis.key_id in inside:
        raise Rejected("generation", "not the first page's")
    return Keyring(identities, frozenset(inside))
