"""Who holds the key-encryption key (KEK): the one secret that is destroyed to delete.

Three can: a file on this machine (storage/keystore.py), Vault's transit engine (storage/vault.py), and whatever keeps these five
promises, as a PKCS#11 module would. What each of them destroys and what it can't: docs/decisions/key-holders.md.
"""

from typing import Protocol

from storage.refusal import Refusal


class KeystoreError(Refusal):
    """Keys cannot be used as they are. The message is one sentence for the operator, without key material."""


class HolderAway(KeystoreError):
    """The holder can't be asked now. Nothing is lost by it; the same call may succeed later."""


class HolderRefuses(KeystoreError):
    """The holder answers, and not to us: another token, or what it may do, or the name of the key has to be set right."""


class KeyHolder(Protocol):
    """One random key of 32 bytes for each epoch; epochs only grow. One key is in use, and two exist during a rotation.

    Every call may raise `KeystoreError`, and `HolderAway` where the holder is another machine.
    """

    def epochs(self) -> list[int]:
        """Every epoch whose key still exists, oldest first: asked of the holder each time, and never empty."""

    def key(self, epoch: int) -> bytes | None:
        """The key of that epoch, None when it does not exist any more. May be remembered while rows of that epoch are read."""

    def newest(self, floor: int = 0) -> tuple[int, bytes]:
        """The epoch and key to encrypt under.

        May be remembered, but is never older than `floor`: the newest epoch that the table of shred keys shows to whoever
        holds the epoch (`shred.hold_epoch`).
        """

    def add(self) -> int:
        """Makes the key of the next epoch, durable before this returns; KeystoreError while two exist."""

    def destroy(self, epoch: int) -> None:
        """Ends the oldest key for good before this returns. The only key is never destroyed."""
