"""The last step of every erasure, in the transaction that deletes the rows: the keys that would open a backup of them, and the proof."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection

from storage import ledger, shred
from storage.keystore import Keys

Kind = Literal["consultation", "booking", "paper-order"]


def destroy(
    connection: Connection,
    keys: Keys,
    kind: Kind,
    gone: Iterable[tuple[bytes, str]],
    *,
    policy: str,
    now: int,
) -> None:
    """Deletes the shred keys of these (id, why), and certifies each. Final with the next rotation of the KEK.

    `policy` is the version of the retention policy; `why` a word for the certificate: "due", "wish", "closure", "desk".
    """
    reasons = dict(gone)
    if not reasons:
        return
    epoch = shred.erase(connection, keys.kek, reasons, now=now)
    said: dict[str, str | int] = {"kind": kind, "policy": policy, "epoch": epoch}
    # A booking's and an order's number was given to nobody: it lets the ledger be searched in one way, and says nothing.
    certified = [
        (ledger.receipt_hash(ledger.receipt_number(owner)), said | {"why": why})
        for owner, why in reasons.items()
    ]
    ledger.append_all(connection, keys, "purged", certified, now=now)
